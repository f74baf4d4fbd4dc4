# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a case brings into the blind index: the names, numbers and contact details of its persons."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from zicht.access import index
from zicht.access.index import Entry, Listed
from zicht.access.roles import Kind
from zicht.casework.cases import rules
from zicht.casework.cases.models import Case, CasePerson
from zicht.reference.identifiers import name_year


def enter(case: Case) -> None:
    """Bring the entries of a case up to date."""
    entries = entries_of(case.persons.all())
    index.put(
        kind=Kind.CASE,
        record=case.pk,
        unit=case.owning_unit_id,
        entries=entries,
        compares=rules.takes_part(case.state),
    )


def take_part(case: Case, *, day: date) -> None:
    """After a step: what stands in this case takes part in comparing from now on, or no longer."""
    index.set_compares(kind=Kind.CASE, record=case.pk, compares=rules.takes_part(case.state))
    for follow in _followers:
        follow(case, day)


def on_step(follow: Callable[[Case, date], None]) -> None:
    """Register what takes part only as long as its case does; in AppConfig.ready()."""
    if follow not in _followers:
        _followers.append(follow)


_followers: list[Callable[[Case, date], None]] = []


def entries_of(persons: Iterable[CasePerson]) -> tuple[Entry, ...]:
    """The identifiers of these persons."""
    found = []
    for person in persons:
        found += [
            Entry("name", person.name, person.pk),
            Entry("name_year", name_year(person.name, person.birth_year), person.pk),
            Entry("bsn", person.bsn, person.pk),
            Entry("email" if "@" in person.safe_contact else "phone", person.safe_contact, person.pk),
        ]
    return tuple(entry for entry in found if entry.value)


def listed(using: str) -> Iterator[Listed]:
    """Every case with its identifiers."""
    cases = Case.objects.using(using).only("id", "owning_unit").prefetch_related("persons")
    for case in cases.order_by("id").iterator(chunk_size=500):
        yield Listed(Kind.CASE, case.pk, case.owning_unit_id, entries_of(case.persons.all()))
