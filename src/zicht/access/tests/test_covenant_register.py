# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The covenant register: everybody reads it, the privacy officer keeps it, only a checked one gives a basis."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zicht.access import covenantkeeping as keeping
from zicht.access.covenants import between, in_force
from zicht.access.models import Covenant
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


def test_a_draft_gives_no_basis_until_the_privacy_officer_has_read_it(client_for, typed, actor, cast):
    key = made(client_for, typed)
    lotte, noor = client_for("lotte"), client_for("noor")
    with acting(actor("noor", Purpose.SIGNAL_HANDLING).context(now())):
        assert not found(cast).exists()
    assert "nog niet gecontroleerd: geeft geen grondslag" in text(noor.get(reverse("access:covenants")))
    url = reverse("access:covenant-check", args=[key])
    assert lotte.post(url, {"version": 1}).status_code == 422
    assert lotte.post(url, {"version": 1, "read": "on"}).status_code == 302
    with acting(actor("noor", Purpose.SIGNAL_HANDLING).context(now())):
        assert [c.checked_by.name for c in found(cast)] == ["Lotte Jansen"]
        assert not in_force(local_day(now()) + timedelta(days=301)).exists()
    shown = text(noor.get(reverse("access:covenant", args=[key])))
    assert "Lotte Jansen" in shown
    assert "Controleren" not in shown


def test_what_was_checked_does_not_change_but_can_end(client_for, typed, actor, cast):
    key, lotte = made(client_for, typed), client_for("lotte")
    lotte.post(reverse("access:covenant-check", args=[key]), {"version": 1, "read": "on"})
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
