# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Files in the Human Trafficking Case Data Standard: what the register keeps of a row, and the way back.

Source: IOM, HTCDS 2.0 (2021), CC BY 4.0. The standard has no word for criminal exploitation, except forced begging
(its own issue 28).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from zicht.reference.lists import code_list
from zicht.register.cells import CellError
from zicht.register.columns import BY_NAME, quotable, read_code
from zicht.register.findings import Finding
from zicht.register.htcdsfields import NAME, fields, values_in, written_as
from zicht.register.rows import ReportRow

__all__ = [
    "COLUMNS", "NAME", "UNSAYABLE", "HtcdsRows",
    "Names", "is_second_header", "names_in", "write",
]  # fmt: skip

FORMS: Final = MappingProxyType(
    {
        "SexualExploitation": "SU", "ForcedLabour": "AU", "ChildLabour": "AU", "Servitude": "AU",
        "ForcedBegging": "CU", "OrganRemoval": "OR",
    }
)  # fmt: skip
BEGGING = "ForcedBegging"
SEXES: Final = MappingProxyType(
    {
        "Feminine": "female", "TransgenderFeminine": "female", "Masculine": "male", "TransgenderMasculine": "male",
        "NonConforming": "other", "NonSpecifiedUnknown": "",
    }
)  # fmt: skip
# The sections of the standard are those of ISIC; where the register is finer, the coarse one is read.
SECTORS: Final = MappingProxyType(
    {
        "A": "agriculture", "B": "mining", "C": "industry", "D": "energy", "E": "water_waste", "F": "construction",
        "G": "trade", "H": "transport", "I": "hospitality", "J": "information", "K": "finance_property",
        "L": "finance_property", "M": "professional_services", "N": "business_services", "O": "public_education",
        "P": "public_education", "Q": "health_care", "R": "culture_sport", "S": "personal_services",
        "T": "household", "U": "international_bodies",
    }
)  # fmt: skip
FINER: Final = MappingProxyType({"food_industry": "C", "temp_agency": "N", "cleaning": "N"})
REPORTERS: Final = MappingProxyType(
    {
        "NGO": "other", "HealthServiceOrganisation": "other", "CentralGovernmentOrganisation": "other",
        "LocalGovernmentOrganisation": "other", "ImmigrationService": "other", "LegalService": "other",
        "CorporateBusiness": "other", "SchoolOrCollege": "other",
    }
)  # fmt: skip
UNSAYABLE = (
    "Criminele uitbuiting: HTCDS kent alleen gedwongen bedelen. Andere manieren staan in het bestand als 'Other'.",
    "De leeftijd bij de melding: HTCDS kent een geboortedatum en de leeftijd bij de uitbuiting.",
    "De sectoren van seksuele uitbuiting zoals de monitor ze telt, en de politie-eenheid.",
    "Een eigen sleutel voor een persoon zonder naam. Zonder kolom victim_key is elke rij een persoon.",
)
COLUMNS = ("victim_key", "forms", "nationality", "year", "reporter_group", "sex", "age", "sectors_labour", "manners")
FIRST_YEAR_OF_BEGGING = 2016
READ_AS: Final = MappingProxyType({"vic_TypeOfExploitation": "forms", "prs_Gender": "sex"})
NO = frozenset({"false", "0", "no", "nee", "onwaar"})


@dataclass(frozen=True)
class Names:
    """Which column of a file is which field, and which are columns of the register itself."""

    fields: dict[str, int]
    ours: dict[str, int]
    choices: dict[str, list[tuple[str, int]]]  # a survey's own column per answer: field/Value

    def recognised(self) -> bool:
        """Whether the header is one of HTCDS: a form of exploitation and two fields more."""
        return "vic_TypeOfExploitation" in {*self.fields, *self.choices} and len(self.fields) >= 3


def names_in(header: list[str]) -> Names:
    """What the header says."""
    names = Names({}, {}, {})
    for place, written in enumerate(header):
        text = written.strip()
        base, _, answer = text.partition("/")
        if text.casefold() in BY_NAME:
            names.ours.setdefault(text.casefold(), place)
        elif (name := written_as().get(text.casefold())) and name in fields():
            names.fields.setdefault(name, place)
        elif answer and (name := written_as().get(base.casefold())):
            names.choices.setdefault(name, []).append((answer, place))
    return names


