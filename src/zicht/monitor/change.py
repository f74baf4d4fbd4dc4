# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Why did it change? A change between two periods, divided over who reported whom.

The parts are reporters x group x origin x police unit (or some of these): everybody stands in exactly one part, so
the parts add up to the change exactly. Who was reported by several reporters, or by several units, is in a part of
that combination. Nothing here says why: a register knows who was reported by whom, not what made them report.

What leaves is folded first (``folded``): a part is told only when its numbers are no small ones, when it does not lie
inside a number that the edition hides, and when nothing small is left over of any published number after subtracting
the parts inside it. The rest is one number. This stops subtracting by hand; telling.py audits what combines several
published numbers at once, and then may tell parts inside hidden numbers, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import polars as pl

from zicht.monitor.counting import Extract
from zicht.monitor.declaring import Definitions
from zicht.monitor.disclosure import MINIMUM_CELL
from zicht.monitor.frames import bits
from zicht.monitor.linking import base_facts, name_of
from zicht.monitor.result import CountedTable, Where, Words
from zicht.monitor.wording import number, told
from zicht.reference.lists import code_list

DIMENSIONS = ("reporter", "group", "origin", "unit")
NONE = "none"
# A combination of codes: which column of the frame, and which code list has the words.
TOGETHER: Mapping[str, tuple[str, str]] = {
    "reporter": ("reporters", "reporter_groups"),
    "unit": ("police_units", "police_units"),
}
NO_UNIT = Words("zonder politie-eenheid", "without police unit")
REST = Words("overig", "other")
# How many parts a sentence names: more is a list, and a list is the table.
MOST_NAMED = 3
FORM_OF = {"BL-SU": "SU", "GO-SU": "SU", "AU": "AU", "CU": "CU"}
Direction = Literal["rose", "fell", "same"]


class TooSmallToTell(ValueError):
    """A change of which even the totals are small or hidden: nothing of it may leave."""


@dataclass(frozen=True)
class Part:
    """Some of the people: their facts (dimension, code), how many before and after, and the words."""

    facts: Where
    before: int
    after: int
    words: Words

    @property
    def contribution(self) -> int:
        """What this part adds to the change."""
        return self.after - self.before


@dataclass(frozen=True)
class Change:
    """A change with its parts, the largest contributions first. ``rest`` is what the parts do not tell: 0 inside.

    Unit: unique reported victims per year of report. ``periods`` are years or first-last.
    """

    base: str
    base_words: Words
    periods: tuple[str, str]
    before: int
    after: int
    by: tuple[str, ...]
    parts: tuple[Part, ...]
    protected: bool = False
    rest: tuple[int, int] = field(default=(0, 0))

    @property
    def contribution(self) -> int:
        """The whole change."""
        return self.after - self.before

    def along(self, dimension: str) -> tuple[Part, ...]:
        """The same change over one dimension: parts with the same code together. Exact only inside (no rest).

        Raises KeyError for a dimension that it is not divided by.
        """
        if dimension not in self.by:
            raise KeyError(f"not divided by {dimension}; by {', '.join(self.by)}")
        found: dict[str, list[Part]] = {}
        for part in self.parts:
            found.setdefault(dict(part.facts)[dimension], []).append(part)
        together = [
            Part(
                ((dimension, code),), sum(p.before for p in some), sum(p.after for p in some), _words(dimension, code)
            )
            for code, some in found.items()
        ]
        return _ordered(together)

    def steps(self) -> list[dict[str, Any]]:
        """The data of a figure: from the old number to the new one in steps, each with where it starts and ends."""
        level, found = self.before, [self._step("total", self.periods[0], self.periods[0], 0, self.before)]
        for part in self.parts:
            if part.contribution:
                found.append(self._step("part", part.words.nl, part.words.en, level, level + part.contribution))
                level += part.contribution
        if self.rest[1] - self.rest[0]:
            found.append(self._step("rest", REST.nl, REST.en, level, level + self.rest[1] - self.rest[0]))
        return [*found, self._step("total", self.periods[1], self.periods[1], 0, self.after)]

    @staticmethod
    def _step(kind: str, nl: str, en: str, start: int, end: int) -> dict[str, Any]:
        return {"kind": kind, "nl": nl, "en": en, "start": start, "end": end, "contribution": end - start}

    def as_data(self) -> dict[str, Any]:
        """The table in plain values: base, periods, parts with both numbers and the contribution, the rest, words."""
        rows = [
            {"facts": dict(p.facts), "nl": p.words.nl, "en": p.words.en, "before": p.before, "after": p.after}
            | {"contribution": p.contribution}
            for p in self.parts
        ]
        said = sentence(self)
        return {
            "base": self.base,
            "periods": list(self.periods),
            "before": self.before,
            "after": self.after,
            "change": self.contribution,
            "by": list(self.by),
            "parts": rows,
            "rest": self.rest[1] - self.rest[0],
            "nl": said.nl,
            "en": said.en,
            "protected": self.protected,
        }


