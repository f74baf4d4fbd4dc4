# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A receipt of the register comes to the unit that reported: until it is there, the case does not move."""

from datetime import timedelta
from uuid import uuid4

import pytest
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

    assert "antwoord van het register: 1" in obstacle()
    with pytest.raises(NotWhole, match="antwoord van het register"), transaction_as(noor.context(at)):
        handover.propose(
            actor=noor, record=case, to=cast.function_of("eva"), why="Verhuisd",
            deadline=local_day(at) + timedelta(days=7), key=uuid4(), at=at,
        )  # fmt: skip
    RegisterReport.objects.using("owner").filter(pk=report.pk).update(receipt_at=at, state="entered")
    with transaction_as(noor.context(at)):
        readable = RegisterReport.objects.filter(pk=report.pk).exists()
    # What noor may not read counts as unanswered: nobody here can say that the answer came.
    assert bool(obstacle()) is not readable
