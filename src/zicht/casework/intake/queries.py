# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What pages ask: the inbox, counts for the start page, what the reporter hears."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import EmptyPage
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from zicht.access import logbook
from zicht.access.actors import Actor
from zicht.access.models import AccessRequest, Function, Person
from zicht.access.roles import Kind, Role
from zicht.access.visible import by_role, granted_until
from zicht.base.clock import local_day
from zicht.casework.cases.gate import cases
from zicht.casework.cases.models import Case
from zicht.casework.intake import rules
from zicht.casework.intake.gate import drafts, identities, signals
from zicht.casework.intake.models import ConversationMessage, ReporterIdentity, Signal, SignalEvent
from zicht.reference.lists import code_list

PAGE_SIZE = 25
# Counting stops here: an inbox with more is shown as "999+", and no page grows slower with its inbox.
COUNT_LIMIT = 999
# In more units than this the inbox walks the clock of all units, instead of sorting all that is open in each.
MANY_UNITS = 50


@dataclass(frozen=True)
class Filters:
    """What the inbox shows. state: "open" or a state; owner: all, me, none; kind and form: empty is all."""

    state: str = "open"
    owner: str = "all"
    kind: str = ""
    form: str = ""
    acute: bool = False
    late: bool = False
    reference: str = ""


@dataclass(frozen=True)
class Slice:
    """A page of a list whose whole length nobody counted. Shaped for the paging tag."""

    rows: list[Any]
    number: int
    more: bool

    def has_previous(self) -> bool:
        """True when there is a page before this one."""
        return self.number > 1

    def has_next(self) -> bool:
        """True when there is a page after this one."""
        return self.more

    def previous_page_number(self) -> int:
        """Number of the page before."""
        return self.number - 1

    def next_page_number(self) -> int:
        """Number of the page after."""
        return self.number + 1


def slice_of(rows: "QuerySet[Any]", page: str | None, *, size: int = PAGE_SIZE) -> Slice:
    """One page of a queryset. Raises EmptyPage for a page that is no number or lies beyond the end."""
    number = int(page) if page and page.isdecimal() and 0 < len(page) < 7 else (1 if not page else 0)
    if number < 1:
        raise EmptyPage
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    if number > 1 and not found:
        raise EmptyPage
    return Slice(rows=found[:size], number=number, more=len(found) > size)


def capped(rows: "QuerySet[Any]") -> int:
    """How many, counted up to one more than COUNT_LIMIT."""
    return rows.order_by()[: COUNT_LIMIT + 1].count()


def inbox(actor: Actor, filters: Filters, *, at: datetime) -> QuerySet[Signal]:
    """The signals of the actor's units, by clock. Nothing of the reporter's identity is read."""
    rows = signals(actor, at=at)
    if filters.reference:
        return _listed(rows.filter(reference=filters.reference))
    if filters == Filters() and len(by_role(actor, Kind.SIGNAL, at=at).units) > MANY_UNITS:
        rows = rows.filter(reference__gt="")  # true of every signal, and opens the index signal_clock
    rows = rows.filter(state__in=rules.OPEN_STATES) if filters.state == "open" else rows.filter(state=filters.state)
    if filters.owner == "me":
        rows = rows.filter(owner_id=actor.person)
    elif filters.owner == "none":
        rows = rows.filter(owner=None)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.form == "unclear":
        rows = rows.filter(forms=[])
    elif filters.form:
        rows = rows.filter(forms__contains=[filters.form])
    if filters.acute:
        rows = rows.filter(acute=True)
    if filters.late:
        rows = rows.filter(due_at__lt=at, state__in=rules.OPEN_STATES)
    return _listed(rows)


def _listed(rows: QuerySet[Signal]) -> QuerySet[Signal]:
    unread = ConversationMessage.objects.filter(signal=OuterRef("pk"), from_reporter=True, read_at=None)
    shown = ("reference", "kind", "door", "state", "received_at", "due_at", "about", "forms", "age_class", "acute")
    return (
        rows.select_related("owner")
        .only(*shown, "owner__name", "municipality")
        .annotate(has_unread=Exists(unread))
        .order_by("due_at", "id")
    )


def reported(actor: Actor, *, at: datetime) -> QuerySet[Signal]:
    """What the actor reported, newest first, with whether an answer waits to be read."""
    unread = ConversationMessage.objects.filter(signal=OuterRef("pk"), from_reporter=False, read_at=None)
    rows = signals(actor, at=at).select_related("function").annotate(has_unread=Exists(unread))
    return rows.order_by("-received_at", "id")


