# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reading the declarations: variables, bases, figures. A fault names the file, the entry and what would be right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

import polars as pl

from zicht.monitor.declaration import Declaration, Missing, Place
from zicht.monitor.frames import LISTS, VICTIM_COLUMNS, bits
from zicht.monitor.result import Unit, Words
from zicht.monitor.variables import Kind, Variable, variable_from

DEFINITIONS = Path(__file__).parent / "definitions"
PERIOD = "period:"
PERIODS = re.compile(r"period:[0-9]{4}-[0-9]{4}(,[0-9]{4}-[0-9]{4})*")
ASKS = ("is", "has", "only", "from", "to", "known")
NEEDED = ("id", "title_nl", "title_en", "unit", "base", "variable", "columns")


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
def definitions(directory: Path = DEFINITIONS, columns: frozenset[str] = VICTIM_COLUMNS) -> Definitions:
    """The declarations of a directory, checked. Raises BrokenDeclarationError.

    columns: what the frame that will be counted has; a figure that is off may name others.
    """
    variables = {name: _variable(name, data) for name, data in _toml(directory / "variables.toml").items()}
    bases = {name: _base(name, data) for name, data in _toml(directory / "bases.toml").items()}
    figures = {}
    for entry in _toml(directory / "figures.toml").get("figure", []):
        figure = _figure(entry)
        if figure.id in figures:
            raise BrokenDeclarationError(f"figures.toml: {figure.id} stands there twice; give one another id")
        _check(figure, variables, bases, columns)
        figures[figure.id] = figure
    return Definitions(MappingProxyType(variables), MappingProxyType(bases), MappingProxyType(figures))


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BrokenDeclarationError(f"{path.name} is not in {path.parent.name}; make it, it may be empty") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BrokenDeclarationError(f"{path.name}: {fault}") from None


def _variable(name: str, data: Mapping[str, Any]) -> Variable:
    kinds = get_args(Kind)
    if data.get("kind") not in kinds:
        raise BrokenDeclarationError(f"variables.toml: {name}: kind is one of {', '.join(kinds)}")
    try:
        return variable_from(name, data)
    except KeyError as missing:
        raise BrokenDeclarationError(f"variables.toml: {name}: {missing} is missing or not known") from None
    except (LookupError, ValueError, OSError) as fault:
        raise BrokenDeclarationError(f"variables.toml: {name}: {fault}") from None


def _base(name: str, data: Mapping[str, Any]) -> Base:
    missing = [field for field in ("nl", "en", "where") if field not in data]
    if missing:
        raise BrokenDeclarationError(f"bases.toml: {name}: {missing[0]} is missing")
    for condition in data["where"]:
        asks = sorted(set(condition) - {"column"})
        if "column" not in condition or len(asks) != 1 or asks[0] not in ASKS:
            what = f"a condition names a column and one of {', '.join(ASKS)}"
            raise BrokenDeclarationError(f"bases.toml: {name}: {what}")
        code = condition.get("has", condition.get("only"))
        if code is not None and (condition["column"] not in LISTS or code not in bits(condition["column"])):
            raise BrokenDeclarationError(f"bases.toml: {name}: {code} is no code of {condition['column']}")
    return Base(name, Words(data["nl"], data["en"]), tuple(data["where"]))


def _holds(condition: Mapping[str, Any]) -> pl.Expr:
    column = pl.col(condition["column"])
    if "has" in condition:
        return (column & bits(condition["column"])[condition["has"]]) > 0
    if "only" in condition:
        return column == bits(condition["column"])[condition["only"]]
    if "from" in condition:
        return column.ge(condition["from"])
    if "to" in condition:
        return column.le(condition["to"])
    if "known" in condition:
        return column.is_not_null() if condition["known"] else column.is_null()
    return column.eq(condition["is"])


def _figure(entry: Mapping[str, Any]) -> Declaration:
    known = {field.name for field in fields(Declaration)}
    name = entry.get("id", "a figure without an id")
    unknown = sorted(set(entry) - known - {"title_nl", "title_en"})
    if unknown:
        raise BrokenDeclarationError(f"figures.toml: {name}: {unknown[0]} is no field of a figure")
    missing = [field for field in NEEDED if field not in entry]
    if missing:
        raise BrokenDeclarationError(f"figures.toml: {name}: {missing[0]} is missing")
    for field, allowed in (("unit", get_args(Unit)), ("place", get_args(Place)), ("missing", get_args(Missing))):
        if field in entry and entry[field] not in allowed:
            raise BrokenDeclarationError(f"figures.toml: {name}: {field} is one of {', '.join(allowed)}")
    for column in entry["columns"]:
        if column.startswith(PERIOD) and not PERIODS.fullmatch(column):
            raise BrokenDeclarationError(f"figures.toml: {name}: write {column} as period:2015-2016,2017-2019")
    values = {field: value for field, value in entry.items() if field in known}
    values["title"] = Words(entry["title_nl"], entry["title_en"])
    values["columns"] = tuple(entry["columns"])
    values["rows"] = tuple(entry.get("rows", []))
    values["notes"] = tuple(Words(note["nl"], note["en"]) for note in entry.get("notes", []))
    values["breaks"] = tuple(entry.get("breaks", []))
    return Declaration(**values)


def _check(
    figure: Declaration, variables: Mapping[str, Variable], bases: Mapping[str, Base], columns: frozenset[str]
) -> None:
    named = [figure.variable, figure.split, figure.mean_of]
    named += [c for c in figure.columns if c not in ("total", "year") and not c.startswith(PERIOD)]
    named = [name for name in named if name and name != "bases"]
    for name in named:
        if name not in variables:
            words = ", ".join(sorted(variables))
            raise BrokenDeclarationError(f"figures.toml: {figure.id}: no variable {name}; there are {words}")
        if not figure.off and variables[name].column not in columns:
            says = (
                f"{name} reads {variables[name].column}, which nobody is counted by; turn the figure off and say why"
            )
            raise BrokenDeclarationError(f"figures.toml: {figure.id}: {says}")
    for name in (figure.base, *figure.rows):
        if name not in bases:
            raise BrokenDeclarationError(f"figures.toml: {figure.id}: no base {name}; there are {', '.join(bases)}")
        asked = {condition["column"] for condition in bases[name].conditions} - columns
        if asked and not figure.off:
            raise BrokenDeclarationError(f"bases.toml: {name}: nobody is counted by {sorted(asked)[0]}")
    if figure.variable == "bases" and not figure.rows:
        raise BrokenDeclarationError(f"figures.toml: {figure.id}: name the bases that are its rows")
