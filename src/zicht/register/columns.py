# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The columns of a register file, and how one cell is read.

One table for the import, the findings and the manual.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from zicht.reference.lists import code_list
from zicht.register.cells import (
    UNKNOWN_WORDS,
    CellError,
    read_age,
    read_day,
    read_key,
    read_periods,
    read_text,
    read_year,
)
from zicht.register.ctdc import three_letters
from zicht.register.rows import NOTHING

Kind = Literal["key", "codes", "code", "year", "age", "text", "day", "periods"]
SEXES = ("female", "male", "other")
CORRECTS = ("yes",)
SEX_WORDS = {
    "f": "female",
    "v": "female",
    "vrouw": "female",
    "m": "male",
    "man": "male",
    "x": "other",
    "anders": "other",
}
LONGEST_CELL = 200
FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Column:
    """One column: its name, whether the file must have it, the code list of its values, and help in Dutch."""

    name: str
    required: bool
    kind: Kind
    help_nl: str
    list_name: str = ""
    example: str = ""


COLUMNS = (
    Column(
        "victim_key",
        True,
        "key",
        "Uw eigen sleutel voor deze persoon, zonder naam of bsn.",
        example="V000123",
    ),
    Column("forms", True, "codes", "Vormen van uitbuiting. Leeg of unknown: niet bekend.", "forms", "SU|CU"),
    Column("nationality", True, "code", "Landcode van twee letters, of unknown.", "countries", "NL"),
    Column("year", True, "year", "Jaar van de melding.", example="2019"),
    Column("reporter_group", True, "code", "Groep van de melder.", "reporter_groups", "police"),
    Column("sex", False, "code", "female, male, other of unknown.", example="female"),
    Column(
        "age",
        False,
        "age",
        "Leeftijd bij de melding, in hele jaren. Leeg of unknown: niet bekend.",
        example="24",
    ),
    Column("sectors_sexual", False, "codes", "Sectoren bij seksuele uitbuiting.", "sectors_sexual"),
    Column("sectors_labour", False, "codes", "Sectoren bij arbeidsuitbuiting.", "sectors_labour"),
    Column("manners", False, "codes", "Manieren van criminele uitbuiting, vanaf 2016.", "criminal_manners"),
    Column("police_unit", False, "code", "Eenheid, alleen bij reporter_group police.", "police_units"),
    Column("reported_on", False, "day", "Dag van de melding, in het jaar van de melding.", example="2019-03-14"),
    Column("reflection_offered_on", False, "day", "Dag waarop de bedenktijd is aangeboden.", example="2019-03-01"),
    Column("reflection_accepted_on", False, "day", "Dag waarop de bedenktijd is aanvaard.", example="2019-03-04"),
    Column("signs", False, "codes", "Signalen die de melder noemde, als een regel erom vraagt.", "report_signs"),
    Column("dublin", False, "code", "Eerder asiel in een ander land.", "dublin_states"),
    Column("dublin_country", False, "code", "Land van dat asiel, bij dublin yes of lapsed.", "countries"),
    Column("channel", False, "code", "Eerste contact met de uitbuiter.", "contact_channels"),
    Column("platform_type", False, "code", "Soort platform.", "platform_types"),
    Column("cyber_role", False, "code", "Rol van techniek.", "cyber_roles"),
    Column("help_kinds", False, "codes", "Hulp en opvang.", "help_kinds"),
    Column("outcome", False, "code", "Afloop van de strafzaak.", "report_outcomes"),
    Column(
        "episodes",
        False,
        "periods",
        "Waar en wanneer iemand werd uitgebuit: land, CBS-code van de gemeente, begin en einde, met : ertussen.",
        example="NL:GM0344:2018-03:2019|BE",
    ),
    Column("delivery_reference", False, "text", "Uw kenmerk van de levering.", example="2019-03"),
    Column(
        "corrects",
        False,
        "code",
        "yes: deze rij verbetert een melding uit een eerder bestand. Leeg: een nieuwe melding.",
    ),
)
# Readers that need the cell alone.
PLAIN: Final[dict[Kind, Callable[[str], object]]] = {
    "key": read_key, "age": read_age, "text": read_text, "periods": read_periods,
}  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
REQUIRED = tuple(column.name for column in COLUMNS if column.required)


