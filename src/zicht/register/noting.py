# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The history of a report: appended, never changed."""

from datetime import datetime
from typing import Any

from zicht.access.actors import Actor
from zicht.register.models import RegisterEvent, Report


def note_event(
    report: Report, *, actor: Actor, kind: str, at: datetime, note: str = "", changes: dict[str, Any] | None = None
) -> None:
    """Append to the history of a report."""
    RegisterEvent.objects.create(
        owning_unit_id=report.owning_unit_id,
        report=report,
        actor=actor.label,
        kind=kind,
        note=note,
        changes=changes or {},
        at=at,
        trace=actor.trace,
    )
