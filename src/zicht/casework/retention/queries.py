# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the pages of retention read, and counts for start pages and for who oversees."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.models import Unit
from zicht.access.roles import Kind
from zicht.access.visible import visible
from zicht.base.clock import local_day
from zicht.casework.intake.gate import signals
from zicht.casework.intake.models import Signal
from zicht.casework.retention import gate, rules
from zicht.casework.retention.models import RetentionItem, RetentionList, Tombstone
from zicht.reference.retention import label

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Ending:
    """Terms that end in one unit. reviews: vague signals whose day to look again has come."""

    unit: str
    due: int
    near: int
    reviews: int


def terms_ending(actor: Actor, *, at: datetime) -> list[Ending]:
    """Per unit that the actor oversees: what is over its term, what will be within thirty days. Numbers only."""
    if not visible(actor, Kind.RETENTION, at=at).units:
        return []
    today = local_day(at)
    with connection.cursor() as cursor:
        cursor.execute("select unit_id, due, near, reviews from zicht_terms_ending(%s, %s)", [today, today + SOON])
        found = cursor.fetchall()
    units = Unit.objects.filter(pk__in=[row[0] for row in found]).select_related("organisation")
    names = {unit.pk: str(unit) for unit in units}
    return sorted((Ending(names[u], due, near, reviews) for u, due, near, reviews in found), key=lambda e: e.unit)


def listed(actor: Actor, *, at: datetime) -> "QuerySet[Any]":
    """Lists with how much stands on them."""
    waiting = Q(items__state="waiting")
    return gate.lists(actor, at=at).annotate(
        size=Count("items"), unseen=Count("items", filter=waiting & Q(items__choice="")),
        stuck=Count("items", filter=Q(items__state="blocked")),
    )  # fmt: skip


def rows_of(items: "list[RetentionItem]") -> list[dict[str, Any]]:
    """Items in words."""
    return [
        {
            "item": item,
            "kind": rules.KINDS[item.kind],
            "basis": label(item.basis),
            "why": rules.BLOCKS.get(item.blocked, ""),
            "can_choose": item.kind not in rules.TOGETHER and item.state == "waiting",
            "can_keep": item.kind in {"signal", "case"} and item.state == "waiting",
        }
        for item in items
    ]


def keeping_counts(actor: Actor, *, at: datetime) -> dict[str, int]:
    """For a start page: lists to look at, and vague signals to look at again."""
    return {
        "lists": gate.lists(actor, at=at).filter(state=RetentionList.State.REVIEW).count(),
        "reviews": reviews(actor, at=at).count(),
    }


def waiting_lists(actor: Actor, *, at: datetime) -> int:
    """How many lists wait for the privacy officer."""
    return gate.lists(actor, at=at).filter(state=RetentionList.State.AGREED).count()


def reviews(actor: Actor, *, at: datetime) -> "QuerySet[Signal]":
    """Signals kept as vague whose day has come, the longest waiting first."""
    return signals(actor, at=at).filter(review_on__lte=local_day(at)).order_by("review_on", "id")


def gone(unit: int, kind: str, *, first: date) -> dict[tuple[int, str], int]:
    """What was destroyed, by year and outcome: a short life costs no knowledge."""
    found = Tombstone.objects.filter(owning_unit=unit, kind=kind, year__gte=first.year).order_by()
    rows = found.values_list("year", "outcome").annotate(number=Count("pk"))
    return {(year, outcome): number for year, outcome, number in rows}


def ended_counts(actor: Actor, *, at: datetime, years: int = 5) -> list[dict[str, Any]]:
    """How signals of the own units ended, per year of receipt: those that are still there and those that are gone."""
    year = local_day(at).year
    units = visible(actor, Kind.SIGNAL, at=at).units
    here = Signal.objects.filter(owning_unit__in=units, state="closed", received_at__year__gt=year - years).order_by()
    counts: dict[tuple[int, str], list[int]] = {}
    for when, outcome, number in here.values_list("received_at__year", "outcome").annotate(number=Count("pk")):
        counts.setdefault((when, outcome), [0, 0])[0] = number
    stones = Tombstone.objects.filter(owning_unit__in=units, kind="signal", year__gt=year - years).order_by()
    for when, outcome, number in stones.values_list("year", "outcome").annotate(number=Count("pk")):
        counts.setdefault((when, outcome), [0, 0])[1] = number
    return [
        {"year": when, "outcome": outcome, "here": found[0], "gone": found[1], "all": sum(found)}
        for (when, outcome), found in sorted(counts.items(), key=lambda pair: (-pair[0][0], pair[0][1]))
    ]
