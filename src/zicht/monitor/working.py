# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The working figure: victims per group per year as figure 2.7 declares them, each year protected by itself. Pure.

Analysts choose their years. If a hidden number were protected by the other years of the choice, two choices could be
subtracted. So each year passes ``protect_tables`` alone, always with the same result, and a total over years is the
sum of numbers that everybody can see, or it is hidden. No choice of years tells more than another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from zicht.base.sheets import Sheet, Value
from zicht.monitor.counting import TOTAL, TOTAL_WORDS, Extract, count
from zicht.monitor.declaring import Definitions
from zicht.monitor.disclosure import MINIMUM_BASE, ONE_REASON
from zicht.monitor.events import between
from zicht.monitor.protecting import protect_tables
from zicht.monitor.publishing import About, Publication
from zicht.monitor.publishing.publication import refuse_unprotected
from zicht.monitor.publishing.texts import count_text, definitions, full_title, reading, whole_percentage
from zicht.monitor.publishing.words import HIDDEN, NO_SHARE, UNITS
from zicht.monitor.result import Cell, CountedTable, Head, Scope, Words
from zicht.reference.groups import RULE_VERSION
from zicht.reference.lists import code_list

ID: Final = "victims-group-year"
DECLARED: Final = "2.7"
STATUS: Final = Words("werkcijfer - niet voor publicatie", "working figure - not for publication")
WAITING: Final = Words(
    "Meldingen die op de registrator wachten of niet zijn opgenomen, tellen niet mee.",
    "Reports that wait for the registrar, or that were not entered, do not count.",
)
GONE: Final = Cell(None, suppressed=True, reason=ONE_REASON)


def counted(victims: pl.DataFrame, years: Sequence[int], known: Definitions) -> CountedTable:
    """Victims per group, a column per year, unprotected. victims: as ``frames.victims`` gives them."""
    declared = known.figures[DECLARED]
    parting = {event.code for event in between(years[0], years[-1])}
    breaks = tuple(code for code in declared.breaks if code in parting)
    mine = replace(declared, id=ID, columns=("year",), notes=(*declared.notes, WAITING), breaks=breaks)
    return count(mine, Extract(victims, tuple(years)), known)


def protected(table: CountedTable, known: Definitions) -> CountedTable:
    """What ``counted`` gave with each year protected by itself, and the total of the years that are shown."""
    single = [
        replace(table, columns=(head,), cells=tuple((line[at],) for line in table.cells))
        for at, head in enumerate(table.columns)
    ]
    columns = [_one_year(year, known) for year in single]
    lines = list(zip(*columns, strict=True))
    everybody = _sum(lines[-1])
    cells = tuple((*line, _share(_sum(line), everybody)) for line in lines)
    return replace(table, columns=(*table.columns, Head(TOTAL, TOTAL_WORDS, TOTAL)), cells=cells, protected=True)


def _one_year(table: CountedTable, known: Definitions) -> list[Cell]:
    """The cells of a year. With fewer victims than a base needs, its zeros would tell too much of them."""
    if 0 < (table.cells[-1][0].count or 0) < MINIMUM_BASE:
        return [GONE] * len(table.rows)
    (shown,) = protect_tables([table], known).tables
    return [line[0] for line in shown.cells]


def _sum(line: Sequence[Cell]) -> Cell:
    """The total of a row: only out of numbers that everybody can see."""
    seen = [cell.count for cell in line if cell.count is not None]
    return Cell(sum(seen)) if len(seen) == len(line) else GONE


def _share(total: Cell, everybody: Cell) -> Cell:
    """The total with its share of all victims of these years, when that number is shown."""
    if total.count is None or not everybody.count:
        return total
    share = 100 * total.count / everybody.count
    return replace(total, numerator=total.count, denominator=everybody.count, percentage=share)


def publication(table: CountedTable, *, scope: Scope, place: str) -> Publication:
    """The figure with all that must stand beside it. place: of the register. Raises UnprotectedTableError."""
    refuse_unprotected(table)
    lists = ", ".join(f"{code_list(name).title_nl} {code_list(name).version}" for name in ("forms", "countries"))
    return Publication(
        id=ID,
        title=Words("Werkcijfer", "Working figure"),
        years=tuple(int(head.code) for head in table.columns if head.kind == "year"),
        scope=scope,
        place=Words(place, place),
        tables=(table,),
        left_out=(),
        notices=(),
        pins=(
            (Words("Status", "Status"), STATUS.nl),
            (Words("Regel", "Rule"), RULE_VERSION),
            (Words("Codelijsten", "Code lists"), lists),
        ),
        about=About(),
    )


def sheet(found: Publication) -> Sheet:
    """The figure as a file: what must be known above it, a row per group, count and share per column."""
    (table,) = found.tables
    above = [("Eenheid", UNITS[table.unit].nl), ("Periode", found.period)]
    above += [(name.nl, text) for name, text in found.pins]
    above += definitions(found, table, "nl")
    above += [("Percentage", "aandeel in alle slachtoffers van dezelfde kolom")]
    above += [("Noot", text) for text in reading(found, table, "nl")]
    head = ["code", "groep"]
    for column in table.columns:
        head += [f"{column.words.nl} aantal", f"{column.words.nl} %"]
    rows = [
        [row.code, row.words.nl, *(value for cell in line for value in _values(cell))]
        for row, line in zip(table.rows, table.cells, strict=True)
    ]
    lines = [(f"# {name}", text) for name, text in above]
    return Sheet(full_title(found, table, "nl"), head, rows, lines)


def _values(cell: Cell) -> tuple[Value, Value]:
    """Count and whole per cents; a dash where there is no share."""
    share = whole_percentage(cell)
    if cell.count is None:
        return count_text(cell, "nl"), HIDDEN.nl
    return cell.count, NO_SHARE if share is None else share
