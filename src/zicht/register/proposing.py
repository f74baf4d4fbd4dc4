# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Looking for reports about one person: reads what may be compared, stores what is new. Decides nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from zicht.access.models import IndexEntry
from zicht.access.roles import Kind
from zicht.register.duplicates import Found, Mark, ordered, propose
from zicht.register.matching import YEARS_APART, birth_years
from zicht.register.models import DuplicateProposal, Report

BATCH = 1000
NEIGHBOURS = 500  # with more that are alike, being alike says nothing
COLUMNS = ("pk", "victim_id", "delivery_id", "year", "sex", "nationality", "age", "birth_year", "forms")
Names = dict[UUID, dict[str, frozenset[bytes]]]


def search_all(unit: int, *, at: datetime) -> tuple[int, Found]:
    """Lay all reports of a register beside each other and store new proposals. Gives how many reports there were."""
    marks = list(_marks(Report.objects.filter(owning_unit_id=unit), _names(unit, None)))
    found = propose(marks, judged=_judged(unit, None))
    _store(unit, found, at)
    return len(marks), found


def search_beside(report: Report, *, at: datetime) -> None:
    """Look which reports may be about the same person as this one, which just came in."""
    unit = report.owning_unit_id
    same = _names(unit, [report.pk])
    digests = [digest for kinds in same.values() for found in kinds.values() for digest in found]
    named = set(_entries(unit).filter(digest__in=digests).values_list("record", flat=True))
    near = Report.objects.filter(owning_unit_id=unit)
    alike = near.filter(_alike(report)).values_list("pk", flat=True) if report.sex and report.nationality else ()
    keys = {report.pk, *named, *list(alike[:NEIGHBOURS])}
    marks = _marks(near.filter(pk__in=keys), _names(unit, keys))
    judged = _judged(unit, report.victim_id)
    _store(unit, propose(marks, judged=judged, focus=report.pk), at)


def _alike(report: Report) -> Q:
    born = birth_years(report)
    fits = Q(birth_year__in=born)
    years = range(report.year - YEARS_APART, report.year + YEARS_APART + 1)
    for year in years:
        ages = {year - b - less for b in born for less in (0, 1)}
        fits |= Q(birth_year=None, year=year, age__in=[age for age in ages if age >= 0])
    return fits & Q(sex=report.sex, nationality=report.nationality, year__in=list(years))


def _entries(unit: int) -> QuerySet[IndexEntry]:
    return IndexEntry.objects.filter(
        owning_unit_id=unit, kind=Kind.REPORT.value, entry_kind__in=("name", "name_year")
    )


def _names(unit: int, keys: Iterable[UUID] | None) -> Names:
    """The digests of names by report and kind."""
    rows = _entries(unit)
    if keys is not None:
        rows = rows.filter(record__in=list(keys))
    found: dict[UUID, dict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
    for record, kind, digest in rows.values_list("record", "entry_kind", "digest").iterator(chunk_size=BATCH):
        found[record][kind].add(bytes(digest))
    return {record: {kind: frozenset(all_) for kind, all_ in kinds.items()} for record, kinds in found.items()}


def _marks(reports: QuerySet[Report], names: Names) -> Iterator[Mark]:
    rows = reports.exclude(state=Report.State.REFUSED).order_by("pk").values_list(*COLUMNS)
    for pk, victim, delivery, year, sex, nationality, age, birth_year, forms in rows.iterator(chunk_size=BATCH):
        born = [birth_year] if birth_year is not None else [] if age is None else [year - age, year - age - 1]
        named = names.get(pk, {})
        yield Mark(
            report=pk, victim=victim, delivery=delivery, year=year, sex=sex, nationality=nationality,
            born=frozenset(born), forms=frozenset(forms), names=named.get("name", frozenset()),
            sounds=named.get("name_year", frozenset()),
        )  # fmt: skip


def _judged(unit: int, victim: UUID | None) -> set[tuple[UUID, UUID]]:
    """The pairs of persons that were proposed before, as they are now."""
    rows = DuplicateProposal.objects.filter(owning_unit_id=unit)
    if victim is not None:
        rows = rows.filter(Q(one__victim=victim) | Q(other__victim=victim))
    pairs = rows.order_by().values_list("one__victim_id", "other__victim_id")
    return {ordered(one, other) for one, other in pairs.iterator(chunk_size=BATCH)}


def _store(unit: int, found: Found, at: datetime) -> None:
    DuplicateProposal.objects.bulk_create(
        [
            DuplicateProposal(
                owning_unit_id=unit, one_id=pair.one, other_id=pair.other, reasons=list(pair.reasons), found_at=at
            )
            for pair in found.pairs
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
