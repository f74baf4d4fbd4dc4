# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people complained about in other systems when something was shared, each as a story that ends well here."""

import functools
import re
import uuid
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.urls import reverse

from zicht.access.accounts import vouch_for_address
from zicht.access.actors import for_job
from zicht.access.models import Covenant, CovenantParty, Membership, Person
from zicht.access.roles import Purpose
from zicht.base.clock import local_day, now
from zicht.base.context import acting
from zicht.casework.cases import actions as cases_of
from zicht.casework.cases.gate import cases
from zicht.casework.cases.models import Case, FieldOrigin
from zicht.casework.cases.origins import ReceivedWords
from zicht.casework.sharing import actions, expiry, rules
from zicht.casework.sharing.deciding import NotAllowed
from zicht.casework.sharing.gate import content_of, received_packages, sent_packages
from zicht.casework.sharing.models import AssistantCount, InfoRequest
from zicht.exchange.delivery import deliver_due
from zicht.exchange.models import Message
from zicht.reference.lists import code_list

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SECRET = "Stond drie keer met een koffer bij het station."


@contextmanager
def being(who, at=None):
    with acting(who.context(at or now())):
        yield who


@pytest.fixture
def people(actor):
    return {
        "noor": actor("noor", Purpose.SIGNAL_HANDLING),
        "iris": actor("iris", Purpose.SIGNAL_HANDLING),
        "joris": actor("joris", Purpose.PARTNER_HANDLING),
        "fatima": actor("fatima", Purpose.CARE_COORDINATION),
        "lotte": actor("lotte", Purpose.OVERSIGHT),
    }


@pytest.fixture
def signed(cast, people, bind):
    """Noor's unit and the police signed; another privacy officer read the text and these confirmed, or not yet."""
    return functools.partial(sign, cast, people, bind)


def sign(cast, people, bind, *, checked=True, confirmed=("noor", "joris"), **changes):
    day = local_day(now())
    given = {
        "title": "Samenwerking Waterlinde", "purposes": ["partner_handling"],
        "data_classes": ["personal", "criminal"], "source": "proef",
        "starts_on": day - timedelta(days=9), "ends_on": day + timedelta(days=300),
    } | changes  # fmt: skip
    with being(people["lotte"]):
        made = Covenant(owning_unit=cast.unit_of("lotte"), drafted_by=cast.people["lotte"], **given)
        made.save(force_insert=True)
        for key in ("noor", "joris"):
            CovenantParty(covenant=made, unit=cast.unit_of(key), contact=cast.function_of(key)).save()
    if checked:
        bind(made, now(), [cast.unit_of(key) for key in confirmed])
    return made


@pytest.fixture
def covenant(signed):
    """One in force."""
    return signed()


@pytest.fixture
def case(cast, people):
    with being(people["noor"]) as noor:
        made = cases_of.open_case(
            actor=noor, unit=cast.unit_of("noor"), title="Jongere", about="person", forms=["CU"], age_class="adult",
            acute=False, summary=SECRET, owner=cast.people["noor"], at=now(),
        )  # fmt: skip
        cases_of.add_person(
            actor=noor, case=made, roles=["possible_victim"], name="Mila Vos", birth_year=2005, at=now()
        )
    return made


def choice(cast, covenant=None, *, to="joris", **more):
    partner = to == "joris"
    purpose = {"joris": "partner_handling", "fatima": "care_coordination", "iris": "signal_handling"}[to]
    given = {
        "to_unit": cast.unit_of(to), "receiver": rules.Receiver.PARTNER if partner else rules.Receiver.CARE,
        "fields": ("about", "forms", "summary"), "persons": frozenset(), "purpose": purpose,
        "legal_basis": "covenant" if covenant else "avg_6_1_e", "necessity": "Voor het onderzoek.",
        "ends_on": local_day(now()) + timedelta(days=60), "covenant": covenant, "informed": "informed",
        "answer_by": local_day(now()) + timedelta(days=14),
    }  # fmt: skip
    return actions.Choice(**{**given, **more})


def share(cast, people, case, what, *, deliver=True):
    with being(people["noor"]) as noor:
        package = actions.send_package(
            actor=noor, case=case, choice=what, submission=uuid.uuid4(), sender=cast.people["noor"], at=now()
        )
    if deliver:
        deliver_due(at=now())
    return package


