# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Files of the Counter-Trafficking Data Collaborative, in three generations: read as far as they go, never taken in.

They are public and made coarse or artificial on purpose: a row is no report to this register.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import Final

from zicht.register.htcdsfields import rows_of

NULLS = frozenset({"", "null", "na", "-99", "-99.0", "unknown"})
TITLES: Final = MappingProxyType(
    {
        "k_anonymised_2018_2020": "CTDC, k-anoniem (2018-2020)",
        "synthetic_first_generation": "CTDC, kunstmatig, eerste soort",
        "synthetic_2024_onward": "CTDC, kunstmatig, vanaf 2024",
    }
)
COLUMNS = ("victim_key", "forms", "nationality", "year", "reporter_group", "sex", "sectors_labour")
FORMS: Final = MappingProxyType({"isforcedlabour": "AU", "issexualexploit": "SU", "isorganremoval": "OR"})
# What the first generation tells of forced crime stands among its kinds of labour.
CRIMES = frozenset({"sectoroflabourillicitactivities", "sectoroflabourbegging"})
SECTORS: Final = MappingProxyType(
    {
        "sectoroflabouragriculture": "agriculture", "sectoroflabouraquafarming": "agriculture",
        "sectoroflabourconstruction": "construction", "sectoroflabourdomesticwork": "household",
        "sectoroflabourhospitality": "hospitality", "sectoroflabourmanufacturing": "industry",
        "sectoroflabourminingordrilling": "mining", "sectoroflabourtransportation": "transport",
        "sectoroflabourpeddling": "trade", "sectoroflabourother": "other",
    }
)  # fmt: skip
SEXES: Final = MappingProxyType({"female": "female", "woman": "female", "male": "male", "man": "male"})
WHY_NOT: Final = MappingProxyType(
    {
        "ageBroad": "Een klasse is geen leeftijd in jaren.",
        "majority": "Meerderjarig of niet is geen leeftijd in jaren.",
        "means": "Het register kent geen middelen van dwang.",
        "recruiter": "Het register kent de werver niet.",
        "Country": "Het land van uitbuiting is geen nationaliteit.",
        "is": "De vorm is in Nederland geen eigen vorm, of een mengsel.",
        "type": "De soorten passen niet op de sectoren van de monitor.",
        "sector": "De soorten passen niet op de sectoren van de monitor.",
    }
)
WARNING = "Dit is een openbaar bestand van CTDC: grof gemaakt of kunstmatig. De rijen zijn geen meldingen."
UNSAYABLE = (
    "Wie er meldt, en wie dezelfde persoon is: een rij heeft geen sleutel.",
    "Criminele uitbuiting; alleen de eerste soort bestanden noemt bedelen en verboden werk.",
)


@cache
def generations() -> MappingProxyType[str, frozenset[str]]:
    """The columns of each generation, in one spelling."""
    found: dict[str, set[str]] = {}
    for row in rows_of("ctdc_columns.csv"):
        found.setdefault(row["generation"], set()).add(spelled(row["column"]))
    return MappingProxyType({name: frozenset(columns) for name, columns in found.items()})


@cache
def three_letters() -> MappingProxyType[str, str]:
    """Our code of two letters for each country code of three; the generations differ in which they use."""
    return MappingProxyType({row["three"]: row["code"] for row in rows_of("countries_three_letters.csv")})


def spelled(column: str) -> str:
    """One spelling: small letters, the newer word for sectors, the rightly spelled country."""
    name = re.sub(r"[^a-z0-9]", "", column.casefold())
    name = name.replace("typeoflabour", "sectoroflabour").replace("typeofsex", "sectorofsex")
    return name.replace("countryofexploition", "countryofexploitation")


def generation_of(header: list[str]) -> str | None:
    """Which generation a header is of: most of its columns known there, and most of theirs there; else None."""
    names = {spelled(name) for name in header if name.strip()}
    if "yearofregistration" not in names:
        return None
    best = max(generations(), key=lambda one: len(names & generations()[one]) / len(names | generations()[one]))
    return best if len(names & generations()[best]) * 10 >= len(names) * 6 else None


def row_of(number: int, header: list[str], cells: list[str]) -> list[str]:
    """The cells of COLUMNS for one row."""
    given = {spelled(name): cell.strip() for name, cell in zip(header, cells, strict=False)}
    told = {name: value for name, value in given.items() if value.casefold() not in NULLS}
    yes = {name for name, value in told.items() if value in ("1", "1.0", "TRUE", "True")}
    forms = {form for name, form in FORMS.items() if name in yes} | ({"CU"} if yes & CRIMES else set())
    country = told.get("citizenship", "unknown")
    return [
        f"ctdc-{number}",
        "|".join(sorted(forms)),
        country if re.fullmatch(r"[A-Za-z]{2}", country) else three_letters().get(country.upper(), "unknown"),
        told.get("yearofregistration", "").removesuffix(".0"),
        "other",
        SEXES.get(told.get("gender", "").casefold(), "other" if told.get("gender") else ""),
        "|".join(sorted({sector for name, sector in SECTORS.items() if name in yes})),
    ]


def kept_and_left(header: list[str]) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Each column that is read with our column, and each that is not with the reason."""
    ours = {"yearofregistration": "year", "gender": "sex", "citizenship": "nationality"}
    ours |= dict.fromkeys([*FORMS, *CRIMES], "forms") | dict.fromkeys(SECTORS, "sectors_labour")
    kept = tuple((name, ours[spelled(name)]) for name in header if spelled(name) in ours)
    left = tuple((name, _why(name)) for name in header if name and spelled(name) not in ours)
    return kept, left


def _why(name: str) -> str:
    for start, reason in WHY_NOT.items():
        if name.casefold().startswith(start.casefold()):
            return reason
    return "Het register heeft hier geen kolom voor."
