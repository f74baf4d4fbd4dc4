# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The last look before a publication: what somebody can compute who keeps everything that was ever published.

The auditor trusts nobody who protected: it reads the tables as they leave, takes all publications together and
computes for every number that must stay hidden the least and the most that it can be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from unseen.disclosure import Interval, Rule, proven, too_narrow, unsafe
from zicht.monitor.declaring import Definitions
from zicht.monitor.disclosure import LEAST_HIDDEN, Limits
from zicht.monitor.hinting import known_of, told_mean
from zicht.monitor.linking import Name, everybody_of, name_of
from zicht.monitor.publications import Combined, Places, Publication, combine
from zicht.monitor.result import Words

LIMITS = Limits()
Code = Literal["open", "computed", "difference", "rest", "mean"]
WHAT = {
    "open": Words("{where} is een klein getal en staat open.", "{where} is a small number and stands open."),
    "computed": Words(
        "{where} is afgeschermd, maar uit de andere getallen (bijna) uit te rekenen.",
        "{where} is hidden, but can be computed (closely) from the other numbers.",
    ),
    "difference": Words(
        "{where}: uit het verschil tussen twee edities is een klein aantal mensen uit te rekenen.",
        "{where}: the difference of two editions gives a small number of people.",
    ),
    "mean": Words(
        "{where}: het gemiddelde is van een klein of afgeschermd aantal mensen, of heeft te veel decimalen.",
        "{where}: the mean is of a small or hidden number of people, or has too many decimals.",
    ),
    "rest": Words(
        "{where}: trek de gepubliceerde plaatsen van het grotere gebied af, en er blijft een getal over dat niemand "
        "mocht weten.",
        "{where}: subtract the published places from the wider area and a number is left that nobody may know.",
    ),
}
REMEDY = {
    "open": Words(
        "Laat de tabel door de bescherming gaan; publiceer nooit de ruwe tabel.",
        "Put the table through protection; never publish the plain table.",
    ),
    "computed": Words(
        "Scherm in dezelfde rij of kolom nog een getal af, voeg categorieën samen, of laat de tabel weg.",
        "Hide one more number in the same row or column, merge categories, or leave the table out.",
    ),
    "difference": Words(
        "Houd het eerdere getal aan tot het verschil {minimum} of meer is, of scherm het nieuwe getal af.",
        "Keep the earlier number until the difference is {minimum} or more, or hide the new number.",
    ),
    "mean": Words(
        "Scherm het gemiddelde af, of geef het met een decimaal; dat doet de bescherming.",
        "Hide the mean, or give it with one decimal; protection does that.",
    ),
    "rest": Words(
        "Laat van een van de kleinere gebieden dit getal weg, of geef de rest samen met een ander gebied.",
        "Leave this number out for one of the smaller areas, or give the rest together with another area.",
    ),
}


@dataclass(frozen=True)
class Finding:
    """One number that a reader can know. ``low`` and ``high``: how closely; not for screens of who may not know."""

    code: Code
    name: Name
    words: Words
    remedy: Words
    titles: tuple[str, ...]
    low: float
    high: float


def audit_publication(
    publications: Sequence[Publication],
    known: Definitions,
    *,
    withheld: Collection[Places] = (),
    limits: Limits = LIMITS,
) -> tuple[Finding, ...]:
    """What can be known that may not be, from all publications together. Empty: it may leave.

    publications: everything that is out, the earliest first, and last what is about to leave. withheld: places of
    which nothing may be known, however large the numbers. An interval narrower than the limit is a finding.
    """
    combined = combine(publications, known)
    linked, cells = combined.linked, combined.linked.cells()
    heads = _heads(publications, combined, known)
    kept = {rest for rest, places in combined.rests.items() if places is not None and places in withheld}
    secret = unsafe(cells, Rule(limits.cell)) | linked.mask(kept)
    seen = linked.mask(combined.seen)
    # Zeros are always shown, of tables that left.
    told = ~linked.mask(linked.untold | linked.slack)
    hidden = ~seen & ~(told & (cells.counts == 0))
    found = proven(
        cells, hidden, width=limits.width, floor=floors(combined), of=np.flatnonzero(secret & hidden).tolist()
    )
    names = list(linked.counts)
    spans = [Interval(names[i], n := int(cells.counts[i]), n, n) for i in np.flatnonzero(secret & ~hidden)]
    spans += too_narrow(found, width=limits.width)
    leaks = [_finding(span, _code(span, combined), combined, heads, limits) for span in spans]
    if publications:
        means = _bad_means(publications[-1], combined.names[-1], combined.seen, known, limits)
        leaks += [_finding(span, "mean", combined, heads, limits) for span in means]
    return tuple(leaks)


