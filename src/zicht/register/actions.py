# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a register does with reports: receive, enter, refuse, withdraw, link, unlink.

A refused report keeps year, group and reason, and nothing about a person. Files come in through importing.py.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID, uuid4

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Organisation, Unit
from zicht.access.roles import Kind
from zicht.register.identifiers import enter
from zicht.register.joining import came_from, forget_pairs, join, remember
from zicht.register.judging import REFUSALS, WITHDRAWN, Ground, NotPossible, judge, next_state
from zicht.register.models import Delivery, DuplicateProposal, Report, ReportEpisode, Victim
from zicht.register.noting import note_event
from zicht.register.proposing import search_beside
from zicht.register.rows import ReportRow
from zicht.register.rules import Basis, Entry, RuleFacts, completeness, waits_for_rule

STATES = {"enter": "entered", "wait": "waiting", "refuse": "refused"}
NO_FACTS: dict[str, Any] = {
    "forms": [], "nationality": "", "sex": "", "age": None, "sectors_sexual": [], "sectors_labour": [],
    "manners": [], "police_unit": "", "name": "", "birth_year": None, "consent": {}, "reported_on": None,
    "signs": [], "reflection_offered_on": None, "reflection_accepted_on": None, "dublin": "", "dublin_country": "",
    "channel": "", "platform_type": "", "cyber_role": "", "help_kinds": [], "outcome": "",
}  # fmt: skip


@dataclass(frozen=True)
class Incoming:
    """A report as it arrives in a message; codes of the reference lists, "" and None mean not known."""

    year: int
    reported_on: date | None = None
    forms: tuple[str, ...] = ()
    nationality: str = ""
    sex: str = ""
    age: int | None = None
    sectors_sexual: tuple[str, ...] = ()
    sectors_labour: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()
    name: str = ""
    birth_year: int | None = None
    signs: tuple[str, ...] = ()
    reflection_offered_on: date | None = None
    reflection_accepted_on: date | None = None
    dublin: str = ""
    dublin_country: str = ""
    channel: str = ""
    platform_type: str = ""
    cyber_role: str = ""
    help_kinds: tuple[str, ...] = ()
    outcome: str = ""
    list_version: str = ""
    ground: Ground = field(default_factory=Ground)

    def complete(self, group: str) -> bool:
        """Whether the group of the figure can be told."""
        row = ReportRow(
            victim_key="",
            year=self.year,
            reporter_group=group,
            forms=frozenset(self.forms),
            nationality=self.nationality or None,
        )
        return not completeness(row)

    def rule_facts(self, group: str) -> RuleFacts:
        """What the rules per reporter look at."""
        return RuleFacts(
            group=group, year=self.year, on=self.reported_on, forms=frozenset(self.forms),
            signs=frozenset(self.signs), reflection_offered_on=self.reflection_offered_on,
            reflection_accepted_on=self.reflection_accepted_on,
        )  # fmt: skip

    def columns(self) -> dict[str, Any]:
        """The facts as columns of a report."""
        return {
            "reported_on": self.reported_on, "forms": sorted(self.forms), "nationality": self.nationality,
            "sex": self.sex, "age": self.age, "sectors_sexual": sorted(self.sectors_sexual),
            "sectors_labour": sorted(self.sectors_labour), "manners": sorted(self.manners), "name": self.name,
            "birth_year": self.birth_year, "consent": self.ground.kept(), "signs": sorted(self.signs),
            "reflection_offered_on": self.reflection_offered_on,
            "reflection_accepted_on": self.reflection_accepted_on, "dublin": self.dublin,
            "dublin_country": self.dublin_country, "channel": self.channel,
            "platform_type": self.platform_type, "cyber_role": self.cyber_role,
            "help_kinds": sorted(self.help_kinds), "outcome": self.outcome,
        }  # fmt: skip


@action("register.receive", kind=Kind.REPORT)
def receive_report(
    *,
    actor: Actor,
    unit: Unit,
    message: UUID,
    digest: str,
    sender: Organisation | None,
    incoming: Incoming,
    at: datetime,
) -> Report:
    """Take a message in: a new victim per report; the registrar links. The same message is taken in once."""
    earlier = Report.objects.filter(delivery__message=message, owning_unit=unit).first()
    if earlier is not None:
        return earlier
    delivery = Delivery.objects.create(
        owning_unit=unit,
        source="message",
        received_at=at,
        digest=digest,
        rows=1,
        message=message,
        organisation=sender,
    )
    return _taken(actor=actor, delivery=delivery, sender=sender, incoming=incoming, at=at)


@action("register.type_in", kind=Kind.REPORT)
def type_in_report(*, actor: Actor, unit: Unit, sender: Organisation, incoming: Incoming, at: datetime) -> Report:
    """A registrar types a report in for an organisation; the same rules hold as for a message.

    Raises NotPossible when there is no ground: then nothing is stored, not even that it was tried.
    """
    if _judged(sender, sender.reporter_group, incoming).decision == "refuse":
        raise NotPossible("no duty, no permission and no valid consent")
    delivery = Delivery.objects.create(
        owning_unit=unit, source="typed", received_at=at, digest=uuid4().hex, rows=1, organisation=sender
    )
    return _taken(actor=actor, delivery=delivery, sender=sender, incoming=incoming, at=at)


