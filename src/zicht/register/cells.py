# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Single cells of a register file that are no codes: keys, years, ages, days, periods. Each fault has a remedy."""

from __future__ import annotations

import re
from datetime import date

from zicht.reference.lists import code_list
from zicht.register.rows import Period

UNKNOWN_WORDS = frozenset({"", "unknown", "onbekend"})
# A place that was asked for, or not.
PLACES_WITHOUT = ("unknown", "not_asked")
OLDEST_AGE = 120
DATE = re.compile(
    r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{2,4}([T ][0-9:.]+)?|[0-9]{1,2}[- ][a-z]{3,9}\.?[- ][0-9]{2,4}", re.I
)
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")


class CellError(ValueError):
    """A cell that cannot be read: the problem and the remedy, in Dutch."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


def read_key(cell: str) -> str:
    """The victim key. Never part of a message: it is personal data."""
    if not cell:
        raise CellError("De sleutel is leeg.", "Geef elke persoon een eigen sleutel, bijvoorbeeld V000123.")
    if not KEY.fullmatch(cell):
        problem = "De sleutel heeft tekens die niet mogen, of is te lang."
        raise CellError(problem, "Gebruik 1 tot 64 letters, cijfers, punt, streep of _. Zet hier geen naam.")
    if _looks_like_bsn(cell):
        raise CellError(
            "De sleutel lijkt op een burgerservicenummer.", "Gebruik een eigen sleutel met een letter erin."
        )
    return cell


def _looks_like_bsn(cell: str) -> bool:
    """Nine digits that pass the check of eleven.

    Other nine-digit keys pass: they cannot be a valid number.
    """
    if not re.fullmatch(r"[0-9]{9}", cell):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(digit) * weight for digit, weight in zip(cell, weights, strict=True)) % 11 == 0


def read_year(cell: str, this_year: int) -> int:
    """The year of report, after 1900 and not in the future."""
    if DATE.fullmatch(cell):
        raise CellError("Dit is een datum, geen jaartal.", "Schrijf alleen het jaar, met vier cijfers: 2019.")
    if re.fullmatch(r"[0-9]{4}[.,][0-9]+", cell):
        raise CellError("Dit jaartal heeft cijfers achter de komma.", "Schrijf het jaar met vier cijfers: 2019.")
    if not re.fullmatch(r"[0-9]{4}", cell):
        raise CellError("Dit is geen jaartal.", "Schrijf het jaar met vier cijfers, bijvoorbeeld 2019.")
    year = int(cell)
    if year > this_year:
        raise CellError("Dit jaar ligt in de toekomst.", f"Vul het jaar van de melding in: {this_year} of eerder.")
    if year <= 1900:
        raise CellError("Dit jaar ligt te ver terug.", "Vul het jaar van de melding in: na 1900.")
    return year


def read_age(cell: str) -> int | None:
    """The age in whole years, None when unknown."""
    if cell.casefold() in UNKNOWN_WORDS:
        return None
    if DATE.fullmatch(cell):
        raise CellError("Dit is een datum, geen leeftijd.", "Schrijf de leeftijd bij de melding in hele jaren: 23.")
    if re.fullmatch(r"[0-9]+[.,][0-9]+", cell):
        raise CellError(
            "De leeftijd heeft cijfers achter de komma.", "Schrijf hele jaren, naar beneden afgerond: 23."
        )
    if not re.fullmatch(r"[0-9]{1,3}", cell) or int(cell) > OLDEST_AGE:
        raise CellError(f"Dit is geen leeftijd van 0 tot {OLDEST_AGE}.", "Schrijf hele jaren, of laat de cel leeg.")
    return int(cell)


def read_text(cell: str) -> str | None:
    """Free text of at most LONGEST_CELL signs, None when empty."""
    return cell or None


def read_day(cell: str, this_year: int) -> date | None:
    """A day as YYYY-MM-DD, with or without a time behind it; None when unknown."""
    if cell.casefold() in UNKNOWN_WORDS:
        return None
    remedy = "Schrijf de dag als 2019-03-14: jaar, maand, dag."
    found = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", cell)
    try:
        day = date.fromisoformat(found.group(1)) if found else None
    except ValueError:
        day = None
    if day is None:
        raise CellError("Dit is geen dag.", remedy)
    if not 1900 < day.year <= this_year:
        raise CellError("Deze dag ligt in de toekomst of te ver terug.", "Kijk het jaar na.")
    return day


def read_periods(cell: str) -> tuple[Period, ...]:
    """Periods with | between them, each country:municipality:from:to; empty when nothing is known."""
    if cell.casefold() in UNKNOWN_WORDS:
        return ()
    return tuple(_period(part.strip()) for part in cell.split("|"))


def _period(text: str) -> Period:
    parts = [part.strip() for part in text.split(":")]
    if len(parts) > 4:
        raise CellError("Een periode heeft te veel delen.", "Schrijf land:gemeente:begin:einde.")
    country, municipality, start, end = parts + [""] * (4 - len(parts))
    known = country.casefold() if country.casefold() in PLACES_WITHOUT else country.upper()
    if known not in PLACES_WITHOUT and known not in code_list("countries").codes():
        raise CellError(
            "Een periode begint niet met een landcode.", "Schrijf eerst een landcode van twee letters, of unknown."
        )
    if municipality and (known != "NL" or municipality.upper() not in code_list("municipalities").codes()):
        remedy = "Schrijf een gemeentecode zoals GM0344, alleen bij NL, of laat dit deel leeg."
        raise CellError("De gemeente van een periode is niet bekend.", remedy)
    first, last = _month(start), _month(end)
    if first[0] and last[0] and (last[0], last[1] or 12) < (first[0], first[1] or 1):
        raise CellError("Een periode eindigt voor zij begint.", "Kijk begin en einde na.")
    return Period(known, municipality.upper(), *first, *last)


def _month(text: str) -> tuple[int | None, int | None]:
    if not text:
        return None, None
    found = MONTH.fullmatch(text)
    month = int(found.group(2)) if found and found.group(2) else None
    if found is None or not 1950 <= int(found.group(1)) <= 2100 or (month is not None and not 1 <= month <= 12):
        raise CellError("Dit is geen jaar of maand.", "Schrijf 2018 of 2018-03.")
    return int(found.group(1)), month
