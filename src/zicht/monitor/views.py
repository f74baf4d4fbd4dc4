# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The page with the one working figure, its file and its picture."""

from functools import lru_cache
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Kind, Purpose
from zicht.base.formfields import offer_choices
from zicht.monitor.chart import chart, phone_chart
from zicht.monitor.export import cell_text, declaration, percentage_text, to_csv
from zicht.monitor.queries import Figure, figure
from zicht.monitor.table import Table


class PeriodForm(forms.Form):
    """First and last year."""

    van = forms.TypedChoiceField(label="Van jaar", required=False, coerce=int, empty_value=None)
    tot = forms.TypedChoiceField(label="Tot en met jaar", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("van", "tot"):
            offer_choices(self, name, [(year, str(year)) for year in years])


@door(Purpose.ANALYSIS)
@require_GET
def figure_page(request: ActingRequest) -> HttpResponse:
    """Victims per group per year: picture, table, what must be said about them."""
    found = _figure(request)
    if found.table is None:
        return render(request, "zicht/monitor/figure.html", {"table": None})
    table = found.table
    logbook.listed(request.actor, kind=Kind.FIGURE, what=table.id, at=request.at)
    shown = {"van": table.columns[0], "tot": table.columns[-2]}
    context = {
        "table": table,
        "shown": shown,
        "form": PeriodForm(initial=shown, years=found.years),
        "odd": _odd(request, found.years),
        "period": f"van={shown['van']}&tot={shown['tot']}",
        "declaration": [pair for pair in declaration(table) if pair[0] != "Noot"],
        "counts": [(head, [_shown(cell) for cell in row]) for head, row in _rows(table)],
        "shares": [(head, [percentage_text(cell) for cell in row]) for head, row in _rows(table)],
        "refusals": [(year, cell_text(cell, thousands=True)) for year, cell in found.refusals],
        "hidden": sorted({cell.reason for row in table.cells for cell in row if cell.hidden}),
    }
    if not table.withheld:
        context["wide"], context["phone"] = _pictures(table)
    return render(request, "zicht/monitor/figure.html", context)


@door(Purpose.ANALYSIS)
@require_GET
def figure_csv(request: ActingRequest) -> HttpResponse:
    """The same table as a file."""
    table = _figure(request).table
    if table is None:
        raise NotHere
    # The mark at the start tells a spreadsheet that this is UTF-8.
    response = HttpResponse("\ufeff" + to_csv(table), content_type="text/csv; charset=utf-8")
    logbook.listed(request.actor, kind=Kind.FIGURE, what=table.id, at=request.at, verb="export")
    name = f"werkcijfer-{table.id}-{table.period}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@lru_cache(maxsize=16)
def _pictures(table: Table) -> tuple[SafeString, SafeString]:
    """The wide picture and the one for a telephone; drawing takes half a second, a table seldom changes."""
    # The pictures come out of our own drawing; their words are escaped there.
    wide, phone = chart(table, chart_id="wide"), phone_chart(table, chart_id="phone")
    return mark_safe(wide), mark_safe(phone)  # noqa: S308


def _figure(request: ActingRequest) -> Figure:
    first, last = (_year(request.GET.get(name, "")) for name in ("van", "tot"))
    return figure(request.actor, first=first, last=last, at=request.at)


def _year(text: str) -> int | None:
    """A year out of the address; anything else chooses nothing."""
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None


def _odd(request: ActingRequest, years: tuple[int, ...]) -> bool:
    """Whether the address names a year that the register does not have."""
    given = [request.GET[name] for name in ("van", "tot") if request.GET.get(name)]
    return any(_year(text) not in years for text in given)


def _rows(table: Table) -> list[tuple[Any, Any]]:
    return list(zip(table.rows, table.cells, strict=True))


def _shown(cell: Any) -> dict[str, Any]:
    return {"text": cell_text(cell, thousands=True), "hidden": cell.hidden, "reason": cell.reason}
