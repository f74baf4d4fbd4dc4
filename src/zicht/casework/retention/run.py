# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""`zicht retention run`: for every unit what is due on a list, and what was approved destroyed."""

import sys
from datetime import datetime
from typing import TextIO

from zicht.access.actors import for_job
from zicht.access.models import Unit
from zicht.base.clock import local_day
from zicht.base.context import transaction_as
from zicht.casework.retention import rules
from zicht.casework.retention.actions import make_list
from zicht.casework.retention.collect import everything_due
from zicht.casework.retention.destroy import destroy_list
from zicht.casework.retention.models import RetentionItem, RetentionList


def run(*, at: datetime, dry: bool, out: TextIO | None = None) -> int:
    """Run for all units of this installation. dry: only say what would happen. Returns 0."""
    say = out or sys.stdout
    for unit in Unit.objects.filter(remote=False).select_related("organisation").order_by("pk"):
        if dry:
            _tell(unit, at, say)
        else:
            _run(unit, at, say)
    return 0


def _tell(unit: Unit, at: datetime, say: TextIO) -> None:
    """Numbers only: a terminal is no place for references."""
    with transaction_as(for_job(unit.pk).context(at)):
        found = list(everything_due(unit.pk, at=at))
        ready = RetentionItem.objects.filter(
            owning_unit=unit, list__state="approved", choice="agree", state__in=("waiting", "unlocked")
        ).count()
    if not found and not ready:
        return
    print(f"{unit}, op {local_day(at):%d-%m-%Y}:", file=say)
    for kind, words in rules.KINDS.items():
        of = [due for due in found if due.kind == kind]
        if of:
            blocked = sum(1 for due in of if due.blocked)
            more = f", waarvan {blocked} nu niet weg kunnen" if blocked else ""
            print(f"  over de termijn: {sum(due.amount for due in of)} {words.lower()}{more}", file=say)
    if ready:
        print(f"  goedgekeurd en nog te vernietigen: {ready} regels", file=say)


def _run(unit: Unit, at: datetime, say: TextIO) -> None:
    actor = for_job(unit.pk)
    with transaction_as(actor.context(at)):
        approved = (
            RetentionList.objects.filter(owning_unit=unit, state="approved").values_list("pk", flat=True).first()
        )
    if approved is not None:
        destroy_list(
            unit.pk, approved, at=at, progress=lambda done, of: print(f"{unit}: {done} van {of} vernietigd", file=say)
        )
    with transaction_as(actor.context(at)):
        if not any(True for _ in everything_due(unit.pk, at=at)):
            return
        found = make_list(actor=actor, unit=unit, at=at)
        count = found.items.count()
    print(f"{unit}: {count} regels op de lijst ({found.get_state_display()})", file=say)