def only_received(who):
    with being(who):
        return received_packages(who, at=now()).get()


def colleague(cast, key, name):
    """Somebody beside `key`, in the same unit and role."""
    made = Person(email=f"{name.lower()}@zicht.example", name=name, invented=True)
    made.set_unusable_password()
    made.save()
    vouch_for_address(made)
    role = Membership.objects.filter(person=cast.people[key]).get().role
    unit = cast.unit_of(key)
    with acting(for_job(unit.pk).context(now())):
        Membership.objects.create(person=made, unit=unit, role=role, valid_from=date(2023, 1, 1))
    return made


def text(page):
    return re.sub(r"\s+", " ", page.content.decode())


# (b) A share is born restricted.


def test_opencti_9160_restricted_from_its_first_moment_on(cast, people, case, covenant, client_for):
    """No list, count, search hit or message shows what the record hides; the list shows sender and moment only."""
    share(cast, people, case, choice(cast, covenant))
    joris = client_for("joris")
    listed = text(joris.get(reverse("sharing:partner-received")))
    assert "Gemeente Lindestede, Veiligheid" in listed
    assert SECRET not in listed
    assert case.reference not in listed
    with being(people["joris"]):
        assert [m.body for m in Message.objects.filter(direction="in")] == [{}]
    for person, purpose in (("fatima", "sharing:received"), ("iris", "sharing:focal-received")):
        assert "Geen pakketten" in text(client_for(person).get(reverse(purpose)))
    audit = text(client_for("lotte").get(reverse("access:audit")))
    assert SECRET not in audit
    assert "Mila Vos" not in audit


def test_dfir_iris_583_what_somebody_may_not_see_is_in_no_count_and_no_search(
    cast, people, case, covenant, client_for
):
    share(cast, people, case, choice(cast, covenant))
    package = only_received(people["joris"])
    with being(people["joris"]) as joris:
        actions.accept_package(actor=joris, package=package, person=cast.people["joris"], at=now())
        reference = cases(joris, at=now()).get().reference
    for person, name in (("fatima", "dossier:care-cases"), ("iris", "dossier:cases"), ("noor", "dossier:cases")):
        page = client_for(person).get(reverse(name) + f"?reference={reference}")
        assert "<tbody>" not in page.content.decode()


# (e) Somebody with a conflict of interest is kept out before the first look.


def test_globaleaks_3864_a_conflicted_colleague_sees_nothing_not_even_that_it_exists(
    cast, people, case, covenant, client_for
):
    pim = colleague(cast, "joris", "Pim")
    cast.people["pim"] = pim
    share(cast, people, case, choice(cast, covenant, keep_out=(pim.key,)))
    package = only_received(people["joris"])
    assert str(pim.key) not in str(package.body)
    browser = client_for("pim")
    url = reverse("sharing:partner-package", args=[package.pk])
    assert "Geen pakketten" in text(browser.get(reverse("sharing:partner-received")))
    assert browser.get(url).status_code == 404
    assert client_for("joris").get(url).status_code == 200
    with being(people["joris"]) as joris:
        actions.accept_package(actor=joris, package=package, person=cast.people["joris"], at=now())
        theirs = cases(joris, at=now()).get()
    assert browser.get(reverse("dossier:partner-case", args=[theirs.pk])).status_code == 404
    assert theirs.reference not in text(browser.get(reverse("dossier:partner-cases")))
    assert client_for("joris").get(reverse("dossier:partner-case", args=[theirs.pk])).status_code == 200


def test_the_receiver_keeps_a_colleague_out_as_well(cast, people, case, covenant, client_for):
    pim = colleague(cast, "joris", "Pim")
    cast.people["pim"] = pim
    share(cast, people, case, choice(cast, covenant))
    package = only_received(people["joris"])
    done = client_for("joris").post(reverse("sharing:partner-keep-out", args=[package.pk]), {"person": str(pim.key)})
    assert done.status_code == 302
    assert client_for("pim").get(reverse("sharing:partner-package", args=[package.pk])).status_code == 404


# (d) Every pending share has a deadline and can be withdrawn; ownership and words change by no edit.


