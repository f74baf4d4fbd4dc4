# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What people do with an edition: compose, send, refuse a figure, approve, publish, withdraw.

Two people: who wrote an edition never approves it. The database refuses it as well.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.text import slugify

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Person, Unit
from zicht.access.roles import Kind
from zicht.monitor.beside import require_covered
from zicht.monitor.composing import Composed
from zicht.monitor.lifecycle import (
    APPROVED,
    BUILT,
    CHECKING,
    CHECKING_AGAIN,
    FAILED,
    WANTED,
    WrongStateError,
    next_state,
)
from zicht.monitor.models import Edition, EditionEvent, EditionExtract, EditionFile, EditionRecount


class OwnEditionError(ValueError):
    """Whoever made an edition does not approve it."""


class NotReadyError(ValueError):
    """There are no tables yet, or the checks found something that must be changed first."""


@dataclass(frozen=True)
class Terms:
    """What the composer chose."""

    title_nl: str
    title_en: str
    first_year: int
    last_year: int
    figures: tuple[str, ...]


def place_of_register() -> str:
    """The place of this register, as titles say it."""
    place = str(settings.REGISTER_PLACE).strip()
    return f"regio {place}".strip() if settings.REGISTER_SCOPE == "region" else place


def blocking(edition: Edition) -> list[dict[str, Any]]:
    """Findings that keep an edition from being approved."""
    return [finding for finding in edition.findings if finding["blocks"]]


@action("edition.compose", kind=Kind.FIGURE)
def compose(*, actor: Actor, unit: Unit, person: Person, terms: Terms, submission: UUID, at: datetime) -> Edition:
    """Write down a new edition and ask for its tables. The same submission makes one."""
    known = Edition.objects.filter(pk=submission).first()
    if known is not None:
        return known
    made = Edition(
        id=submission, owning_unit=unit, slug=_slug(terms, submission), scope=settings.REGISTER_SCOPE,
        place=place_of_register(), made_by=person, made_at=at, **_values(terms),
    )  # fmt: skip
    made.save(force_insert=True)
    _note(actor, made, "compose", at)
    return _ask(made)


@action("edition.change", kind=Kind.FIGURE)
def change(*, actor: Actor, edition: Edition, person: Person, terms: Terms, expected: int, at: datetime) -> Edition:
    """Change a draft or an approved edition; it needs new tables and another check. Raises EditConflict."""
    state = next_state("change", edition.state)
    refused = {figure: why for figure, why in edition.refused.items() if figure in terms.figures}
    if _period(edition) != (terms.first_year, terms.last_year):
        refused = {}
    edition.save_if_current(
        expected=expected, state=state, made_by=person, checked_by=None, checked_at=None, refused=refused,
        slug=_slug(terms, edition.pk),
        work=WANTED, work_note="", step="", tables="", digest="", pins={}, findings=[], beside={}, **_values(terms),
    )  # fmt: skip
    _note(actor, edition, "change", at)
    return _ask(edition)


@action("edition.build", kind=Kind.FIGURE)
def keep_tables(
    *, actor: Actor, edition: Edition, composed: Composed | None, beside: dict[str, str], fault: str, at: datetime
) -> Edition:
    """Keep what was made on the background, or why it could not be made. beside: what it was protected against."""
    edition.step, edition.beside = "", beside
    if composed is None:
        edition.work, edition.work_note = FAILED, fault
    else:
        edition.work, edition.work_note = BUILT, ""
        edition.tables, edition.digest, edition.pins = composed.tables, composed.digest, composed.pins
        edition.findings = composed.findings
        edition.lost_since, edition.lost_why = None, ""
        EditionExtract.objects.filter(edition=edition).delete()
        EditionExtract(
            owning_unit_id=edition.owning_unit_id, edition=edition, digest=composed.whole, reports=composed.extract
        ).save()
    edition.save(
        update_fields=[
            "work",
            "work_note",
            "tables",
            "digest",
            "pins",
            "findings",
            "step",
            "beside",
            "lost_since",
            "lost_why",
            "changed_at",
        ]
    )
    _note(actor, edition, "build", at, note=fault)
    return edition


