# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the pages about the same person read: the work list of pairs, and persons seen in several years."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, QuerySet

from zicht.access.actors import Actor
from zicht.register import gate
from zicht.register.duplicates import REASONS
from zicht.register.matching import Shared, compare
from zicht.register.models import DuplicateProposal, DuplicateSearch, Report

State = DuplicateProposal.State
WAITING = (State.OPEN, State.LATER)


@dataclass(frozen=True)
class Line:
    """One pair of the work list: why it was proposed, and what is the same or differs."""

    pair: DuplicateProposal
    reasons: tuple[str, ...]
    lines: tuple[Shared, ...]


def pairs(actor: Actor, *, state: str, at: datetime) -> QuerySet[DuplicateProposal]:
    """Pairs in this state, the oldest first; the order says nothing about which is likelier.

    What became one person another way since, or was refused, no longer waits.
    """
    found = gate.proposals(actor, at=at).filter(state=state).select_related("one", "other")
    if state in WAITING:
        refused = Report.State.REFUSED
        found = (
            found.exclude(one__victim=F("other__victim")).exclude(one__state=refused).exclude(other__state=refused)
        )
    return found.order_by("found_at", "id")


def line_of(pair: DuplicateProposal) -> Line:
    """A pair in words."""
    return Line(pair, tuple(REASONS[code] for code in pair.reasons), compare(pair.one, pair.other))


def last_search(actor: Actor, *, at: datetime) -> DuplicateSearch | None:
    """When all reports were last laid beside each other."""
    return gate.searches(actor, at=at).order_by("-at", "id").first()


def waiting_pairs(actor: Actor, *, at: datetime) -> int:
    """How many pairs wait for a judgement; for the start page."""
    return pairs(actor, state=State.OPEN, at=at).count()


def persons_again(actor: Actor, *, at: datetime) -> QuerySet[Report, Any]:
    """Persons with entered reports in more than one year: victim, years and how many reports. Unit: persons."""
    entered = gate.reports(actor, at=at).filter(state=Report.State.ENTERED)
    return (
        entered.order_by()
        .values("victim_id")
        .annotate(seen=ArrayAgg("year", distinct=True), number=Count("id"), different=Count("year", distinct=True))
        .filter(different__gt=1)
        .order_by("victim_id")
    )


def reports_of(actor: Actor, victims: list[Any], *, at: datetime) -> dict[Any, list[Report]]:
    """The entered reports of these victims, by year."""
    entered = gate.reports(actor, at=at).filter(state=Report.State.ENTERED, victim_id__in=victims)
    found: dict[Any, list[Report]] = {victim: [] for victim in victims}
    for report in entered.order_by("year", "id"):
        found[report.victim_id].append(report)
    return found
