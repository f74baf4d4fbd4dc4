# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""One sector per victim, where several were recorded: two hierarchies of the monitor.

Sexual exploitation: a fixed order (Slachtoffermonitor 2015-2019, footnote 20). It favours visible sectors
and so works against the shift to less visible ones; a table that uses it must say so.
Labour exploitation: rarer sectors first, then common ones, then the residual classes (footnote 38). That
order depends on the counts, so an edition computes it once and keeps the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from zicht.reference.lists import code_list
from zicht.reference.model import UnknownCode


def sex_sector(sectors: AbstractSet[str]) -> str | None:
    """The sector that counts by the fixed hierarchy; None when none is known. Raises UnknownCode."""
    entries = {code: code_list("sectors_sexual").get(code) for code in sorted(sectors)}
    return min(entries, key=lambda code: int(entries[code].attributes["rank"]), default=None)


def labour_order(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The hierarchy of labour sectors for one edition: rarer first, residual classes last.

    ``counts`` gives victims per sector code, before any hierarchy; a sector that is absent counts as 0. Equal
    counts stand in list order. The result holds every sector ever valid, so that no recorded one is missing.
    Raises UnknownCode for a code that the list does not know and ValueError for a negative count.
    """
    known = code_list("sectors_labour")
    for code, count in counts.items():
        known.get(code)
        if count < 0:
            raise ValueError(f"the count of sector '{code}' is {count}; a count is 0 or more")
    place = {code: index for index, code in enumerate(known.codes())}

    def rank(code: str) -> tuple[bool, int, int]:
        residual = bool(known.get(code).attributes.get("residual", False))
        return residual, 0 if residual else counts.get(code, 0), place[code]

    return tuple(sorted(place, key=rank))


def labour_sector(sectors: AbstractSet[str], order: tuple[str, ...]) -> str | None:
    """The sector that counts by the frozen order; None when none is known. Raises UnknownCode."""
    for code in sorted(sectors):
        if code not in order:
            raise UnknownCode("labour order of this edition", code, None, {known: known for known in order})
    return min(sectors, key=order.index, default=None)