@action("edition.send", kind=Kind.FIGURE)
def send(*, actor: Actor, edition: Edition, expected: int, at: datetime) -> Edition:
    """Ask somebody else to check it. Raises NotReadyError, WrongStateError, EditConflict."""
    state = next_state("send", edition.state)
    if edition.work != BUILT or edition.refused:
        raise NotReadyError
    edition.save_if_current(expected=expected, state=state)
    _note(actor, edition, "send", at)
    return edition


@action("edition.take_back", kind=Kind.FIGURE)
def take_back(*, actor: Actor, edition: Edition, expected: int, at: datetime) -> Edition:
    """Not to be checked yet after all."""
    edition.save_if_current(expected=expected, state=next_state("take_back", edition.state))
    _note(actor, edition, "take_back", at)
    return edition


@action("edition.refuse", kind=Kind.FIGURE)
def refuse(
    *, actor: Actor, edition: Edition, person: Person, figure: str, why: str, expected: int, at: datetime
) -> Edition:
    """Send it back because of one figure, with a reason."""
    state = next_state("refuse", edition.state)
    if person.pk == edition.made_by_id:
        raise OwnEditionError
    edition.save_if_current(expected=expected, state=state, refused={**edition.refused, figure: why})
    _note(actor, edition, "refuse", at, figure=figure, note=why)
    return edition


@action("edition.approve", kind=Kind.FIGURE)
def approve(*, actor: Actor, edition: Edition, person: Person, expected: int, at: datetime) -> Edition:
    """Somebody else than who made it says that this may be public.

    Raises OwnEditionError, NotReadyError, and UncheckedError while another edition came out beside it.
    """
    state = next_state("approve", edition.state)
    if person.pk == edition.made_by_id:
        raise OwnEditionError
    _require_sound(edition)
    edition.save_if_current(expected=expected, state=state, checked_by=person, checked_at=at)
    _note(actor, edition, "approve", at)
    return edition


@action("edition.publish", kind=Kind.FIGURE)
def publish(*, actor: Actor, edition: Edition, expected: int, at: datetime) -> Edition:
    """Open it to everybody; its files are made on the background. Raises NotReadyError, UncheckedError."""
    state = next_state("publish", edition.state)
    _require_sound(edition)
    edition.save_if_current(expected=expected, state=state, published_at=at)
    _note(actor, edition, "publish", at)
    from zicht.monitor.jobs import render_soon

    render_soon(edition)
    return edition


@action("edition.recheck", kind=Kind.FIGURE)
def recheck(*, actor: Actor, edition: Edition, at: datetime) -> Edition:
    """Ask to audit the made tables again, beside what was approved or published since. Raises WrongStateError."""
    if edition.work != BUILT or edition.state not in (CHECKING, APPROVED):
        raise WrongStateError("recheck", edition.state)
    edition.work, edition.step = CHECKING_AGAIN, ""
    edition.save(update_fields=["work", "step", "changed_at"])
    from zicht.monitor.jobs import check_soon

    check_soon(edition)
    return edition


@action("edition.check", kind=Kind.FIGURE)
def keep_check(
    *, actor: Actor, edition: Edition, leaks: list[dict[str, Any]], beside: dict[str, str], at: datetime
) -> Edition:
    """Keep what the audit beside other editions found; findings about one figure stay."""
    edition.work, edition.step, edition.beside = BUILT, "", beside
    edition.findings = [*(finding for finding in edition.findings if finding["figure"]), *leaks]
    edition.save(update_fields=["work", "step", "beside", "findings", "changed_at"])
    _note(actor, edition, "check", at)
    return edition


@action("edition.recount", kind=Kind.FIGURE)
def ask_recount(*, actor: Actor, edition: Edition, at: datetime) -> EditionRecount:
    """Ask to count an edition again. Who asks twice waits for one. Raises NotReadyError when it has no tables."""
    if edition.work != BUILT:
        raise NotReadyError
    waiting = EditionRecount.objects.filter(edition=edition, work=WANTED).first()
    if waiting is not None:
        return waiting
    # One is enough: what an older one said of the register does not hold any more.
    EditionRecount.objects.filter(edition=edition).delete()
    asked = EditionRecount(owning_unit_id=edition.owning_unit_id, edition=edition, asked_at=at)
    asked.save(force_insert=True)
    from zicht.monitor.jobs import recount_soon

    recount_soon(asked)
    return asked


