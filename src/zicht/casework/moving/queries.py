# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What waits on a start page: counts, no content."""

from datetime import datetime

from zicht.access.actors import Actor
from zicht.casework.moving import gate, work


def moving_counts(actor: Actor, *, at: datetime) -> dict[str, int]:
    """handovers: proposals that wait for an answer here. left: people gone from the unit with open work."""
    return {
        "handovers": gate.incoming(actor, at=at).count(),
        "left": len(work.left_behind(actor, at=at)),
    }
