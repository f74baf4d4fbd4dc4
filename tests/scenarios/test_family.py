# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A family of forced theft: parents who may be the exploiters, three children, one of them victim and suspect.

Nobody of the family is asked, told or shown anything, until a privacy officer says which way is safe.
"""

import pytest

from conftest import AT
from zicht.access.models import AuditRow
from zicht.access.roles import Purpose
from zicht.base.context import transaction_as
from zicht.casework.care.actions import start_track
from zicht.casework.care.models import CareTrack
from zicht.casework.cases.actions import add_person, open_case
from zicht.casework.cases.consent.gate import consent_of, reach_of
from zicht.casework.cases.consent.models import Consent, ConsentQuestion
from zicht.casework.overview.models import SubjectRequest
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


def asked_by_father(desk, child):
    """The father asks what is held about his child; the desk lays it before the privacy officer."""
    typed = {"asked_by": "guardian", "asked_on": "16-11-2026", "identity_check": "document_seen", "to_officer": "on"}
    assert desk.post(f"/inzage/signalen/persoon/{child.pk}/", typed).status_code == 302
    return SubjectRequest.objects.using("owner").latest("due_on")


@pytest.mark.parametrize("name", ["oldest", "middle", "youngest"])
def test_a_parent_who_asks_what_is_held_gets_nothing_and_the_child_gets_an_answer(
    committed, cast, actor, client_for, name
):
    noor = actor("noor", Purpose.SIGNAL_HANDLING)
    case, people = family_of(noor, "noor", cast)
    desk, officer = client_for("noor"), client_for("lotte")
    found = asked_by_father(desk, people[name])
    page, decide = f"/inzage/signalen/verzoek/{found.pk}/", f"/inzage/toezicht/{found.pk}/"
    assert "Verzonnen" not in desk.get(page).content.decode()
    assert "besluit" in officer.get("/start/").content.decode()
    for address in ("/inzage/toezicht/", decide):
        seen = officer.get(address).content.decode()
        assert [w for w in (case.reference, "Verzonnen", str(people[name].pk), "winkels") if w in seen] == []
    typed = {"version": 1, "decision": "safe_contact", "reason": "School geeft het aan de jongere zelf."}
    assert officer.post(decide, typed).status_code == 302
    shown = desk.get(page).content.decode()
    assert f"Verzonnen {name}" in shown
    assert "School geeft het" in shown
    # Whatever is written down, it goes by the safe contact only.
    assert 'value="in_person"' not in desk.get(f"{page}gegeven/").content.decode()
    for way in ("in_person", "representative"):
        assert desk.post(f"{page}gegeven/", {"version": 2, "how": way, "sure": "on"}).status_code == 422
    # Nobody is told anything, and who decided stands in the trail.
    assert not Message.objects.using("owner").exists()
    acts = AuditRow.objects.using("owner").filter(record=str(found.pk))
    assert {"overview.ask", "overview.decide"} <= set(acts.values_list("action", flat=True))
    # A decision is taken once; the officer has nothing left to decide.
    assert officer.get(decide).status_code == 404


def test_a_no_has_a_day_and_is_looked_at_again(committed, cast, actor, client_for):
    noor = actor("noor", Purpose.SIGNAL_HANDLING)
    _, people = family_of(noor, "noor", cast)
    desk, officer = client_for("noor"), client_for("lotte")
    found = asked_by_father(desk, people["youngest"])
    page, decide = f"/inzage/signalen/verzoek/{found.pk}/", f"/inzage/toezicht/{found.pk}/"
    typed = {"version": 1, "decision": "refuse", "reason": "Er is nog geen veilige weg."}
    for day in ("", "16-11-2026", "18-11-2027"):
        assert officer.post(decide, typed | {"review_on": day}).status_code == 422
    assert officer.post(decide, typed | {"review_on": "16-12-2026"}).status_code == 302
    shown = desk.get(page).content.decode()
    assert "nog geen veilige weg" in shown
    assert "16 december 2026" in shown
    assert "Verzonnen" not in shown
    assert desk.get(f"{page}csv/").status_code == 302
    assert "wacht op u" not in officer.get("/inzage/toezicht/").content.decode()
    # The officer may come back to it, on the day or before.
    again = {"version": 2, "decision": "person", "reason": "De mentor spreekt haar elke week alleen."}
    assert officer.post(decide, again).status_code == 302
    assert "Verzonnen youngest" in desk.get(page).content.decode()
