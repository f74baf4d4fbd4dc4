# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest

from zicht.access.gate import NotHere
from zicht.access.models import AuditRow
from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.base.records import EditConflict
from zicht.casework.cases import actions, gate, rules
from zicht.casework.cases.models import Case
from zicht.reference.lists import UnknownCode

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def noor(actor):
    return actor("noor", Purpose.SIGNAL_HANDLING)


@pytest.fixture
def as_(at):
    @contextmanager
    def enter(who, moment=None):
        with acting(who.context(moment or at)):
            yield who

    return enter


@pytest.fixture
def case(noor, cast, at, as_):
    with as_(noor):
        return actions.open_case(
            actor=noor, unit=cast.unit_of("noor"), title="Jongere met schulden", about="person", forms=["CU"],
            age_class="minor", acute=False, summary="Feiten.", owner=cast.people["noor"], at=at,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "purpose"),
    [
        ("iris", Purpose.SIGNAL_HANDLING),
        ("eva", Purpose.SIGNAL_HANDLING),
        ("fatima", Purpose.CARE_COORDINATION),
        ("joris", Purpose.PARTNER_HANDLING),
        ("marijke", Purpose.CASE_TABLE),
        ("noor", Purpose.REPORTING),
        ("lotte", Purpose.OVERSIGHT),
    ],
)
def test_another_unit_or_purpose_sees_no_case(case, actor, at, as_, who, purpose):
    stranger = actor(who, purpose)
    with as_(stranger):
        assert list(gate.cases(stranger, at=at)) == []
        with pytest.raises(NotHere):
            gate.case_for(stranger, case.pk, at=at)


def test_a_colleague_in_the_unit_sees_it(case, actor, at, as_):
    daan = actor("daan", Purpose.SIGNAL_HANDLING)
    with as_(daan):
        assert gate.own_case_for(daan, case.pk, at=at) == case


def test_a_case_that_does_not_exist_looks_like_one_that_is_closed_to_you(noor, at, as_):
    with as_(noor), pytest.raises(NotHere):
        gate.case_for(noor, uuid.uuid4(), at=at)


def test_closing_needs_a_known_reason_and_a_note(case, noor, at, as_):
    with as_(noor):
        with pytest.raises(rules.WrongStep, match="toelichting"):
            actions.close_case(actor=noor, case=case, outcome="no_trafficking", note=" ", expected=1, at=at)
        with pytest.raises(UnknownCode):
            actions.close_case(actor=noor, case=case, outcome="nonsense", note="x", expected=1, at=at)
        actions.close_case(actor=noor, case=case, outcome="harmed", note="Loon niet betaald.", expected=1, at=at)
        kept = gate.case_for(noor, case.pk, at=at)
        assert (kept.state, kept.outcome, kept.closed_at) == ("closed", "harmed", at)
        assert [e.kind for e in kept.events.all()] == ["case_closed", "opened"]
        with pytest.raises(rules.WrongStep):
            actions.close_case(actor=noor, case=kept, outcome="harmed", note="Nog eens.", expected=2, at=at)


def test_reopening_keeps_the_earlier_end_in_the_history(case, noor, at, as_):
    with as_(noor):
        actions.close_case(actor=noor, case=case, outcome="harmed", note="Klaar.", expected=1, at=at)
        actions.reopen_case(actor=noor, case=case, note="Nieuw signaal.", expected=2, at=at + timedelta(days=1))
        assert (case.state, case.outcome, case.closed_at) == ("open", "", None)
        assert case.events.get(kind="case_closed").changes == {"outcome": "harmed"}


def test_two_edits_do_not_lose_one(case, noor, at, as_):
    with as_(noor):
        actions.change_case(actor=noor, case=case, changes={"summary": "Eerst."}, expected=1, at=at)
        with pytest.raises(EditConflict) as caught:
            actions.change_case(actor=noor, case=case, changes={"summary": "Later."}, expected=1, at=at)
    stored = caught.value.stored
    assert isinstance(stored, Case)
    assert stored.summary == "Eerst."
    assert caught.value.attempted == {"summary": "Later."}


def test_history_names_changed_fields_and_not_their_content(case, noor, at, as_):
    with as_(noor):
        person = actions.add_person(actor=noor, case=case, roles=["possible_victim"], name="Mila Vos", at=at)
        actions.change_person(actor=noor, person=person, changes={"name": "Mila de Vos"}, expected=1, at=at)
        assert "Vos" not in str([(e.note, e.changes) for e in case.events.all()])
        assert case.events.get(kind="person_changed").changes == {"fields": ["name"]}


def test_a_person_needs_a_known_role(case, noor, at, as_):
    with as_(noor):
        with pytest.raises(ValueError, match="role"):
            actions.add_person(actor=noor, case=case, roles=[], at=at)
        with pytest.raises(UnknownCode):
            actions.add_person(actor=noor, case=case, roles=["suspect"], at=at)


def test_an_action_is_finished_once(case, noor, cast, at, as_):
    with as_(noor):
        planned = actions.plan_action(
            actor=noor, case=case, track="care", text="Bellen", owner=cast.people["noor"], due_on=at.date(), at=at
        )
        actions.finish_action(actor=noor, planned=planned, result="Gesproken.", expected=1, at=at)
        with pytest.raises(rules.WrongStep):
            actions.finish_action(actor=noor, planned=planned, result="Nog eens.", expected=2, at=at)


def test_every_verb_leaves_one_audit_row(case, noor, actor, at, as_):
    lotte = actor("lotte", Purpose.OVERSIGHT)
    with as_(noor):
        actions.wait_case(actor=noor, case=case, note="Niemand vrij.", expected=1, at=at)
    with as_(lotte):
        rows = AuditRow.objects.filter(record=str(case.pk)).order_by("action").values_list("action", "actor")
        assert list(rows) == [("case.open", noor.label), ("case.wait", noor.label)]