@action("edition.keep_recount", kind=Kind.FIGURE)
def keep_recount(
    *, actor: Actor, recount: EditionRecount, tables: str, same: bool | None, happened: list[str], fault: str,
    at: datetime,
) -> EditionRecount:  # fmt: skip
    """Keep what was counted again, or why that was not possible."""
    recount.work, recount.step = (FAILED if fault else BUILT), ""
    recount.work_note, recount.tables, recount.same, recount.happened = fault, tables, same, happened
    recount.done_at = at
    recount.save()
    _note(actor, recount.edition, "recount", at, note=fault)
    return recount


@action("edition.render", kind=Kind.FIGURE)
def keep_files(*, actor: Actor, edition: Edition, files: dict[str, bytes], at: datetime) -> Edition:
    """Keep the renderings of a published edition."""
    if edition.published_at is None:
        raise WrongStateError("render", edition.state)
    EditionFile.objects.filter(edition=edition).delete()
    for name, body in sorted(files.items()):
        EditionFile(owning_unit_id=edition.owning_unit_id, edition=edition, name=name, body=body).save()
    edition.files_at, edition.step = at, ""
    edition.save(update_fields=["files_at", "step", "changed_at"])
    return edition


@action("edition.withdraw", kind=Kind.FIGURE)
def withdraw(*, actor: Actor, edition: Edition, why: str, expected: int, at: datetime) -> Edition:
    """Say that a published edition does not count any more, and why. Its page stays."""
    state = next_state("withdraw", edition.state)
    edition.save_if_current(expected=expected, state=state, withdrawn_at=at, withdrawn_why=why)
    _note(actor, edition, "withdraw", at, note=why)
    return edition


@action("edition.forget", kind=Kind.FIGURE)
def forget_extract(*, actor: Actor, edition: Edition, why: str, at: datetime) -> Edition:
    """Destroy the extract: tables and digest stay, the edition says since when it cannot be built again."""
    EditionExtract.objects.filter(edition=edition).delete()
    if edition.lost_since is None:
        edition.lost_since, edition.lost_why = at, why
        edition.save(update_fields=["lost_since", "lost_why", "changed_at"])
        _note(actor, edition, "forget", at, note=why)
    return edition


def _require_sound(edition: Edition) -> None:
    """Nothing that blocks, and checked beside all that is out or approved."""
    if edition.work != BUILT or blocking(edition) or edition.refused:
        raise NotReadyError
    require_covered(edition)


def _ask(edition: Edition) -> Edition:
    from zicht.monitor.jobs import build_soon

    build_soon(edition)
    return edition


def _period(edition: Edition) -> tuple[int, int]:
    return edition.first_year, edition.last_year


def _values(terms: Terms) -> dict[str, Any]:
    return {
        "title_nl": terms.title_nl, "title_en": terms.title_en, "first_year": terms.first_year,
        "last_year": terms.last_year, "figures": list(terms.figures),
    }  # fmt: skip


def _slug(terms: Terms, submission: UUID) -> str:
    """The address of the edition: place and years, and a few letters, because others may make the same years."""
    years = f"{terms.first_year}-{terms.last_year}" if terms.first_year < terms.last_year else str(terms.first_year)
    return f"{slugify(f'{place_of_register()} {years}')[:70]}-{submission.hex[:4]}"


def _note(actor: Actor, edition: Edition, kind: str, at: datetime, *, figure: str = "", note: str = "") -> None:
    EditionEvent(
        at=at, trace=actor.trace, owning_unit_id=edition.owning_unit_id, edition_id=edition.pk, actor=actor.label,
        kind=kind, figure=figure, note=note,
    ).save(force_insert=True)  # fmt: skip
