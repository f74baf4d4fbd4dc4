# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A reporter hears what became of the case from the day the signal became part of it, not what went before."""

from datetime import timedelta

import pytest

from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.casework.cases.actions import note_event, open_case
from zicht.casework.intake import handling, joining
from zicht.casework.intake.gate import signal_for
from zicht.casework.intake.queries import case_news
from zicht.casework.intake.routes import route_for
from zicht.casework.intake.tests.helping import as_desk, reported

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_news_of_before_the_signal_joined_the_case_stays_inside(cast, actor, at):
    signal = reported(actor, cast, at)
    later = [at + timedelta(days=n) for n in range(1, 6)]
    noor, context = as_desk(actor, at)
    with context:
        case = open_case(
            actor=noor, unit=cast.unit_of("noor"), title="Iets anders", about="person", forms=[], age_class="adult",
            acute=False, summary="", owner=None, at=later[0],
        )  # fmt: skip
        note_event(actor=noor, case=case, kind="package_sent", at=later[1])
        proposal = route_for(about="person", forms=(), age_class="unknown", acute=False, day=at.date())
        verdict = handling.Verdict(conclusion="suspicion", reasons="Zie feiten.", route=proposal.route)
        handling.weigh(actor=noor, signal=signal, verdict=verdict, proposal=proposal, expected=1, at=later[2])
        joining.join_case(
            actor=noor, signal=signal, case=case, why="Zelfde plek.", carry=[], expected=signal.version, at=later[3]
        )
        note_event(actor=noor, case=case, kind="package_accepted", at=later[4])
    sanne = actor("sanne", Purpose.REPORTING)
    with acting(sanne.context(later[4])):
        assert case_news(signal_for(sanne, signal.pk, at=later[4])) == [(later[4], "package_accepted")]