def desk_counts(actor: Actor, *, at: datetime) -> dict[str, int]:
    """What waits for the focal point: new, late, waiting_capacity, unowned, mine, unread_messages (signals)."""
    rows = signals(actor, at=at)
    still_open = rows.filter(state__in=rules.OPEN_STATES)
    unread = ConversationMessage.objects.filter(from_reporter=True, read_at=None)
    return {
        "new": capped(rows.filter(state="received")),
        "late": capped(still_open.filter(due_at__lt=at)),
        "waiting_capacity": capped(rows.filter(state="waiting_capacity")),
        "unowned": capped(still_open.filter(owner=None)),
        "mine": capped(still_open.filter(owner_id=actor.person)),
        "unread_messages": capped(unread.filter(signal__in=rows).values("signal").distinct()),
    }


def reporter_counts(actor: Actor, *, at: datetime) -> dict[str, int]:
    """What waits for a reporter: open (own signals that run), unread_messages (signals), drafts."""
    rows = signals(actor, at=at)
    unread = ConversationMessage.objects.filter(from_reporter=False, read_at=None, signal__in=rows)
    return {
        "open": capped(rows.exclude(state="closed")),
        "unread_messages": capped(unread.values("signal").distinct()),
        "drafts": capped(drafts(actor)),
    }


@dataclass(frozen=True)
class Inbox:
    """A function that receives signals: its municipality's name, and who is behind it today."""

    function: Function
    municipality: str
    people: tuple[str, ...] = field(default=())


def inboxes(*, at: datetime) -> list[Inbox]:
    """All functions that follow up signals, with their municipality and who is behind them. Two queries."""
    day = local_day(at)
    held = Q(holders__valid_from__lte=day) & (Q(holders__valid_to=None) | Q(holders__valid_to__gte=day))
    functions = (
        Function.objects.filter(role=Role.FOCAL_POINT.value, unit__remote=False)
        .exclude(unit__organisation__municipality="")
        .select_related("unit__organisation")
        .order_by("unit__organisation__name", "name", "pk")
    )
    behind: dict[int, list[str]] = {}
    pairs = Function.objects.filter(held, role=Role.FOCAL_POINT.value, holders__person__is_active=True)
    for key, name in pairs.order_by("holders__person__name_sort").values_list("pk", "holders__person__name"):
        behind.setdefault(key, []).append(name)
    return [
        Inbox(f, municipality_name(f.unit.organisation.municipality), tuple(behind.get(f.pk, ()))) for f in functions
    ]


def behind(function: Function, *, at: datetime) -> list[str]:
    """Names of the people who are behind a function today."""
    day = local_day(at)
    found = Person.objects.filter(
        Q(functions__valid_to=None) | Q(functions__valid_to__gte=day),
        functions__function=function,
        functions__valid_from__lte=day,
        is_active=True,
    )
    return list(found.order_by("name_sort").values_list("name", flat=True))


def municipality_name(code: str) -> str:
    """The name of a municipality, a real one or the demo's."""
    name = "municipalities_demo" if code in code_list("municipalities_demo").codes() else "municipalities"
    return code_list(name).label(code)


# What became of the case, in words for whoever reported. Kinds come from zicht_case_news.
CASE_NEWS = {
    "package_sent": "Een deel is doorgegeven aan een andere organisatie.",
    "package_accepted": "De andere organisatie heeft het aangenomen en gaat ermee verder.",
    "package_refused": "De andere organisatie neemt het niet over. We kijken wat nu past.",
    "case_closed": "Het werk aan de casus is afgerond.",
}


@dataclass(frozen=True)
class News:
    """One dated line of what the reporter hears."""

    at: datetime
    what: str
    text: str = ""


@dataclass(frozen=True)
class Feedback:
    """What the reporter hears: the four answers with their dates (None: not yet), and every line, oldest first.

    passed_on: True, False, or None while that is not decided. late: the promised day has passed without an answer.
    """

    received: datetime
    weighed: datetime | None
    passed_on: bool | None
    passed_on_at: datetime | None
    closed: datetime | None
    closed_because: str
    due: datetime
    late: bool
    lines: tuple[News, ...]


def feedback(signal: Signal, *, at: datetime, language: str = "nl") -> Feedback:
    """What the reporter of this signal hears, for the own page and for the receipt: no note, no name."""
    events = list(SignalEvent.objects.filter(signal=signal, for_reporter=True).order_by("at", "pk"))
    news = case_news(signal)
    closed, outcome = _end(signal)
    because = _told(outcome, language) if closed else ""
    lines = [News(e.at, _heard(e), because if e.kind == "closed" and e.at == closed else "") for e in events]
    lines += [News(moment, CASE_NEWS[kind]) for moment, kind in news if kind in CASE_NEWS]
    lines += identity_questions(signal)
    weighed = [e.at for e in events if e.kind == "weighed"]
    passed, passed_at = _passed_on(news, closed, outcome)
    return Feedback(
        received=signal.received_at,
        weighed=weighed[-1] if weighed else None,
        passed_on=passed,
        passed_on_at=passed_at,
        closed=closed,
        closed_because=because,
        due=signal.due_at,
        late=rules.is_late(state=signal.state, due_at=signal.due_at, at=at),
        lines=tuple(sorted(lines, key=lambda line: line.at)),
    )


