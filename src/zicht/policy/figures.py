# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From a recommendation to the figure that shows progress: its declaration, and where it is published."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from zicht.monitor import gate
from zicht.monitor.declaring import definitions
from zicht.monitor.showing import slug_of

# A page names the latest editions; the others stand in the list of editions.
MOST_EDITIONS = 4


@dataclass(frozen=True)
class Published:
    """The figure in a published edition."""

    title: str
    url: str


@dataclass(frozen=True)
class FigureLink:
    """A declared figure, and the editions that have it, the latest years first."""

    id: str
    title: str
    unit: str
    editions: tuple[Published, ...] = ()


UNITS = {
    "victims": "slachtoffers", "reports": "meldingen", "unit_reports": "meldingen per eenheid", "persons": "personen",
    "events": "gebeurtenissen",
}  # fmt: skip


def figure_link(figure: str) -> FigureLink | None:
    """The figure with this id; None when no declaration has it any more."""
    found = definitions().figures.get(figure)
    if found is None:
        return None
    editions = gate.published().filter(withdrawn_at=None, figures__contains=[figure])[:MOST_EDITIONS]
    links = tuple(
        Published(edition.title_nl, reverse("monitor:published-figure", args=[edition.slug, slug_of(figure)]))
        for edition in editions
    )
    return FigureLink(found.id, found.title.nl, UNITS.get(found.unit, found.unit), links)
