# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The covenant register: everybody reads it, one writes, another checks, and it binds only who confirmed it."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zicht.access import covenantkeeping as keeping
from zicht.access.covenants import between, in_force
from zicht.access.models import AuditRow, Covenant
from zicht.access.roles import Purpose
from zicht.base.clock import local_day, now
from zicht.base.context import acting

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def typed(cast):
    day = local_day(now())
    return {
        "title": "Convenant mensenhandel Waterlinde",
        "parties": [str(cast.function_of("noor").pk), str(cast.function_of("joris").pk)],
        "purposes": ["partner_handling"],
        "data_classes": ["personal", "criminal"],
        "identifier_kinds": ["phone"],
        "source": "Getekend op papier; AVG artikel 26.",
        "starts_on": f"{day - timedelta(days=1):%d-%m-%Y}",
        "ends_on": f"{day + timedelta(days=300):%d-%m-%Y}",
    }


def found(cast):
    units = cast.unit_of("noor").pk, cast.unit_of("joris").pk
    return between(*units, purpose=Purpose.PARTNER_HANDLING, day=local_day(now()))


def made(client_for, typed):
    page = client_for("lotte").post(reverse("access:covenant-add"), typed)
    assert page.status_code == 302, page.context["form"].errors
    return page["Location"].rstrip("/").rpartition("/")[2]


def text(page):
    return re.sub(r"\s+", " ", page.content.decode())


def checked(client_for, key, checker, version=1):
    url = reverse("access:covenant-check", args=[key])
    assert client_for(checker).post(url, {"version": version}).status_code == 422
    assert client_for(checker).post(url, {"version": version, "read": "on"}).status_code == 302


def confirmed(client_for, key, who):
    """This officer confirms for every own party on the page."""
    url = reverse("access:covenant-confirm", args=[key])
    units = [value for value, _ in client_for(who).get(url).context["form"].fields["parties"].choices]
    assert client_for(who).post(url, {"parties": units}).status_code == 422  # somebody read it
    assert client_for(who).post(url, {"parties": units, "read": "on"}).status_code == 302


@pytest.fixture
def both(cast, officer):
    """The second officer of Lindestede and the one of the police."""
    return officer(cast.unit_of("lotte")), officer(cast.unit_of("joris"))


def test_it_gives_a_basis_when_another_checked_it_and_both_confirmed(client_for, typed, actor, cast, both):
    key, (second, police) = made(client_for, typed), both
    noor, hat = client_for("noor"), actor("noor", Purpose.SIGNAL_HANDLING)

    def basis():
        with acting(hat.context(now())):
            return found(cast).exists(), in_force(local_day(now())).exists()

    def state():
        return text(noor.get(reverse("access:covenant", args=[key])))

    assert "nog niet gecontroleerd: geeft geen grondslag" in text(noor.get(reverse("access:covenants")))
    checked(client_for, key, second)
    assert basis() == (False, False)
    assert "niet door twee partijen bevestigd: geeft geen grondslag" in state()
    confirmed(client_for, key, "lotte")
    assert basis() == (False, False)
    assert state().count("wacht op bevestiging") == 1
    confirmed(client_for, key, police)
    assert basis() == (True, True)
    shown = state()
    assert "bevestigd door Lotte Jansen" in shown
    assert f"bevestigd door {cast.people[police].name}" in shown
    assert "Bevestiging intrekken" not in shown
    with acting(hat.context(now())):
        assert not in_force(local_day(now()) + timedelta(days=301)).exists()
        assert found(cast).get().checked_by == cast.people[second]


def test_whoever_wrote_it_does_not_check_it(client_for, typed, actor, cast, both):
    key, (second, police) = made(client_for, typed), both
    lotte, url = client_for("lotte"), reverse("access:covenant-check", args=[key])
    page = lotte.post(url, {"version": 1, "read": "on"}, follow=True)
    assert "Wie het concept schreef, controleert het niet" in text(page)
    with acting(actor("lotte", Purpose.OVERSIGHT).context(now())), pytest.raises(keeping.OwnDraft):
        keeping.check(
            actor=actor("lotte", Purpose.OVERSIGHT), covenant=Covenant.objects.get(), person=cast.people["lotte"],
            expected=1, at=now(),
        )  # fmt: skip
    edit = reverse("access:covenant-edit", args=[key])
    assert client_for(second).post(edit, {**typed, "title": "Anders", "version": 1}).status_code == 302
    assert client_for(second).get(url).status_code == 302
    assert client_for(police).get(url).status_code == 200
    checked(client_for, key, "lotte", version=2)


def test_a_party_withdraws_and_it_is_over(client_for, typed, actor, cast, both):
    key, (second, police) = made(client_for, typed), both
    checked(client_for, key, second)
    confirmed(client_for, key, second)
    confirmed(client_for, key, police)
    url = reverse("access:covenant-withdraw", args=[key])
    mine = [value for value, _ in client_for(police).get(url).context["form"].fields["parties"].choices]
    assert client_for(police).post(url, {"parties": mine}).status_code == 422
    assert client_for(police).post(url, {"parties": mine, "why": "De tekst is verlopen."}).status_code == 302
    with acting(actor("noor", Purpose.SIGNAL_HANDLING).context(now())):
        assert not found(cast).exists()
        assert not in_force(local_day(now())).exists()
    assert "De tekst is verlopen." in text(client_for("noor").get(reverse("access:covenant", args=[key])))
    assert client_for(police).get(url).status_code == 404
    assert client_for(police).get(reverse("access:covenant-confirm", args=[key])).status_code == 404


