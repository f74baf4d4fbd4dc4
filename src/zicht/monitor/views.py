# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The page with the one working figure, its file and its picture."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Kind, Purpose
from zicht.base.formfields import offer_choices
from zicht.base.sheets import CSV_TYPE, csv_file
from zicht.monitor.publishing import figure_fragment
from zicht.monitor.publishing.texts import count_text, full_title
from zicht.monitor.queries import Figure, figure
from zicht.monitor.result import Cell
from zicht.monitor.working import sheet


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
    if found.publication is None:
        return render(request, "zicht/monitor/figure.html", {"figure": None})
    (table,) = found.publication.tables
    logbook.listed(request.actor, kind=Kind.FIGURE, what=table.id, at=request.at)
    years = found.publication.years
    shown = {"van": years[0], "tot": years[-1]}
    context = {
        "title": full_title(found.publication, table, "nl"),
        "figure": figure_fragment(found.publication, table, "nl"),
        "shown": shown,
        "form": PeriodForm(initial=shown, years=found.years),
        "odd": _odd(request, found.years),
        "period": f"van={years[0]}&tot={years[-1]}",
        "pins": [(name.nl, text) for name, text in found.publication.pins],
        "refusals": _apart(found.refusals),
        "departures": _apart(found.departures),
        "withheld": all(cell.suppressed for _, _, cell in table.walk()),
    }
    return render(request, "zicht/monitor/figure.html", context)


@door(Purpose.ANALYSIS)
@require_GET
def figure_csv(request: ActingRequest) -> HttpResponse:
    """The same table as a file."""
    found = _figure(request).publication
    if found is None:
        raise NotHere
    logbook.listed(request.actor, kind=Kind.FIGURE, what=found.id, at=request.at, verb="export")
    response = HttpResponse(csv_file([sheet(found)]), content_type=CSV_TYPE)
    name = f"werkcijfer-{found.id}-{found.period}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _apart(found: tuple[tuple[int, Cell], ...]) -> list[tuple[str, str]]:
    return [(str(year), count_text(cell, "nl")) for year, cell in found]


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
