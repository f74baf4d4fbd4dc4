# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A page that waits for work on the background: it asks again by itself for a while, without scripts.

It does so only where somebody just asked for the work, and says how to stop it. After MOST times it stops by itself,
so that a forgotten window does not keep anybody signed in.
"""

from __future__ import annotations

from dataclasses import dataclass

from zicht.access.doors import ActingRequest
from zicht.monitor.models import Edition, EditionRecount, EstimateRun
from zicht.monitor.progress import EVERY, MOST, Progress, progress

WAIT = "wacht"
START = f"?{WAIT}=1"


@dataclass(frozen=True)
class Waiting:
    """What is waited for. next: where the page goes by itself; empty when it does not."""

    progress: Progress
    here: str
    next: str
    every: int = EVERY
    late: bool = False


def waiting(request: ActingRequest, record: Edition | EditionRecount | EstimateRun | None) -> Waiting | None:
    """The work on the background of this record; None when there is nothing to wait for."""
    found = None if record is None else progress(record.waits_for, record.step)
    if found is None:
        return None
    turn = request.GET.get(WAIT, "")
    times = int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 4 else 0
    goes_on = 0 < times < MOST
    return Waiting(found, request.path, f"{request.path}?{WAIT}={times + 1}" if goes_on else "", late=times >= MOST)
