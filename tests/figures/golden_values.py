# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Every number of the source that its own rules can give, beside what is counted. A test output, never a publication.

    python -m tests.figures.golden_values

Source: Slachtoffermonitor mensenhandel 2015-2019 (National Rapporteur, October 2020). It prints cells of 1 to 5, so
this list is as small as the source's and stays among the tests.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from zicht.monitor.counting import count, extract_of
from zicht.monitor.declaring import DEFINITIONS, definitions
from zicht.monitor.frames import victims
from zicht.monitor.result import Cell, CountedTable
from zicht.monitor.tests.golden import golden_reports

FIXTURES = Path(__file__).parents[1] / "fixtures" / "monitor"


@dataclass(frozen=True)
class Value:
    """A number of the source: ``value`` says where it is counted, ``verdict`` whether the two should agree."""

    figure: str
    group: str
    category: str
    period: str
    expected: str
    kind: str
    low: str
    high: str
    precision: str
    line: str
    value: str
    trap: str
    verdict: str

    def computed(self, tables: dict[str, CountedTable]) -> float:
        """What the product counts, in per cent where the source has a share."""
        if self.kind == "distinct":
            table, column = tables[self.value.split(":")[0]], self.value.split(":")[1]
            rows = [row for row in table.rows if row.kind == "category" and row.code not in ("unknown", "XX")]
            return sum(bool(table.cell(row.code, column).count) for row in rows)
        first, *rest = self.value.split(" ")
        found = self._number(first, tables)
        for sign, term in zip(rest[::2], rest[1::2], strict=True):
            number = self._number(term, tables)
            found = found - number if sign == "-" else found / number
        return 100 * found if self.kind in ("percent", "points") else found

    def _number(self, term: str, tables: dict[str, CountedTable]) -> float:
        if ":" not in term:
            return float(term)
        table, rows, columns = term.split(":")
        cells = [tables[table].cell(row, column) for row in rows.split("+") for column in columns.split("+")]
        return sum(self._part(cell) for cell in cells)

    def _part(self, cell: Cell) -> float:
        found = {"rank": cell.rank, "mean": cell.mean}.get(self.kind, cell.count)
        return -1 if found is None else found

    def meets(self, computed: float) -> bool:
        """Whether what is counted lies within what the source prints, at the precision of its print."""
        return float(self.low) - 1e-9 <= computed <= float(self.high) + 1e-9


@cache
def values() -> tuple[Value, ...]:
    """The rows of golden_values.csv."""
    with (FIXTURES / "golden_values.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Value(**row) for row in csv.DictReader(file))


@cache
def readings() -> dict[str, dict[str, str]]:
    """Where the source contradicts itself: what it says, which reading was chosen and why."""
    with (FIXTURES / "readings.csv").open(encoding="utf-8", newline="") as file:
        return {row["trap"]: row for row in csv.DictReader(file)}


@cache
def tables() -> dict[str, CountedTable]:
    """All declared figures, also those that are off, and those that only this test counts."""
    with TemporaryDirectory() as place:
        for name in ("variables", "bases", "figures"):
            more = FIXTURES / "more" / f"{name}.toml"
            text = (DEFINITIONS / f"{name}.toml").read_text(encoding="utf-8")
            text += "\n" + more.read_text(encoding="utf-8") if more.exists() else ""
            (Path(place) / f"{name}.toml").write_text(text, encoding="utf-8")
        known = definitions(Path(place))
    extract = extract_of(victims(golden_reports()), known)
    there = set(extract.victims.columns)
    figures = [f for f in known.figures.values() if known.variables.get(f.variable) is None
               or known.variables[f.variable].column in there]  # fmt: skip
    return {figure.id: count(figure, extract, known) for figure in figures}


def compared() -> pl.DataFrame:
    """Each number of the source with what is counted, the line of the source, and the verdict."""
    lines = []
    for value in values():
        computed = value.computed(tables())
        met = "meets" if value.meets(computed) else "differs"
        lines.append({
            "figure": value.figure, "group": value.group, "category": value.category, "period": value.period,
            "expected": value.expected or value.precision, "computed": round(computed, 2), "kind": value.kind,
            "line": int(value.line), "verdict": met, "trap": value.trap,
            "reading": readings()[value.trap]["reading"] if value.trap else "",
        })  # fmt: skip
    return pl.DataFrame(lines)


def main() -> None:
    """Print the list and the readings."""
    found = compared()
    with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_width_chars=240, fmt_str_lengths=90, tbl_hide_dataframe_shape=True):
        print(found)
    print(f"{found.height} numbers of the source, {found.filter(pl.col('verdict') == 'meets').height} met")
    for trap, row in readings().items():
        print(f"{trap}: {row['source']}. Reading: {row['reading']}. Why: {row['why']}.")


if __name__ == "__main__":
    main()
