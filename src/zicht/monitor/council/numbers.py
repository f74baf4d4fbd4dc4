# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a council's report says in numbers: which lines, who counted them, and every number protected.

Signals and questions for advice are no persons: how many there were is told, however few. What became of signals is
about people: it is split from so many signals on (disclosure.MINIMUM_MUNICIPALITY), small parts and what would give
them away hidden. Every other number about people stands by itself and is hidden when it is small. Where a year is
hidden the zeros of others are hidden with it: they would tell in which year it was. A year that an earlier report
told stays as it was told: two reports beside each other give nothing away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zicht.casework.extract import BECAME, WHERE_DONE
from zicht.monitor.adding import protect_sums
from zicht.monitor.disclosure import MINIMUM_CELL, MINIMUM_MUNICIPALITY
from zicht.monitor.publishing.council import CouncilYear, Line, Number
from zicht.monitor.result import Words
from zicht.monitor.wording import told

YEARS = 3
SUPPRESSED: Literal["suppressed"] = "suppressed"
# Code to year to number; None where there is none.
Counted = Mapping[str, Mapping[int, int | None]]
Told = dict[str, list[Number]]


@dataclass(frozen=True)
class Spec:
    """A line of the report. people: it counts persons, or what was done about one."""

    words: Words
    people: bool = True
    leads: bool = False


LINES: dict[str, Spec] = {
    "signals": Spec(Words("Signalen ontvangen", "Signals received"), people=False, leads=True),
    "in_case": Spec(Words("Waarvan in een casus", "Of which in a case")),
    "ended": Spec(Words("Waarvan afgesloten zonder casus", "Of which closed without a case")),
    "waiting": Spec(Words("Waarvan wachtend op capaciteit", "Of which waiting for capacity")),
    "open": Spec(Words("Waarvan nog in behandeling", "Of which still being looked at")),
    "advice": Spec(Words("Vragen om advies", "Questions for advice"), people=False),
    "cases": Spec(Words("Casussen begonnen", "Cases begun")),
    "passed_on": Spec(Words("Overgedragen, en door een ander aangenomen", "Passed on, and taken by another")),
    "talks": Spec(Words("Gesprekken met mogelijke slachtoffers", "Talks with presumed victims"), leads=True),
    "offers": Spec(Words("Aanbod van hulp of onderdak", "Offers of help or shelter"), leads=True),
    "care": Spec(Words("Zorgtrajecten begonnen", "Care tracks begun")),
    "reported": Spec(Words("Personen aan het register gemeld", "Persons reported to the register")),
    "trained": Spec(Words("Medewerkers getraind", "Staff trained"), people=False),
}
REGISTERED = "registered"
IN_CASE = "in_case"
REGISTERED_WORDS = Words("Geregistreerde slachtoffers", "Registered victims")
# What somebody can fill in where nothing was counted. What became of signals is counted or not told.
FILLABLE = ("signals", "advice", "talks", "offers", *WHERE_DONE, "trained", REGISTERED)


def years_of(last: int) -> tuple[int, ...]:
    """The years that a report about the last of them tells."""
    return tuple(range(last - YEARS + 1, last + 1))


def gaps(years: Iterable[int], counted: Counted, kept: Mapping[str, Mapping[int, Number]]) -> dict[str, list[int]]:
    """Which years of which lines somebody can fill in: nothing was counted, and no earlier report told them."""
    return {
        code: [
            year for year in years if counted.get(code, {}).get(year) is None and kept.get(code, {}).get(year) is None
        ]
        for code in FILLABLE
    }


def protected(
    years: tuple[int, ...], counted: Counted, filled: Counted, kept: Mapping[str, Mapping[int, Number]]
) -> Told:
    """Every line over the years, as it may be told. kept: what earlier reports told, which stays."""
    found: Told = {code: [] for code in (*LINES, REGISTERED)}
    for year in years:
        now = _year(year, counted, filled)
        for code, numbers in found.items():
            before = kept.get(code, {}).get(year)
            numbers.append(now[code] if before is None else before)
    fresh = {code: [kept.get(code, {}).get(year) is None for year in years] for code in found}
    _hide_zeros(found, fresh)
    if SUPPRESSED in found[REGISTERED]:
        found[REGISTERED] = [SUPPRESSED] * len(years)
    return found


