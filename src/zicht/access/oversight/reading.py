# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reading that breaks a written rule. The rules stand in the list reading_rules; here is how each finds its acts.

A rule finds acts, never people: nothing here groups, counts or orders by who did it, and no answer names anybody.
Who did one act is asked for that one act, with a reason, and that question stands in the trail as well.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat, TruncDate

from zicht.access.models import AuditRow, EmergencyAccess, Membership
from zicht.reference.lists import code_list

Rows = QuerySet[AuditRow]
READ = "read.record"
CLOSING, OPENING = ("case.close", "signal.close"), ("case.reopen", "signal.reopen")


@dataclass(frozen=True)
class Rule:
    """One written rule, in the words of the list, with its numbers."""

    code: str
    name: str
    text: str
    numbers: Mapping[str, Any]


def rules(day: date) -> tuple[Rule, ...]:
    """The rules in force on a day."""
    found = code_list("reading_rules").at(day)
    return tuple(Rule(e.code, e.nl, e.help_nl, e.attributes) for e in found if e.code in _FINDERS)


def hits(rule: Rule, rows: Rows, *, since: datetime) -> Rows:
    """The acts since a moment that break the rule, latest first. rows: those that the asker may see."""
    recent = rows.filter(at__gte=since, actor__startswith="person:").annotate(day=TruncDate("at"))
    return _FINDERS[rule.code](recent, rows, rule.numbers).order_by("-at", "pk")


def _many_units(recent: Rows, rows: Rows, numbers: Mapping[str, Any]) -> Rows:
    """Records of many units within minutes: more than a task asks."""
    window = timedelta(minutes=int(numbers["minutes"]))
    near = rows.filter(
        actor=OuterRef("actor"), purpose=OuterRef("purpose"), action=READ, at__lte=OuterRef("at"),
        at__gt=OuterRef("at") - window,
    )  # fmt: skip
    units = near.order_by().values("actor").annotate(units=Count("owning_unit", distinct=True)).values("units")
    return recent.filter(action=READ).annotate(units=Subquery(units)).filter(units__gte=int(numbers["units"]))


def _long_closed(recent: Rows, rows: Rows, numbers: Mapping[str, Any]) -> Rows:
    """The record had been closed for long, and was not opened again."""
    turns = rows.filter(record=OuterRef("record"), action__in=(*CLOSING, *OPENING), at__lt=OuterRef("at"))
    last = turns.order_by("-at", "pk")
    return (
        recent.filter(action=READ)
        .exclude(record="")
        .annotate(turn=Subquery(last.values("action")[:1]), turned_at=Subquery(last.values("at")[:1]))
        .filter(turn__in=CLOSING, turned_at__lt=F("at") - timedelta(days=int(numbers["days"])))
    )


def _outside_seat(recent: Rows, rows: Rows, numbers: Mapping[str, Any]) -> Rows:
    """Nobody had a seat that day who did this: a seat was ended for a day in the past, or a wall failed."""
    label = Concat(Value("person:"), Cast("person_id", CharField()))
    seats = Membership.objects.annotate(label=label).filter(
        Q(valid_to=None) | Q(valid_to__gte=OuterRef("day")),
        label=OuterRef("actor"),
        valid_from__lte=OuterRef("day"),
    )
    return recent.filter(Q(action=READ) | Q(action="read.export"), ~Exists(seats))


def _export_alone(recent: Rows, rows: Rows, numbers: Mapping[str, Any]) -> Rows:
    """Something was taken out, and nobody in the unit did anything with this kind of record afterwards."""
    term = timedelta(days=int(numbers["days"]))
    follow = rows.filter(
        ~Q(action__startswith="read."), kind=OuterRef("kind"), owning_unit=OuterRef("owning_unit"),
        at__gt=OuterRef("at"), at__lte=OuterRef("at") + term,
    )  # fmt: skip
    return recent.filter(~Exists(follow), action="read.export")


def _after_emergency(recent: Rows, rows: Rows, numbers: Mapping[str, Any]) -> Rows:
    """The record was opened in an emergency; the emergency is over, and the same account opened it again."""
    label = Concat(Value("person:"), Cast("person_id", CharField()))
    over = EmergencyAccess.objects.annotate(label=label, key=Cast("record", CharField())).filter(
        label=OuterRef("actor"), key=OuterRef("record"), ends__lt=OuterRef("at")
    )
    return recent.filter(Exists(over), action=READ)


def _same_search(recent: Rows, rows: Rows, numbers: Mapping[str, Any]) -> Rows:
    """More searches by identifier on one day than a task asks; each search past that number is an act."""
    same_day = rows.filter(
        actor=OuterRef("actor"), purpose=OuterRef("purpose"), action="read.search", at__lte=OuterRef("at"),
        at__date=OuterRef("day"),
    )  # fmt: skip
    before = same_day.order_by().values("actor").annotate(searches=Count("pk")).values("searches")
    found = recent.filter(action="read.search").annotate(searches=Subquery(before))
    return found.filter(searches__gt=int(numbers["times"]))


_FINDERS: dict[str, Callable[[Rows, Rows, Mapping[str, Any]], Rows]] = {
    "many_units": _many_units,
    "long_closed": _long_closed,
    "outside_seat": _outside_seat,
    "export_alone": _export_alone,
    "after_emergency": _after_emergency,
    "same_search": _same_search,
}


def found_by(rows: Rows, *, day: date, since: datetime) -> Iterator[tuple[Rule, Rows]]:
    """Each rule with its acts."""
    for rule in rules(day):
        yield rule, hits(rule, rows, since=since)