def _taken(
    *, actor: Actor, delivery: Delivery, sender: Organisation | None, incoming: Incoming, at: datetime
) -> Report:
    """Judge a report and store it; a refused one keeps nothing about a person."""
    group = sender.reporter_group if sender else ""
    entry = _judged(sender, group, incoming)
    facts = NO_FACTS if entry.decision == "refuse" else incoming.columns()
    report = Report.objects.create(
        owning_unit_id=delivery.owning_unit_id,
        delivery=delivery,
        victim=Victim.objects.create(owning_unit_id=delivery.owning_unit_id),
        state=STATES[entry.decision],
        state_reason=entry.reason,
        organisation=sender,
        reporter_group=group or "other",
        basis=sender.basis if sender else "consent",
        year=incoming.year,
        list_version=incoming.list_version,
        **facts,
    )
    enter(report)
    note_event(report, actor=actor, kind=report.state, note=entry.reason, at=at)
    if report.state != Report.State.REFUSED:
        search_beside(report, at=at)
    return report


def _judged(sender: Organisation | None, group: str, incoming: Incoming) -> Entry:
    return judge(
        known=sender is not None,
        group=group,
        basis=cast(Basis, sender.basis) if sender else None,
        ground=incoming.ground,
        age=incoming.age,
        complete=incoming.complete(group),
        rule=waits_for_rule(incoming.rule_facts(group)),
    )


@action("register.enter", kind=Kind.REPORT)
def enter_report(*, actor: Actor, report: Report, note: str, expected: int, at: datetime) -> Report:
    """The registrar takes a waiting report in; from now on it is counted. Raises NotPossible, EditConflict."""
    state = next_state(report.state, "enter")
    reason = "De registrator heeft de melding beoordeeld en opgenomen."
    report.save_if_current(expected=expected, state=state, state_reason=reason)
    note_event(report, actor=actor, kind="entered", note=note, at=at)
    return report


@action("register.refuse", kind=Kind.REPORT)
def refuse_report(*, actor: Actor, report: Report, reason: str, note: str, expected: int, at: datetime) -> Report:
    """The registrar does not take a report in, and what it said about a person is erased.

    reason: code of REFUSALS. Raises NotPossible, EditConflict, KeyError for an unknown reason.
    """
    next_state(report.state, "refuse")
    _erase(report, reason=REFUSALS[reason], expected=expected)
    note_event(report, actor=actor, kind="refused", note=note, changes={"reason": reason}, at=at)
    return report


@action("register.withdraw", kind=Kind.REPORT)
def withdraw_report(*, actor: Actor, report: Report, at: datetime) -> Report:
    """Consent was withdrawn: the report leaves the register and is no longer counted. Raises NotPossible.

    A report on a duty or a permission does not rest on consent and stays.
    """
    if report.basis != "consent":
        raise NotPossible("this report does not rest on consent")
    next_state(report.state, "withdraw")
    _erase(report, reason=WITHDRAWN, expected=report.version)
    note_event(report, actor=actor, kind="withdrawn", note=WITHDRAWN, at=at)
    return report


@action("register.link", kind=Kind.REPORT)
def link_reports(*, actor: Actor, report: Report, other: Report, note: str, expected: int, at: datetime) -> Report:
    """Two reports are about one person, a registrar says: `report` joins the victim of `other`.

    Reports that were linked to `report` come along: they are about that person too. Raises NotPossible when one of
    the two was refused or both are about one victim already.
    """
    joined = join(actor=actor, report=report, other=other, note=note, expected=expected, at=at)
    remember(report=report, other=other, joined=joined, at=at)
    return report


@action("register.unlink", kind=Kind.REPORT)
def unlink_report(*, actor: Actor, report: Report, note: str, expected: int, at: datetime) -> Report:
    """A link was wrong: the report gets a victim of its own again. Raises NotPossible when it stands alone."""
    others = Report.objects.filter(victim_id=report.victim_id).exclude(pk=report.pk)
    partners = list(others.exclude(state="refused"))
    if not partners:
        raise NotPossible("this report is linked to nothing")
    before = report.victim_id
    alone = came_from(report) or Victim.objects.create(owning_unit_id=report.owning_unit_id)
    report.save_if_current(expected=expected, victim_id=alone.pk)
    changes = {"from": str(before), "to": str(alone.pk)}
    note_event(report, actor=actor, kind="unlinked", note=note, changes=changes, at=at)
    for name in ("one", "other"):
        same = DuplicateProposal.objects.filter(**{name: report}, state=DuplicateProposal.State.SAME)
        same.update(state=DuplicateProposal.State.DIFFERENT, decided_at=at)
    for partner in partners:
        note_event(partner, actor=actor, kind="unlinked", note=note, changes={"with": str(report.pk)}, at=at)
    return report


def _erase(report: Report, *, reason: str, expected: int) -> None:
    """Year, group and reason stay; the facts go, and the tie to other reports with them."""
    alone = Victim.objects.create(owning_unit_id=report.owning_unit_id)
    report.save_if_current(expected=expected, state="refused", state_reason=reason, victim_id=alone.pk, **NO_FACTS)
    forget_pairs(report)
    ReportEpisode.objects.filter(report=report).delete()
    enter(report)
