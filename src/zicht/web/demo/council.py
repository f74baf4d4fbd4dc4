# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reports to the council of Lindestede: one that was handed over last year, and the one that Bas is working on.

They are made with the same actions as every report, from what casework counts in the invented region.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from zicht.access.actors import Actor, for_person
from zicht.access.roles import Purpose
from zicht.base.clock import now
from zicht.base.context import transaction_as
from zicht.monitor.council import actions, gate
from zicht.monitor.council.actions import Filled
from zicht.monitor.council.numbers import protected, years_of
from zicht.monitor.models import CouncilReport
from zicht.web.demo.cast import Cast, read_cast
from zicht.web.demo.generate import anchor_of

TOLD_BY = "Stichting Oeverzorg en afdeling Personeel (verzonnen aantallen)"


def ensure_council_reports(say: Callable[[str], None]) -> None:
    """Make both, in the region that stands in the database. There already: nothing happens."""
    if CouncilReport.objects.using("owner").exists():
        return
    say("Twee berichten aan de raad van Lindestede: een vastgesteld, een in bewerking.")
    anchor = anchor_of(now())
    cast, last = read_cast(), anchor.year - 1
    first = _begun(cast, last - 1, _numbers(last - 1, talks=12, offers=11), at=anchor - timedelta(days=210))
    _fix(cast, first, at=anchor - timedelta(days=200))
    _begun(cast, last, _numbers(last, talks=17, offers=14), at=anchor - timedelta(days=2))


def _numbers(year: int, *, talks: int, offers: int) -> Filled:
    """What others told about a year: talks, offers, training, and one registered victim in three years."""
    registered = {year - 2: 0, year - 1: 0, year: 1}
    return {"talks": {year: talks}, "offers": {year: offers}, "trained": {year: 48}, "registered": registered}


def _begun(cast: Cast, year: int, filled: Filled, *, at: datetime) -> CouncilReport:
    bas, unit = _bas(cast), cast.unit_of("bas")
    with transaction_as(bas.context(at)):
        made = actions.make(
            actor=bas, unit=unit, organisation=unit.organisation, year=year, person=cast.people["bas"], at=at
        )
        actions.fill(
            actor=bas, report=made, filled=filled, place="tie", told_by=TOLD_BY, expected=made.version, at=at
        )
    return made


def _fix(cast: Cast, made: CouncilReport, *, at: datetime) -> None:
    bas = _bas(cast)
    with transaction_as(bas.context(at)):
        found = gate.report_for(bas, made.pk, at=at)
        filled = {code: {int(year): n for year, n in years.items()} for code, years in found.filled.items()}
        counted = gate.counted(bas, found, at=at)
        numbers = protected(years_of(found.year), counted, filled, gate.kept(found))
        actions.fix(actor=bas, report=found, numbers=numbers, expected=found.version, at=at)


def _bas(cast: Cast) -> Actor:
    return for_person(cast.people["bas"], purpose=Purpose.POLICY_MAKING, strong=True)
