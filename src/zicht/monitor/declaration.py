# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a figure or table of the monitor is, as data. Read from ``definitions/*.toml``; a new one needs no code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zicht.monitor.result import Unit, Words

Place = Literal["none", "residence", "tie", "exploitation", "reporter"]
Missing = Literal["category", "excluded", "imputed"]


@dataclass(frozen=True)
class Declaration:
    """One figure or table.

    ``base`` names an entry of ``definitions/bases.toml`` (who is in). ``variable`` names an entry of
    ``definitions/variables.toml`` (which categories, from which code list, in which order, whether they overlap, and
    the hierarchy that picks one of several). ``columns``: the slices side by side, each with a base of its own:
    year, period, group, form, nationality..., total. ``split``: a second variable inside the rows, empty for none.
    ``rows``: with the variable "bases" the names of the bases that are the rows, wider and narrower ones.
    ``missing``: unknown is a category inside the base, is left out (then the coverage is told), or is imputed.
    ``top``: only the union of the largest so many per column, ranked (Table 2.1); 0 for all. ``mean_of``: a variable
    of which the mean stands below the rows. ``off``: the reason why it is declared and not made; empty for on.
    """

    id: str
    title: Words
    unit: Unit
    base: str
    variable: str
    columns: tuple[str, ...]
    place: Place = "none"
    missing: Missing = "category"
    split: str = ""
    rows: tuple[str, ...] = ()
    top: int = 0
    mean_of: str = ""
    first_year: int | None = None
    notes: tuple[Words, ...] = ()
    breaks: tuple[str, ...] = ()
    source: str = ""
    off: str = ""
