# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What waits on a start page: counts, no content."""

from datetime import datetime

from zicht.access.actors import Actor
from zicht.base.clock import local_day
from zicht.casework.moving import asking, custody, emergency, gate, work


def moving_counts(actor: Actor, *, at: datetime) -> dict[str, int]:
    """handovers: proposals that wait for an answer here. left: people gone from the unit with open work.

    requests: questions for access. emergencies: access in an emergency that nobody here has seen yet.
    """
    return {
        "handovers": gate.incoming(actor, at=at).count(),
        "left": len(work.left_behind(actor, at=at)),
        "requests": len(asking.waiting(actor, at=at)),
        "emergencies": emergency.in_our_records(actor, at=at).filter(seen_at=None).count(),
    }


def custody_counts(actor: Actor, *, at: datetime) -> dict[str, int]:
    """waiting: questions who reported that wait for the custodian; late: of these, today is the last day."""
    day = local_day(at)
    found = custody.questions(actor, at=at).filter(state="asked", deadline__gte=day)
    return {"waiting": found.count(), "late": found.filter(deadline=day).count()}


def emergencies_to_judge(actor: Actor, *, at: datetime) -> dict[str, int]:
    """waiting: access in an emergency that the privacy officer has not judged; late: past its day.

    elsewhere: what own people opened of others, that the officer there has not judged.
    """
    found = emergency.judged_here(actor, at=at).filter(judged_at=None)
    late, elsewhere = found.filter(review_by__lt=local_day(at)), emergency.opened_elsewhere(actor, at=at)
    return {
        "waiting": found.count(),
        "late": late.count(),
        "elsewhere": elsewhere.filter(judged_at=None).count(),
    }
