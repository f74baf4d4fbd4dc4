# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What every reading, search, export, print and decision leaves behind. One trace id joins the rows of a request.

Filled during a request and written when it ends, also when the view fails: a refusal is worth a row as well.
Gates call opened(), missed() and filtered() for everybody; a page that exports, prints or searches says so itself.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from zicht.access import decide as _decide
from zicht.access import roles as _roles
from zicht.access.book import book, moment, note
from zicht.access.models import AuditRow, DecisionRow, ProcessingRow
from zicht.access.roles import Kind, Purpose, may_have
from zicht.access.subjects import about, pseudonym
from zicht.base.clock import local_day
from zicht.base.context import current_or_none
from zicht.reference.lists import code_list

if TYPE_CHECKING:
    from zicht.access.actors import Actor
    from zicht.access.decide import Decision, Resource
    from zicht.access.visible import Visible

VERBS = ("read", "list", "search", "export", "print")
# Why nothing was opened. A gate does not know more: to find out it would have to look past the wall.
NOT_HERE = "unknown_or_not_yours"


def read(
    actor: "Actor", *, kind: Kind, record: UUID, owning_unit: int | None, at: datetime, verb: str = "read",
    subjects: Iterable[UUID] = (), subject_type: str = "",
) -> None:  # fmt: skip
    """Somebody opened one record. verb: read, export, print. subjects: keys of the persons it is about."""
    _read(actor.label, _purpose(actor), kind.value, str(record), owning_unit, at, verb)
    processed(subjects=subjects, subject_type=subject_type or kind.value, owning_unit=owning_unit, at=at)


def listed(
    actor: "Actor", *, kind: Kind, what: str, at: datetime, found: int | None = None, verb: str = "list",
    subjects: Iterable[UUID] = (), subject_type: str = "",
) -> None:  # fmt: skip
    """Somebody saw a list, a count or the result of a search. what: name of the list, no search words.

    verb: list, search, export, print. subjects: of an export that leaves, the persons in it.
    """
    unit = unit_of(actor, at)
    row = AuditRow(
        at=at, trace=_trace(), actor=actor.label, owning_unit_id=unit, purpose=_purpose(actor),
        action=_action(verb), kind=kind.value, what=what[:80], found=found,
    )  # fmt: skip
    note(row, verb, kind.value, what)
    processed(subjects=subjects, subject_type=subject_type or kind.value, owning_unit=unit, at=at)


def decided(actor: "Actor", action: str, resource: "Resource", decision: "Decision", *, at: datetime) -> None:
    """A decision was made, permit or deny."""
    reasons = [code.value for code in decision.codes]
    _decide_row(
        actor=actor.label, purpose=_purpose(actor), action=action, kind=resource.kind.value,
        record="" if resource.record is None else str(resource.record), unit=unit_of(actor, at),
        permit=decision.permit, reasons=reasons, basis=decision.basis[:20], at=at,
    )  # fmt: skip


def refused(actor: "Actor", *, reason: str, purpose: Purpose | None, at: datetime) -> None:
    """A door stayed closed: nobody signed in, no second step, no role with this purpose."""
    _decide_row(
        actor=actor.label, purpose=purpose.value if purpose else "", action="enter", kind="", record="",
        unit=unit_of(actor, at), permit=False, reasons=[reason], basis="", at=at,
    )  # fmt: skip


def filtered(actor: "Actor", kind: Kind, seen: "Visible", *, at: datetime) -> None:
    """A list was narrowed to what the actor may see; one decision for each kind and purpose of a request."""
    purpose = _purpose(actor)
    open_book = book()
    if open_book is None or (kind.value, purpose) in open_book.seen:
        return
    open_book.seen[kind.value, purpose] = seen
    permit = bool(seen.units or seen.records or getattr(seen, "reporter", None) is not None)
    _decide_row(
        actor=actor.label, purpose=purpose, action="list", kind=kind.value, record="", unit=unit_of(actor, at),
        permit=permit, reasons=["scope" if permit else "nothing_in_scope"],
        basis="role" if seen.units else "grant" if seen.records else "own_report" if permit else "", at=at,
    )  # fmt: skip


def opened(record: models.Model) -> None:
    """A gate gave one record to whoever acts."""
    said = about(type(record))
    at, kind, key = moment(), said.kind.value if said else "", str(getattr(record, "audit_key", record.pk))
    unit: int | None = getattr(record, "owning_unit_id", None)
    actor, purpose, mine = _who()
    _read(actor, purpose, kind, key, unit, at, "read")
    _decide_row(
        actor=actor, purpose=purpose, action="read", kind=kind, record=key, unit=mine or unit, permit=True,
        reasons=["opened"], basis=_basis(record, kind, purpose, unit), at=at,
    )  # fmt: skip
    subjects_of(record, at=at)


def missed(model: type[models.Model], key: UUID) -> None:
    """A gate found nothing under this key for whoever acts: no such record, or not theirs."""
    said = about(model)
    actor, purpose, mine = _who()
    _decide_row(
        actor=actor, purpose=purpose, action="read", kind=said.kind.value if said else model._meta.model_name or "",
        record=str(key), unit=mine, permit=False, reasons=[NOT_HERE], basis="", at=moment(),
    )  # fmt: skip


