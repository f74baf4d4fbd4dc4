# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the register brings into the blind index, and the digests by which files find their victims."""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.db import transaction

from zicht.access import index
from zicht.access.index import Entry, Listed
from zicht.access.roles import Kind
from zicht.base import keyring, keystore
from zicht.reference.identifiers import name_year
from zicht.register.models import Report, Victim

BATCH = 500


def enter(report: Report) -> None:
    """Bring the entries of a report up to date; one whose facts were erased has none."""
    index.put(kind=Kind.REPORT, record=report.pk, unit=report.owning_unit_id, entries=entries_of(report))


def entries_of(report: Report) -> tuple[Entry, ...]:
    """The identifiers of a report."""
    found = (
        Entry("name", report.name, report.pk),
        Entry("name_year", name_year(report.name, report.birth_year), report.pk),
    )
    return tuple(entry for entry in found if entry.value)


def of_this_name(report: Report) -> list[UUID]:
    """The reports whose name is written the same, accents and capitals aside."""
    if not report.name:
        return []
    return [record for _, record, _ in index.find(kinds=[Kind.REPORT], entry_kind="name", value=report.name)]


def listed(using: str) -> Iterator[Listed]:
    """Every report with a name."""
    named = Report.objects.using(using).exclude(name="").only("id", "owning_unit", "name", "birth_year")
    for report in named.order_by("id").iterator(chunk_size=500):
        yield Listed(Kind.REPORT, report.pk, report.owning_unit_id, entries_of(report))


def rekey(using: str, say: Callable[[int], None]) -> int:
    """Make the digests of file keys under an older master key anew, in small steps."""
    done, master = 0, keyring.current()
    while True:
        with transaction.atomic(using=using):
            rows = Victim.objects.using(using).select_for_update().exclude(file_digest=None)
            found = list(rows.exclude(file_digest_by=master.name).order_by("id")[:BATCH])
            keystore.preload(victim.pk for victim in found)
            for victim in found:
                victim.name_in_file(victim.file_key)
                victim.save(using=using, update_fields=["file_digest", "file_digest_by"])
        done += len(found)
        if not found:
            return done
        say(done)