def test_sormas_4423_a_share_has_a_deadline_and_expires_by_itself(cast, people, case, covenant, client_for):
    share(cast, people, case, choice(cast, covenant))
    later = now() + timedelta(days=15)
    package = only_received(people["joris"])
    with being(people["joris"], later) as joris:
        assert content_of(package, at=later) is None  # whether or not a job ran
        with pytest.raises(actions.CannotBeTaken, match="termijn"):
            actions.accept_package(actor=joris, package=package, person=cast.people["joris"], at=later)
    assert expiry.end_due(at=later) == 2
    assert expiry.end_due(at=later) == 0
    assert (only_received(people["joris"]).state, only_received(people["joris"]).body) == ("expired", {})
    with being(people["noor"]) as noor:
        kept = sent_packages(noor, at=later).get()
        assert (kept.state, kept.body["case"]["summary"]) == ("expired", SECRET)


def test_sormas_4423_the_sender_takes_it_back_before_an_answer(cast, people, case, covenant, client_for):
    package = share(cast, people, case, choice(cast, covenant))
    url = reverse("sharing:focal-take-back", args=[package.pk])
    assert client_for("noor").post(url, {"reason": "Verkeerde afdeling."}).status_code == 302
    deliver_due(at=now())
    held = only_received(people["joris"])
    assert (held.state, held.body, held.answer_reason) == ("withdrawn", {}, "Verkeerde afdeling.")
    shown = text(client_for("joris").get(reverse("sharing:partner-package", args=[held.pk])))
    assert "Verkeerde afdeling." in shown
    assert SECRET not in shown


def test_an_answer_that_was_given_stands_against_a_later_withdrawal(cast, people, case, covenant):
    package = share(cast, people, case, choice(cast, covenant))
    held = only_received(people["joris"])
    with being(people["joris"]) as joris:
        actions.accept_package(actor=joris, package=held, person=cast.people["joris"], at=now())
    with being(people["noor"]) as noor:
        actions.withdraw_package(actor=noor, package=package, reason="Te laat bedacht.", at=now())
    deliver_due(at=now())
    deliver_due(at=now())
    assert only_received(people["joris"]).state == "accepted"


def taken(cast, people, case, what, who="joris"):
    share(cast, people, case, what)
    package = only_received(people[who])
    with being(people[who]) as actor:
        actions.accept_package(actor=actor, package=package, person=cast.people[who], at=now())
        return cases(actor, at=now()).get()


def test_dhis2_63090_the_receiver_never_changes_the_senders_words(cast, people, case, covenant, client_for):
    theirs = taken(cast, people, case, choice(cast, covenant))
    with being(people["joris"]) as joris, pytest.raises(ReceivedWords):
        cases_of.change_case(
            actor=joris, case=theirs, changes={"summary": "Iets anders."}, expected=theirs.version, at=now()
        )
    page = client_for("joris").get(reverse("dossier:partner-edit", args=[theirs.pk]))
    assert page.context["form"].fields["summary"].disabled
    typed = {
        "title": "Onze titel", "about": "place", "summary": "Stiekem anders.", "age_class": "minor", "version": "1",
        "beside-summary": "Wij zagen hem ook.",
    }  # fmt: skip
    done = client_for("joris").post(reverse("dossier:partner-edit", args=[theirs.pk]), typed)
    assert done.status_code == 302, done.context["form"].errors
    with being(people["joris"]):
        stored = Case.objects.get(pk=theirs.pk)
        assert (stored.summary, stored.about, stored.title) == (SECRET, "person", "Onze titel")
        assert FieldOrigin.objects.get(case=stored, field="summary").addition == "Wij zagen hem ook."
    shown = text(client_for("joris").get(reverse("dossier:partner-case", args=[theirs.pk])))
    assert "Wij zagen hem ook." in shown
    assert "van Gemeente Lindestede, Veiligheid (AVG)" in shown


