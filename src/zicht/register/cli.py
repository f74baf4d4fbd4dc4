# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""`zicht register import FILE`: read a register file in from the command line."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TextIO

from zicht.access.actors import for_person
from zicht.access.models import Person
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.context import transaction_as
from zicht.reference.lists import code_list
from zicht.register.anyfile import read_any
from zicht.register.findings import FINDINGS, OK, WRONG_USE, findings_table
from zicht.register.importfile import ImportResult
from zicht.register.importing import FileRefused, import_reports, kept_out
from zicht.register.queries import keeping_units
from zicht.register.summary import summary_of

EVERY = 1.0  # seconds between two words about how far it is
DECLARATION = "U verklaart dat melders in dit bestand die toestemming nodig hebben, die ook hebben."


@dataclass(frozen=True)
class ReadOptions:
    """How a file is read: which sheet, who reports (for a file in HTCDS), and whether it is only checked."""

    sheet: str | None = None
    reporter: str | None = None
    check: bool = False


def import_command(
    file: Path,
    *,
    person_email: str,
    purpose: str,
    at: datetime,
    out: TextIO | None = None,
    options: ReadOptions | None = None,
) -> int:
    """Read `file` into the register that the person keeps. Returns 0, 1 (wrong use) or 2 (findings).

    What will make cases unknown is printed before anything is stored; with options.check nothing is stored.
    The person must be a registrar of exactly one register today, and purpose the code register_keeping.
    """
    say, given = out or sys.stdout, options or ReadOptions()
    person = Person.objects.filter(email=person_email.strip().lower(), is_active=True).first()
    if (wrong := _wrong_use(file, person, purpose, given)) or person is None:
        print(wrong, file=say)
        return WRONG_USE
    # The person is on the machine itself: that stands for the second factor.
    actor = for_person(person, purpose=Purpose(purpose), strong=True)
    try:
        with transaction_as(actor.context(at)):
            units = list(keeping_units(actor, at=at))
            if len(units) != 1:
                print("Deze persoon houdt voor dit doel geen register bij, of meer dan een.", file=say)
                return WRONG_USE
            result = read_any(
                file, today=local_day(at), sheet=given.sheet, reporter=given.reporter, tell=_teller("gelezen")
            )
            if not result.ok:
                raise FileRefused(result.findings)
            print("\n".join(summary_lines(result)), file=say)
            if given.check and (findings := kept_out(units[0], result)):
                raise FileRefused(findings)
            if given.check:
                print("Het bestand is alleen nagekeken. Er is niets ingelezen.", file=say)
                return OK
            delivery = import_reports(actor=actor, unit=units[0], content=result, at=at, tell=_teller("opgeslagen"))
            victims = delivery.reports.values("victim").distinct().count()
    except FileRefused as refused:
        return _refused(refused, say)
    print(f"Ingelezen: {delivery.rows} rijen over {victims} personen.", file=say)
    print(DECLARATION, file=say)
    return OK


def _refused(refused: FileRefused, say: TextIO) -> int:
    print(findings_table(refused.findings), file=say)
    count = len(refused.findings)
    print(f"{count} {'bevinding' if count == 1 else 'bevindingen'}. Er is niets ingelezen.", file=say)
    return FINDINGS


def _wrong_use(file: Path, person: Person | None, purpose: str, given: ReadOptions) -> str:
    """What is wrong with the command itself, in Dutch; empty when nothing is."""
    reporters = code_list("reporter_groups").codes()
    if person is None or purpose not in set(Purpose):
        return f"Deze persoon of dit doel bestaat niet. Het doel is {Purpose.REGISTER_KEEPING}."
    if not file.is_file():
        return "Dit bestand bestaat niet, of is niet te lezen."
    if given.reporter and given.reporter not in reporters:
        return f"Deze melder bestaat niet. Kies uit: {', '.join(reporters)}."
    return ""


def summary_lines(result: ImportResult) -> list[str]:
    """What is in the file, what will count as unknown, and what of another standard is not kept."""
    summary = summary_of(result.rows, result.columns)
    reports = f"{summary.reports} {'melding' if summary.reports == 1 else 'meldingen'}"
    persons = f"{summary.persons} {'persoon' if summary.persons == 1 else 'personen'}"
    lines = [f"{result.kind}: {reports} over {persons}."]
    if summary.corrections:
        lines.append(f"Verbetert meldingen uit een eerder bestand: {summary.corrections}.")
    if summary.waiting:
        rows = ", ".join(str(row) for row in summary.waiting_rows)
        held = f"Wacht straks op de registrator en telt nog niet mee: {summary.waiting} (eerste rijen: {rows})."
        lines.append(f"{held} Er is niet aan de regel van de melder voldaan.")
    lines += [f"Let op: {note.problem} {note.remedy}" for note in (*result.notes, *summary.undeclared)]
    for lack in summary.lacks:
        rows = ", ".join(str(row) for row in lack.rows)
        lines.append(f"Telt als onbekend: {lack.persons}. {lack.text} (eerste rijen: {rows})")
    if result.coverage:
        lines += [f"Niet bewaard: {column}. {why}" for column, why in result.coverage.left]
        lines += [f"{result.coverage.standard} kan niet zeggen: {one}" for one in result.coverage.unsayable]
    return lines


def _teller(word: str) -> Callable[[int], None]:
    """Says how far it is, at most once in a second, beside the answer of the command."""
    last = monotonic()

    def tell(rows: int) -> None:
        nonlocal last
        if monotonic() - last >= EVERY:
            last = monotonic()
            print(f"{rows} rijen {word}", file=sys.stderr)

    return tell