def processed(
    *, subjects: Iterable[UUID], subject_type: str, owning_unit: int | None, at: datetime, purpose: str = "",
    receiver: str = "",
) -> None:  # fmt: skip
    """Data of these persons were processed. One row for each, without who did it."""
    activity = activity_of(purpose or _who()[1])
    open_book = book()
    for key in subjects:
        subject, name = pseudonym(key)
        row = ProcessingRow(
            at=at, ended_at=at, trace=_trace(), operation=open_book.operation if open_book else _trace()[:16],
            activity=activity, status="ok", subject=subject, subject_type=subject_type[:30], subject_key=name,
            receiver=receiver[:40], owning_unit_id=owning_unit,
        )  # fmt: skip
        note(row, activity, subject, receiver)


def subjects_of(record: models.Model, *, at: datetime) -> None:
    """Rows for the persons whom a record is about, as its room said. Asked once per record of a request."""
    said = about(type(record))
    if said is None or not said.subject_type:
        return
    receiver, open_book = said.receiver(record), book()
    known = open_book.subjects.get(record.pk) if open_book is not None and not receiver else None
    keys = tuple(said.keys(record)) if known is None else known
    if open_book is not None and isinstance(record.pk, UUID):
        open_book.subjects[record.pk] = keys
    unit = getattr(record, "owning_unit_id", None)
    processed(subjects=keys, subject_type=said.subject_type, owning_unit=unit, at=at, receiver=receiver)


def page_left(*, actor: "Actor", page: str, method: str, status: int, at: datetime) -> None:
    """A page that somebody came in at, with how it ended."""
    open_book = book()
    units = list(open_book.units) if open_book is not None else []
    mine = set(actor.units(at))
    unit = next((u for u in units if u in mine), None) or unit_of(actor, at)
    row = AuditRow(
        at=at, trace=_trace(), actor=actor.label, owning_unit_id=unit, purpose=_purpose(actor), action="read.page",
        what=page[:80], method=method[:8], status=status,
    )  # fmt: skip
    note(row, "page")


def input_refused(*, page: str, status: int, at: datetime) -> None:
    """A form of the public door or of signing in was not accepted: whatever is sent on its way was."""
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return
    row = AuditRow(
        at=at, trace=_trace(), actor="public", action="input.refused", what=page[:80], method="POST", status=status
    )
    note(row, "input.refused")


def unit_of(actor: "Actor", at: datetime) -> int | None:
    """The unit for whose overseer a row about an actor counts: the seat that serves the purpose, else any seat."""
    if actor.subject.job_unit is not None:
        return actor.subject.job_unit
    day, purpose = local_day(at), actor.purpose
    seats = [s for s in actor.subject.seats if s.holds(day)] or list(actor.subject.seats)
    serving = [s for s in seats if purpose is not None and may_have(s.role, purpose)]
    return next((s.unit for s in [*serving, *seats]), None)


@cache
def policy_version() -> str:
    """Names the rules in force: a digest of the tables and the function that decide."""
    digest = hashlib.sha256()
    for module in (_roles, _decide):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:16]


@cache
def activity_of(purpose: str) -> str:
    """The processing activity of a purpose, from the list; `unnamed` where the list has none."""
    for entry in code_list("processing_activities").entries:
        if purpose and purpose in entry.attributes.get("purposes", ()):
            return entry.code
    return "unnamed"


def _read(actor: str, purpose: str, kind: str, key: str, unit: int | None, at: datetime, verb: str) -> None:
    open_book = book()
    if open_book is not None and unit is not None:
        open_book.units.setdefault(unit)
    row = AuditRow(
        at=at, trace=_trace(), actor=actor, owning_unit_id=unit, purpose=purpose, action=_action(verb), kind=kind,
        record=key,
    )  # fmt: skip
    note(row, verb, kind, key)


def _decide_row(
    *, actor: str, purpose: str, action: str, kind: str, record: str, unit: int | None, permit: bool,
    reasons: list[str], basis: str, at: datetime,
) -> None:  # fmt: skip
    open_book = book()
    row = DecisionRow(
        at=at, trace=_trace(), actor=actor, owning_unit_id=unit, purpose=purpose, action=action[:20], kind=kind[:20],
        record=record, page=open_book.page[:80] if open_book else "", permit=permit,
        reasons=[reason[:40] for reason in reasons], basis=basis, policy=policy_version(),
    )  # fmt: skip
    note(row, action, kind, record, purpose, str(permit))


def _action(verb: str) -> str:
    if verb not in VERBS:
        raise ValueError(f"a verb of the log is one of {', '.join(VERBS)}")
    return "read.record" if verb == "read" else f"read.{verb}"


def _purpose(actor: "Actor") -> str:
    return actor.purpose.value if actor.purpose else ""


def _trace() -> str:
    context, open_book = current_or_none(), book()
    return context.trace if context is not None else open_book.trace if open_book is not None else ""


def _who() -> tuple[str, str, int | None]:
    """Label, purpose and own unit of whoever acts: from the context, which every gate runs in."""
    context, open_book = current_or_none(), book()
    if context is None:
        return "", "", None
    if context.unit is not None:
        return f"job:{context.unit}", context.purpose, context.unit
    if context.person is not None:
        actor = open_book.actor if open_book is not None else None
        return f"person:{context.person}", context.purpose, unit_of(actor, moment()) if actor else None
    return "receipt" if context.reach else "public", context.purpose, None


def _basis(record: models.Model, kind: str, purpose: str, unit: int | None) -> str:
    """Why it was open: the role in the unit, a grant, one's own report, a receipt, a job of the unit."""
    context, open_book = current_or_none(), book()
    if context is None or context.unit is not None:
        return "job"
    if context.person is None:
        return "reach"
    seen = open_book.seen.get((kind, purpose)) if open_book is not None else None
    if seen is None:
        return ""
    if unit in seen.units:
        return "role"
    return "grant" if record.pk in seen.records else "own_report"