def _end(signal: Signal) -> tuple[datetime | None, str]:
    """When and with which reason it ended: the signal itself, or the case that it is part of."""
    if signal.state == Signal.State.CLOSED:
        return signal.closed_at, signal.outcome
    if signal.case_id is None:
        return None, ""
    with connection.cursor() as cursor:
        cursor.execute("select at, outcome from zicht_case_end(%s)", [signal.pk])
        found = cursor.fetchone()
    return found or (None, "")


def _told(outcome: str, language: str) -> str:
    if not outcome:
        return ""
    entry = code_list("outcome_reasons").get(outcome)
    return str(entry.attributes.get(f"feedback_{language}") or entry.label(language))


MOVED = "Een andere afdeling of organisatie heeft uw signaal overgenomen en gaat ermee verder."


def _heard(event: SignalEvent) -> str:
    if event.kind == "moved":
        return MOVED
    for row in rules.STEPS:
        if (row.before, rules.EVENT_OF[row.verb]) == (event.from_state, event.kind) and row.hears:
            return row.hears
    return ""


def _passed_on(
    news: list[tuple[datetime, str]], closed: datetime | None, outcome: str
) -> tuple[bool | None, datetime | None]:
    sent = [moment for moment, kind in news if kind in {"package_sent", "package_accepted"}]
    if sent:
        return True, sent[0]
    if closed:
        return outcome in {"passed_on", "outside_area"}, closed
    return None, None


def case_news(signal: Signal) -> list[tuple[datetime, str]]:
    """Kind and moment of what happened in the case, as the database shows it to whoever reported the signal."""
    if signal.case_id is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute("select at, kind from zicht_case_news(%s)", [signal.pk])
        return [(moment, kind) for moment, kind in cursor.fetchall()]


def unanswered(conversation: Sequence[ConversationMessage]) -> int:
    """How many lines the reporter wrote since the focal point last answered. Oldest line first."""
    count = 0
    for message in conversation:
        count = count + 1 if message.from_reporter else 0
    return count


def names_behind(labels: Iterable[str]) -> dict[str, str]:
    """Names for the actors in a history; doors and receipts in words."""
    known = {"public": "openbaar formulier", "receipt": "melder", "owner": "beheer"}
    keys = {int(label.removeprefix("person:")) for label in labels if label.startswith("person:")}
    people = Person.objects.filter(pk__in=keys).values_list("pk", "name")
    return known | {f"person:{key}": name for key, name in people}


def offer(outcome: str) -> str:
    """The help that belongs to an end, empty when it has none of its own."""
    return str(code_list("outcome_reasons").get(outcome).attributes.get("offer_nl", "")) if outcome else ""


def open_case_by_reference(actor: Actor, signal: Signal, reference: str, *, at: datetime) -> Case | None:
    """The open case of the signal's unit with exactly this reference, or None."""
    found = cases(actor, at=at).filter(owning_unit=signal.owning_unit_id, reference=reference.strip().upper())
    return found.exclude(state=Case.State.CLOSED).first()


@dataclass(frozen=True)
class Told:
    """Who reported, for somebody whom the custodian told, until a moment."""

    identity: ReporterIdentity
    until: datetime | None


def told_identity(actor: Actor, signal: Signal, *, at: datetime) -> Told | None:
    """Who reported, where the actor may know it now; leaves a row in the log."""
    if not signal.reporter_known:
        return None
    found = identities(actor, at=at).filter(signal=signal).first()
    if found is None:
        return None
    logbook.read(actor, kind=Kind.IDENTITY, record=signal.pk, owning_unit=signal.owning_unit_id, at=at)
    return Told(found, granted_until(actor, Kind.IDENTITY, signal.pk, at=at))


def identity_asked(signal: Signal) -> AccessRequest | None:
    """The last question of this unit who reported, with its answer."""
    found = AccessRequest.objects.filter(kind=Kind.IDENTITY.value, record=signal.pk)
    return found.filter(asking_unit=signal.owning_unit_id).order_by("-asked_at", "id").first()


def identity_questions(signal: Signal) -> list[News]:
    """What the reporter hears of questions who he or she is: when, and what was answered. No names."""
    with connection.cursor() as cursor:
        cursor.execute("select asked_at, answered_at, state from zicht_identity_news(%s)", [signal.pk])
        return [News(answered or asked, IDENTITY_NEWS[state]) for asked, answered, state in cursor.fetchall()]


IDENTITY_NEWS = {
    "asked": "Iemand die met uw signaal bezig is, vroeg wie u bent. De bewaarder heeft nog niet beslist.",
    "granted": "Iemand die met uw signaal bezig is, vroeg wie u bent. De bewaarder heeft dit voor een tijd verteld.",
    "refused": "Iemand die met uw signaal bezig is, vroeg wie u bent. De bewaarder heeft dit niet verteld.",
    "withdrawn": "Iemand die met uw signaal bezig is, vroeg wie u bent. De vraag is ingetrokken.",
}
