# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The frozen rows of the register: one report as it came in, one victim in one year of report.

They hold a key that the reporter made up, never a name. Nothing here touches a database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Period:
    """Where and when somebody was exploited; months and years may be unknown. municipality: a code, in NL only."""

    country: str
    municipality: str = ""
    from_year: int | None = None
    from_month: int | None = None
    to_year: int | None = None
    to_month: int | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report on one person. Empty ``forms`` and ``nationality`` None mean: not known.

    ``age`` is in whole years at the moment of report. ``row`` is the row in the file (the header is row 1), 0
    for a report that did not come by file.
    """

    victim_key: str
    year: int
    reporter_group: str
    forms: frozenset[str] = NOTHING
    nationality: str | None = None
    sex: str | None = None
    age: int | None = None
    sectors_sexual: frozenset[str] = NOTHING
    sectors_labour: frozenset[str] = NOTHING
    manners: frozenset[str] = NOTHING
    police_unit: str | None = None
    reported_on: date | None = None
    reflection_offered_on: date | None = None
    reflection_accepted_on: date | None = None
    signs: frozenset[str] = NOTHING
    dublin: str | None = None
    dublin_country: str | None = None
    channel: str | None = None
    platform_type: str | None = None
    cyber_role: str | None = None
    help_kinds: frozenset[str] = NOTHING
    outcome: str | None = None
    episodes: tuple[Period, ...] = ()
    delivery_reference: str | None = None
    corrects: str | None = None  # "yes": about a report of an earlier file
    row: int = 0


@dataclass(frozen=True, slots=True)
class VictimYear:
    """One unique victim in one year of report, with everything that the reports of that year say together.

    ``reporter_groups`` holds the groups whose reports count. ``warnings`` names what the registrar should
    look at.
    """

    victim_key: str
    year: int
    forms: frozenset[str]
    nationality: str | None
    sex: str | None
    age: int | None
    sectors_sexual: frozenset[str]
    sectors_labour: frozenset[str]
    manners: frozenset[str]
    reporter_groups: frozenset[str]
    warnings: tuple[str, ...] = ()
