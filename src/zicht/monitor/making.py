# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From a frame of reports to the files of an edition, all in memory, and then on the disk all at once."""

from __future__ import annotations

import math
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from zicht.monitor.auditing import Finding, audit_publication
from zicht.monitor.change import Change, TooSmallToTell
from zicht.monitor.declaring import Definitions
from zicht.monitor.disclosure import MINIMUM_WIDTH
from zicht.monitor.editions import Edition, build, tables_json
from zicht.monitor.events import events
from zicht.monitor.notices import notices
from zicht.monitor.protecting import Protected
from zicht.monitor.publications import Publication
from zicht.monitor.result import Scope
from zicht.monitor.telling import change_to_tell
from zicht.reference.lists import code_list

FORMATS = ("json", "csv", "ods", "pdf", "html", "svg", "dcat")
TABLES = "tables.json"
# A monitor of the Rapporteur covers five years; twenty leaves room and stops a typing error of a century.
MOST_YEARS = 20
NAME = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")


class BadEdition(ValueError):
    """An edition that was asked for and cannot be made: what is wrong and what would be right, in Dutch."""


@dataclass(frozen=True)
class Made:
    """An edition with what may leave of it. ``files``: path under the directory of the edition -> content."""

    edition: Edition
    protected: Protected
    files: Mapping[str, bytes]


def years_of(name: str) -> tuple[int, int]:
    """First and last year of an edition by its name: 2015-2019, or 2019. Raises BadEdition."""
    match = NAME.fullmatch(name.strip())
    if match is None:
        raise BadEdition(f"'{name}' is geen editie. Schrijf het eerste en laatste jaar, bijvoorbeeld 2015-2019.")
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        raise BadEdition(f"Editie {name}: het eerste jaar is later dan het laatste. Bedoelt u {last}-{first}?")
    if last - first >= MOST_YEARS:
        raise BadEdition(f"Editie {name} beslaat meer dan {MOST_YEARS} jaar. Kies minder jaren.")
    return first, last


def formats_of(text: str) -> tuple[str, ...]:
    """The formats in a list with commas; json is always made. Raises BadEdition for one that is not there."""
    asked = [part.strip().casefold() for part in text.split(",") if part.strip()]
    for name in asked:
        if name not in FORMATS:
            raise BadEdition(f"Formaat '{name}' bestaat niet. Kies uit: {', '.join(FORMATS)}.")
    return tuple(name for name in FORMATS if name in {"json", *asked})


def reporter_of(code: str | None) -> str | None:
    """The group that reports, when one is named. Raises BadEdition for a code that is not in the list."""
    groups = code_list("reporter_groups").codes()
    if code and code not in groups:
        raise BadEdition(f"Melder '{code}' bestaat niet. Kies uit: {', '.join(groups)}.")
    return code or None


def edition_of(reports: pl.DataFrame, known: Definitions, *, name: str, scope: Scope, place: str) -> Edition:
    """The edition of a name over these reports. Raises BadEdition when a year has no report at all."""
    first, last = years_of(name)
    there = sorted(set(reports["year"].to_list()))
    missing = [year for year in range(first, last + 1) if year not in there]
    if missing:
        held = f"{there[0]} tot en met {there[-1]}" if there[1:] else str(there[0]) if there else "geen enkel jaar"
        years = ", ".join(str(year) for year in missing)
        problem = f"Editie {name}: het bestand heeft geen meldingen uit {years}."
        raise BadEdition(f"{problem} Er staan meldingen in uit {held}. Kies jaren die er zijn.")
    return build(reports, known, edition_id=name, first_year=first, last_year=last, scope=scope, place=place)


def make(edition: Edition, known: Definitions, *, formats: Sequence[str] = ("json",)) -> Made:
    """Protect an edition and write it in these formats. Raises UnprotectableError."""
    protected = edition.protected(known)
    changed = last_change(edition, protected, known)
    beside = told_beside(edition, protected, changed)
    files = {TABLES: tables_json(edition, protected.tables, audit=audited(protected), **beside)}
    others = {name for name in formats if name != "json"}
    if others:
        # Pictures and reports need libraries that counting does not.
        from zicht.monitor.publishing import files_of, publication_from

        # Pages bring their pictures as files and their entry for a data catalogue along.
        wanted = others | ({"svg", "dcat"} if "html" in others else set())
        files |= files_of(publication_from(files[TABLES]), formats=wanted, tables=files[TABLES])
    return Made(edition, protected, files)


def told_beside(edition: Edition, protected: Protected, changed: Change | None) -> dict[str, Any]:
    """What stands in ``tables.json`` beside the tables: warnings, events of these years, why the number changed."""
    first, last = edition.years[0], edition.years[-1]
    warned = notices(edition.extract, protected.tables, years=edition.years)
    return {
        "notices": [notice.as_data() for notice in warned],
        "events": [event.as_data() for event in events() if first <= event.day.year <= last],
        "change": None if changed is None else changed.as_data(),
    }


def last_change(
    edition: Edition, protected: Protected, known: Definitions, *, earlier: Sequence[Publication] = ()
) -> Change | None:
    """What changed between the last two years, as it may leave. One only: two divisions could be subtracted.

    earlier: what the same register published before.
    None for one year, for a change too small to tell, and for an edition whose extract is not at hand.
    """
    if edition.extract is None or len(edition.years) < 2:
        return None
    before, after = (str(year) for year in edition.years[-2:])
    try:
        return change_to_tell(edition, protected, known, before=before, after=after, earlier=earlier)
    except TooSmallToTell:
        return None


def found_by_audit(made: Made, known: Definitions) -> tuple[Finding, ...]:
    """What the last look finds in an edition as it leaves, by who did not protect it. Empty: it may leave."""
    return audit_publication([Publication(made.edition.id, made.edition.tables, made.protected.tables)], known)


def audited(protected: Protected) -> dict[str, Any]:
    """What the audit of the tables found, in plain values: how much is hidden, and how well.

    ``narrowest``: the smallest distance proven between the least and the most that a hidden small number can be for a
    reader; proof stops at ``least_allowed``. None where nothing is hidden or nothing binds.
    """
    widths = [each.width for each in protected.found if math.isfinite(each.width)]
    small, beside, cells = protected.lost
    return {
        "hidden_small": small,
        "hidden_for_others": beside,
        "cells": cells,
        "audited": len(protected.found),
        "narrowest": round(min(widths), 3) if widths else None,
        "least_allowed": MINIMUM_WIDTH,
        "exact": protected.exact,
    }


def write(files: Mapping[str, bytes], directory: Path) -> None:
    """Put files in a directory: all of them, or none. Files of the same name are replaced, others stay.

    Everything is written beside the directory first. Raises OSError.
    """
    directory.parent.mkdir(parents=True, exist_ok=True)
    fresh = not directory.exists()
    if not fresh and not (directory.is_dir() and os.access(directory, os.W_OK)):
        raise NotADirectoryError(str(directory))
    beside = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        for name, content in files.items():
            place = beside / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        if fresh:
            beside.chmod(0o755)
            beside.rename(directory)
            return
        for name in files:
            (directory / name).parent.mkdir(parents=True, exist_ok=True)
        for name in files:
            (beside / name).replace(directory / name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