class HtcdsRows:
    """Turns rows of HTCDS into rows of the register, and remembers what is wrong with them."""

    def __init__(self, names: Names, *, key: str, reporter: str | None) -> None:
        self.names, self.key, self.reporter = names, key, reporter
        self.faults: list[Finding] = []

    def row(self, number: int, cells: list[str]) -> list[str]:
        """The cells of COLUMNS; a value that cannot be read stays as it is, and the checks say so."""
        values = {name: self._values(name, cells) for name in (*self.names.fields, *self.names.choices)}
        values |= {name: self._sayable(number, name, values[name]) for name in READ_AS if name in values}
        year = self._year(number, self._text("cas_IncomingReferralDate", cells))
        forms, manners = self._forms(values.get("vic_TypeOfExploitation", []), year)
        group = self._group(number, values.get("org_Type", []))
        found = {
            "victim_key": f"{self.key}-{number}",
            "forms": "|".join(forms),
            "manners": "|".join(manners),
            "nationality": self._nationality(number, self._text("prs_Citizenship", cells)),
            "year": year,
            "reporter_group": group,
            "sex": "|".join(SEXES.get(value, value) for value in values.get("prs_Gender", [])),
            "age": self._age(cells),
            "sectors_labour": self._sectors(values.get("vic_ForcedLabourIndustry", [])),
        }
        for name, place in self.names.ours.items():
            found[name] = cells[place]
        self._check(number, cells, values, found["reporter_group"])
        return [found[name] for name in self.columns()]

    def columns(self) -> list[str]:
        """The columns that the rows have."""
        return list(dict.fromkeys([*COLUMNS, *self.names.ours]))

    def _text(self, name: str, cells: list[str]) -> str:
        place = self.names.fields.get(name)
        return cells[place].strip() if place is not None else ""

    def _values(self, name: str, cells: list[str]) -> list[str]:
        chosen = [
            answer
            for answer, place in self.names.choices.get(name, [])
            if cells[place].strip().casefold() in ("1", "true", "yes", "ja", "waar")
        ]
        return values_in(fields()[name], ";".join([self._text(name, cells), *chosen]))

    def _sayable(self, number: int, name: str, values: list[str]) -> list[str]:
        """The values that the standard has, or that the register itself would know; each other one is a fault."""
        kept = []
        for value in values:
            if value in fields()[name].values or _is_ours(READ_AS[name], value):
                kept.append(value)
            else:
                problem = f"De waarde '{quotable(value)}' staat niet in {NAME}."
                self._fault(number, name, problem, f"Kies uit: {', '.join(fields()[name].values)}.")
        return kept

    def _forms(self, values: list[str], year: str) -> tuple[list[str], list[str]]:
        known = fields()["vic_TypeOfExploitation"].values
        forms = dict.fromkeys(FORMS.get(value, value) for value in values if value in FORMS or value not in known)
        begging = BEGGING in values and year.isdigit() and int(year) >= FIRST_YEAR_OF_BEGGING
        return list(forms), ["begging"] if begging else []

    def _sectors(self, values: list[str]) -> str:
        return "|".join(dict.fromkeys(SECTORS.get(value.partition("_")[0], value) for value in values))

    def _year(self, number: int, text: str) -> str:
        if "year" in self.names.ours or not text:
            return text
        found = re.match(r"([0-9]{4})(?:[-/][0-9]{1,2}){0,2}(?:[T ].*)?$", text)
        found = found or re.match(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.]([0-9]{4})$", text)
        if found:
            return found.group(1)
        self._fault(number, "cas_IncomingReferralDate", "Dit is geen datum.", "Schrijf de dag als 2019-04-30.")
        return "1901"

    def _age(self, cells: list[str]) -> str:
        """The age at the day of report, when both days are there in full."""
        days = [self._text(name, cells)[:10] for name in ("prs_Birthdate", "cas_IncomingReferralDate")]
        if not all(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day) for day in days):
            return ""
        born, told = days
        age = int(told[:4]) - int(born[:4]) - (told[5:] < born[5:])
        return str(age)

    def _nationality(self, number: int, text: str) -> str:
        countries = [part for part in re.split(r"[;|,\s]+", text) if part]
        if len(countries) > 1:
            problem = "Er staan meer nationaliteiten; het register kent er een."
            self._fault(number, "prs_Citizenship", problem, "Kies er een, of schrijf unknown.")
        return countries[0] if len(countries) == 1 else "unknown"

    def _group(self, number: int, values: list[str]) -> str:
        if self.reporter:
            return self.reporter
        if "reporter_group" in self.names.ours:
            return ""
        group = REPORTERS.get(values[0]) if values else None
        if group is None:
            problem = (
                "HTCDS zegt niet genoeg over wie er meldt: politie, marechaussee en inspectie zijn er één soort."
            )
            self._fault(number, "org_Type", problem, "Kies bij het inlezen wie er meldt, of voeg reporter_group toe.")
        return group or "other"

    def _check(self, number: int, cells: list[str], values: dict[str, list[str]], group: str) -> None:
        asked = [self._text(name, cells) for name in ("con_Consent", "vic_AgreementToManagePersonalData")]
        needs = group in code_list("reporter_groups").codes() and _basis(group) == "consent"
        if needs and any(text.casefold() in NO for text in asked):
            problem = "In deze rij staat dat er geen toestemming is, en deze melder heeft die nodig."
            self._fault(
                number, "con_Consent", problem, "Haal deze rij weg: zonder toestemming telt het register niet."
            )
        if "NotAVictimOfTrafficking" in values.get("vic_TraffickingStatus", []):
            problem = "In deze rij staat dat dit geen slachtoffer is."
            self._fault(number, "vic_TraffickingStatus", problem, "Haal deze rij weg.")

    def _fault(self, number: int, column: str, problem: str, remedy: str) -> None:
        if len(self.faults) < 1000:
            self.faults.append(Finding(number, column, problem, remedy))