def _hide_zeros(found: Told, fresh: Mapping[str, list[bool]]) -> None:
    """Hide the zeros beside a hidden year. Of signals in a case the whole split of that year goes with the zero.

    A year below the bound is hidden whatever there was, and so tells nothing.
    """
    split = [isinstance(number, int) and number >= MINIMUM_MUNICIPALITY for number in found["signals"]]
    alone = {code: [True] * len(split) for code, spec in LINES.items() if spec.people and code not in BECAME}
    for code, says in {IN_CASE: split, **alone}.items():
        if any(number == SUPPRESSED and said for number, said in zip(found[code], says, strict=True)):
            for at, number in enumerate(found[code]):
                if number == 0 and fresh[code][at] and says[at]:
                    for other in BECAME if code == IN_CASE else (code,):
                        found[other][at] = SUPPRESSED


def _year(year: int, counted: Counted, filled: Counted) -> dict[str, Number]:
    raw = {code: _raw(code, year, counted, filled) for code in (*LINES, REGISTERED)}
    found: dict[str, Number] = {}
    for code, number in raw.items():
        people = code == REGISTERED or LINES[code].people
        found[code] = number if number is None or not people else _hidden_when_small(number)
    return found | _became({code: raw[code] for code in BECAME}, raw["signals"])


def _raw(code: str, year: int, counted: Counted, filled: Counted) -> int | None:
    number = counted.get(code, {}).get(year)
    if number is None and code in FILLABLE:
        number = filled.get(code, {}).get(year)
    return number


def _hidden_when_small(number: int) -> Number:
    return SUPPRESSED if 0 < number < MINIMUM_CELL else number


def _became(parts: Mapping[str, int | None], whole: int | None) -> dict[str, Number]:
    """What became of the signals of a year: nothing of it below the bound; else small parts hidden, and others."""
    known = {code: number for code, number in parts.items() if number is not None}
    if whole is None or len(known) < len(parts):
        return dict.fromkeys(parts, None)
    if whole < MINIMUM_MUNICIPALITY:
        return dict.fromkeys(parts, SUPPRESSED if whole else 0)
    cells = protect_sums({**known, "signals": whole}, [("signals", tuple(known))], out=frozenset({"signals"}))
    return {code: SUPPRESSED if cells[code].suppressed else cells[code].count for code in parts}


def council_year(
    municipality: str, years: tuple[int, ...], numbers: Mapping[str, list[Number]], *, place: str, told_by: str,
    counted_on: date,
) -> CouncilYear:  # fmt: skip
    """The report itself. told_by: who gave the numbers that were filled in."""
    lines = tuple(
        Line(code, spec.words, tuple(numbers[code]), about_people=spec.people, leads=spec.leads)
        for code, spec in LINES.items()
    )
    registered = Line(REGISTERED, REGISTERED_WORDS, tuple(numbers[REGISTERED]))
    return CouncilYear(municipality, years, lines, registered, place, sources=_sources(counted_on, told_by, numbers))


def _sources(counted_on: date, told_by: str, numbers: Mapping[str, list[Number]]) -> tuple[Words, ...]:
    """Who counted what, and what the reader must know of it."""
    day = counted_on
    found = [
        told(
            f"Signalen en wat ermee gebeurde zijn op {day.day}-{day.month}-{day.year} geteld in Zicht, per jaar van "
            "ontvangst. Wat onder de Wet politiegegevens valt, telt niet mee. Wat een eerder bericht al zei, staat "
            "hier zoals toen.",
            f"Signals and what became of them were counted in Zicht on {day.isoformat()}, by year of receipt. What "
            "falls under the police data act does not count. What an earlier report said stands here as it did then.",
        )
    ]
    if told_by:
        found.append(
            told(
                f"Wat Zicht niet telt, is opgegeven door: {told_by}.",
                f"What Zicht does not count was told by: {told_by}.",
            )
        )
    if any(SUPPRESSED in line for line in numbers.values()):
        found.append(
            told(
                "Aantallen van 1 tot en met 9 die over mensen gaan, zijn afgeschermd, en soms een groter getal mee. "
                f"Bij minder dan {MINIMUM_MUNICIPALITY} signalen in een jaar staat er niet wat ermee gebeurde.",
                "Numbers from 1 to 9 that are about people are suppressed, and sometimes a larger one with them. "
                f"With fewer than {MINIMUM_MUNICIPALITY} signals in a year it does not say what became of them.",
            )
        )
    return tuple(found)
