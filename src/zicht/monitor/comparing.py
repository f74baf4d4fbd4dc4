# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Two editions beside each other: what differs, and what explains each difference. Works on what was published.

A number can differ for a few reasons only, and the published pins tell them apart: another decision rule, another
declaration, another version of a code list that the table uses, other years in a total, or else other reports in the
register (late ones, withdrawn ones, persons found to be one). A hidden number is never compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from zicht.monitor.events import between
from zicht.monitor.result import Words
from zicht.monitor.wording import told

Kind = Literal["scope", "rule", "definition", "list", "table_new", "table_gone", "head_new", "head_gone", "number"]
Cause = Literal["", "rule", "definition", "list", "years", "more_reports", "fewer_reports", "hidden", "shown"]


class NoEdition(ValueError):
    """A file that is no edition: what is wrong and what would be right, in Dutch."""


@dataclass(frozen=True)
class Difference:
    """One difference. ``before`` and ``after`` are counts as published, None where hidden or not there.

    ``cause`` says what explains a number; ``breaks`` are codes of events inside the years that the number is about.
    """

    kind: Kind
    table: str
    row: str
    column: str
    before: int | None
    after: int | None
    cause: Cause
    words: Words
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Published:
    """An edition as it came out: the content of ``tables.json``."""

    data: Mapping[str, Any]

    def tables(self) -> dict[str, Mapping[str, Any]]:
        """The tables by id, in their order."""
        return {table["id"]: table for table in self.data["tables"]}

    @property
    def years(self) -> tuple[int, int]:
        """First and last year."""
        return self.data["years"][0], self.data["years"][-1]


def opened(place: Path) -> Published:
    """``tables.json``, or the one in a directory. Raises NoEdition."""
    path = place / "tables.json" if place.is_dir() else place
    try:
        return published(path.read_bytes())
    except (OSError, ValueError):
        raise NoEdition(f"{path} is geen editie. Geef een tables.json of de map waar die in staat.") from None


def published(content: bytes) -> Published:
    """What ``tables.json`` says. Raises ValueError when it is something else."""
    data = json.loads(content)
    if not isinstance(data, dict) or not {"edition", "years", "pins", "tables"} <= set(data):
        raise ValueError("no edition")
    return Published(data)


def compare(before: Published, after: Published) -> tuple[Difference, ...]:
    """Every difference, in the order of the newer edition, what is left out last. Empty when they say the same."""
    found = [*_pins(before, after)]
    old, new = before.tables(), after.tables()
    for id_, table in new.items():
        if id_ in old:
            found += _heads(old[id_], table)
            found += _numbers(_Pair(before, after, old[id_], table))
        else:
            title = table["title"]
            words = Words(f"Nieuw: tabel {id_}, {title['nl']}.", f"New: table {id_}, {title['en']}.")
            found.append(Difference("table_new", id_, "", "", None, None, "", words))
    for id_, table in old.items():
        if id_ not in new:
            title = table["title"]
            words = Words(f"Weggelaten: tabel {id_}, {title['nl']}.", f"Left out: table {id_}, {title['en']}.")
            found.append(Difference("table_gone", id_, "", "", None, None, "", words))
    return tuple(found)


def _pins(before: Published, after: Published) -> Iterator[Difference]:
    """What decided the numbers and changed: it explains many differences at once, so it is told first."""
    old, new = before.data["pins"], after.data["pins"]
    if (before.data["scope"], before.data["place"]) != (after.data["scope"], after.data["place"]):
        a, b = before.data["place"], after.data["place"]
        nl = f"De edities gaan over iets anders: {a} en {b}. Een verschil zegt dan niets over een verandering."
        en = f"The editions are about something else: {a} and {b}. A difference then says nothing of a change."
        yield Difference("scope", "", "", "", None, None, "", Words(nl, en))
    if old["rule"] != new["rule"]:
        nl = f"De regel die iemand in een groep plaatst is veranderd: van {old['rule']} naar {new['rule']}."
        en = f"The rule that puts somebody in a group changed: from {old['rule']} to {new['rule']}."
        yield Difference("rule", "", "", "", None, None, "rule", Words(nl, en))
    if old["definitions"] != new["definitions"]:
        nl = "De beschrijving van figuren, groepen of variabelen is veranderd."
        en = "The description of figures, bases or variables changed."
        yield Difference("definition", "", "", "", None, None, "definition", Words(nl, en))
    for name in _changed_lists(before, after):
        a, b = old["lists"].get(name, "-"), new["lists"].get(name, "-")
        nl, en = (
            f"De codelijst {name} ging van versie {a} naar {b}.",
            f"Code list {name} went from version {a} to {b}.",
        )
        yield Difference("list", "", name, "", None, None, "list", Words(nl, en))


def _changed_lists(before: Published, after: Published) -> tuple[str, ...]:
    old, new = before.data["pins"]["lists"], after.data["pins"]["lists"]
    return tuple(name for name in sorted({*old, *new}) if old.get(name) != new.get(name))


