# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Questions about cases, always asked of what the gate opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.models import Person, Unit
from zicht.access.roles import Kind
from zicht.access.visible import by_role
from zicht.base.clock import local_day
from zicht.casework.cases import rules
from zicht.casework.cases.gate import cases, own_cases, planned_actions
from zicht.casework.cases.models import Case, CaseAction, CaseEvent


@dataclass(frozen=True)
class CaseCounts:
    """For a start page: open cases, cases that wait for capacity, and actions whose day has passed."""

    open: int
    waiting_capacity: int
    late_actions: int


def case_counts(actor: Actor, *, at: datetime) -> CaseCounts:
    """Counts over the cases that the actor's own units hold (two queries beside those of the gate)."""
    if not by_role(actor, Kind.CASE, at=at).units:
        return CaseCounts(0, 0, 0)
    mine = own_cases(actor, at=at).select_related(None).order_by()
    states = list(mine.exclude(state=rules.CLOSED).values_list("state", flat=True))
    late = planned_actions(actor, at=at).filter(done_at=None, due_on__lt=local_day(at))
    return CaseCounts(
        open=states.count(rules.OPEN),
        waiting_capacity=states.count(rules.WAITING_CAPACITY),
        late_actions=late.exclude(case__state=rules.CLOSED).count(),
    )


def reading_along(actor: Actor, *, at: datetime) -> int:
    """How many cases of others are open to this actor now, by a grant; for a start page."""
    return cases(actor, at=at).exclude(state=rules.CLOSED).count()


def listed(actor: Actor, *, at: datetime, late_only: bool = False) -> "QuerySet[Case]":
    """The cases of a list, each with `is_late`: an action is not done and its day has passed."""
    overdue = Exists(CaseAction.objects.filter(case=OuterRef("pk"), done_at=None, due_on__lt=local_day(at)))
    found = cases(actor, at=at)
    if late_only:
        found = found.filter(overdue).exclude(state=rules.CLOSED)
    # `id` makes the order stable for paging.
    return found.annotate(is_late=overdue).order_by("-opened_at", "id")


def people_of(unit: int, *, at: datetime) -> "QuerySet[Person]":
    """People with a seat in the unit on that day, by name: who can own a case or an action."""
    day = local_day(at)
    seated = Q(memberships__valid_from__lte=day) & (Q(memberships__valid_to=None) | Q(memberships__valid_to__gte=day))
    return Person.objects.filter(seated, memberships__unit_id=unit, is_active=True).distinct().order_by("name_sort")


def unit_to_work_in(actor: Actor, *, at: datetime) -> Unit | None:
    """The first unit in which the actor holds cases for the purpose in use."""
    units = by_role(actor, Kind.CASE, at=at).units
    return Unit.objects.filter(pk__in=units).select_related("organisation").order_by("pk").first()


def names_behind(labels: Iterable[str]) -> dict[str, str]:
    """Names for the labels of actors ("person:12") in a history; jobs and doors get words."""
    held = set(labels)
    keys = [int(label.partition(":")[2]) for label in held if label.startswith("person:")]
    names = {f"person:{pk}": name for pk, name in Person.objects.filter(pk__in=keys).values_list("pk", "name")}
    return {label: names.get(label, "automatisch") for label in held}


def history_of(case: Case, *, limit: int = 100) -> list[CaseEvent]:
    """The newest events first."""
    return list(case.events.all()[:limit])
