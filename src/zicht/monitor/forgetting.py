# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An extract does not outlive what it was taken from: after an erasure an edition keeps its tables, not its extract.

Nobody can find one person in an extract, since it has no keys. So the whole extract goes as soon as the register
erased a report of its years, or has fewer of any report than the extract holds. Looked at each night and before the
tables of another edition are made.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from zicht.access.actors import Actor, for_job
from zicht.access.models import Unit
from zicht.base.context import transaction_as
from zicht.monitor import actions
from zicht.monitor.canonical import extract_csv
from zicht.monitor.models import Edition, EditionExtract
from zicht.register.extract import corrected_since, erased_since, frame_of, report_rows

WHY = "Gegevens waarop zij steunt zijn gewist, omdat iemand dat recht heeft."


def forget_due(*, at: datetime) -> int:
    """Unit by unit; returns how many extracts went. A second run does nothing."""
    number = 0
    for unit in Unit.objects.filter(remote=False).order_by("pk"):
        job = for_job(unit.pk)
        with transaction_as(job.context(at)):
            number += forget_of(job, unit.pk, at=at)
    return number


def forget_of(job: Actor, unit: int, *, at: datetime) -> int:
    """The extracts of one register, in the running transaction."""
    kept = EditionExtract.objects.filter(owning_unit=unit).select_related("edition").order_by("pk")
    gone = [each.edition for each in kept if holds_erased(job, each, at=at)]
    for edition in gone:
        actions.forget_extract(actor=job, edition=edition, why=WHY, at=at)
    return len(gone)


def holds_erased(job: Actor, extract: EditionExtract, *, at: datetime) -> bool:
    """Whether the register does not have a report any more that this extract holds.

    What was destroyed whole is seen by what is missing: a report that the register has less often than the extract.
    After a correction only the numbers per year tell, because a corrected report is missing as well.
    """
    edition = extract.edition
    first, last = edition.first_year, edition.last_year
    since = built_at(edition)
    if erased_since(job, since, first_year=first, last_year=last, at=at):
        return True
    now = extract_csv(frame_of(report_rows(job, first_year=first, last_year=last, at=at))).decode()
    by_year = corrected_since(job, since, first_year=first, last_year=last, at=at)
    return bool(_reports(extract.reports, by_year=by_year) - _reports(now, by_year=by_year))


def built_at(edition: Edition) -> datetime:
    """When the register was read for its tables."""
    built = edition.events.filter(kind="build").order_by("-at").first()
    return built.at if built is not None else edition.made_at


def _reports(extract: str, *, by_year: bool) -> Counter[str]:
    """How often each report is in an extract, without the numbers of persons; or how many there are of each year."""
    lines = [line.partition(",")[2] for line in extract.splitlines()[1:]]
    return Counter(line.partition(",")[0] if by_year else line for line in lines)