def change_from(data: Mapping[str, Any]) -> Change:
    """A change as ``as_data`` wrote it down, without the words of its base."""
    parts = tuple(
        Part(tuple(each["facts"].items()), each["before"], each["after"], Words(each["nl"], each["en"]))
        for each in data["parts"]
    )
    before, after = data["before"], data["after"]
    first, last = data["periods"]
    return Change(
        data["base"], Words("", ""), (first, last), before, after, tuple(data["by"]), parts, data["protected"],
        rest=(before - sum(p.before for p in parts), after - sum(p.after for p in parts)),
    )  # fmt: skip


def decompose(
    extract: Extract,
    known: Definitions,
    *,
    before: str,
    after: str,
    base: str = "reported",
    by: Sequence[str] = DIMENSIONS,
) -> Change:
    """The change of a base (definitions/bases.toml) between two periods ("2018", or "2015-2016"), with small numbers.

    by: of DIMENSIONS, or variables of which everybody has one category. Raises KeyError for an unknown base or
    dimension, ValueError for periods that are not in the extract, overlap or differ in length.
    """
    old, new = _years(before), _years(after)
    if len(old) != len(new) or set(old) & set(new) or not {*old, *new} <= set(extract.years):
        raise ValueError(f"{before} and {after}: two periods of one length, apart, inside {extract.years}")
    frame = extract.victims.filter(known.bases[base].rows() & pl.col("year").is_in([*old, *new]))
    counted = (
        frame.select(pl.col("year").is_in(new).alias("new"), *[_coded(name, extract, known) for name in by])
        .group_by(by)
        .agg((~pl.col("new")).sum().alias("before"), pl.col("new").sum().alias("after"))
    )
    parts = []
    for row in counted.to_dicts():
        words = [_words(name, row[name], known) for name in by]
        joined = Words(", ".join(w.nl for w in words), ", ".join(w.en for w in words))
        parts.append(Part(tuple((name, row[name]) for name in by), row["before"], row["after"], joined))
    ordered = _ordered(parts)
    totals = sum(part.before for part in ordered), sum(part.after for part in ordered)
    return Change(base, known.bases[base].words, (before, after), *totals, tuple(by), ordered)


def folded(change: Change, tables: Sequence[CountedTable], known: Definitions, *, loose: bool = False) -> Change:
    """The change as it may leave beside these protected tables: unsafe parts are in the rest.

    loose: parts inside hidden numbers may be told, too; only for who audits what comes out (telling.py).

    Raises TooSmallToTell when the totals themselves may not be told, ValueError for tables that are not protected.
    """
    if any(not table.protected for table in tables):
        raise ValueError("a change is folded beside protected tables")
    beside = Beside.of(change, tables, known)
    whole = (change.before, change.after)
    if not all(map(_safe, whole)) or beside.hides(()):
        raise TooSmallToTell(
            f"{change.base}, {change.periods[0]} to {change.periods[1]}: the totals are small or hidden"
        )
    left, shown = whole, []
    for part in change.parts:
        after = left[0] - part.before, left[1] - part.after
        large = abs(part.contribution) >= MINIMUM_CELL
        if large and all(map(_safe, (part.before, part.after, *after))) and beside.takes(part, loose=loose):
            left = after
            shown.append(part)
    return replace(change, parts=tuple(shown), rest=left, protected=True)


def sentence(change: Change) -> Words:
    """One careful sentence: the change, its largest parts, and what it does not say. Raises WordingError."""
    largest = [part for part in change.parts if part.contribution][:MOST_NAMED]
    told_of = sum(part.contribution for part in largest)
    a, b = change.periods
    texts = []
    for lang in ("nl", "en"):
        base = change.base_words.in_("nl" if lang == "nl" else "en").rstrip(".")
        names = "; ".join(f"{p.words.nl if lang == 'nl' else p.words.en} ({p.contribution:+d})" for p in largest)
        before, after = (number(n, "nl" if lang == "nl" else "en") for n in (change.before, change.after))
        rest = change.contribution - told_of
        if lang == "nl":
            text = f"{base}: {before} in {a} en {after} in {b} ({change.contribution:+d})"
            text += (
                f"; de grootste bijdragen aan dat verschil: {names}; al het andere samen {rest:+d}" if names else ""
            )
            text += "; dit zegt wie door wie is gemeld, niet waarom, en niet hoeveel uitbuiting er is."
        else:
            text = f"{base}: {before} in {a} and {after} in {b} ({change.contribution:+d})"
            text += f"; the largest parts of that difference: {names}; all others together {rest:+d}" if names else ""
            text += "; this says who was reported by whom, not why, and not how much exploitation there is."
        texts.append(text)
    return told(texts[0], texts[1], unit="victims", describes_change=True)


def _safe(count: int) -> bool:
    return count == 0 or count >= MINIMUM_CELL