def _is_ours(column: str, value: str) -> bool:
    try:
        return read_code(BY_NAME[column], value) is not None
    except CellError:
        return False


def _basis(group: str) -> str:
    return str(code_list("reporter_groups").get(group).attributes["basis"])


def is_second_header(cells: list[str]) -> bool:
    """Labels below names, or names below labels, as the template of the toolkit has them."""
    filled = [cell.strip().casefold() for cell in cells if cell.strip()]
    return len(filled) >= 3 and sum(cell in written_as() for cell in filled) * 2 > len(filled)


def write(rows: Iterable[ReportRow]) -> tuple[str, tuple[str, ...]]:
    """Rows as a CSV file of HTCDS 2.0, with the key and the group of the reporter as columns of our own.

    Also gives, in Dutch, what the standard could not say of these rows, with how often.
    """
    out = io.StringIO()
    head = ["victim_key", "reporter_group", "cas_IncomingReferralDate", "prs_Gender", "prs_Citizenship"]
    head += ["vic_TypeOfExploitation", "vic_ForcedLabourIndustry"]
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    lost: dict[str, int] = {}
    for row in rows:
        for what in _unsaid(row):
            lost[what] = lost.get(what, 0) + 1
        sex = {"female": "Feminine", "male": "Masculine", "other": "NonConforming"}.get(row.sex or "", "")
        writer.writerow([
            row.victim_key, row.reporter_group, row.year, sex, row.nationality or "",
            ";".join(_forms_out(row)), ";".join(_sectors_out(row)),
        ])  # fmt: skip
    return out.getvalue(), tuple(f"{what}: {count}" for what, count in sorted(lost.items()))


def _forms_out(row: ReportRow) -> list[str]:
    words = {"SU": "SexualExploitation", "AU": "ForcedLabour", "OR": "OrganRemoval"}
    begging = "begging" in row.manners
    return [words.get(form, BEGGING if begging else "Other") for form in sorted(row.forms)]


def _sectors_out(row: ReportRow) -> list[str]:
    letters = {sector: letter for letter, sector in reversed(list(SECTORS.items()))} | dict(FINER)
    names = {value[0]: value for value in fields()["vic_ForcedLabourIndustry"].values}
    return sorted({names[letters[sector]] for sector in row.sectors_labour if sector in letters})


def _unsaid(row: ReportRow) -> list[str]:
    told = {
        "criminele uitbuiting (geschreven als Other)": "CU" in row.forms and "begging" not in row.manners,
        "manier van criminele uitbuiting": bool(row.manners - {"begging"}),
        "leeftijd bij de melding": row.age is not None,
        "sector van seksuele uitbuiting": bool(row.sectors_sexual),
        "sector van arbeidsuitbuiting (grover)": bool(row.sectors_labour & {*FINER, "other"})
        or bool(row.sectors_labour & {"finance_property", "public_education"}),
        "politie-eenheid": bool(row.police_unit),
    }
    return [what for what, lost in told.items() if lost]