def _heads(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Rows and columns that came and went."""
    id_ = new["id"]
    for what, nl, en in (("columns", "kolom", "column"), ("rows", "rij", "row")):
        earlier = {head["code"]: head for head in old[what]}
        later = {head["code"]: head for head in new[what]}
        for code in [code for code in later if code not in earlier]:
            words = Words(
                f"Tabel {id_}: nieuwe {nl} {later[code]['nl']}.", f"Table {id_}: new {en} {later[code]['en']}."
            )
            yield _head_difference("head_new", id_, what, code, words)
        for code in [code for code in earlier if code not in later]:
            words = Words(
                f"Tabel {id_}: {nl} {earlier[code]['nl']} is er niet meer.",
                f"Table {id_}: {en} {earlier[code]['en']} is left out.",
            )
            yield _head_difference("head_gone", id_, what, code, words)


def _head_difference(kind: Kind, table: str, what: str, code: str, words: Words) -> Difference:
    row, column = ("", code) if what == "columns" else (code, "")
    return Difference(kind, table, row, column, None, None, "", words)


@dataclass(frozen=True)
class _Pair:
    """One table in the two editions."""

    before: Published
    after: Published
    old: Mapping[str, Any]
    new: Mapping[str, Any]

    def cause(self, column: Mapping[str, Any], counts: tuple[int | None, int | None]) -> Cause:
        """What explains another number. The first that holds: each makes the next one impossible to see."""
        a, b = counts
        if a is None or b is None:
            return "shown" if a is None else "hidden"
        if self.before.data["pins"]["rule"] != self.after.data["pins"]["rule"]:
            return "rule"
        if self._declared(self.old) != self._declared(self.new):
            return "definition"
        if self.before.years != self.after.years and column["kind"] != "year":
            return "years"
        if _changed_lists(self.before, self.after):
            return "list"
        return "more_reports" if b > a else "fewer_reports"

    @staticmethod
    def _declared(table: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(str(table[name]) for name in ("unit", "base", "place", "missing", "adds_up"))

    def breaks(self, column: Mapping[str, Any]) -> tuple[str, ...]:
        """Breaks inside the years that a column is about."""
        if column["kind"] == "year":
            first = last = int(column["code"])
        elif column["kind"] == "period":
            first, last = (int(year) for year in column["code"].split("-"))
        else:
            first, last = self.after.years
        return tuple(event.code for event in between(first, last, self.new["id"]))


def _numbers(pair: _Pair) -> Iterator[Difference]:
    """Cells of the same facts with another number, or hidden in one edition only."""
    old = _cells(pair.old)
    columns = {head["code"]: head for head in pair.new["columns"]}
    rows = {head["code"]: head for head in pair.new["rows"]}
    for (row, column), cell in _cells(pair.new).items():
        earlier = old.get((row, column))
        if earlier is None or earlier["count"] == cell["count"]:
            continue
        counts = earlier["count"], cell["count"]
        cause = pair.cause(columns[column], counts)
        words = _sentence(pair.new["id"], rows[row], columns[column], counts, cause)
        breaks = pair.breaks(columns[column])
        yield Difference("number", pair.new["id"], row, column, *counts, cause, words, breaks)


def _cells(table: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {
        (row["code"], column["code"]): cell
        for row, line in zip(table["rows"], table["cells"], strict=True)
        for column, cell in zip(table["columns"], line, strict=True)
    }


BECAUSE: Mapping[Cause, Words] = {
    "rule": Words("de regel is veranderd", "the rule changed"),
    "definition": Words("de beschrijving van de tabel is veranderd", "the description of the table changed"),
    "list": Words(
        "een codelijst is veranderd, of het register is bijgewerkt", "a code list changed, or the register"
    ),
    "years": Words("de kolom gaat over andere jaren", "the column is about other years"),
    "more_reports": Words(
        "er zijn later meldingen bijgekomen of verbeterd", "reports came in or were corrected later"
    ),
    "fewer_reports": Words(
        "meldingen zijn ingetrokken of verbeterd, of personen bleken dezelfde",
        "reports were withdrawn or corrected, or persons proved to be one",
    ),
}


def _sentence(
    table: str,
    row: Mapping[str, Any],
    column: Mapping[str, Any],
    counts: tuple[int | None, int | None],
    cause: Cause,
) -> Words:
    a, b = counts
    nl = f"Tabel {table}, {row['nl']}, {column['nl']}:"
    en = f"Table {table}, {row['en']}, {column['en']}:"
    if cause == "hidden":
        return Words(f"{nl} was {a}, is nu afgeschermd.", f"{en} was {a}, is suppressed now.")
    if cause == "shown":
        return Words(f"{nl} was afgeschermd, is nu {b}.", f"{en} was suppressed, is {b} now.")
    because = BECAUSE[cause]
    return told(f"{nl} was {a}, is nu {b}: {because.nl}.", f"{en} was {a}, is {b} now: {because.en}.")
