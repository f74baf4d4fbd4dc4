# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Small numbers do not leave: the bounds, and who may change them. This file is the whole of that.

1. A count of 1 to 9 is hidden: with the group, the year and the region it can point at a person.
2. A count of 0 stays: it points at nobody, and hiding it would hide that nothing was reported.
3. Totals would give a hidden number away. So more is hidden, until what a reader can compute of each small number
from all that is out leaves at least ten between the least and the most.
4. A percentage is hidden with its count, with its base, and on a base of fewer than 10.
5. A region has a table of its own from 10 victims in all, one municipality a split of its signals from 20 signals.
6. These bounds can be raised by the privacy officer (`Limits.raised`) and lowered by nobody.

Hidden is written as one word, never as "<10": a number that is hidden for the sake of another may be larger.

`protecting.protect_tables` hides by these bounds: all tables of an edition together and beside all that is out, and
then `auditing.audit_publication` tries to compute them. A working figure (`working.py`) passes it per year and is for
signed-in analysts only: two dates of it can be compared and subtracted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from zicht.access.roles import Role

# Ten is the bound that Dutch practice on registers of vulnerable people uses; to be confirmed by the
# privacy officer.
MINIMUM_CELL = 10
# Below ten victims in all, every share and every cell speaks about a handful of people.
MINIMUM_BASE = 10
# How far apart the least and the most must be that a reader can compute for a small hidden count.
MINIMUM_WIDTH = 10
# A table of a region, and what became of the signals of one municipality, is shown from so many on. Below twice the
# smallest cell nothing can be shown in two parts that are both large enough.
MINIMUM_REGION = MINIMUM_BASE
MINIMUM_MUNICIPALITY = 2 * MINIMUM_CELL
# Who may ask for more than these, for one publication or for all of a unit. Nobody may ask for less.
MAY_RAISE = frozenset({Role.PRIVACY_OFFICER})
# Zeros are always shown, so a reader knows that a hidden number is at least 1.
LEAST_HIDDEN = 1
HIDDEN = "afgeschermd"
# In what leaves there is one reason: "smaller than 10" would tell a reader more than the audit counts with.
ONE_REASON = "Afgeschermd: dit getal is klein, of een ander klein getal is er anders uit te rekenen."


class LimitsError(ValueError):
    """Limits below those of this file, or raised by somebody who may not; the words are for a screen."""


@dataclass(frozen=True)
class Limits:
    """How strict a publication is: small cells, small bases, and how wide intervals must be. Raises LimitsError."""

    cell: int = MINIMUM_CELL
    base: int = MINIMUM_BASE
    width: int = MINIMUM_WIDTH

    def __post_init__(self) -> None:
        least = {"cell": MINIMUM_CELL, "base": MINIMUM_BASE, "width": max(MINIMUM_WIDTH, self.cell)}
        for name, number in least.items():
            if getattr(self, name) < number:
                raise LimitsError(f"De grens ({name}) mag niet lager zijn dan {number}. Kies {number} of hoger.")

    def raised(self, *, by: Role, **higher: int) -> Limits:
        """Stricter limits. Raises LimitsError when a limit would fall or the role may not."""
        if by not in MAY_RAISE:
            raise LimitsError("Alleen de privacyfunctionaris kan de grenzen van de afscherming verhogen.")
        for name, number in higher.items():
            if number < getattr(self, name):
                raise LimitsError(f"De grens ({name}) kan alleen omhoog: {getattr(self, name)} of hoger.")
        if "cell" in higher:
            higher["width"] = max(higher.get("width", 0), self.width, higher["cell"])
        return replace(self, **higher)


class UnprotectedTableError(ValueError):
    """A table that was not protected was about to leave."""
