# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is known from publications: recommendations, declared chains and their published counts, out of data/*.toml.

Facts with the line where each stands; nobody types them. Read once; a broken file stops the program.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from zicht.policy.rules import STATES, Chain, Counts, Step, faults, faults_of_chain

DATA = Path(__file__).parent / "data"
PARTS = ("reaction", "evidence", "next")


class BrokenFactError(ValueError):
    """A data file of this room says something that cannot be."""


@dataclass(frozen=True, slots=True)
class Part:
    """One dated link of the chain: reaction, evidence, or the next edition's indicator. when: 2020 or 2020-05."""

    kind: str
    when: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Known:
    """A published recommendation in words of our own. line: where it stands; finding_line: where its reason does."""

    id: str
    edition: str
    edition_title: str
    made: str
    number: int
    title: str
    text: str
    addressee: str
    goal: str
    indicator: str
    finding: str
    figure: str
    figure_says: str
    state: str
    line: int
    finding_line: int
    parts: tuple[Part, ...]
    repeats: str = ""
    repeated_in: tuple[str, ...] = ()

    @property
    def key(self) -> UUID:
        """What stands in the address of its page: the same everywhere, and it says nothing."""
        return key_of(self.id)


@dataclass(frozen=True, slots=True)
class Published:
    """The counts of a chain in a year as a publication tells them."""

    chain: str
    year: int
    counts: Counts
    source: str
    line: int
    note: str

    @property
    def key(self) -> UUID:
        """What stands in the address of its page."""
        return uuid5(NAMESPACE_URL, f"zicht/policy/{self.chain}/{self.year}")


def key_of(recommendation: str) -> UUID:
    """The key of a published recommendation."""
    return uuid5(NAMESPACE_URL, f"zicht/policy/recommendation/{recommendation}")


@cache
def recommendations() -> Mapping[str, Known]:
    """All published recommendations by id, in the order of editions and numbers. Raises BrokenFactError."""
    data = _toml("recommendations.toml")
    found: dict[str, Known] = {}
    for entry in data["recommendation"]:
        edition = data["edition"][entry["edition"]]
        parts = tuple(Part(**part) for part in entry.get("part", ()))
        more = {"parts": parts, "repeated_in": tuple(entry.get("repeated_in", ()))}
        more |= {"edition_title": edition["title"], "made": edition["made"]}
        one = Known(**{"finding_line": entry["line"], **{k: v for k, v in entry.items() if k != "part"}, **more})
        if one.id in found or one.state not in STATES or any(part.kind not in PARTS for part in parts):
            raise BrokenFactError(f"recommendations.toml: {one.id}")
        found[one.id] = one
    for one in found.values():
        back = [other for other in one.repeated_in if found[other].repeats != one.id]
        if back or (one.repeats and one.id not in found[one.repeats].repeated_in):
            raise BrokenFactError(f"recommendations.toml: {one.id} and its repetition do not name each other")
    return MappingProxyType(found)


@cache
def by_key() -> Mapping[UUID, Known]:
    """The same by what stands in the address."""
    return MappingProxyType({one.key: one for one in recommendations().values()})


@cache
def chains() -> Mapping[str, Chain]:
    """All declared chains by id. Raises BrokenFactError."""
    found: dict[str, Chain] = {}
    for entry in _toml("chains.toml")["chain"]:
        steps = tuple(Step(**step | {"reasons": tuple(step.get("reasons", ()))}) for step in entry["steps"])
        chain = Chain(**{**entry, "steps": steps})
        wrong = faults_of_chain(chain)
        if wrong or chain.id in found:
            raise BrokenFactError("; ".join(wrong) or f"{chain.id} stands there twice")
        found[chain.id] = chain
    return MappingProxyType(found)


@cache
def published() -> tuple[Published, ...]:
    """All published counts. Raises BrokenFactError where they break the rules of their chain."""
    found = []
    for entry in _toml("chains.toml")["fact"]:
        counts = Counts(entry.get("numbers", {}), entry.get("lost", {}), entry.get("gone", {}))
        wrong = faults(chains()[entry["chain"]], counts)
        if wrong:
            raise BrokenFactError(wrong[0].words)
        found.append(
            Published(entry["chain"], entry["year"], counts, entry["source"], entry["line"], entry.get("note", ""))
        )
    return tuple(found)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))