def test_after_the_end_date_the_words_are_gone_and_the_own_additions_stay(cast, people, case, covenant, client_for):
    theirs = taken(cast, people, case, choice(cast, covenant))
    later = now() + timedelta(days=61)
    with being(people["joris"]):
        origin = FieldOrigin.objects.get(case=theirs, field="summary")
        origin.addition = "Van ons."
        origin.save()
    package = only_received(people["joris"])
    assert content_of(package, at=later) is None
    expiry.end_due(at=later)
    with being(people["joris"]):
        stored = Case.objects.get(pk=theirs.pk)
        assert (stored.summary, stored.forms) == ("", [])
        assert FieldOrigin.objects.get(case=theirs, field="summary").addition == "Van ons."


# The table stands in the way, and says what can be done.


def test_without_a_covenant_or_consent_nothing_is_sent_and_the_refusal_is_counted(cast, people, case, client_for):
    with pytest.raises(NotAllowed):
        share(cast, people, case, choice(cast, informed="refused"))
    url = reverse("sharing:focal-new", args=[case.pk]) + f"?naar={cast.unit_of('joris').pk}"
    page = client_for("noor").get(url)
    form = page.context["form"]
    filled = {name: value for name, value in form.initial.items() if value not in ("", None, False)}
    filled |= {
        "informed": "refused", "basis": "avg_6_1_e", "necessity": "nodig", "proportionality": "minder kan niet",
        "seen": page.context["seen"], "step": "send",
    }  # fmt: skip
    filled |= {n: f"{filled[n]:%d-%m-%Y}" for n in ("ends_on", "answer_by", "feedback_on")}
    done = client_for("noor").post(url, filled)
    assert done.status_code == 422
    assert "Deel alleen wat over geen persoon gaat." in text(done)
    assert not Message.objects.exists()
    assert set(AssistantCount.objects.values_list("rule", flat=True)) == {"refused"}
    for person, name in (("lotte", "sharing:counts"), ("bas", "sharing:counts-policy")):
        assert "wil niet dat u dit deelt" in text(client_for(person).get(reverse(name)))


def test_a_row_without_source_needs_the_advice_of_the_privacy_officer(cast, people, case):
    with pytest.raises(NotAllowed) as caught:
        share(cast, people, case, choice(cast))
    assert caught.value.rule.id == "unknown"
    sent = share(cast, people, case, choice(cast, advice="Lotte Jansen, vandaag: mag, zonder naam."))
    assert (sent.assistant_answer, sent.assistant_rule) == ("ask", "unknown")


@pytest.mark.parametrize(
    "change",
    [{"checked": False}, {"ends_on": date(2020, 1, 1)}, {"confirmed": ()}, {"confirmed": ("noor",)}],
)
def test_an_unchecked_unconfirmed_or_ended_covenant_gives_no_basis(cast, signed, case, client_for, change):
    signed(**{"starts_on": date(2019, 1, 1), **change})
    page = client_for("noor").get(reverse("sharing:focal-new", args=[case.pk]) + f"?naar={cast.unit_of('joris').pk}")
    assert page.context["form"].initial["basis"] == ""
    assert page.context["rule"].id == "unknown"


def test_a_covenant_that_waits_says_for_whom(cast, signed, case, client_for):
    signed(confirmed=("noor",))
    noor, case_key = client_for("noor"), [case.pk]
    page = noor.get(reverse("sharing:focal-new", args=case_key) + f"?naar={cast.unit_of('joris').pk}")
    waits = "geeft nog geen grondslag. Het wacht op bevestiging door Politie Waterlinde"
    assert waits in text(page)
    assert waits in text(noor.get(reverse("sharing:focal-may-i", args=case_key)))
    other = noor.get(reverse("sharing:focal-new", args=case_key) + f"?naar={cast.unit_of('fatima').pk}")
    assert "Het wacht op" not in text(other)


# Onward, back, and asking.


