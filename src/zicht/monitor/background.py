# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the jobs of editions do: read in one transaction, compute without any, keep in another.

A job acts for the unit of the edition. Only so the reports without names are read: no policy officer reaches them.
While it computes it holds nothing, and notes in short transactions how far it is, for who waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from zicht.access.actors import Actor, for_job
from zicht.access.models import Unit
from zicht.base.context import transaction_as
from zicht.monitor import actions, beside, composing, forgetting, progress
from zicht.monitor.canonical import extract_frame
from zicht.monitor.declaring import Definitions, definitions
from zicht.monitor.lifecycle import CHECKING_AGAIN, WANTED
from zicht.monitor.models import Edition, EditionExtract, EditionRecount
from zicht.monitor.renderings import files_of
from zicht.register.extract import happened_since

BROKEN = "Er ging iets mis in Zicht. Probeer het opnieuw; gaat het weer mis, meld het dan bij uw beheerder."
NOT_BESIDE = {
    "figure": "",
    "blocks": False,
    "text": "Deze eerdere editie is met andere regels gemaakt en kon niet worden meegerekend: {}.",
    "remedy": "Vergelijk de twee edities zelf voordat u goedkeurt.",
}


def build_one(*, unit: int, key: UUID, at: datetime) -> bool:
    """Make the tables, or keep why that is not possible. False when nobody asks for them any more."""
    job, wanted = for_job(unit), Edition.objects.filter(pk=key, work=WANTED)
    with transaction_as(job.context(at)):
        forgetting.forget_of(job, unit, at=at)
        edition = wanted.first()
        if edition is None:
            return False
        order = beside.order_of(edition)
        reports = composing.reports_of(job, order, at=at)
        held = [beside.hold(job, other, at=at) for other in beside.others(edition)]
        tell = _teller(job, wanted, at)

    def keep(composed: composing.Composed | None, fault: str) -> bool:
        with transaction_as(job.context(at)):
            # Whoever changed the order meanwhile asked for tables of their own.
            same = wanted.select_for_update(of=("self",)).filter(version=edition.version).first()
            if same is None:
                return False
            known_digests = {each.key: each.digest for each in held}
            actions.keep_tables(actor=job, edition=same, composed=composed, beside=known_digests, fault=fault, at=at)
        return True

    with _broken(lambda: keep(None, BROKEN)):
        try:
            made, fault = _composed(order, reports, held, definitions(), tell), ""
        except composing.NothingToCountError as why:
            made, fault = None, str(why)
        tell(progress.KEEP)
        return keep(made, fault)


def _composed(
    order: composing.Order, reports: Any, held: list[beside.Held], known: Definitions, tell: Callable[[str], None]
) -> composing.Composed:
    earlier, lost = beside.taken_along(held, known)
    made = composing.compose(order, reports, known, earlier=earlier, tell=tell)
    made.findings.extend(_not_beside(lost))
    return made


def check_one(*, unit: int, key: UUID, at: datetime) -> bool:
    """Audit made tables beside all that is out or approved now. False when nobody asks any more."""
    job, asked = for_job(unit), Edition.objects.filter(pk=key, work=CHECKING_AGAIN)
    with transaction_as(job.context(at)):
        forgetting.forget_of(job, unit, at=at)
        edition = asked.select_related("owning_unit__organisation").first()
        if edition is None:
            return False
        held = [beside.hold(job, other, at=at) for other in beside.others(edition)]
        mine = beside.hold(job, edition, at=at)
        tell = _teller(job, asked, at)

    def keep(leaks: list[dict[str, Any]], against: dict[str, str]) -> bool:
        with transaction_as(job.context(at)):
            same = asked.select_for_update(of=("self",)).filter(digest=edition.digest).first()
            if same is None:
                return False
            actions.keep_check(actor=job, edition=same, leaks=leaks, beside=against, at=at)
        return True

    with _broken(lambda: keep([{**composing.BY_CHANGES, "text": BROKEN, "remedy": ""}], edition.beside)):
        known = definitions()
        tell(progress.AUDIT)
        earlier, lost = beside.taken_along([*held, mine], known)
        leaks = composing.leaks_of(earlier, known)
        tell(progress.KEEP)
        return keep([*leaks, *_not_beside(lost)], {each.key: each.digest for each in held})


