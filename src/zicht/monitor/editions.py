# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An edition: all figures out of one pinned extract, with everything that decided what they are.

The digest is over the extract, the code lists, the declarations, the rules, the program version and the tables, never
over renderings. Built again from the same extract by the same version it has the same digest.

That digest stays inside: it is over everybody's facts and over hidden numbers, and who knows all but a few of those
can try out the rest until the digest fits. With one victim in a region that takes seconds. What leaves has a digest
of its own, over what a reader has in hand (``published_digest``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from zicht.monitor.canonical import canonical, digest_of, extract_csv, tables_data
from zicht.monitor.counting import Extract, count, extract_of
from zicht.monitor.declaring import DEFINITIONS, Definitions
from zicht.monitor.frames import LISTS, victims
from zicht.monitor.protecting import Protected, protect_tables
from zicht.monitor.result import CountedTable, Scope
from zicht.reference.groups import RULE_VERSION
from zicht.reference.lists import code_list

# What decides a number. Other files of the directory mark series and change no number.
DECIDING = ("bases.toml", "figures.toml", "variables.toml")
MORE_LISTS = ("countries", "regions_of_origin", "age_classes")


@dataclass(frozen=True)
class Pins:
    """What an edition is fixed to. All values are plain texts."""

    extract: str
    lists: Mapping[str, str]
    definitions: str
    orders: Mapping[str, tuple[str, ...]]
    rule: str
    program: str

    def as_data(self) -> dict[str, Any]:
        """For the digest and for ``tables.json``."""
        return {"extract": self.extract, **self.as_published()}

    def as_published(self) -> dict[str, Any]:
        """What a reader may know of them: all but the digest of the extract."""
        return {
            "lists": dict(self.lists),
            "definitions": self.definitions,
            "orders": {name: list(order) for name, order in self.orders.items()},
            "rule": self.rule,
            "program": self.program,
        }


@dataclass(frozen=True)
class Edition:
    """Counted tables, unprotected, with their pins. ``years`` are those of report, first and last included.

    ``extract`` is what was counted, while the edition was just built; it is personal data and is never stored with
    the tables.
    """

    id: str
    years: tuple[int, ...]
    scope: Scope
    place: str
    tables: tuple[CountedTable, ...]
    pins: Pins
    extract: Extract | None = field(default=None, compare=False, repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 over the pins and the unprotected tables."""
        return digest_of({"id": self.id, "pins": self.pins.as_data(), "tables": tables_data(self.tables)})

    def protected(self, known: Definitions) -> Protected:
        """The tables as they may leave. Raises UnprotectableError."""
        return protect_tables(self.tables, known)


def build(
    reports: pl.DataFrame,
    known: Definitions,
    *,
    edition_id: str,
    first_year: int,
    last_year: int,
    scope: Scope,
    place: str,
) -> Edition:
    """All declared figures that are on, counted over the reports of these years.

    reports: columns of frames.REPORT_SCHEMA. Raises ValueError when no report is of these years.
    """
    mine = reports.filter(pl.col("year").is_between(first_year, last_year))
    if not mine.height:
        raise ValueError(f"no report of {first_year} to {last_year}")
    counted = extract_of(victims(mine), known)
    extract = Extract(counted.victims, tuple(range(first_year, last_year + 1)), counted.orders)
    tables = tuple(count(figure, extract, known) for figure in known.figures.values() if not figure.off)
    pins = Pins(
        extract=hashlib.sha256(extract_csv(mine)).hexdigest(),
        lists={name: code_list(name).version for name in sorted({*LISTS.values(), *MORE_LISTS})},
        definitions=_definitions_digest(DEFINITIONS),
        orders=extract.orders,
        rule=RULE_VERSION,
        program=version("zicht"),
    )
    return Edition(edition_id, extract.years, scope, place, tables, pins, extract=extract)


def published_digest(edition: Edition, tables: Sequence[CountedTable]) -> str:
    """SHA-256 over what leaves: the published pins and these tables. Built again it is the same."""
    return digest_of({"id": edition.id, "pins": edition.pins.as_published(), "tables": tables_data(tables)})


def tables_json(
    edition: Edition, tables: Sequence[CountedTable], *, audit: Mapping[str, Any] | None = None, **more: Any
) -> bytes:
    """``tables.json``: the edition, its published pins and digest, and these tables (protected, when they leave).

    audit: what the audit found, in plain values. more: other parts in plain values (notices, events, changes).
    """
    return canonical(
        {
            "edition": edition.id,
            "years": list(edition.years),
            "scope": edition.scope,
            "place": edition.place,
            "pins": edition.pins.as_published(),
            "digest": published_digest(edition, tables),
            "audit": None if audit is None else dict(audit),
            "tables": tables_data(tables),
            **more,
        }
    )


def _definitions_digest(directory: Path) -> str:
    whole = hashlib.sha256()
    for path in (directory / name for name in DECIDING):
        whole.update(path.name.encode() + b"\n" + path.read_bytes().replace(b"\r\n", b"\n"))
    return whole.hexdigest()
