# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which personal data are processed in which activity: the class of every field, laid beside the list.

A field about a person whose table stands in no activity is a fault; a test and the command both refuse it.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from django.apps import apps

from zicht.access.thirdparty import IN_WORDS, TABLES
from zicht.base.fields import DataClass, IdentifierField, SealedJSON, SealedText, data_class_of
from zicht.reference.lists import code_list

CLASSES: dict[DataClass, str] = {
    DataClass.PERSONAL: "gewone persoonsgegevens",
    DataClass.SPECIAL: "bijzondere persoonsgegevens (AVG art. 9)",
    DataClass.CRIMINAL: "strafrechtelijke gegevens (AVG art. 10)",
    DataClass.RESIDENCE: "gegevens over verblijf, apart afgeschermd",
    DataClass.REPORTER: "identiteit van melders",
    DataClass.WORKER: "identiteit van medewerkers",
    DataClass.POLICE: "politiegegevens (Wpg)",
}


class NoActivity(Exception):
    """Fields about persons that no activity names."""


@dataclass(frozen=True)
class HeldField:
    """A field about somebody: its table and name, its class, whether it is sealed."""

    table: str
    name: str
    data_class: DataClass
    sealed: bool


@dataclass(frozen=True)
class Activity:
    """One row of the register (AVG 30). Everything legal is to be confirmed by the privacy officer."""

    code: str
    title: str
    what: str
    purposes: tuple[str, ...]
    bases: tuple[str, ...]
    subjects: tuple[str, ...]
    receivers: tuple[str, ...]
    terms: tuple[str, ...]
    fields: tuple[HeldField, ...]

    def classes(self) -> list[DataClass]:
        """Kinds of data, in the order of the table."""
        held = {field.data_class for field in self.fields}
        return [data_class for data_class in CLASSES if data_class in held]


def held_fields(models: Any = None) -> list[HeldField]:
    """Every field of ours that is about somebody."""
    return [
        HeldField(model._meta.label, field.name, found, isinstance(field, IdentifierField | SealedText | SealedJSON))
        for model in (apps.get_models() if models is None else models)
        for field in model._meta.local_fields
        if (found := data_class_of(field)) in CLASSES
    ]


def activities(models: Any = None) -> list[Activity]:
    """All activities with their fields. Raises NoActivity for a field that none of them names."""
    fields, made = held_fields(models), []
    named: set[HeldField] = set()
    bases, purposes = code_list("legal_bases"), code_list("purposes")
    for entry in code_list("processing_activities").entries:
        told = entry.attributes
        mine = tuple(f for f in fields if any(fnmatchcase(f.table, pattern) for pattern in told["records"]))
        named.update(mine)
        made.append(
            Activity(
                code=entry.code, title=entry.nl, what=entry.help_nl, subjects=tuple(told["subjects"]),
                purposes=tuple(purposes.label(code) for code in told["purposes"]),
                bases=tuple(bases.label(code) for code in told["bases"]),
                receivers=tuple(told["receivers"]), terms=_terms(told["terms"]), fields=mine,
            )
        )  # fmt: skip
    lost = [f"{field.table}.{field.name}" for field in fields if field not in named]
    if lost:
        raise NoActivity("Deze gegevens staan in geen verwerkingsactiviteit: " + ", ".join(lost))
    return made


def _terms(kinds: list[str]) -> tuple[str, ...]:
    return tuple(e.nl for e in code_list("retention_terms").entries if e.attributes["kind"] in kinds)


def libraries() -> list[tuple[str, str]]:
    """What libraries hold about somebody: what it is, in words, and its class."""
    return [(IN_WORDS[name], CLASSES[t.data_class]) for name, t in sorted(TABLES.items()) if t.data_class in CLASSES]
