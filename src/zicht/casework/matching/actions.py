# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Asking for a comparison, its answer, and what a person concludes about a contact."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from zicht.access import covenants
from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Unit
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import local_day
from zicht.casework.matching import rules
from zicht.casework.matching.gate import held
from zicht.casework.matching.models import Comparison, Contact
from zicht.exchange.actions import send
from zicht.exchange.formats import ContactVerdict


@action("comparison.ask", kind=Kind.COMPARISON)
def ask(
    *, actor: Actor, kind: Kind, record: UUID, unit: int, chosen: Iterable[str], submission: UUID, at: datetime
) -> Comparison:
    """Ask, for the purpose in use, whether units of a covenant know what stands in this record.

    The answer comes after rules.DELAY, whatever it is; a refusal comes at once and is counted. A second press of
    the same button gives the first comparison.
    """
    found = Comparison.objects.filter(submission=submission, owning_unit=unit).first()
    if found is not None:
        return found
    assert actor.purpose is not None
    return _store(actor, actor.purpose, kind, record, unit, tuple(chosen), submission, at, automatic=False)


@action("comparison.on_saving", kind=Kind.COMPARISON)
def compare_saved(*, actor: Actor, kind: Kind, record: UUID, unit: int, at: datetime) -> Comparison:
    """Compare the place-bound identifiers of a record that was just saved. A job of the unit does this."""
    chosen = rules.PLACE_BOUND
    return _store(actor, Purpose.SIGNAL_HANDLING, kind, record, unit, chosen, uuid4(), at, automatic=True)


def _store(
    actor: Actor, purpose: Purpose, kind: Kind, record: UUID, unit: int, chosen: tuple[str, ...], submission: UUID,
    at: datetime, *, automatic: bool,
) -> Comparison:  # fmt: skip
    day = local_day(at)
    here = held(kind, record, unit)
    covered = [k for k in chosen if covenants.comparing(unit, purpose=purpose, kinds=[k], day=day).exists()]
    reason = rules.refusal(
        chosen=chosen, held=here, covered=covered, asked_today=asked_today(unit, at=at), automatic=automatic
    )
    asked = Comparison(
        owning_unit_id=unit, record_kind=kind.value, record=record, submission=submission, purpose=purpose.value,
        kinds=[k for k in chosen if k in here and k in covered] if not reason else list(chosen), automatic=automatic,
        asked_by_id=actor.person, asked_at=at, answer_at=at if reason else at + rules.DELAY, reason=reason,
        state=Comparison.State.REFUSED if reason else Comparison.State.WAITING,
    )  # fmt: skip
    asked.save(force_insert=True)
    return asked


def asked_today(unit: int, *, at: datetime) -> int:
    """How many questions the workers of a unit asked on this day."""
    mine = Comparison.objects.filter(owning_unit=unit, automatic=False)
    return mine.filter(asked_at__date=local_day(at)).exclude(reason="too_many").count()


@action("comparison.answer", kind=Kind.COMPARISON)
def answer(*, actor: Actor, comparison: Comparison, at: datetime) -> Comparison:
    """Let the database compare, as a job of the asking unit. The row says contact or not, and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("select pair, other_unit from zicht_compare(%s)", [comparison.pk])
        comparison.told = cursor.fetchall()
    found = bool(comparison.told)
    comparison.state = Comparison.State.CONTACT if found else Comparison.State.NOTHING
    comparison.save(update_fields=["state"])
    return comparison


@action("contact.made", kind=Kind.COMPARISON)
def told(*, actor: Actor, contact: Contact, at: datetime) -> Contact:
    """One side of a contact was told. Both sides have such a row in their trail."""
    return contact


@action("contact.judge", kind=Kind.COMPARISON)
def judge(
    *, actor: Actor, contact: Contact, verdict: str, reason: str, share: bool, expected: int, at: datetime
) -> Contact:
    """Write down what a person concluded and why. share: the other side may read it, once it shares its own.

    Raises ValueError without a verdict or a reason, EditConflict when somebody was first.
    """
    if verdict not in rules.VERDICTS or not verdict or not reason.strip():
        raise ValueError("a verdict has a reason")
    contact.save_if_current(
        expected=expected, verdict=verdict, verdict_reason=reason.strip(), verdict_by_id=actor.person, verdict_at=at,
        shared=share,
    )  # fmt: skip
    said = ContactVerdict(contact.pair, verdict if share else "", reason.strip()[:2_000] if share else "")
    own = Unit.objects.get(pk=contact.owning_unit_id)
    send(actor=actor, from_unit=own, to_unit=contact.other_unit, kind=said.kind, body=said.body(), at=at)
    return contact


@action("contact.hear", kind=Kind.COMPARISON)
def hear(*, actor: Actor, contact: Contact, verdict: str, reason: str, at: datetime) -> Contact:
    """Keep what the other side concluded. It is shown when this side shares its own conclusion."""
    contact.other_verdict, contact.other_reason, contact.other_at = verdict, reason, at
    contact.save(update_fields=["other_verdict", "other_reason", "other_at"])
    return contact
