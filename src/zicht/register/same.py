# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A registrar judges whether two reports are about one person; every judgement can be undone."""

from datetime import datetime

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Unit
from zicht.access.roles import Kind
from zicht.register.joining import join, split
from zicht.register.judging import NotPossible
from zicht.register.models import DuplicateProposal, DuplicateSearch, Victim
from zicht.register.noting import note_event
from zicht.register.proposing import search_all

State = DuplicateProposal.State
WAITING = (State.OPEN, State.LATER)


@action("register.search_same", kind=Kind.REPORT)
def search_duplicates(*, actor: Actor, unit: Unit, at: datetime) -> DuplicateSearch:
    """Lay all reports of this register beside each other; new pairs stand on the work list. Joins nothing."""
    reports, found = search_all(unit.pk, at=at)
    return DuplicateSearch.objects.create(
        owning_unit=unit, at=at, reports=reports, found=len(found.pairs), too_common=found.too_common
    )


@action("register.judge_same", kind=Kind.REPORT)
def judge_proposal(
    *, actor: Actor, proposal: DuplicateProposal, verdict: str, note: str, expected: int, at: datetime
) -> DuplicateProposal:
    """Say "same", "different" or "later" about a pair, with a reason.

    Same joins the victims; different closes every open pair between them. Raises NotPossible, EditConflict.
    """
    if proposal.state not in WAITING or verdict not in {State.SAME, State.DIFFERENT, State.LATER}:
        raise NotPossible("this pair was judged")
    one, other = proposal.one, proposal.other
    if one.victim_id == other.victim_id:
        raise NotPossible("these reports are about one person already")
    changes = {"state": verdict, "decided_at": at, "moved": [], "moved_from": None}
    if verdict == State.SAME:
        joined = join(actor=actor, report=one, other=other, note=note, expected=None, at=at)
        changes |= {"moved": joined.moved, "moved_from": joined.moved_from}
    else:
        for report, partner in ((one, other), (other, one)):
            told = {"with": str(partner.pk)}
            note_event(report, actor=actor, kind=f"judged_{verdict}", note=note, changes=told, at=at)
    proposal.save_if_current(expected=expected, **changes)
    if verdict == State.DIFFERENT:
        _close_others(proposal, at)
    return proposal


@action("register.undo_same", kind=Kind.REPORT)
def undo_judgement(
    *, actor: Actor, proposal: DuplicateProposal, note: str, expected: int, at: datetime
) -> DuplicateProposal:
    """Take a judgement back: what was joined is split again, and the pair is open.

    Raises NotPossible, EditConflict.
    """
    if proposal.state in WAITING:
        raise NotPossible("nothing was judged")
    if proposal.state == State.SAME and proposal.moved_from is not None:
        if not Victim.objects.filter(pk=proposal.moved_from).exclude(joined=None).exists():
            raise NotPossible("this was split already")
        split(actor=actor, moved=proposal.moved, back_to=proposal.moved_from, note=note, at=at)
    for report in (proposal.one, proposal.other):
        note_event(report, actor=actor, kind="judgement_undone", note=note, at=at)
    return proposal.save_if_current(expected=expected, state=State.OPEN, decided_at=None, moved=[], moved_from=None)


def _close_others(proposal: DuplicateProposal, at: datetime) -> None:
    victims = (proposal.one.victim_id, proposal.other.victim_id)
    for first, second in (victims, victims[::-1]):
        rows = DuplicateProposal.objects.filter(
            one__victim_id=first, other__victim_id=second, state__in=WAITING
        ).values_list("pk", flat=True)
        DuplicateProposal.objects.filter(pk__in=list(rows)).update(state=State.DIFFERENT, decided_at=at)
