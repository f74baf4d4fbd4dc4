# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reading the declarations: variables, bases, figures. A fault names the file, the entry and what would be right."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from zicht.monitor.declaration import Declaration
from zicht.monitor.frames import bits
from zicht.monitor.result import Words
from zicht.monitor.variables import Variable, variable_from

DEFINITIONS = Path(__file__).parent / "definitions"
PERIOD = "period:"


class BrokenDeclarationError(ValueError):
    """A declaration that cannot be counted: the file, the entry and what would be right."""


@dataclass(frozen=True)
class Base:
    """Who is in a table."""

    name: str
    words: Words
    conditions: tuple[Mapping[str, Any], ...]

    @property
    def conditions_key(self) -> str:
        """The conditions as one text: what is equal selects the same rows."""
        return repr([sorted(condition.items()) for condition in self.conditions])

    def rows(self) -> pl.Expr:
        """Whether a row of the frame of victims is in."""
        found: pl.Expr = pl.lit(True)
        for condition in self.conditions:
            found = found & _holds(condition)
        return found


@dataclass(frozen=True)
class Definitions:
    """Everything that is declared, by name."""

    variables: Mapping[str, Variable]
    bases: Mapping[str, Base]
    figures: Mapping[str, Declaration]


@cache
def definitions(directory: Path = DEFINITIONS) -> Definitions:
    """The declarations of a directory, checked. Raises BrokenDeclarationError."""
    variables = {name: variable_from(name, data) for name, data in _toml(directory / "variables.toml").items()}
    bases = {
        name: Base(name, Words(data["nl"], data["en"]), tuple(data["where"]))
        for name, data in _toml(directory / "bases.toml").items()
    }
    figures = {}
    for entry in _toml(directory / "figures.toml")["figure"]:
        figure = _figure(entry)
        if figure.id in figures:
            raise BrokenDeclarationError(f"figures.toml: {figure.id} stands there twice; give one another id")
        _check(figure, variables, bases)
        figures[figure.id] = figure
    return Definitions(MappingProxyType(variables), MappingProxyType(bases), MappingProxyType(figures))


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise BrokenDeclarationError(f"{path.name}: {fault}") from None


def _holds(condition: Mapping[str, Any]) -> pl.Expr:
    column = pl.col(condition["column"])
    if "has" in condition:
        return (column & bits(condition["column"])[condition["has"]]) > 0
    if "from" in condition:
        return column.ge(condition["from"])
    return column.eq(condition["is"])


def _figure(entry: Mapping[str, Any]) -> Declaration:
    known = {field.name for field in fields(Declaration)}
    unknown = sorted(set(entry) - known - {"title_nl", "title_en"})
    if unknown:
        raise BrokenDeclarationError(f"figures.toml: {entry.get('id')}: {unknown[0]} is no field of a figure")
    values = {name: value for name, value in entry.items() if name in known}
    values["title"] = Words(entry["title_nl"], entry["title_en"])
    values["columns"] = tuple(entry["columns"])
    values["rows"] = tuple(entry.get("rows", []))
    values["notes"] = tuple(Words(note["nl"], note["en"]) for note in entry.get("notes", []))
    values["breaks"] = tuple(entry.get("breaks", []))
    return Declaration(**values)


def _check(figure: Declaration, variables: Mapping[str, Variable], bases: Mapping[str, Base]) -> None:
    named = [figure.variable, *([figure.split] if figure.split else [])]
    named += [c for c in figure.columns if c != "total" and not c.startswith(PERIOD)]
    named = [name for name in named if name != "bases"]
    for name in named:
        if name not in variables:
            words = ", ".join(sorted(variables))
            raise BrokenDeclarationError(f"figures.toml: {figure.id}: no variable {name}; there are {words}")
    for name in (figure.base, *figure.rows):
        if name not in bases:
            raise BrokenDeclarationError(f"figures.toml: {figure.id}: no base {name}; there are {', '.join(bases)}")