def recount_one(*, unit: int, key: UUID, at: datetime) -> bool:
    """Count an edition again: out of its extract, and out of the register as it is now. False when nobody asks."""
    job, asked = for_job(unit), EditionRecount.objects.filter(pk=key, work=WANTED)
    with transaction_as(job.context(at)):
        forgetting.forget_of(job, unit, at=at)
        wanted = asked.select_related("edition__owning_unit__organisation").first()
        if wanted is None:
            return False
        edition = wanted.edition
        held = [beside.hold(job, each, at=at) for each in (*beside.others(edition), edition)]
        digest = EditionExtract.objects.filter(edition=edition).values_list("digest", flat=True).first()
        order = beside.order_of(edition)
        reports = composing.reports_of(job, order, at=at)
        years = {"first_year": edition.first_year, "last_year": edition.last_year}
        happened = happened_since(job, forgetting.built_at(edition), **years, at=at)
        tell = _teller(job, asked, at)

    def keep(tables: str, fault: str, same: bool | None) -> bool:
        with transaction_as(job.context(at)):
            row = asked.select_for_update(of=("self",)).first()
            if row is None:
                return False
            actions.keep_recount(
                actor=job, recount=row, tables=tables, same=same, happened=sorted(happened), fault=fault, at=at
            )
        return True

    with _broken(lambda: keep("", BROKEN, None)):
        known = definitions()
        tell(progress.REBUILD)
        same = _same(held[-1], digest, known)
        try:
            again = composing.Order(f"{order.slug}-nu", *_rest(order))
            made, fault = _composed(again, reports, held, known, tell).tables, ""
        except composing.NothingToCountError as why:
            made, fault = "", str(why)
        tell(progress.KEEP)
        return keep(made, fault, same)


def _rest(order: composing.Order) -> tuple[Any, ...]:
    return order.first_year, order.last_year, order.scope, order.place, order.figures


def _same(held: beside.Held, digest: str | None, known: Definitions) -> bool | None:
    """Whether the extract still gives the very same tables and pins; None without an extract."""
    if held.extract is None or digest is None:
        return None
    out = {table.id for table in held.shown}
    rebuilt = composing.ordered(extract_frame(held.extract.encode()), held.order, known)
    return replace(rebuilt, tables=tuple(t for t in rebuilt.tables if t.id in out)).digest == digest


def render_one(*, unit: int, key: UUID, at: datetime) -> bool:
    """Make the files of a published edition. False when there is no such edition."""
    job, out = for_job(unit), Edition.objects.filter(pk=key, published_at__isnull=False)
    with transaction_as(job.context(at)):
        edition = out.select_related("owning_unit__organisation").first()
        if edition is None:
            return False
    tell = _teller(job, out, at)
    files = files_of(edition, tell=tell)
    tell(progress.KEEP)
    with transaction_as(job.context(at)):
        actions.keep_files(actor=job, edition=edition, files=files, at=at)
    return True


def finish_due(*, at: datetime) -> int:
    """Whatever was asked for and is not there, in case a job was lost; how many. A second run does nothing."""
    number = 0
    for unit in Unit.objects.filter(remote=False).order_by("pk"):
        with transaction_as(for_job(unit.pk).context(at)):
            mine = Edition.objects.filter(owning_unit=unit)
            out = mine.filter(published_at__isnull=False, withdrawn_at__isnull=True, files_at__isnull=True)
            asked: list[tuple[Callable[..., bool], Any]] = [
                (build_one, mine.filter(work=WANTED)), (check_one, mine.filter(work=CHECKING_AGAIN)),
                (render_one, out), (recount_one, EditionRecount.objects.filter(owning_unit=unit, work=WANTED)),
            ]  # fmt: skip
            todo = [(work, key) for work, rows in asked for key in rows.order_by("pk").values_list("pk", flat=True)]
        number += sum(work(unit=unit.pk, key=key, at=at) for work, key in todo)
    return number


def _teller(job: Actor, rows: Any, at: datetime) -> Callable[[str], None]:
    """Notes each step in a transaction of its own, so that a page can show it."""

    def tell(step: str) -> None:
        with transaction_as(job.context(at)):
            rows.update(step=step)

    return tell


@contextmanager
def _broken(keep: Callable[[], Any]) -> Iterator[None]:
    """Nobody waits for work that failed: what went wrong is kept before it is raised."""
    try:
        yield
    except Exception:
        keep()
        raise


def _not_beside(titles: list[str]) -> list[dict[str, Any]]:
    return [{**NOT_BESIDE, "text": str(NOT_BESIDE["text"]).format(title)} for title in titles]
