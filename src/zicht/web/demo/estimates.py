# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""One estimate of the invented region, asked by Yara, with reservations and what she wrote beside it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from zicht.access.actors import for_person
from zicht.access.roles import Purpose
from zicht.base.clock import now
from zicht.base.context import transaction_as
from zicht.monitor.actions import place_of_register
from zicht.monitor.estimates import actions
from zicht.monitor.estimates.capturing import Asked
from zicht.monitor.estimates.running import run_one
from zicht.monitor.models import EstimateRun
from zicht.web.demo.cast import read_cast
from zicht.web.demo.generate import anchor_of

KEY = UUID("5a1e0000-0000-4000-8000-0000000000e1")
NOTE = "Twee groepen melden bijna iedereen. Vertel dat erbij. Wij vragen ook de wijkteams wat zij zien."


def ensure_estimates(say: Callable[[str], None]) -> None:
    """Make it, in the region that stands in the database. There already: nothing happens."""
    if EstimateRun.objects.using("owner").exists():
        return
    say("Een schatting van wie het register niet ziet, met een oordeel.")
    cast, at = read_cast(), anchor_of(now()) - timedelta(days=5)
    person, unit = cast.people["yara"], cast.unit_of("yara")
    yara = for_person(person, purpose=Purpose.ANALYSIS, strong=True)
    asked = Asked(at.year - 3, at.year - 1, told={"filled": 0.9, "definitions": [], "missing": {}})
    with transaction_as(yara.context(at)):
        actions.ask(
            actor=yara, unit=unit, person=person, asked=asked, place=place_of_register(), submission=KEY, at=at
        )
    run_one(unit=unit.pk, key=KEY, at=at)
    with transaction_as(yara.context(at)):
        run = EstimateRun.objects.get(pk=KEY)
        actions.comment(actor=yara, run=run, person=person, note=NOTE, at=at + timedelta(hours=1))
