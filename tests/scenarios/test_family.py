# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A family of forced theft: parents who may be the exploiters, three children, one of them victim and suspect.

Nobody of the family is asked, told or shown anything, until a privacy officer says which way is safe.
"""

import pytest

from conftest import AT
from zicht.access.roles import Purpose
from zicht.base.context import transaction_as
from zicht.casework.care.actions import start_track
from zicht.casework.care.models import CareTrack
from zicht.casework.cases.actions import add_person, open_case
from zicht.casework.cases.consent.gate import consent_of, reach_of
from zicht.casework.cases.consent.models import Consent, ConsentQuestion
from zicht.exchange.models import Message

pytestmark = pytest.mark.database
REGISTER, REFERRAL = "register", "care_referral"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("zicht.access.middleware.now", lambda: AT)


def family_of(who, key, cast):
    """Who is in the case: (roles, year of birth or None)."""
    with transaction_as(who.context(AT)):
        case = open_case(
            actor=who, unit=cast.unit_of(key), title="Diefstal in winkels", about="person", forms=["CU"],
            age_class="unknown", acute=False, summary="", owner=cast.people[key], at=AT,
        )  # fmt: skip
        found = {}
        for name, roles, born, family in (
            ("father", ["possible_offender"], 1985, "yes"),
            ("mother", ["facilitator", "possible_victim"], 1987, "yes"),
            ("oldest", ["both"], 2012, "yes"),
            ("middle", ["possible_victim"], 2014, "unknown"),
            ("youngest", ["possible_victim"], None, "unknown"),
        ):
            found[name] = add_person(
                actor=who, case=case, roles=roles, birth_year=born, family_involved=family, at=AT,
                name=f"Verzonnen {name}",
            )  # fmt: skip
        return case, found


def answer(**more):
    return {"answer": "given", "language": "nl", "answered_on": "16-11-2026", "note": "", **more}


@pytest.mark.parametrize("giver", ["self", "guardian", "representative"])
@pytest.mark.parametrize("name", ["father", "mother", "oldest", "middle", "youngest"])
def test_nobody_of_the_family_is_offered_as_giver_or_receiver(committed, cast, actor, client_for, name, giver):
    fatima, noor = actor("fatima", Purpose.CARE_COORDINATION), actor("noor", Purpose.SIGNAL_HANDLING)
    _, cared = family_of(fatima, "fatima", cast)
    _, handled = family_of(noor, "noor", cast)
    for client, url, more in (
        (client_for("fatima"), f"/zorg/personen/{cared[name].pk}/toestemming/", {}),
        (
            client_for("noor"),
            f"/casussen/persoon/{handled[name].pk}/doorverwijzen/",
            {"scope": ["shelter"], "to_name": "Opvang"},
        ),
    ):
        shown = client.get(url).content.decode()
        assert 'name="given_by"' not in shown
        assert "Vraag nu niets" in shown
        assert client.post(url, answer(given_by=giver, **more)).status_code == 422
    assert not Consent.objects.using("owner").exists()
    assert not Message.objects.using("owner").exists()
    with transaction_as(noor.context(AT)):
        assert consent_of(noor, handled[name], REFERRAL, at=AT) == "not_asked"
        reach = reach_of(handled[name], at=AT)
    assert reach.guardian_barred is (name in {"oldest", "middle", "youngest"})


def test_care_goes_on_whatever_anybody_answers(committed, cast, actor):
    fatima = actor("fatima", Purpose.CARE_COORDINATION)
    _, people = family_of(fatima, "fatima", cast)
    with transaction_as(fatima.context(AT)):
        start_track(
            actor=fatima, person=people["middle"], coordinator=cast.people["fatima"], wishes="", plan="",
            started_on=AT.date(), at=AT,
        )  # fmt: skip
        assert consent_of(fatima, people["middle"], REGISTER, at=AT) == "not_asked"
    assert CareTrack.objects.using("owner").count() == 1


def test_the_privacy_officer_shows_the_way_without_seeing_anybody(committed, cast, actor, client_for):
    noor = actor("noor", Purpose.SIGNAL_HANDLING)
    case, people = family_of(noor, "noor", cast)
    child = people["oldest"]
    desk, officer = client_for("noor"), client_for("lotte")
    url = f"/casussen/persoon/{child.pk}/"
    for _ in range(2):
        assert desk.post(url + "vraag/", {"kind": REFERRAL}).status_code == 302
    question = ConsentQuestion.objects.using("owner").get()
    for address in ("/toezicht/vragen-over-toestemming/", f"/toezicht/vragen-over-toestemming/{question.pk}/"):
        seen = officer.get(address).content.decode()
        assert case.reference not in seen
        assert "Verzonnen" not in seen
        assert str(child.pk) not in seen
    assert officer.get(f"/casussen/{case.pk}/").status_code == 404
    form = {"version": 1, "advice": "representative", "explanation": "De rechter benoemde een bijzondere curator."}
    assert officer.post(f"/toezicht/vragen-over-toestemming/{question.pk}/", form).status_code == 302
    shown = desk.get(url + "doorverwijzen/").content.decode()
    assert "bijzondere curator" in shown
    assert "Ouder of voogd</label>" not in shown
    given = answer(given_by="guardian", scope=["shelter"], to_name="Opvang De Brug")
    assert desk.post(url + "doorverwijzen/", given).status_code == 422
    assert desk.post(url + "doorverwijzen/", given | {"given_by": "representative"}).status_code == 302
    stored = Consent.objects.using("owner").get()
    assert (stored.kind, stored.given_by, stored.scope, stored.to_name) == (
        REFERRAL, "representative", ["shelter"], "Opvang De Brug",
    )  # fmt: skip
    # The other question is another question.
    with transaction_as(noor.context(AT)):
        assert consent_of(noor, child, REFERRAL, at=AT) == "given"
    assert not Consent.objects.using("owner").filter(kind=REGISTER).exists()
