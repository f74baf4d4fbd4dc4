# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Two victims become one, and become two again. Called by actions, inside their transaction.

A victim that was joined stays, and points to the one its reports went to: a later file finds it by its key, and
undoing gives the reports back to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zicht.access.actors import Actor
from zicht.register.duplicates import ordered
from zicht.register.judging import NotPossible
from zicht.register.models import DuplicateProposal, Report, Victim
from zicht.register.noting import note_event

State = DuplicateProposal.State


@dataclass(frozen=True)
class Joined:
    """The reports that moved, and the victim they moved from."""

    moved: list[UUID]
    moved_from: UUID


def join(*, actor: Actor, report: Report, other: Report, note: str, expected: int | None, at: datetime) -> Joined:
    """`report` joins the victim of `other`, with every report that was linked to it. Raises NotPossible.

    expected: the version of `report` that a person looked at; None: the one of now.
    """
    if report.owning_unit_id != other.owning_unit_id:
        raise NotPossible("two registers")
    now, target = _held(report, other)
    if "refused" in (now.state, target.state) or now.victim_id == target.victim_id:
        raise NotPossible("these two cannot be linked")
    before = now.victim_id
    along = list(Report.objects.select_for_update(of=("self",)).filter(victim_id=before).exclude(pk=report.pk))
    report.save_if_current(expected=now.version if expected is None else expected, victim_id=target.victim_id)
    changes = {"from": str(before), "to": str(target.victim_id)}
    note_event(report, actor=actor, kind="linked", note=note, changes=changes | {"with": str(other.pk)}, at=at)
    for partner in along:
        partner.save_if_current(expected=partner.version, victim_id=target.victim_id)
        note_event(partner, actor=actor, kind="linked", note=note, changes=changes | {"with": str(other.pk)}, at=at)
    note_event(other, actor=actor, kind="linked", note=note, changes={"with": str(report.pk)}, at=at)
    Victim.objects.filter(pk=before).update(joined=target.victim_id)
    return Joined([report.pk, *(partner.pk for partner in along)], before)


def remember(*, report: Report, other: Report, joined: Joined, at: datetime) -> DuplicateProposal:
    """Keep what was joined by hand among the proposals, so that it can be undone like the others."""
    one, two = ordered(report.pk, other.pk)
    known = DuplicateProposal.objects.filter(one_id=one, other_id=two).first()
    values = {"state": State.SAME, "decided_at": at, "moved": joined.moved, "moved_from": joined.moved_from}
    if known is not None:
        return known.save_if_current(expected=known.version, **values)
    return DuplicateProposal.objects.create(
        owning_unit_id=report.owning_unit_id, one_id=one, other_id=two, reasons=["by_hand"], found_at=at, **values
    )


def split(*, actor: Actor, moved: list[UUID], back_to: UUID, note: str, at: datetime) -> None:
    """Give the reports that moved back to the victim they came from. What was unlinked since stays where it is."""
    victim = Victim.objects.select_for_update(of=("self",)).get(pk=back_to)
    joined_to = set(chain(victim))
    reports = Report.objects.select_for_update(of=("self",)).filter(pk__in=moved, victim_id__in=joined_to)
    for report in reports.order_by("pk"):
        changes = {"from": str(report.victim_id), "to": str(victim.pk)}
        report.save_if_current(expected=report.version, victim_id=victim.pk)
        note_event(report, actor=actor, kind="unlinked", note=note, changes=changes, at=at)
    Victim.objects.filter(pk=victim.pk).update(joined=None)


def came_from(report: Report) -> Victim | None:
    """The victim that this report alone was joined from, ready to take it back; None when there is none."""
    rows = DuplicateProposal.objects.filter(moved=[report.pk], state=State.SAME).order_by("-decided_at")
    for source in rows.exclude(moved_from=None).values_list("moved_from", flat=True):
        victim = Victim.objects.filter(pk=str(source), joined_id=report.victim_id).first()
        if victim is not None:
            Victim.objects.filter(pk=victim.pk).update(joined=None)
            return victim
    return None


def chain(victim: Victim) -> Iterable[UUID]:
    """The victims that this one was joined to, one after the other."""
    seen: set[UUID] = {victim.pk}
    found: Victim | None = victim
    while found is not None and found.joined_id is not None and found.joined_id not in seen:
        seen.add(found.joined_id)
        yield found.joined_id
        found = Victim.objects.filter(pk=found.joined_id).first()


def forget_pairs(report: Report) -> None:
    """The facts of this report are erased: what was proposed from them goes too. Its history stays."""
    for name in ("one", "other"):
        # A decision stays as long as it can be undone.
        DuplicateProposal.objects.filter(**{name: report}).exclude(state=State.SAME).delete()
        DuplicateProposal.objects.filter(**{name: report}).update(reasons=[])


def _held(one: Report, two: Report) -> tuple[Report, Report]:
    """Both as they are stored now, held until the end: who links the other way round at this moment waits."""
    rows = Report.objects.select_for_update(of=("self",)).order_by("pk").filter(pk__in=(one.pk, two.pk))
    found = {row.pk: row for row in rows}
    return found[one.pk], found[two.pk]
