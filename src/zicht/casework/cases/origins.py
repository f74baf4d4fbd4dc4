# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What another unit wrote stays theirs: it keeps who and which law, nobody here changes it, and it ends.

Our own words stand beside it. Passing it on needs the agreement of whoever sent it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.casework.cases.models import Case, CasePerson, FieldOrigin

# What a field becomes when the time of the sender's words is over.
EMPTY: dict[str, Any] = {
    "about": "person", "forms": [], "age_class": "unknown", "acute": False, "summary": "", "roles": ["witness"],
    "birth_year": None, "family_involved": "unknown",
}  # fmt: skip
KEPT = frozenset({"about", "roles"})  # words that a record cannot be without; they name nobody


class ReceivedWords(ValueError):
    """A change of what somebody else wrote. Names the fields."""

    def __init__(self, fields: Iterable[str]) -> None:
        super().__init__("received from another unit, not ours to change")
        self.fields = tuple(fields)


def origins_of(case: Case) -> "QuerySet[FieldOrigin]":
    """Where the received fields of a case and its persons came from; those whose time is over are left out."""
    found = case.origins.filter(emptied_at=None).select_related("origin_unit__organisation")
    return found.order_by("person_id", "field")


def locked(case: Case, person: CasePerson | None = None) -> dict[str, FieldOrigin]:
    """The fields of the case, or of one person in it, that others wrote."""
    return {origin.field: origin for origin in origins_of(case).filter(person=person)}


def refuse_received(case: Case, person: CasePerson | None, changes: dict[str, Any]) -> None:
    """Raises ReceivedWords when a change touches what others wrote."""
    record: Any = person or case
    held = locked(case, person)
    touched = [name for name, value in changes.items() if name in held and getattr(record, name) != value]
    if touched:
        raise ReceivedWords(touched)


def keep_origins(
    *, case: Case, person: CasePerson | None, values: dict[str, Any], first: dict[str, tuple[str, str]], **common: Any
) -> None:
    """Write down where these values came from. first: per field who wrote it first, and the regime."""
    record: Any = person or case
    for name in values:
        unit, regime = first[name]
        FieldOrigin(
            owning_unit_id=case.owning_unit_id, case=case, person=person, field=name, first_unit=unit, regime=regime,
            value=getattr(record, name), **common,
        ).save(force_insert=True)  # fmt: skip


@action("case.add_beside", kind=Kind.CASE)
def add_beside(*, actor: Actor, origin: FieldOrigin, text: str, at: datetime) -> FieldOrigin:
    """Our own words beside what was received."""
    origin.addition = text
    origin.save(update_fields=["addition"])
    return origin


@action("case.agree_onward", kind=Kind.CASE)
def agree_onward(
    *, actor: Actor, case: Case, disclosure: UUID, fields: Iterable[str], to_unit: UUID, at: datetime
) -> Case:
    """The sender agreed that these fields go to that unit."""
    for origin in case.origins.filter(disclosure=disclosure):
        name = f"person.{origin.field}" if origin.person_id else origin.field
        if name in set(fields) and to_unit not in origin.agreed:
            origin.agreed = [*origin.agreed, to_unit]
            origin.save(update_fields=["agreed"])
    return case


def not_onward(case: Case, *, to_unit: UUID, sender: int) -> dict[str, FieldOrigin]:
    """Fields ("person." for persons) that may not go to this unit without agreement. Giving back is always right."""
    return {
        f"person.{o.field}" if o.person_id else o.field: o
        for o in origins_of(case)
        if not o.onward and to_unit not in o.agreed and o.origin_unit_id != sender
    }


def empty_ended(case_keys: Iterable[UUID], *, at: datetime) -> int:
    """Take out the received words whose last day is over. Our additions stay. Returns how many fields."""
    ended = FieldOrigin.objects.filter(emptied_at=None, ends_on__lt=local_day(at), case__in=list(case_keys))
    number = 0
    records: dict[Any, Any] = {}
    for origin in ended.select_related("case", "person"):
        found: Any = origin.person or origin.case
        record = records.setdefault(found.pk, found)
        if origin.field not in KEPT:
            record.save_if_current(expected=record.version, **{origin.field: EMPTY.get(origin.field, "")})
        origin.value, origin.emptied_at = None, at
        origin.save(update_fields=["value", "emptied_at"])
        number += 1
    return number