def test_what_waits_stands_on_the_list_of_who_can_do_it(client_for, typed, actor, cast, both, officer):
    key, (second, police) = made(client_for, typed), both
    stranger = officer(cast.unit_of("eva"))
    link, url = reverse("access:covenant", args=[key]), reverse("access:covenants-waiting")

    def waits():
        return {who for who in ("lotte", second, police, stranger) if link in text(client_for(who).get(url))}

    assert waits() == {second, police}  # to check
    assert "convenant wacht op u" in re.sub(r"<[^>]+>", "", text(client_for(police).get("/start/")))
    checked(client_for, key, police)
    assert waits() == {"lotte", second, police}  # to confirm
    for name in ("confirm", "withdraw", "check"):
        assert client_for(stranger).get(reverse(f"access:covenant-{name}", args=[key])).status_code == 404
    confirmed(client_for, key, "lotte")
    assert waits() == {police}
    confirmed(client_for, key, police)
    assert waits() == set()


def test_what_a_party_said_stands_in_its_own_trail(client_for, typed, actor, cast, both):
    key, (second, police) = made(client_for, typed), both
    checked(client_for, key, second)
    confirmed(client_for, key, police)
    with acting(actor(police, Purpose.OVERSIGHT).context(now())):
        row = AuditRow.objects.get(action="covenant.confirm")
        assert (row.record, row.owning_unit_id) == (str(key), cast.unit_of("joris").pk)
    with acting(actor("lotte", Purpose.OVERSIGHT).context(now())):
        assert not AuditRow.objects.filter(action="covenant.confirm").exists()


@pytest.mark.parametrize(
    ("bound", "state"),
    [((), "waiting"), (("noor",), "waiting"), (("noor", "joris"), "partly"), (("noor", "joris", "eva"), "in_force")],
)
def test_the_list_and_the_page_name_the_same_state(typed, client_for, cast, actor, bind, bound, state):
    typed["parties"].append(str(cast.function_of("eva").pk))
    made(client_for, typed)
    with acting(actor("lotte", Purpose.OVERSIGHT).context(now())):
        stored = Covenant.objects.get()
    bind(stored, now(), [cast.unit_of(key) for key in bound])
    day = local_day(now())
    with acting(actor("noor", Purpose.SIGNAL_HANDLING).context(now())):
        assert [name for name in keeping.STATES if keeping.covenants(name, day=day).exists()] == [state]
        assert keeping.state_of(keeping.covenants("", day=day).get(), day) == state
        # Between whom it counts.
        pairs = [("noor", "joris"), ("noor", "eva"), ("joris", "eva")]
        units = {key: cast.unit_of(key).pk for key in ("noor", "joris", "eva")}
        for one, other in pairs:
            basis = between(units[one], units[other], purpose=Purpose.PARTNER_HANDLING, day=day).exists()
            assert basis is ({one, other} <= set(bound)), (one, other)


def test_what_was_checked_does_not_change_but_can_end(client_for, typed, actor, cast, both):
    key, lotte = made(client_for, typed), client_for("lotte")
    checked(client_for, key, both[0])
    lotte.post(reverse("access:covenant-edit", args=[key]), {**typed, "title": "Iets anders", "version": 2})
    lotte.post(reverse("access:covenant-end", args=[key]))
    with acting(actor("noor", Purpose.SIGNAL_HANDLING).context(now())):
        stored = Covenant.objects.get()
        assert stored.title == typed["title"]
        assert stored.ends_on == local_day(now())
        assert keeping.state_of(stored, local_day(now()) + timedelta(days=1)) == "ended"


def test_two_edits_of_a_draft_never_lose_one(client_for, typed, actor):
    key, lotte = made(client_for, typed), client_for("lotte")
    url = reverse("access:covenant-edit", args=[key])
    assert lotte.post(url, {**typed, "title": "Eerste", "version": 1}).status_code == 302
    assert lotte.post(url, {**typed, "title": "Tweede", "version": 1}).status_code == 422
    with acting(actor("lotte", Purpose.OVERSIGHT).context(now())):
        assert Covenant.objects.get().title == "Eerste"


@pytest.mark.parametrize(
    "wrong",
    [{"parties": []}, {"ends_on": "01-01-2020"}, {"purposes": ["oversight"]}, {"data_classes": ["residence"]}],
)
def test_what_a_covenant_cannot_say(client_for, typed, wrong):
    assert client_for("lotte").post(reverse("access:covenant-add"), {**typed, **wrong}).status_code == 422


def test_nobody_else_writes_one(client_for, typed, actor, cast):
    key = made(client_for, typed)
    for person in ("noor", "joris", "ruben", "eva"):
        assert client_for(person).post(reverse("access:covenant-end", args=[key])).status_code == 404
    with acting(actor("noor", Purpose.SIGNAL_HANDLING).context(now())):
        stored = Covenant.objects.get()
        stored.title = "Van Noor"
        with pytest.raises(DatabaseError), transaction.atomic():
            stored.save(update_fields=["title"])


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_many(client_for, typed):
    counts, noor, url = [], client_for("noor"), reverse("access:covenants")
    for _ in range(2):
        made(client_for, typed)
        noor.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert noor.get(url).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
