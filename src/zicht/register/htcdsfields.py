# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The fields of HTCDS 2.0 and the other names its own toolkit gives them. See data/README.md."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).parent / "data"
NAME = "HTCDS 2.0"


@dataclass(frozen=True)
class Field:
    """One field: what the register keeps of it (a column, or "(consent)", "(victim)" for a check), or why not."""

    name: str
    label: str
    status: str
    core: bool
    kind: str
    values: tuple[str, ...]
    kept_as: str
    why_not: str


@cache
def fields() -> MappingProxyType[str, Field]:
    """The 84 fields by name, in the order of the standard."""
    found = {
        row["name"]: Field(
            name=row["name"],
            label=row["label"],
            status=row["status"],
            core=row["core"] == "yes",
            kind=row["type"],
            values=tuple(row["values"].split("|")) if row["values"] else (),
            kept_as=row["kept_as"],
            why_not=row["why_not_nl"],
        )
        for row in rows_of("htcds_fields.csv")
    }
    return MappingProxyType(found)


@cache
def rows_of(file: str) -> tuple[dict[str, str], ...]:
    """The rows of a data file of this room."""
    with (DATA / file).open(encoding="utf-8", newline="") as opened:
        return tuple(csv.DictReader(opened))


@cache
def written_as() -> MappingProxyType[str, str]:
    """Every way to write a field, in small letters, with its name; "" for what a survey tool adds itself.

    Labels only where they mean one field: where the template prints a label above another field, the label of the
    standard wins.
    """
    labels = [field.label.casefold() for field in fields().values()]
    names = {row["written"].casefold(): row["name"] for row in rows_of("htcds_other_names.csv")}
    names |= {
        f.label.casefold(): f.name for f in fields().values() if f.label and labels.count(f.label.casefold()) == 1
    }
    names |= {name.casefold(): name for name in fields()}
    return MappingProxyType(names)


def plain(value: str) -> str:
    """A value without spaces, signs and capitals: labels and names of one value are then alike."""
    return re.sub(r"[^a-z0-9]", "", value.casefold())


def values_in(field: Field, cell: str) -> list[str]:
    """The values of the field that a cell names; a word that is none of them is given back as it stands.

    Several values stand with ; | or , between them, or with spaces as a survey form writes them.
    """
    known = {plain(value): value for value in field.values}
    found: list[str] = []
    for part in re.split(r"[;|,\n]", cell):
        if plain(part) in known:
            found.append(known[plain(part)])
        elif words := part.split():
            read = [known.get(plain(word)) for word in words]
            found += [word for word in read if word] if all(read) else [part.strip()]
    return found
