# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Several publications as one system: what a reader has who keeps them all.

The same facts with the same number in two editions are one cell. With another number, the difference is a cell of its
own: late reports and withdrawals of a few people. What places leave of a wider place is one, too: the country without
the regions that have a page, a region without the municipalities that have one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zicht.monitor.bounding import bound
from zicht.monitor.change import Change
from zicht.monitor.declaring import Definitions
from zicht.monitor.hinting import hint
from zicht.monitor.linking import SLACK, Linked, Name, everybody_of, link, name_of
from zicht.monitor.result import CountedTable

Places = frozenset[str]
COUNTRY: Places = frozenset()
PLACE, EDITION = "place", "edition"
# Facts that say nothing about a person but that and when somebody reported.
ONLY_WHEN = frozenset({"year", "year_from", "period", "population", PLACE})


@dataclass(frozen=True)
class Publication:
    """What is out, or is about to leave.

    tables: unprotected. shown: the same tables as readers have them; a table that is not among them did not leave.
    places: the smallest places that the publication is about together, COUNTRY (empty) for all. title: one per
    publication, for the words of a finding and to tell editions apart. change: the one that it explains.
    """

    title: str
    tables: tuple[CountedTable, ...]
    shown: tuple[CountedTable, ...]
    places: Places = COUNTRY
    change: Change | None = None


@dataclass
class Combined:
    """The system of several publications.

    seen: cells that somebody published. names: for each publication, its own names and those in the system.
    rests: cells that are left between places, with those places (None where they are not known by name).
    titles: which publications a cell comes from.
    """

    linked: Linked = field(default_factory=Linked)
    seen: set[Name] = field(default_factory=set)
    names: list[Mapping[Name, Name]] = field(default_factory=list)
    rests: dict[Name, Places | None] = field(default_factory=dict)
    differences: set[Name] = field(default_factory=set)
    titles: dict[Name, tuple[str, ...]] = field(default_factory=dict)


def combine(publications: Sequence[Publication], known: Definitions) -> Combined:
    """One system of all publications, the earlier ones first. Raises ValueError for two of one title."""
    if len({each.title for each in publications}) < len(publications):
        raise ValueError("two publications with one title: give each its own")
    combined = Combined()
    for publication in publications:
        _take_in(combined, publication, known)
    _leave_between_places(combined, publications)
    return combined


def seen_in(tables: Sequence[CountedTable], known: Definitions) -> Iterator[Name]:
    """The numbers that protected tables show, bases of percentages and coverage among them."""
    for table in tables:
        total = next((row for row in table.rows if row.kind == "total"), None)
        for row, column, cell in table.walk():
            name = name_of(table, row, column, known)
            told = cell.count is not None or cell.numerator is not None or cell.percentage is not None
            if name is not None and told:
                yield name
            if cell.denominator is not None:
                whole = None if total is None or row.kind == "total" else name_of(table, total, column, known)
                yield whole or everybody_of(table, column, known)
        if table.coverage is not None:
            yield everybody_of(table, table.columns[-1], known)


def _take_in(combined: Combined, publication: Publication, known: Definitions) -> None:
    out = {table.id for table in publication.shown}
    tables = [table for table in publication.tables if table.id in out]
    own = link(tables, known)
    bound(own, tables, known)
    hint(own, tables, known)
    names = {name: _place_of(combined, name, count, own, publication) for name, count in own.counts.items()}
    linked = combined.linked
    for each in own.sums:
        linked.sums.append({names[name]: weight for name, weight in each.items()})
    linked.untold |= {names[name] for name in own.untold}
    linked.slack |= {names[name] for name in own.slack}
    combined.names.append(names)
    combined.seen |= {names[name] for name in seen_in(publication.shown, known) if name in names}


def _place_of(combined: Combined, name: Name, count: int, own: Linked, publication: Publication) -> Name:
    """The name in the system of a cell of a publication, added when it is new."""
    counts, title = combined.linked.counts, publication.title
    if name in own.slack:
        mine = Name(SLACK, (*name.facts, ("publication", title)))
        counts[mine] = count
        return mine
    first = name.plus((PLACE, "+".join(sorted(publication.places)))) if publication.places else name
    mine = first
    if counts.get(first, count) != count:
        mine = first.plus((EDITION, title))
        same = next((n for n in _editions(combined, first) if counts[n] == count), None)
        if same is not None:
            mine = same
        else:
            counts[mine] = count
            _differ(combined, first, mine, title)
    counts.setdefault(mine, count)
    combined.titles[mine] = (*combined.titles.get(mine, ()), title)
    return mine


def _editions(combined: Combined, first: Name) -> Iterator[Name]:
    """The other numbers that editions gave for the same facts."""
    for title in {title for titles in combined.titles.values() for title in titles}:
        name = first.plus((EDITION, title))
        if name in combined.linked.counts:
            yield name


def _differ(combined: Combined, first: Name, second: Name, title: str) -> None:
    """The difference of two numbers for the same facts: a cell, unless it says no more than that few came late."""
    counts = combined.linked.counts
    larger, smaller = sorted((first, second), key=lambda name: -counts[name])
    if {key for key, _ in first.facts} <= ONLY_WHEN:
        combined.linked.not_negative({larger: 1, smaller: -1})
        return
    difference = first.plus((EDITION, f"the difference that {title} makes"))
    combined.linked.rest(difference, {larger: 1, smaller: -1})
    combined.differences.add(difference)
    combined.titles[difference] = (*combined.titles.get(first, ()), title)


def _leave_between_places(combined: Combined, publications: Sequence[Publication]) -> None:
    """What a wider place is without the places inside it that have numbers of the same facts."""
    counts = combined.linked.counts
    by_facts: dict[Name, dict[Places, dict[str, Name]]] = defaultdict(lambda: defaultdict(dict))
    for publication, names in zip(publications, combined.names, strict=True):
        for plain, name in names.items():
            if name not in combined.linked.slack:
                by_facts[plain][publication.places][publication.title] = name
    for plain, places in by_facts.items():
        for outer in places:
            for group in _inside(outer, list(places)):
                for title, whole in places[outer].items():
                    parts = [places[p].get(title) or list(places[p].values())[-1] for p in group]
                    if counts[whole] >= sum(counts[part] for part in parts):
                        _leave(combined, plain, whole, parts, (outer, group))


def _leave(
    combined: Combined, plain: Name, whole: Name, parts: Sequence[Name], where: tuple[Places, Sequence[Places]]
) -> None:
    outer, group = where
    taken = frozenset().union(*group)
    words = f"{'+'.join(sorted(outer)) or 'country'} without {'+'.join(sorted(taken))}"
    editions = tuple(fact for fact in whole.facts if fact[0] == EDITION)
    rest = plain.plus((PLACE, words), *editions)
    combined.linked.rest(rest, {whole: 1} | dict.fromkeys(parts, -1))
    combined.rests[rest] = outer - taken if outer else None
    titles = [title for name in (whole, *parts) for title in combined.titles.get(name, ())]
    combined.titles[rest] = tuple(dict.fromkeys(titles))


def _inside(outer: Places, places: Sequence[Places]) -> Iterator[Sequence[Places]]:
    """The largest places inside one: together when they do not overlap, otherwise each by itself."""
    inner = [each for each in places if each and each != outer and (not outer or each < outer)]
    largest = [each for each in inner if not any(each < other for other in inner)]
    if sum(map(len, largest)) == len(frozenset().union(*largest)):
        if largest:
            yield largest
    else:
        yield from ([each] for each in largest)
