# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which partner is proposed for a weighed signal, and why: a table of data (data/routes.toml) and its reader.

    route_for(about="person", forms=("SU",), age_class="adult", acute=False, day=day) -> Proposal

A route is proposed, never taken: sending is always a person's act. Nationality, origin and residence status are no
input: there is no parameter for them and no column in the table.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from zicht.reference.lists import sources as reference_sources

DATA = Path(__file__).parent / "data" / "routes.toml"

ABOUT = ("person", "place")
FORMS = ("SU", "AU", "CU", "OR", "several", "unclear")
AGES = ("minor", "adult", "unknown")
ACUTE = (True, False)


@dataclass(frozen=True)
class Route:
    """A partner to go to, and what going there means. by_hand: no row proposes it, a person may choose it."""

    code: str
    partner: str
    also: str
    consequence: str
    by_hand: bool = False


@dataclass(frozen=True)
class Row:
    """One row of the table with the route it leads to."""

    about: tuple[str, ...]
    form: tuple[str, ...]
    age: tuple[str, ...]
    acute: tuple[bool, ...]
    route: str
    explanation: str
    sources: tuple[str, ...]
    consequence: str
    valid_from: date | None = None
    valid_to: date | None = None

    def meets(self, about: str, form: str, age: str, acute: bool) -> bool:
        """True when the row is for this combination."""
        return about in self.about and form in self.form and age in self.age and acute in self.acute

    def holds(self, day: date) -> bool:
        """True on the days the row is valid (both ends included)."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Proposal:
    """What the table proposes: the route, why, and what it means. about: person or place, as the table sees it."""

    route: str
    partner: str
    explanation: str
    consequence: str
    also: str
    sources: tuple[str, ...]
    version: str
    about: str


@dataclass(frozen=True)
class Table:
    """The whole table: its version, its routes by code, its rows, and the titles of its sources."""

    version: str
    routes: dict[str, Route]
    rows: tuple[Row, ...]
    sources: dict[str, str]


class NoRoute(LookupError):
    """No row, or more than one, for a combination. The check of the table prevents it."""


@cache
def table() -> Table:
    """The shipped table, read once."""
    return read_table(DATA)


def read_table(path: Path) -> Table:
    """Read a table from a file. Raises KeyError for a row whose route does not exist."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    routes = {r["code"]: Route(**r) for r in raw["route"]}
    own = {s["id"]: s["title"] for s in raw.get("source", [])}
    titles = {key: source.title for key, source in reference_sources().items()} | own
    rows = tuple(_row(r, routes) for r in raw["row"])
    return Table(version=raw["version"], routes=routes, rows=rows, sources=titles)


def _row(raw: dict[str, Any], routes: dict[str, Route]) -> Row:
    lists = {name: tuple(raw[name]) for name in ("about", "form", "age", "acute", "sources")}
    rest: dict[str, Any] = {k: v for k, v in raw.items() if k not in lists}
    whole: dict[str, Any] = lists | rest | {"consequence": routes[raw["route"]].consequence}
    return Row(**whole)


def form_key(forms: Iterable[str]) -> str:
    """How the table sees the forms: one of them, "several", or "unclear" when none was chosen."""
    chosen = sorted(set(forms))
    if not chosen:
        return "unclear"
    return chosen[0] if len(chosen) == 1 else "several"


def about_key(about: str) -> str:
    """How the table sees what the signal is about: one person and more persons are the same route."""
    return "place" if about == "place" else "person"


def route_for(*, about: str, forms: Iterable[str], age_class: str, acute: bool, day: date) -> Proposal:
    """The proposal for a signal as it was weighed. Raises NoRoute where the table has no single answer."""
    known = table()
    key = (about_key(about), form_key(forms), age_class, acute)
    found = [row for row in known.rows if row.holds(day) and row.meets(*key)]
    if len(found) != 1:
        raise NoRoute(f"{len(found)} rows for {key}")
    row, route = found[0], known.routes[found[0].route]
    return Proposal(
        route=route.code,
        partner=route.partner,
        explanation=row.explanation,
        consequence=route.consequence,
        also=route.also,
        sources=tuple(known.sources[s] for s in row.sources),
        version=known.version,
        about=key[0],
    )


def choices() -> list[tuple[str, str]]:
    """All routes that a focal point may choose, proposed or not."""
    return [(route.code, route.partner) for route in table().routes.values()]


def label(code: str) -> str:
    """The partner's name for a recorded route; a code that no longer exists stays legible."""
    route = table().routes.get(code)
    return route.partner if route else code


def check_routes(rows: Sequence[Row], *, known_sources: Iterable[str] | None = None) -> list[str]:
    """What is wrong with a table: gaps, combinations with two rows, rows never met, rows without words or source."""
    findings = []
    met: set[int] = set()
    for key in product(ABOUT, FORMS, AGES, ACUTE):
        found = [number for number, row in enumerate(rows) if row.meets(*key)]
        met.update(found)
        if not found:
            findings.append(f"no row for {_words(key)}")
        if len(found) > 1:
            findings.append(f"{len(found)} rows for {_words(key)}: rows {', '.join(str(n + 1) for n in found)}")
    sources = set(known_sources if known_sources is not None else table().sources)
    for number, row in enumerate(rows):
        findings += [f"row {number + 1} ({row.route}): {problem}" for problem in _row_problems(row, sources)]
        if number not in met:
            findings.append(f"row {number + 1} ({row.route}): never met")
    return findings


def _row_problems(row: Row, sources: set[str]) -> list[str]:
    found = [f"no {name}" for name in ("explanation", "consequence", "sources") if not getattr(row, name)]
    found += [f"unknown source '{s}'" for s in row.sources if s not in sources]
    allowed = {"about": ABOUT, "form": FORMS, "age": AGES, "acute": ACUTE}
    found += [
        f"unknown value in {name}" for name, values in allowed.items() if not set(getattr(row, name)) <= set(values)
    ]
    return found


def _words(key: tuple[str, str, str, bool]) -> str:
    return f"about {key[0]}, form {key[1]}, age {key[2]}, {'acute' if key[3] else 'not acute'}"