def _bad_means(
    publication: Publication, names: Mapping[Name, Name], seen: Collection[Name], known: Definitions, limits: Limits
) -> Iterator[Interval]:
    """The totals of the columns whose mean is about to leave and may not: of few, of a hidden number, too exact."""
    plain = {table.id: table for table in publication.tables}
    for table in publication.shown:
        for row, column, cell in table.walk():
            if row.kind != "mean" or cell.mean is None:
                continue
            whole = everybody_of(table, column, known)
            allowed = told_mean(plain[table.id], column, plain[table.id].cell(row.code, column.code), limits.base)
            if names.get(whole) not in seen or allowed is None or cell.mean != allowed:
                number = known_of(plain[table.id], column)
                yield Interval(names.get(whole, whole), number, number, number)


def floors(combined: Combined) -> NDArray[np.float64]:
    """The least that each number can be for a reader who does not see it."""
    return np.where(combined.linked.mask(combined.linked.untold | combined.linked.slack), 0.0, LEAST_HIDDEN)


def _code(span: Interval, combined: Combined) -> Code:
    if span.name in combined.rests:
        return "rest"
    if span.name in combined.differences:
        return "difference"
    return "open" if span.name in combined.seen else "computed"


def _finding(span: Interval, code: Code, combined: Combined, heads: Mapping[Name, Words], limits: Limits) -> Finding:
    name = span.name
    assert isinstance(name, Name)
    where = heads.get(name, Words(str(name), str(name)))
    titles = combined.titles.get(name, ())
    return Finding(
        code,
        name,
        _filled(WHAT[code], where, titles, limits),
        _filled(REMEDY[code], where, titles, limits),
        titles,
        span.low,
        span.high,
    )


def _filled(words: Words, where: Words, titles: Sequence[str], limits: Limits) -> Words:
    out = " / ".join(titles)
    return Words(
        *(
            text.format(where=f"{place} ({out})" if out else place, minimum=limits.cell)
            for text, place in ((words.nl, where.nl), (words.en, where.en))
        )
    )


def _heads(publications: Sequence[Publication], combined: Combined, known: Definitions) -> dict[Name, Words]:
    """Where a number stands, in words: its table, row and column; those of its whole for what is left over."""
    found: dict[Name, Words] = {}
    by_plain: dict[Name, Words] = {}
    for publication, names in zip(publications, combined.names, strict=True):
        for table in publication.tables:
            for row, column, _ in table.walk():
                plain = name_of(table, row, column, known)
                if plain is None or plain not in names:
                    continue
                words = Words(
                    f"{table.id}, {row.words.nl}, {column.words.nl}", f"{table.id}, {row.words.en}, {column.words.en}"
                )
                found.setdefault(names[plain], words)
                by_plain.setdefault(plain, words)
    for name in (*combined.rests, *combined.differences):
        facts = tuple(fact for fact in name.facts if fact[0] not in ("place", "edition"))
        plain = Name(name.unit, facts)
        place = next((value for key, value in name.facts if key == "place"), "")
        if plain in by_plain:
            words = by_plain[plain]
            found[name] = Words(f"{words.nl}, {place}", f"{words.en}, {place}") if place else words
    return found