def describe_columns() -> tuple[dict[str, str], ...]:
    """The columns for the manual.

    name, required (ja/nee), help, list, example and the codes if they are few.
    """
    return tuple(
        {
            "name": column.name,
            "required": "ja" if column.required else "nee",
            "help": column.help_nl,
            "list": column.list_name,
            "example": column.example,
            "codes": ", ".join(_codes(column)) if len(_codes(column)) <= 20 else "",
        }
        for column in COLUMNS
    )


@cache
def _codes(column: Column) -> tuple[str, ...]:
    if column.name == "sex":
        return SEXES
    if column.name == "corrects":
        return CORRECTS
    return code_list(column.list_name).codes() if column.list_name else ()


@cache
def _by_folded(column: Column) -> dict[str, str]:
    """Codes by their lower-case form: capitals and spaces around a code are harmless."""
    words = {code.casefold(): code for code in _codes(column)}
    more = {"sex": SEX_WORDS, "corrects": {"ja": "yes"}}.get(column.name, {})
    return words | more


def read_cell(name: str, raw: str, this_year: int) -> object:
    """The value of one cell of the column `name`, None or nothing when it is not known. Raises CellError.

    The same for every way in, so that a file means the same whoever reads it.
    """
    cell = raw.strip()
    if cell.startswith(FORMULA_SIGNS):
        raise CellError("Deze cel lijkt op een formule.", "Begin een cel niet met =, +, - of @.")
    if len(cell) > LONGEST_CELL:
        raise CellError("Deze cel is te lang.", f"Gebruik hooguit {LONGEST_CELL} tekens.")
    column = BY_NAME[name]
    if column.kind == "codes":
        return read_codes(column, cell)
    if column.kind == "code":
        return read_code(column, cell)
    if column.kind in ("year", "day"):
        return read_year(cell, this_year) if column.kind == "year" else read_day(cell, this_year)
    return PLAIN[column.kind](cell)


def read_code(column: Column, cell: str) -> str | None:
    """One code of the column's list, None when unknown."""
    folded = cell.casefold()
    if folded in UNKNOWN_WORDS and folded not in _by_folded(column):
        if column.name == "nationality" and not folded:
            raise CellError("De nationaliteit is leeg.", "Vul een landcode van twee letters in, of unknown.")
        if column.name == "reporter_group":
            raise CellError("De groep van de melder ontbreekt.", f"Kies uit: {', '.join(_codes(column))}.")
        return None
    found = _by_folded(column).get(folded)
    if found is None:
        raise CellError(
            f"De code '{quotable(cell)}' staat niet in de lijst{_named(column)}.", _suggestion(column, folded)
        )
    return found


# The same few combinations come back in every row; one set per combination keeps a large file small in
# memory.
@lru_cache(maxsize=4096)
def read_codes(column: Column, cell: str) -> frozenset[str]:
    """Several codes with | between them; empty when unknown."""
    if cell.casefold() in UNKNOWN_WORDS:
        return NOTHING
    codes = set()
    for part in cell.split("|"):
        code = read_code(column, part.strip())
        if code is None:
            problem = "Er staat een lege of onbekende waarde tussen andere waarden."
            raise CellError(problem, "Laat de cel leeg, of noem alleen bekende codes met | ertussen.")
        codes.add(code)
    return frozenset(codes)


def quotable(cell: str) -> str:
    """What may be repeated in a finding: a short code, never a text in which somebody may stand."""
    return cell if re.fullmatch(r"[\w-]{1,24}", cell) else "..."


def _named(column: Column) -> str:
    """The list in words, as it is called on screens."""
    return f" '{code_list(column.list_name).title_nl}'" if column.list_name else ""


def _suggestion(column: Column, folded: str) -> str:
    known = _by_folded(column)
    entries = code_list(column.list_name).entries if column.list_name else ()
    labels = {word.casefold(): entry.code for entry in entries for word in (entry.en, entry.nl)}
    few = len(_codes(column)) <= 20
    # In a long list a few letters look like many codes, and a word like many names: a wrong guess would mislead.
    words: dict[str, str] = labels | {word: code for word, code in known.items() if few or len(word) > 2}
    if column.list_name == "countries" and (code := three_letters().get(folded.upper())):
        return f"Bedoelt u {code}?"
    if close := difflib.get_close_matches(folded, list(words), n=1, cutoff=0.5 if few else 0.7):
        return f"Bedoelt u {words[close[0]]}?"
    if few:
        return f"Kies uit: {', '.join(_codes(column))}."
    return f"Gebruik een code uit de lijst{_named(column)}."
