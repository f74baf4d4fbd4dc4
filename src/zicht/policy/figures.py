# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From a recommendation to the figure that shows progress: its declaration, and where it is published."""

from __future__ import annotations

from dataclasses import dataclass

from zicht.monitor.declaring import definitions


@dataclass(frozen=True)
class FigureLink:
    """A declared figure. url: of the published one, empty as long as there is none."""

    id: str
    title: str
    unit: str
    url: str = ""


UNITS = {
    "victims": "slachtoffers", "reports": "meldingen", "unit_reports": "meldingen per eenheid", "persons": "personen",
    "events": "gebeurtenissen",
}  # fmt: skip


def figure_link(figure: str) -> FigureLink | None:
    """The figure with this id; None when no declaration has it any more."""
    found = definitions().figures.get(figure)
    return FigureLink(found.id, found.title.nl, UNITS.get(found.unit, found.unit)) if found else None
