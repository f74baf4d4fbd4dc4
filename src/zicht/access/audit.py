# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Actions are verbs: keyword-only, one transaction, one audit row.

    @action("signal.weigh", kind=Kind.SIGNAL)
    def weigh(*, actor: Actor, signal: Signal, …, at: datetime) -> Signal: ...

The decorated function returns the record it changed. The audit row commits or rolls back with it.
"""

import functools
import inspect
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

from zicht.access import logbook
from zicht.access.actors import Actor
from zicht.access.models import AuditRow
from zicht.access.roles import Kind
from zicht.base.context import current_or_none

F = TypeVar("F", bound=Callable[..., models.Model])

ACTIONS: dict[str, Callable[..., models.Model]] = {}


def action(name: str, *, kind: Kind) -> Callable[[F], F]:
    """Register `name` as an action on records of `kind` and write its audit row."""

    def wrap(function: F) -> F:
        parameters = inspect.signature(function).parameters
        wrong = [p for p in parameters.values() if p.kind is not inspect.Parameter.KEYWORD_ONLY]
        if wrong or not {"actor", "at"} <= parameters.keys():
            raise TypeError(f"action {name}: keyword-only arguments, with actor and at")
        if name in ACTIONS and ACTIONS[name].__module__ != function.__module__:
            raise TypeError(f"action {name} exists twice")

        @functools.wraps(function)
        def run(*, actor: Actor, at: datetime, **rest: Any) -> models.Model:
            with transaction.atomic():
                record = function(actor=actor, at=at, **rest)
                write_audit(actor=actor, action_name=name, kind=kind, record=record, at=at)
            return record

        ACTIONS[name] = run
        return run  # type: ignore[return-value]

    return wrap


def write_audit(*, actor: Actor, action_name: str, kind: Kind, record: models.Model, at: datetime) -> AuditRow:
    """Append the row. Names the record by key and type only.

    A record without a random key of its own names another by `audit_key`; one that lies in another unit than the one
    that acts on it names that one by `audit_unit`.
    """
    context = current_or_none()
    row = AuditRow(
        at=at,
        trace=context.trace if context else actor.trace,
        actor=actor.label,
        owning_unit_id=getattr(record, "audit_unit", getattr(record, "owning_unit_id", None)),
        purpose=actor.purpose.value if actor.purpose else "",
        action=action_name,
        kind=kind.value,
        record=str(getattr(record, "audit_key", record.pk)),
    )
    row.save(force_insert=True)
    logbook.subjects_of(record, at=at)
    return row
