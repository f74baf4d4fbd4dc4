# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A receipt of the register comes to the unit that reported: until it is there, the case does not move."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from tests.rows import Filler

from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.context import transaction_as
from zicht.casework.care.models import RegisterReport
from zicht.casework.cases import actions
from zicht.casework.cases.models import Case
from zicht.casework.moving import handover, whole
from zicht.casework.moving.rules import NotWhole

pytestmark = pytest.mark.database


def test_nothing_moves_while_the_register_still_has_to_answer(committed, cast, actor, at):
    noor = actor("noor", Purpose.SIGNAL_HANDLING)
    with transaction_as(noor.context(at)):
        case = actions.open_case(
            actor=noor, unit=cast.unit_of("noor"), title="Proef", about="person", forms=[], age_class="adult",
            acute=False, summary="", owner=cast.people["noor"], at=at,
        )  # fmt: skip
        person = actions.add_person(actor=noor, case=case, roles=["possible_victim"], at=at)
    given = {"Unit": cast.unit_of("noor"), "Person": cast.people["noor"]}
    report = Filler(given=given, at=at).new(
        RegisterReport, person=person, consent=None, register_unit=cast.unit_of("tom"), year=2026
    )

    def obstacle():
        with transaction_as(noor.context(at)):
            found = Case.objects.get(pk=case.pk)
            return whole.obstacle(found, whole.parts_of(found))

    assert "antwoord van het register" in obstacle()
    with pytest.raises(NotWhole, match="antwoord van het register"), transaction_as(noor.context(at)):
        handover.propose(
            actor=noor, record=case, to=cast.function_of("eva"), why="Verhuisd",
            deadline=local_day(at) + timedelta(days=7), key=uuid4(), at=at,
        )  # fmt: skip
    RegisterReport.objects.using("owner").filter(pk=report.pk).update(receipt_at=at, state="entered")
    with transaction_as(noor.context(at)):
        # The report is not noor's to read; that nothing is owed any more, is told.
        assert not RegisterReport.objects.filter(pk=report.pk).exists()
    assert obstacle() == ""


def test_nobody_else_hears_whether_the_register_owes_an_answer(committed, cast, actor, at):
    noor, eva = actor("noor", Purpose.SIGNAL_HANDLING), actor("eva", Purpose.SIGNAL_HANDLING)
    with transaction_as(noor.context(at)):
        case = actions.open_case(
            actor=noor, unit=cast.unit_of("noor"), title="Proef", about="person", forms=[], age_class="adult",
            acute=False, summary="", owner=cast.people["noor"], at=at,
        )  # fmt: skip

    def answer(who):
        with transaction_as(who.context(at)), connection.cursor() as cursor:
            cursor.execute("select zicht_register_owes(%s)", [case.pk])
            return cursor.fetchone()[0]

    assert answer(noor) is False
    assert answer(eva) is answer(actor("noor", Purpose.REPORTING)) is None
    with transaction_as(eva.context(at)):
        assert whole.register_owes(case)
