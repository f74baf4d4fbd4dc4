# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The shapes of reference data: a source, an entry, a list, and what a check can find.

Nothing here reads a file. Dates are whole days; ``valid_to`` is the last day on which an entry may be chosen.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

LANGUAGES = ("nl", "en")
# "confirmed" is absent on purpose: a privacy officer says whether a ground holds, shipped data never do.
STATUSES = ("sourced", "public", "to_be_confirmed")
# The lists that pages and rules ask for by name; a directory of lists has them all.
SHIPPED = (
    "act_reasons", "age_classes", "coercion_means", "consent_texts", "danger_kinds", "exclusion_reasons",
    "countries", "criminal_manners", "domains",
    "register_rules", "report_signs",
    "contact_channels", "cyber_roles", "dublin_states", "help_kinds", "platform_types", "report_outcomes",
    "forms", "functions", "funnel_reasons", "grounds", "identity_checks", "indicators", "informed_reasons",
    "legal_bases", "municipalities", "municipalities_demo", "outcome_reasons", "own_words", "person_roles",
    "police_units", "processing_activities", "purposes", "reading_rules", "recruitment_places", "regions",
    "regions_demo", "regions_of_origin", "reporter_groups", "retention_terms", "risk_factors", "sectors_labour",
    "sectors_sexual", "subforms", "thing_kinds", "urgency", "withholding_grounds",
)  # fmt: skip
_SHORT = 12  # a list of at most so many codes is shown whole in an error


class UnknownCode(ValueError):
    """A code that a list does not know, or does not allow on that day. The message names close matches."""

    def __init__(self, list_name: str, code: str, day: date | None, known: Mapping[str, str]) -> None:
        """``known`` gives a label per code (or the code itself), for the close matches."""
        self.list_name, self.code, self.day = list_name, code, day
        when = f" on {day.isoformat()}" if day else ""
        super().__init__(f"list '{list_name}' has no code '{code}'{when}{_hint(code, known)}")


def _hint(code: str, known: Mapping[str, str]) -> str:
    """People type labels for codes and forget capitals, so both are compared without case."""
    words = {word.casefold(): key for key, label in reversed(list(known.items())) for word in (label, key)}
    close = [words[word] for word in difflib.get_close_matches(code.casefold(), words, n=3, cutoff=0.6)]
    if close:
        return f"; did you mean {' or '.join(dict.fromkeys(close))}?"
    return f"; known: {', '.join(known)}" if len(known) <= _SHORT else ""


class BrokenList(ValueError):
    """A list file that cannot be used. The message carries the findings, one a line."""


@dataclass(frozen=True)
class Source:
    """Where an entry comes from: enough words to find the place again, without an address."""

    id: str
    title: str
    where: str
    licence: str


@dataclass(frozen=True)
class Entry:
    """One code with its words in both languages, its validity and its source."""

    code: str
    nl: str
    en: str
    help_nl: str
    help_en: str
    valid_from: date
    valid_to: date | None
    source: str
    status: str
    parent: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def valid_on(self, day: date) -> bool:
        """Whether the code may be chosen on that day (both ends included)."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def label(self, language: str = "nl") -> str:
        """The label; any language other than English gets the Dutch one, which is the authoritative one."""
        return self.en if language == "en" else self.nl

    def help(self, language: str = "nl") -> str:
        """The explanation, empty when the list has none."""
        return self.help_en if language == "en" else self.help_nl


@dataclass(frozen=True)
class CodeList:
    """A named list of one version. ``parent_list`` names the list in which parents are codes."""

    name: str
    version: str
    title_nl: str
    title_en: str
    note: str
    entries: tuple[Entry, ...]
    parent_list: str | None = None
    legal: bool = False

    @cached_property
    def _by_code(self) -> Mapping[str, tuple[Entry, ...]]:
        """Every label on a page asks by code, so the list is searched once."""
        found: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            found[entry.code] = (*found.get(entry.code, ()), entry)
        return found

    def at(self, day: date) -> tuple[Entry, ...]:
        """The entries that may be chosen on that day, in list order."""
        return tuple(entry for entry in self.entries if entry.valid_on(day))

    def get(self, code: str, day: date | None = None) -> Entry:
        """The entry of that code; without a day the latest that was ever valid. Raises UnknownCode."""
        found = [e for e in self._by_code.get(code, ()) if day is None or e.valid_on(day)]
        if not found:
            known = self.entries if day is None else self.at(day)
            raise UnknownCode(self.name, code, day, {entry.code: entry.nl for entry in known})
        return max(found, key=lambda entry: entry.valid_from)

    def choices(self, day: date, language: str = "nl") -> list[tuple[str, str]]:
        """Pairs of code and label for a form field, in list order."""
        return [(entry.code, entry.label(language)) for entry in self.at(day)]

    def label(self, code: str, language: str = "nl") -> str:
        """The label of a recorded code, valid or not. Never raises: an old record stays legible."""
        try:
            return self.get(code).label(language)
        except UnknownCode:
            return f"{code} ({'unknown code' if language == 'en' else 'onbekende code'})"

    def codes(self, day: date | None = None) -> tuple[str, ...]:
        """The codes, each once, in list order; with a day only those valid then."""
        return tuple(dict.fromkeys(e.code for e in (self.entries if day is None else self.at(day))))

    def children(self, parent: str, day: date | None = None) -> tuple[Entry, ...]:
        """The entries below that parent, in list order."""
        return tuple(e for e in (self.entries if day is None else self.at(day)) if e.parent == parent)


@dataclass(frozen=True)
class Finding:
    """What is wrong in a list file, where, and what would be right."""

    file: str
    entry: str
    problem: str
    remedy: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.entry or '-'}: {self.problem} -> {self.remedy}"
