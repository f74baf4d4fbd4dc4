# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one working figure: victims per group per year, and beside it the form view that overlaps.

Source of the decision rule: Slachtoffermonitor mensenhandel 2015-2019, footnote 54 (see
zicht.reference.groups). Nothing here protects small numbers: that is disclosure.protect(), and nothing leaves
without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from zicht.monitor.table import Cell, Head, Scope, Table
from zicht.reference.groups import GROUPS, RULE_VERSION, group_of
from zicht.reference.lists import code_list

GROUP_HEADS = {
    "BL-SU": Head("BL-SU", "Binnenlandse seksuele uitbuiting", "Domestic sexual exploitation"),
    "GO-SU": Head("GO-SU", "Grensoverschrijdende seksuele uitbuiting", "Cross-border sexual exploitation"),
    "AU": Head("AU", "Arbeidsuitbuiting", "Labour exploitation"),
    "CU": Head("CU", "Criminele uitbuiting", "Criminal exploitation"),
    "ON": Head("ON", "Onbekend", "Unknown"),
}
TOTAL = Head("total", "Totaal", "Total")
EVERYBODY = Head("total", "Alle slachtoffers", "All victims")
FORM_VIEW = (
    ("SU", Head("any-SU", "Seksuele uitbuiting, ook met een andere vorm", "Any sexual exploitation")),
    ("AU", Head("any-AU", "Arbeidsuitbuiting, ook met een andere vorm", "Any labour exploitation")),
    ("CU", Head("any-CU", "Criminele uitbuiting, ook met een andere vorm", "Any criminal exploitation")),
)
GROUP_MISSING = "Zonder bekende vorm, of seksuele uitbuiting zonder bekende nationaliteit: onbekend."
BASE = "Unieke gemelde slachtoffers per jaar van melding, zonder wie alleen via EMM bekend is."
NOTES = (
    "Een slachtoffer is hier een vermoedelijk slachtoffer.",
    "Gemeld is niet hetzelfde als voorgekomen: dit cijfer zegt niet hoeveel mensenhandel er is.",
    "Wie in twee jaren is gemeld, telt in beide jaren mee.",
    "De groep volgt uit vorm en nationaliteit. De plaats van de uitbuiting speelt geen rol.",
    "Meldingen die op de registrator wachten of niet zijn opgenomen, tellen niet mee.",
)
CONSENT_NOTE = "Sinds 25 mei 2018 hebben melders zonder grondslag toestemming nodig: er is toen minder gemeld."


class VictimYear(Protocol):
    """What a figure needs of a victim in a year: no key and no name."""

    @property
    def year(self) -> int:
        """The year of report."""

    @property
    def forms(self) -> frozenset[str]:
        """Codes of the forms; empty when unknown."""

    @property
    def nationality(self) -> str | None:
        """ISO alpha-2, None when unknown."""


def victims_per_group_per_year(
    victims: Iterable[VictimYear], *, first_year: int, last_year: int, scope: Scope, place: str
) -> Table:
    """Unique victims per group per year, each in exactly one group. ``place`` names the region or the nation.

    The percentage is the share of the group in all victims of the year, unknown included.
    """
    counts = Counter(
        (group_of(forms=victim.forms, nationality=victim.nationality), victim.year)
        for victim in victims
        if first_year <= victim.year <= last_year
    )
    years = range(first_year, last_year + 1)
    inside = [[counts[group, year] for year in years] for group in GROUPS]
    bottom = [sum(column) for column in zip(*inside, strict=True)]
    return _table(
        "victims-group-year",
        ("Slachtoffers per groep en jaar", "Victims per group and year"),
        GROUP_MISSING,
        (*(GROUP_HEADS[group] for group in GROUPS), TOTAL),
        [*inside, bottom],
        years,
        scope,
        place,
    )


def victims_per_form_per_year(
    victims: Iterable[VictimYear], *, first_year: int, last_year: int, scope: Scope, place: str
) -> Table:
    """Victims with a form, alone or with others, per year. Rows overlap: never add them.

    Do not show this beside the group table for the same small population: the difference of the two is a
    number, too.
    """
    chosen = [victim for victim in victims if first_year <= victim.year <= last_year]
    years = range(first_year, last_year + 1)
    inside = [[sum(v.year == year and form in v.forms for v in chosen) for year in years] for form, _ in FORM_VIEW]
    everybody = [sum(victim.year == year for victim in chosen) for year in years]
    return _table(
        "victims-form-year",
        ("Slachtoffers per vorm en jaar (vormen overlappen)", "Victims per form and year (forms overlap)"),
        "Wie geen bekende vorm heeft, staat alleen in de rij alle slachtoffers.",
        (*(head for _, head in FORM_VIEW), EVERYBODY),
        [*inside, everybody],
        years,
        scope,
        place,
        rows_add=False,
    )


def _table(
    id: str,  # noqa: A002 - the name of the field
    title: tuple[str, str],
    missing_rule: str,
    heads: tuple[Head, ...],
    counts: list[list[int]],
    years: range,
    scope: Scope,
    place: str,
    *,
    rows_add: bool = True,
) -> Table:
    period = f"{years[0]}-{years[-1]}" if len(years) > 1 else f"{years[0]}"
    with_totals = [[*row, sum(row)] for row in counts]
    below = with_totals[-1]
    crosses_2018 = years[0] < 2018 <= years[-1]
    region = ("Alleen wat via deze regio is gemeld; geen landelijk cijfer.",) if scope == "region" else ()
    return Table(
        id=id,
        title_nl=f"{title[0]}, {place}, {period}",
        title_en=f"{title[1]}, {place}, {period}",
        unit="slachtoffers",
        base=BASE,
        period=period,
        scope=scope,
        place=place,
        rule_version=RULE_VERSION,
        list_versions=", ".join(
            f"{code_list(name).title_nl} {code_list(name).version}" for name in ("forms", "countries")
        ),
        missing_rule=missing_rule,
        footnotes=region + NOTES + ((CONSENT_NOTE,) if crosses_2018 else ()),
        rows=heads,
        columns=(*(str(year) for year in years), "Totaal"),
        cells=tuple(tuple(map(_cell, row, below)) for row in with_totals),
        rows_add=rows_add,
    )


def _cell(count: int, base: int) -> Cell:
    return Cell(count, count, base, 100 * count / base if base else None)
