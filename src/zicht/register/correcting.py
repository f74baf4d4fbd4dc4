# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Rows of a file that correct a report of an earlier file (`corrects` is yes) instead of adding one.

The report is that of the same key, year, reporter group and police unit. What is filled in replaces what stood
there; what is empty or unknown in the row stays as it was, so that a file with few columns erases nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from zicht.access.actors import Actor
from zicht.access.models import Unit
from zicht.base.clock import local_day
from zicht.base.digests import digests
from zicht.register.facts import correct_report
from zicht.register.findings import Finding
from zicht.register.joining import chain
from zicht.register.models import FILE_KEY, Report, Victim
from zicht.register.rows import ReportRow

CHUNK = 500
LISTS = ("forms", "sectors_sexual", "sectors_labour", "manners", "signs", "help_kinds")
SINGLE = (
    "nationality", "sex", "age", "reported_on", "reflection_offered_on", "reflection_accepted_on", "dublin",
    "dublin_country", "channel", "platform_type", "cyber_role", "outcome",
)  # fmt: skip
NONE_THERE = "Er is geen melding om te verbeteren: deze sleutel, dit jaar, deze melder en eenheid kwamen niet eerder."
MORE_THERE = "Er zijn meer meldingen met deze sleutel, dit jaar, deze melder en eenheid."


def corrections(unit: Unit, rows: Iterable[ReportRow]) -> tuple[list[tuple[ReportRow, Report]], tuple[Finding, ...]]:
    """The report that each correcting row is about, and a finding for each row that has none or several."""
    pairs, findings = [], []
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        reports = _reports_of(unit, chunk)
        for row, found in zip(chunk, reports, strict=True):
            if len(found) == 1:
                pairs.append((row, found[0]))
            elif found:
                findings.append(
                    Finding(row.row, "corrects", MORE_THERE, "Verbeter deze melding op haar eigen pagina.")
                )
            else:
                remedy = "Verbeter de rij, of maak deze cel leeg: dan komt er een nieuwe melding bij."
                findings.append(Finding(row.row, "corrects", NONE_THERE, remedy))
    return pairs, tuple(findings)


def apply(*, actor: Actor, pairs: Sequence[tuple[ReportRow, Report]], at: datetime) -> None:
    """Replace the facts. What stood there, and by which delivery it changed, stays in the history of each report."""
    for row, report in pairs:
        note = f"Verbeterd door een bestand dat op {local_day(at):%d-%m-%Y} is ingelezen."
        if row.delivery_reference:
            note += f" Kenmerk van die levering: {row.delivery_reference}."
        facts = {name: sorted(getattr(row, name)) for name in LISTS if getattr(row, name)}
        single = {name: getattr(row, name) for name in SINGLE if getattr(row, name) is not None}
        correct_report(actor=actor, report=report, facts=facts | single, note=note, expected=report.version, at=at)


def _reports_of(unit: Unit, rows: Sequence[ReportRow]) -> list[list[Report]]:
    """The reports that each row may be about, locked; two questions for all rows."""
    wanted = {one: row.victim_key for row in rows for one in digests(FILE_KEY, row.victim_key)}
    keys: dict[str, set[UUID]] = defaultdict(set)
    for victim in Victim.objects.filter(owning_unit=unit, file_digest__in=list(wanted)):
        keys[wanted[bytes(victim.file_digest or b"")]] |= {victim.pk, *chain(victim)}
    everybody = {key for held in keys.values() for key in held}
    found: dict[tuple[UUID, int, str, str], list[Report]] = defaultdict(list)
    reports = Report.objects.select_for_update(of=("self",)).filter(
        owning_unit=unit, victim_id__in=everybody, delivery__source="file"
    )  # fmt: skip
    for report in reports.exclude(state=Report.State.REFUSED).order_by("pk"):
        found[report.victim_id, report.year, report.reporter_group, report.police_unit].append(report)
    return [
        [
            report
            for victim in sorted(keys[row.victim_key])
            for report in found[victim, row.year, row.reporter_group, row.police_unit or ""]
        ]
        for row in rows
    ]
