# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Facts about invented victims, per group of the monitor: forms, age, sex, sector, manner, nationality.

Shares follow the Slachtoffermonitor 2015-2019 where it prints them: men 32% of all, 42% in cross-border sexual
exploitation (2019), 91% in criminal exploitation (2019); minors 25% (2015) to 8% (2019); the sexual sector known in
44%, the labour sector in 72%; drugs over two thirds of criminal exploitation; 11% of the forms unknown.
Shares per age within a group and all nationalities are invented.
"""

from dataclasses import dataclass

from zicht.web.demo.book import Book

GROUPS = ("BL-SU", "GO-SU", "AU", "CU", "ON")

FORMS: dict[str, dict[tuple[str, ...], float]] = {
    "BL-SU": {("SU",): 90, ("CU", "SU"): 10},
    "GO-SU": {("SU",): 93, ("AU", "SU"): 3, ("CU", "SU"): 4},
    "AU": {("AU",): 94, ("AU", "CU"): 6},
    "CU": {("CU",): 100},
    "ON": {(): 88, ("SU",): 10, ("OR",): 2},
}
MEN = {"BL-SU": 0.08, "GO-SU": 0.3, "AU": 0.66, "CU": 0.86, "ON": 0.4}
AGES: dict[str, dict[tuple[int, int], float]] = {
    "BL-SU": {(13, 17): 38, (18, 22): 32, (23, 29): 18, (30, 52): 12},
    "GO-SU": {(15, 17): 7, (18, 22): 24, (23, 29): 38, (30, 48): 31},
    "AU": {(16, 17): 3, (18, 22): 14, (23, 29): 30, (30, 58): 53},
    "CU": {(13, 17): 36, (18, 22): 30, (23, 29): 20, (30, 50): 14},
    "ON": {(14, 17): 12, (18, 22): 25, (23, 29): 30, (30, 55): 33},
}
AGE_UNKNOWN = 0.04
NATIONALITIES: dict[str, dict[str, float]] = {
    "BL-SU": {"NL": 1},
    "GO-SU": {"NG": 5, "UG": 3, "RO": 3, "HU": 3, "CO": 2, "GN": 2, "CN": 1, "BG": 2, "BR": 2, "UA": 1},
    "AU": {"PL": 5, "RO": 4, "PH": 3, "ID": 2, "BG": 3, "MD": 2, "TR": 2, "CN": 2, "MA": 1, "NL": 1, "VN": 2},
    "CU": {"NL": 6, "DZ": 2, "RO": 2, "LY": 1, "MA": 1, "BA": 1, "GM": 1},
    "ON": {"": 5, "NL": 1, "NG": 2, "UG": 1, "RO": 1, "SY": 1},
}
SEXUAL_KNOWN, LABOUR_KNOWN = 0.44, 0.72
SEXUAL: dict[str, float] = {"escort_hotel": 40, "home": 26, "brothel": 10, "window": 6, "street": 8, "other": 10}
LABOUR: dict[str, float] = {
    "agriculture": 22, "hospitality": 18, "food_industry": 9, "construction": 12, "household": 8, "transport": 10,
    "cleaning": 8, "trade": 6, "temp_agency": 5, "personal_services": 4, "industry": 3, "health_care": 1,
}  # fmt: skip
MANNERS: dict[str, float] = {
    "drugs": 68, "begging": 7, "theft": 9, "money_mule": 8, "front_person": 4, "instalment": 3, "benefit_fraud": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What a report says about one person; "" and None mean not known."""

    forms: tuple[str, ...]
    nationality: str
    sex: str
    age: int | None
    sectors_sexual: tuple[str, ...] = ()
    sectors_labour: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()


def facts_for(book: Book, group: str, *, forms: tuple[str, ...] | None = None) -> Facts:
    """Facts of somebody who counts in that group. forms: when they are known already."""
    forms = tuple(sorted(forms)) if forms is not None else book.pick(FORMS[group])
    nationality = book.pick(NATIONALITIES[group])
    if group == "ON" and "SU" in forms:
        nationality = ""  # sexual exploitation with a known nationality has a group
    low, high = book.pick(AGES[group])
    return Facts(
        forms=forms,
        nationality=nationality,
        sex="male" if book.chance(MEN[group]) else "female",
        age=None if book.chance(AGE_UNKNOWN) else book.rng.randint(low, high),
        sectors_sexual=(book.pick(SEXUAL),) if "SU" in forms and book.chance(SEXUAL_KNOWN) else (),
        sectors_labour=(book.pick(LABOUR),) if "AU" in forms and book.chance(LABOUR_KNOWN) else (),
        manners=(book.pick(MANNERS),) if "CU" in forms else (),
    )