def test_what_was_received_is_passed_on_only_after_the_sender_agreed(cast, people, case, covenant, client_for):
    theirs = taken(cast, people, case, choice(cast, covenant))
    what = choice(cast, to="fatima", informed="consented", advice="Mag.")
    with being(people["joris"]) as joris, pytest.raises(actions.NotOnward):
        actions.send_package(
            actor=joris, case=theirs, choice=what, submission=uuid.uuid4(), sender=cast.people["joris"], at=now()
        )
    package = only_received(people["joris"])
    url = reverse("sharing:partner-onward", args=[theirs.pk])
    url += f"?naar={cast.unit_of('fatima').pk}&pakket={package.message}"
    asked = client_for("joris").get(url).context["form"].initial
    typed = {
        "submission": str(asked["submission"]), "fields": asked["fields"], "reason": "Zorg is nodig.",
        "answer_by": f"{asked['answer_by']:%d-%m-%Y}",
    }  # fmt: skip
    assert client_for("joris").post(url, typed).status_code == 302
    deliver_due(at=now())
    with being(people["noor"]):
        question = InfoRequest.objects.get(direction="in")
    assert client_for("noor").post(reverse("sharing:focal-request-agree", args=[question.pk])).status_code == 302
    deliver_due(at=now())
    with being(people["joris"]) as joris:
        actions.send_package(
            actor=joris, case=theirs, choice=what, submission=uuid.uuid4(), sender=cast.people["joris"], at=now()
        )
    deliver_due(at=now())
    with being(people["fatima"]) as fatima:
        body = received_packages(fatima, at=now()).get().body
    # The field still says who wrote it first, and under which law.
    assert body["regimes"]["summary"] == {"regime": "avg", "unit": "Gemeente Lindestede, Veiligheid"}
    assert body["regime"] == "wpg"


def test_feedback_is_asked_for_a_day_and_comes_back(cast, people, case, covenant, client_for):
    day = local_day(now())
    package = share(cast, people, case, choice(cast, covenant, feedback_on=day + timedelta(days=30)))
    held = only_received(people["joris"])
    with being(people["joris"]) as joris:
        actions.accept_package(actor=joris, package=held, person=cast.people["joris"], at=now())
    deliver_due(at=now())
    url = reverse("sharing:partner-feedback", args=[held.pk])
    assert client_for("joris").post(url, {"text": "Opgepakt door ons team."}).status_code == 302
    deliver_due(at=now())
    shown = text(client_for("noor").get(reverse("sharing:focal-sent", args=[package.pk])))
    assert "Opgepakt door ons team." in shown


def test_a_question_to_another_unit_expires_and_can_be_withdrawn(cast, people, case, client_for):
    url = reverse("sharing:focal-ask", args=[case.pk])
    for _ in range(2):
        form = client_for("noor").get(url).context["form"]
        typed = {
            "submission": str(form.initial["submission"]), "to": str(cast.unit_of("joris").pk), "about": "Busje",
            "fields": ["summary"], "reason": "Nodig.", "answer_by": f"{form.initial['answer_by']:%d-%m-%Y}",
        }  # fmt: skip
        assert client_for("noor").post(url, typed).status_code == 302
    deliver_due(at=now())
    with being(people["noor"]):
        first = InfoRequest.objects.filter(direction="out").order_by("made_at").first()
    client_for("noor").post(reverse("sharing:focal-request-withdraw", args=[first.pk]))
    deliver_due(at=now())
    expiry.end_due(at=now() + timedelta(days=15))
    with being(people["joris"]):
        states = set(InfoRequest.objects.filter(direction="in").values_list("state", flat=True))
        assert states == {"withdrawn", "expired"}
        assert InfoRequest.objects.get(direction="in", state="withdrawn").about == ""


def test_youth_and_safety_of_one_municipality_share_like_everybody_else(cast, people, case, client_for):
    """Sharing between units of one organisation is sharing."""
    assert client_for("iris").get(reverse("dossier:case", args=[case.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        share(cast, people, case, choice(cast, to="iris", receiver=rules.Receiver.MUNICIPALITY))
    what = choice(
        cast, to="iris", receiver=rules.Receiver.MUNICIPALITY, informed="consented", fields=("about", "summary")
    )
    share(cast, people, case, what)
    package = only_received(people["iris"])
    with being(people["iris"]) as iris:
        actions.accept_package(actor=iris, package=package, person=cast.people["iris"], at=now())
        copy = cases(iris, at=now()).get()
    assert (copy.summary, list(copy.forms)) == (SECRET, [])
    assert client_for("iris").get(reverse("dossier:case", args=[case.pk])).status_code == 404


def test_every_answer_about_informing_tells_the_table_something():
    known = {"given", "refused", "unknown", "not_asked"}
    assert {e.attributes["consent"] for e in code_list("informed_reasons").at(date(2026, 11, 16))} <= known
