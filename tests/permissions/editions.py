# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Editions in each state that a page needs, with one small protected table."""

from typing import Any

from django.db import models

from conftest import AT
from tests.rows import Filler
from zicht.monitor.canonical import canonical, tables_data
from zicht.monitor.estimates.telling import no_lists
from zicht.monitor.models import Edition, EditionFile, EstimateRun
from zicht.monitor.renderings import FILES
from zicht.monitor.result import Cell, CountedTable, Head, Words

TABLE = CountedTable(
    id="2.7",
    title=Words("Gemelde slachtoffers per groep", "Reported victims per group"),
    unit="victims",
    base="reported",
    base_words=Words("gemelde slachtoffers", "reported victims"),
    place="none",
    missing="category",
    rows=(
        Head("AU", Words("Arbeidsuitbuiting", "Labour exploitation"), "category"),
        Head("total", Words("Totaal", "Total"), "total"),
    ),
    columns=(Head("2024", Words("2024", "2024"), "year"), Head("2025", Words("2025", "2025"), "year")),
    cells=((Cell(31, 31, 62, 50.0), Cell(None, suppressed=True)), (Cell(62, 62, 62, 100.0), Cell(40, 40, 40, 100.0))),
    partition=True,
    protected=True,
)
WHOLE = {
    "edition": "proef", "years": [2024, 2025], "scope": "region", "place": "regio Proef", "digest": "0" * 64,
    "pins": {"rule": "proef/1", "lists": {}, "definitions": "0" * 64, "program": "0"}, "notices": [],
}  # fmt: skip
STATES = {"edition": "draft", "edition_to_check": "checking", "public_edition": "published"}


def make_editions(
    records: dict[tuple[str, str], models.Model], owner: str, filler: Filler, *, by: Any, checked_by: Any
) -> None:
    """One edition in each of these states, of the unit of this owner."""
    text = canonical({**WHOLE, "tables": tables_data([TABLE])}).decode()
    for name, state in STATES.items():
        more: dict[str, Any] = {}
        if state == "published":
            more = {"checked_by": checked_by, "checked_at": AT, "published_at": AT}
        made = filler.new(
            Edition, slug=f"{state}-{owner.replace('_', '-')}", title_nl="Proefeditie", title_en="Trial edition",
            first_year=2024, last_year=2025, scope="region", place="regio Proef", figures=["2.7"], state=state,
            work="built", tables=text, digest="0" * 64, made_by=by, made_at=AT, **more,
        )  # fmt: skip
        records[name, owner] = made
    answer = no_lists()
    records["estimate", owner] = filler.new(
        EstimateRun, first_year=2024, last_year=2025, place="regio Proef", told={"filled": None}, work="built",
        done_at=AT, grade="none", answer=answer, asked_by=by, asked_at=AT,
    )  # fmt: skip
    for names, _, _ in FILES.values():
        for file in sorted(set(names.values())):
            filler.new(EditionFile, edition=made, name=file, body=b"proef")


def edition_keys(kind: str, records: dict[tuple[str, str], models.Model], owner: str) -> dict[str, Any]:
    """What stands in the address of a page about an edition, or about a figure of one."""
    name, _, part = kind.partition("+")
    record: Any = records[name.removesuffix("_key"), owner]
    if name == "public_edition":
        return {"slug": record.slug, "other": "2-7"} if part else {"slug": record.slug}
    return {"key": record.pk, "slug": "2-7"} if part else {"key": record.pk}
