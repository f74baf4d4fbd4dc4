# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Two editions of the monitor of the invented region: one that everybody reads, one that waits for Yara.

They go the way of every edition, with the same actions and the same work on the background.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from zicht.access.actors import Actor, for_person
from zicht.access.roles import Purpose
from zicht.base.clock import now
from zicht.base.context import transaction_as
from zicht.monitor import actions, background, gate
from zicht.monitor.actions import Terms
from zicht.monitor.models import Edition
from zicht.web.demo.cast import Cast, read_cast
from zicht.web.demo.generate import anchor_of

FIRST, SECOND = UUID("5a1e0000-0000-4000-8000-000000000001"), UUID("5a1e0000-0000-4000-8000-000000000002")
FIGURES = ("2.1", "2.7", "2.8", "2.10", "2.11")


def ensure_editions(say: Callable[[str], None]) -> None:
    """Make both, in the region that stands in the database. There already: nothing happens.

    Three years, published three weeks ago; and the same with the current year, sent to be checked yesterday.
    """
    if Edition.objects.using("owner").exists():
        return
    say("Twee edities van de monitor: een gepubliceerd, een wacht op controle.")
    anchor = anchor_of(now())
    cast, last = read_cast(), anchor.year
    unit = cast.unit_of("renske").pk
    then = anchor - timedelta(days=21)
    first = _composed(cast, FIRST, last - 3, last - 1, then)
    with transaction_as(_yara(cast).context(then)):
        found = gate.edition_for(_yara(cast), first, at=then)
        actions.approve(actor=_yara(cast), edition=found, person=cast.people["yara"], expected=found.version, at=then)
    with transaction_as(_renske(cast).context(then)):
        found = gate.edition_for(_renske(cast), first, at=then)
        actions.publish(actor=_renske(cast), edition=found, expected=found.version, at=then)
    background.render_one(unit=unit, key=first, at=then)
    _composed(cast, SECOND, last - 3, last, anchor - timedelta(days=1))


def _composed(cast: Cast, key: UUID, first: int, last: int, at: datetime) -> UUID:
    """Made, counted, protected, and sent to be checked."""
    renske, unit = _renske(cast), cast.unit_of("renske")
    period = f"{first}-{last}"
    terms = Terms(f"Slachtoffers in Waterlinde {period}", f"Victims in Waterlinde {period}", first, last, FIGURES)
    with transaction_as(renske.context(at)):
        actions.compose(actor=renske, unit=unit, person=cast.people["renske"], terms=terms, submission=key, at=at)
    background.build_one(unit=unit.pk, key=key, at=at)
    with transaction_as(renske.context(at)):
        made: Edition = gate.edition_for(renske, key, at=at)
        actions.send(actor=renske, edition=made, expected=made.version, at=at)
    return key


def _renske(cast: Cast) -> Actor:
    return for_person(cast.people["renske"], purpose=Purpose.POLICY_MAKING, strong=True)


def _yara(cast: Cast) -> Actor:
    return for_person(cast.people["yara"], purpose=Purpose.ANALYSIS, strong=True)