def _years(period: str) -> list[int]:
    first, _, last = period.partition("-")
    return list(range(int(first), int(last or first) + 1))


def _coded(name: str, extract: Extract, known: Definitions) -> pl.Expr:
    """In which category of a dimension a row of the frame stands."""
    if name in TOGETHER:
        column = TOGETHER[name][0]
        held = [
            pl.when((pl.col(column) & bit) > 0).then(pl.lit(code)).otherwise(pl.lit(None, dtype=pl.String))
            for code, bit in bits(column).items()
        ]
        joined = pl.concat_str(held, separator="+", ignore_nulls=True)
        return pl.when(joined == "").then(pl.lit(NONE)).otherwise(joined).alias(name)
    variable = known.variables["region" if name == "origin" else name]
    if variable.overlaps:
        raise KeyError(f"{name} overlaps: one person can stand in several categories")
    return variable.coded(extract.orders.get(variable.name, ())).alias(name)


def _words(name: str, code: str, known: Definitions | None = None) -> Words:
    if name in TOGETHER:
        if code == NONE:
            return NO_UNIT
        entries = {e.code: e for e in code_list(TOGETHER[name][1]).entries}
        names = [Words(entries[c].nl, entries[c].en) if c in entries else Words(c, c) for c in code.split("+")]
        return Words(" en ".join(n.nl for n in names), " and ".join(n.en for n in names))
    if known is None:
        from zicht.monitor.declaring import definitions

        known = definitions()
    variable = known.variables["region" if name == "origin" else name]
    heads = {head.code: head.words for head in variable.heads()}
    return heads.get(code, Words(code, code))


def _ordered(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: (-abs(part.contribution), -part.after, part.facts)))


@dataclass
class Beside:
    """What a reader has beside the change: published numbers with what is left of them, and hidden ones."""

    change: Change
    base: Where
    left: dict[tuple[int, Where], int]
    hidden: list[tuple[int, Where]]
    open: set[tuple[int, Where]]

    @classmethod
    def of(cls, change: Change, tables: Sequence[CountedTable], known: Definitions) -> Beside:
        """The numbers of tables that are about one of the two periods, and count people and not reports."""
        found = cls(change, base_facts(known.bases[change.base]), {}, [], set())
        for table in tables:
            for row, column, cell in table.walk():
                name = name_of(table, row, column, known)
                if name is None or (
                    name.unit != "victims" and not any(key == "police_unit" for key, _ in name.facts)
                ):
                    continue
                when = next((value for key, value in name.facts if key in ("year", "period")), "")
                if when not in change.periods:
                    continue
                facts = tuple(fact for fact in name.facts if fact[0] not in ("year", "period", "population"))
                key = change.periods.index(when), facts
                if cell.suppressed:
                    found.hidden.append(key)
                elif cell.count is not None:
                    found.left[key] = cell.count
                    found.open.add(key)
        return found

    def hides(self, facts: Where, *, loose: bool = False) -> bool:
        """Whether a number with these facts lies in a hidden number, or has a hidden one inside that it tells of."""
        mine = self._named(facts)
        if {(0, mine), (1, mine)} <= self.open:
            return False
        return any(
            set(mine) <= set(hidden) or (not loose and self.within(facts, hidden)) for _, hidden in self.hidden
        )

    def within(self, facts: Where, wider: Where) -> bool:
        """Whether everybody with the facts (and in the base) has all the wider ones."""
        return all(self._is(facts, fact) for fact in wider)

    def takes(self, part: Part, *, loose: bool) -> bool:
        """Whether telling the part leaves nothing small of any published number; if so, that is what is left now."""
        if self.hides(part.facts, loose=loose):
            return False
        counts = part.before, part.after
        after = {key: left - counts[key[0]] for key, left in self.left.items() if self.within(part.facts, key[1])}
        mine = self._named(part.facts)
        if all(map(_safe, after.values())):
            self.left |= after
            return True
        # A number that is out already can be subtracted by anybody.
        return {(0, mine), (1, mine)} <= self.open

    def _named(self, facts: Where) -> Where:
        """The facts as tables name them."""
        found = set(self.base)
        for name, code in facts:
            if (name, code) == ("origin", "netherlands"):
                found.add(("nationality", "NL"))
            else:
                found.add(("region" if name == "origin" else name, code))
        return tuple(sorted(found))

    def _is(self, facts: Where, fact: tuple[str, str]) -> bool:
        """Whether everybody with the facts (and in the base) has the fact."""
        mine, (key, value) = dict(facts), fact
        if fact in self.base or fact in self._named(facts):
            return True
        if key == "reporter":
            return value in mine.get("reporter", "").split("+")
        if key == "police_unit":
            return value in mine.get("unit", "").split("+")
        if key == "form":
            return FORM_OF.get(mine.get("group", "")) == value
        if key == "africa" and "origin" in mine:
            return (mine["origin"] == "africa") == (value == "africa")
        return key == "year_from"
