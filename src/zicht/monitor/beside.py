# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What an edition has to be safe beside: all that its register published or approved, withdrawn editions too.

Two editions can be counted at the same time, each without knowing of the other. So an edition keeps beside which
others it was checked (``Edition.beside``: key to digest). A pair is covered when one of the two was checked beside
the other as that is now; until every pair is, nothing is approved and nothing is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from django.db.models import Q, QuerySet

from zicht.access.actors import Actor
from zicht.monitor.change import Change
from zicht.monitor.composing import Order, reports_of
from zicht.monitor.declaring import Definitions
from zicht.monitor.earlier import CannotRememberError, published_before, remembered
from zicht.monitor.lifecycle import APPROVED
from zicht.monitor.models import Edition, EditionExtract
from zicht.monitor.publications import Publication
from zicht.monitor.result import CountedTable
from zicht.monitor.showing import change_of, tables_of


class UncheckedError(ValueError):
    """Other editions that were approved or published since this one was checked. ``titles`` names them."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__(f"{len(titles)} editions")
        self.titles = tuple(titles)


@dataclass(frozen=True)
class Held:
    """An edition out of the database with what the background needs of it; no connection is needed any more."""

    key: str
    digest: str
    title: str
    order: Order
    shown: tuple[CountedTable, ...]
    change: Change | None
    extract: str | None
    reports: pl.DataFrame | None

    def publication(self, known: Definitions) -> Publication:
        """As the auditor wants it. Raises CannotRememberError."""
        if self.extract is not None:
            return published_before(self.order, self.extract, self.shown, known, change=self.change)
        if self.reports is None or not self.reports.height:
            raise CannotRememberError("the register has no report of its years any more")
        return remembered(self.order, self.reports, self.shown, known, change=self.change)


def order_of(edition: Edition) -> Order:
    """What was asked for."""
    return Order(
        slug=edition.slug, first_year=edition.first_year, last_year=edition.last_year,
        scope="national" if edition.scope == "national" else "region", place=edition.place,
        figures=tuple(edition.figures),
    )  # fmt: skip


def others(edition: Edition) -> QuerySet[Edition]:
    """What the same register published or approved besides, in the order in which it came out."""
    mine = Edition.objects.filter(owning_unit=edition.owning_unit_id).exclude(pk=edition.pk)
    out = mine.filter(Q(published_at__isnull=False) | Q(state=APPROVED))
    return out.select_related("owning_unit__organisation").order_by("published_at", "checked_at", "pk")


def uncovered(edition: Edition) -> list[Edition]:
    """Those that neither was checked beside this one nor the other way round."""
    key = str(edition.pk)
    return [
        other
        for other in others(edition)
        if edition.beside.get(str(other.pk)) != other.digest and other.beside.get(key) != edition.digest
    ]


def require_covered(edition: Edition) -> None:
    """Raises UncheckedError. Other approvals of the same register wait for this one."""
    waiting = Edition.objects.filter(owning_unit=edition.owning_unit_id, published_at__isnull=True).order_by("pk")
    list(waiting.select_for_update(of=("self",)).values_list("pk"))
    open_ = uncovered(edition)
    if open_:
        raise UncheckedError([other.title_nl for other in open_])


def hold(job: Actor, edition: Edition, *, at: datetime) -> Held:
    """Everything of an edition that is out or approved. Its register is read only when its extract is gone."""
    order = order_of(edition)
    kept = EditionExtract.objects.filter(edition=edition).first()
    return Held(
        key=str(edition.pk), digest=edition.digest, title=edition.title_nl, order=order, shown=tables_of(edition),
        change=change_of(edition.tables), extract=None if kept is None else kept.reports,
        reports=None if kept is not None else reports_of(job, order, at=at),
    )  # fmt: skip


def taken_along(held: Sequence[Held], known: Definitions) -> tuple[list[Publication], list[str]]:
    """The publications, and the titles of those that could not be taken along."""
    found, lost = [], []
    for each in held:
        try:
            found.append(each.publication(known))
        except CannotRememberError:
            lost.append(each.title)
    return found, lost
