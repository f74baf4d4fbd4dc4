# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A grant: one case of ours may be read by a unit or a person, for a purpose, these fields, until a day."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Grant, Person, Unit
from zicht.access.roles import Kind, Purpose
from zicht.casework.cases.actions import note_event
from zicht.casework.cases.models import Case
from zicht.casework.sharing import rules

FIELDS: frozenset[str] = frozenset({*rules.ALL, *rules.GRANT_EXTRA}) - rules.CARE_ONLY

# Purposes for which somebody of another unit can read a case.
PURPOSES: tuple[Purpose, ...] = (
    Purpose.CASE_TABLE,
    Purpose.CARE_COORDINATION,
    Purpose.PARTNER_HANDLING,
    Purpose.SIGNAL_HANDLING,
)


@action("case.give_grant", kind=Kind.CASE)
def give_grant(
    *, actor: Actor, case: Case, giver: Person, to: Unit | Person, purpose: Purpose, fields: Iterable[str],
    ends: datetime, reason: str, at: datetime,
) -> Grant:  # fmt: skip
    """Let `to` read these fields of `case` for `purpose` until `ends`. It ends by itself."""
    wanted = set(fields)
    names = sorted(wanted | {rules.NEEDS[name] for name in wanted if name in rules.NEEDS})
    if not names or not FIELDS.issuperset(names) or purpose not in PURPOSES:
        raise ValueError("fields or purpose that a grant cannot have")
    if not reason.strip():
        raise ValueError("a grant has a reason")
    grant = Grant(
        kind=Kind.CASE.value, record=case.pk, purpose=purpose.value, fields=names, starts=at, ends=ends,
        given_by=giver, owning_unit_id=case.owning_unit_id, unit=to if isinstance(to, Unit) else None,
        person=to if isinstance(to, Person) else None,
    )  # fmt: skip
    grant.save(force_insert=True)
    note_event(actor=actor, case=case, kind="grant_given", at=at, note=reason, changes={"fields": names})
    return grant


@action("case.withdraw_grant", kind=Kind.CASE)
def withdraw_grant(*, actor: Actor, case: Case, grant: Grant, at: datetime) -> Grant:
    """End a grant now. The row stays: who could read what, and until when."""
    if grant.record != case.pk or grant.owning_unit_id != case.owning_unit_id:
        raise ValueError("a grant of another case")
    if grant.ends > at:
        # The database wants an end after the start, also for a grant that is withdrawn at once.
        grant.ends = max(at, grant.starts + timedelta(microseconds=1))
        grant.save(update_fields=["ends"])
        note_event(actor=actor, case=case, kind="grant_withdrawn", at=at)
    return grant
