# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The rows of a register file, one by one: what each cell means, and whether the rows agree with each other.

A victim key never stands in a finding. Findings are in Dutch (B1), because the person who delivers the file reads
them. Nothing here writes anything.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from zicht.register.cells import CellError
from zicht.register.columns import BY_NAME, COLUMNS, REQUIRED, read_cell
from zicht.register.findings import Finding, StopError, Table
from zicht.register.rows import NOTHING, ReportRow

MOST_FINDINGS = 1000  # who made the same fault in every row learns nothing from the rest
MOST_KEPT = 50_000  # cells remembered with their value: the same few come back in every row
FIRST_YEAR_OF_MANNERS = 2016
WITH_COUNTRY = frozenset({"yes", "lapsed"})  # states of an earlier request for asylum that have a country
EVERY = 5_000  # rows between two words about how far it is


@dataclass
class Reading:
    """Reads a table into rows and findings. Rows may be used only when no finding is an error."""

    today: date
    tell: Callable[[int], None] | None = None
    rows: list[ReportRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    seen: dict[tuple[str, int, str, str | None], int] = field(default_factory=dict)
    facts: dict[tuple[str, int], ReportRow] = field(default_factory=dict)
    known: dict[tuple[str, str], object] = field(default_factory=dict)

    def read(self, table: Table) -> None:
        """Every row of the table. Raises StopError when reading on makes no sense."""
        names = self.header(table)
        for count, (number, cells) in enumerate(table.rows, start=1):
            if any(cell.strip() for cell in cells):  # a spreadsheet leaves empty rows at the end: harmless
                self._row(number, names, cells)
            if self.tell and count % EVERY == 0:
                self.tell(count)
        if not self.rows and not self.findings:
            raise StopError(None, None, "Er staan geen rijen onder de kopregel.", "Voeg de meldingen toe.")

    def header(self, table: Table) -> list[str]:
        """The names of the columns. Raises StopError for what is not known, missing or there twice."""
        names = [cell.strip().casefold() for cell in table.header]
        row = table.header_row
        for name in names:
            if name in ("group", "groep"):
                problem = "Een kolom met de groep mag niet. Zicht bepaalt de groep zelf uit vorm en nationaliteit."
                self._find(row, name, problem, "Haal deze kolom weg.")
            elif name not in BY_NAME:
                self._find(row, name[:40] or None, "Deze kolom is niet bekend.", _column_hint(name))
        for name in sorted({name for name in names if name in BY_NAME and names.count(name) > 1}):
            self._find(row, name, "Deze kolom staat er twee keer.", "Haal er een weg.")
        for name in REQUIRED:
            if name not in names:
                remedy = "Voeg de kolom toe. Scheid de kolommen met een komma of een puntkomma."
                self._find(row, name, "Deze verplichte kolom ontbreekt.", remedy)
        if self.findings:
            last = self.findings.pop()
            raise StopError(last.row, last.column, last.problem, last.remedy)
        return names

    def _row(self, number: int, header: list[str], cells: list[str]) -> None:
        if len(cells) != len(header):
            which = "te weinig" if len(cells) < len(header) else "te veel"
            problem = f"Deze rij heeft {which} cellen: {len(cells)} in plaats van {len(header)}."
            remedy = "Kijk of er een scheidingsteken ontbreekt of te veel is, en schrijf getallen zonder komma."
            self._find(number, None, problem, remedy)
            return
        if sum(cell.strip().casefold() in BY_NAME for cell in cells) >= 2:
            self._find(number, None, "Dit is nog een kopregel.", "Haal deze rij weg: er mag één kopregel zijn.")
            return
        before = len(self.findings)
        values = {name: self._cell(number, name, cell) for name, cell in zip(header, cells, strict=True)}
        if len(self.findings) > before:
            return
        row = _report(values, number)
        self._check_within(row)
        self._check_between(row)
        self.rows.append(row)

    def _cell(self, number: int, name: str, raw: str) -> object:
        if (name, raw) in self.known:
            return self.known[name, raw]
        try:
            value = read_cell(name, raw, self.today.year)
        except CellError as bad:
            self._find(number, name, bad.problem, bad.remedy)
            return None
        if BY_NAME[name].kind not in ("key", "text") and len(self.known) < MOST_KEPT:
            self.known[name, raw] = value
        return value

    def _check_within(self, row: ReportRow) -> None:
        if row.police_unit and row.reporter_group != "police":
            problem = "Er staat een politie-eenheid, maar de melder is niet de politie."
            self._find(row.row, "police_unit", problem, "Maak deze cel leeg, of verbeter reporter_group.")
        if row.manners and row.year < FIRST_YEAR_OF_MANNERS:
            problem = f"Manieren van criminele uitbuiting bestaan pas vanaf {FIRST_YEAR_OF_MANNERS}."
            self._find(row.row, "manners", problem, "Maak deze cel leeg, of verbeter het jaar.")
        self._check_days(row)
        if row.dublin_country and row.dublin not in WITH_COUNTRY:
            problem = "Er staat een land van het eerste asielverzoek, maar dublin is niet yes of lapsed."
            self._find(row.row, "dublin_country", problem, "Maak deze cel leeg, of vul dublin in.")
        if row.episodes and row.corrects:
            problem = "Deze rij verbetert een melding en noemt perioden."
            self._find(
                row.row, "episodes", problem, "Maak deze cel leeg. Verbeter perioden op de pagina van de melding."
            )

    def _check_days(self, row: ReportRow) -> None:
        days = [("reported_on", row.reported_on), ("reflection_offered_on", row.reflection_offered_on)]
        for name, day in [*days, ("reflection_accepted_on", row.reflection_accepted_on)]:
            if day and day > self.today:
                self._find(row.row, name, "Deze dag ligt in de toekomst.", "Vul de goede dag in.")
        if row.reported_on and row.reported_on.year != row.year:
            problem = f"De dag van de melding ligt niet in {row.year}, het jaar van de melding."
            self._find(row.row, "reported_on", problem, "Verbeter deze dag, of verbeter het jaar.")
        offered, accepted = row.reflection_offered_on, row.reflection_accepted_on
        if offered and accepted and accepted < offered:
            problem = "De bedenktijd is aanvaard voor zij is aangeboden."
            self._find(row.row, "reflection_accepted_on", problem, "Kijk beide dagen na.")

    def _check_between(self, row: ReportRow) -> None:
        place = (row.victim_key, row.year, row.reporter_group, row.police_unit)
        earlier = self.seen.setdefault(place, row.row)
        if earlier != row.row:
            problem = f"Deze melding staat er al: dezelfde sleutel, jaar, melder en eenheid als in rij {earlier}."
            self._find(row.row, "victim_key", problem, "Haal een van de twee rijen weg.")
            return
        first = self.facts.setdefault((row.victim_key, row.year), row)
        if row.nationality and first.nationality and row.nationality != first.nationality:
            problem = f"De nationaliteit is anders dan in rij {first.row}, bij dezelfde persoon en hetzelfde jaar."
            self._find(row.row, "nationality", problem, f"Verbeter rij {first.row} of rij {row.row}.")
        elif row.nationality and not first.nationality:
            self.facts[row.victim_key, row.year] = row

    def _find(self, row: int, column: str | None, problem: str, remedy: str) -> None:
        self.findings.append(Finding(row, column, problem, remedy))
        if len(self.findings) >= MOST_FINDINGS:
            problem = f"Er zijn al {MOST_FINDINGS} fouten. De rest van het bestand is niet gelezen."
            raise StopError(row, None, problem, "Verbeter eerst deze fouten en lever het bestand opnieuw.")


def _column_hint(name: str) -> str:
    known = ", ".join(column.name for column in COLUMNS)
    close = difflib.get_close_matches(name, list(BY_NAME), n=1, cutoff=0.6)
    return f"Bedoelt u {close[0]}?" if close else f"Haal de kolom weg. Bekend zijn: {known}."


def _report(values: dict[str, object], number: int) -> ReportRow:
    given = {name: value for name, value in values.items() if value is not None and value != NOTHING}
    return ReportRow(**given, row=number)  # type: ignore[arg-type]
