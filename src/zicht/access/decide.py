# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""One pure function says whether somebody may do something, and why.

Shape of AuthZEN: subject, action, resource, context in; decision with reasons out. Lists and searches use
`visible` (in visible.py), which follows from the same rules; row policies in the database are the second wall.

The order of the rules, the first that fits decides (docs/adr/0012-decisions-and-walls.md):
the reach of a door or receipt; a job for its unit; no person, no second step, no role; the own report; an exclusion;
the role in the unit that owns it, under the right legal regime; a grant.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from uuid import UUID

from zicht.access.roles import ORGANISATION_WIDE, Kind, Purpose, Regime, Role, may_have, reaches, regime_of


class Action(StrEnum):
    """What can be asked. share: give on to somebody else."""

    READ = "read"
    WRITE = "write"
    SHARE = "share"
    EXPORT = "export"
    PRINT = "print"


class Marking(StrEnum):
    """What may be done with a record that came from elsewhere."""

    OWN = "own"
    RECEIVED = "received"  # giving it on needs the word of whoever sent it
    NO_ONWARD = "no_onward"  # stays here, on the screen


class Knowledge(IntEnum):
    """What somebody learns about a record: existence is data too."""

    NOTHING = 0
    CONTACT = 1  # something exists: call this function
    CONTENT = 2


class Code(StrEnum):
    """Reasons for machines; beside each stands a sentence for people (WORDS)."""

    REACH = "reach"
    JOB = "job"
    JOB_ELSEWHERE = "job_elsewhere"
    NOBODY = "nobody"
    WEAK = "weak"
    NO_PURPOSE = "no_purpose"
    OWN_REPORT = "own_report"
    EXCLUDED = "excluded"
    ROLE = "role"
    OTHER_REGIME = "other_regime"
    GRANT = "grant"
    EMERGENCY = "emergency"
    GRANT_READS = "grant_reads"
    WALLED = "walled"
    NO_ONWARD = "no_onward"
    ASK_SENDER = "ask_sender"
    NONE = "none"


WORDS: dict[Code, str] = {
    Code.REACH: "Deze ingang of ontvangstcode geeft toegang tot precies dit signaal.",
    Code.JOB: "Een taak werkt voor de afdeling die dit bezit.",
    Code.JOB_ELSEWHERE: "Een taak werkt alleen voor de eigen afdeling.",
    Code.NOBODY: "Niemand is ingelogd.",
    Code.WEAK: "Inloggen met een tweede stap is nodig.",
    Code.NO_PURPOSE: "U hebt geen rol met dit doel.",
    Code.OWN_REPORT: "U hebt dit signaal zelf gemeld.",
    Code.EXCLUDED: "U bent hiervan uitgesloten, bijvoorbeeld omdat u iemand kent die erbij betrokken is.",
    Code.ROLE: "Uw rol in deze afdeling hoort bij dit doel.",
    Code.OTHER_REGIME: "Dit valt onder een ander wettelijk regime dan het werk dat u nu doet.",
    Code.GRANT: "Er is een toestemming met een einddatum.",
    Code.EMERGENCY: "Er is noodtoegang met een reden en een einde.",
    Code.GRANT_READS: "Met een toestemming kunt u alleen lezen.",
    Code.WALLED: "Dit gegeven is afgeschermd en gaat niet mee met een toestemming.",
    Code.NO_ONWARD: "De afzender heeft bepaald dat dit niet verder gaat.",
    Code.ASK_SENDER: "Dit hebt u ontvangen. Vraag de afzender of u het mag doorgeven.",
    Code.NONE: "Dit hoort niet bij uw afdeling en er is geen toestemming voor.",
}


# Codes of DataClass (base/fields.py) that no grant opens.
WALLED = frozenset({"residence", "reporter"})


class Duty(StrEnum):
    """What a permit asks of whoever uses it."""

    ONLY_FIELDS = "only_fields"  # show these fields, mask the others
    GIVE_REASON = "give_reason"  # a reason is recorded before the first look
    ASK_SENDER = "ask_sender"


@dataclass(frozen=True)
class Obligation:
    """A duty, and the fields it is about."""

    duty: Duty
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Seat:
    """A role of a person in a unit, with its dates (the last day counts). police: the unit works under the Wpg."""

    unit: int
    organisation: int
    role: Role
    valid_from: date
    valid_to: date | None = None
    police: bool = False

    def holds(self, day: date) -> bool:
        """True on the days the seat is valid."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Subject:
    """Who acts: a person with seats, the public door or a receipt (reach), or a job for a unit."""

    person: int | None = None
    seats: tuple[Seat, ...] = ()
    purpose: Purpose | None = None
    strong: bool = False  # signed in with a second factor
    reach: frozenset[UUID] = frozenset()
    job_unit: int | None = None


@dataclass(frozen=True)
class GrantFact:
    """A dated permission for one record, to a unit, or to a person in the unit where he or she got it.

    emergency: taken with a reason, not given.
    """

    kind: Kind
    record: UUID
    purpose: Purpose
    starts: datetime
    ends: datetime
    unit: int | None = None
    person: int | None = None
    person_unit: int | None = None
    fields: frozenset[str] = frozenset()
    emergency: bool = False


@dataclass(frozen=True)
class Resource:
    """What is asked for: a record of a kind, the unit that owns it, who reported it, and what rests on it.

    data_class: code of the class, when one field is asked for. regime: law under which it is kept, None where it
    has none of its own. parents: records it hangs on, such as the case of a care track. excluded: persons kept out
    of it. told: units that were told that something exists here.
    """

    kind: Kind
    owning_unit: int | None = None
    owning_organisation: int | None = None
    record: UUID | None = None
    reporter: int | None = None
    data_class: str | None = None
    regime: Regime | None = None
    marking: Marking = Marking.OWN
    parents: tuple[tuple[Kind, UUID], ...] = ()
    excluded: frozenset[int] = frozenset()
    told: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Circumstances:
    """When, and which grants exist for the record (taken ones in an emergency among them)."""

    at: datetime
    day: date
    grants: tuple[GrantFact, ...] = ()


@dataclass(frozen=True)
class Decision:
    """Permit or deny, with reasons in plain Dutch and as codes; what the permit rests on; what it asks."""

    permit: bool
    reasons: tuple[str, ...]
    fields: frozenset[str] | None = None  # None: all fields; otherwise only these
    read_only: bool = False
    codes: tuple[Code, ...] = ()
    basis: str = ""  # role, grant, emergency, own_report, reach, job
    knows: Knowledge = Knowledge.NOTHING
    obligations: tuple[Obligation, ...] = field(default=())

    def shows(self, name: str) -> bool:
        """True when this field may be shown."""
        return self.permit and (self.fields is None or name in self.fields)


_READING = frozenset({Action.READ, Action.EXPORT, Action.PRINT})


def decide(*, subject: Subject, action: str, resource: Resource, context: Circumstances) -> Decision:
    """Decide about one action on one resource."""
    if resource.kind is Kind.SIGNAL and resource.record is not None and resource.record in subject.reach:
        return _permit(Code.REACH)
    if subject.job_unit is not None:
        return _permit(Code.JOB) if subject.job_unit == resource.owning_unit else _deny(Code.JOB_ELSEWHERE)
    if subject.person is None:
        return _deny(Code.NOBODY)
    if not subject.strong:
        return _deny(Code.WEAK)
    if subject.purpose is None or not _has_purpose(subject, context.day):
        return _deny(Code.NO_PURPOSE)
    found = _for_person(subject, Action(action), resource, context)
    return found if found.permit else _or_contact(found, subject, resource, context)


def _has_purpose(subject: Subject, day: date) -> bool:
    return any(s.holds(day) and _serves(s, subject) for s in subject.seats)


def _serves(seat: Seat, subject: Subject) -> bool:
    return subject.purpose is not None and may_have(seat.role, subject.purpose)


def _for_person(subject: Subject, action: Action, resource: Resource, context: Circumstances) -> Decision:
    if _reported_by(subject, resource):
        # Also somebody who is kept out of the rest: nobody is kept from the own words and the answers to them.
        return _permit(Code.OWN_REPORT)
    if subject.person in resource.excluded:
        return _deny(Code.EXCLUDED)
    regime = False
    for seat in subject.seats:
        if _in_own_unit(seat, subject, resource, context):
            if _same_regime(seat, subject, resource):
                return _onward(action, resource)
            regime = True
    if action not in _READING:
        return _deny(Code.GRANT_READS if _grants(subject, resource, context) else Code.NONE)
    grants = _grants(subject, resource, context)
    if grants:
        return _by_grant(action, resource, grants)
    return _deny(Code.OTHER_REGIME if regime else Code.NONE)


def _reported_by(subject: Subject, resource: Resource) -> bool:
    own = resource.reporter is not None and resource.reporter == subject.person
    return own and resource.kind is Kind.SIGNAL and subject.purpose is Purpose.REPORTING


def _in_own_unit(seat: Seat, subject: Subject, resource: Resource, context: Circumstances) -> bool:
    wide = resource.kind in ORGANISATION_WIDE and seat.organisation == resource.owning_organisation
    if not (seat.unit == resource.owning_unit or wide) or not seat.holds(context.day):
        return False
    return subject.purpose is not None and reaches(seat.role, subject.purpose, resource.kind)


def _same_regime(seat: Seat, subject: Subject, resource: Resource) -> bool:
    if resource.regime is None or subject.purpose is None:
        return True
    return resource.regime is regime_of(subject.purpose, police=seat.police)


def _onward(action: Action, resource: Resource) -> Decision:
    """The role permits; a mark of the sender can still hold back what leaves the unit."""
    if resource.marking is Marking.NO_ONWARD and action in {Action.SHARE, Action.EXPORT, Action.PRINT}:
        return _deny(Code.NO_ONWARD)
    if resource.marking is Marking.RECEIVED and action is Action.SHARE:
        return _deny(Code.ASK_SENDER, obligations=(Obligation(Duty.ASK_SENDER),))
    return _permit(Code.ROLE)


def _grants(subject: Subject, resource: Resource, context: Circumstances) -> list[GrantFact]:
    return [g for g in context.grants if grant_applies(g, subject=subject, resource=resource, context=context)]


def _by_grant(action: Action, resource: Resource, grants: list[GrantFact]) -> Decision:
    """A grant opens its own fields and no others; several together open what each of them opens."""
    if resource.data_class in WALLED:
        return _deny(Code.WALLED)
    given = [g for g in grants if not g.emergency]
    if not given and action is not Action.READ:
        return _deny(Code.GRANT_READS)
    counted = grants if action is Action.READ else given
    fields = frozenset[str]().union(*(g.fields for g in counted))
    duties = [Obligation(Duty.ONLY_FIELDS, fields)]
    if not given:
        duties.append(Obligation(Duty.GIVE_REASON))
    return _permit(Code.GRANT if given else Code.EMERGENCY, fields=fields, obligations=tuple(duties))


def grant_applies(grant: GrantFact, *, subject: Subject, resource: Resource, context: Circumstances) -> bool:
    """True when this grant opens this record to this subject now.

    It counts only through a seat that has the purpose: in the unit that got it, or in the unit where the person sat
    who got it. Whoever goes to another employer leaves it behind.
    """
    units = {seat.unit for seat in subject.seats if seat.holds(context.day) and _serves(seat, subject)}
    mine = grant.person == subject.person and grant.person_unit in units
    to_me = mine if grant.person is not None else grant.unit in units
    return (
        to_me
        and grant.kind is resource.kind
        and grant.record == resource.record
        and grant.purpose is subject.purpose
        and grant.starts <= context.at < grant.ends
    )


def _or_contact(found: Decision, subject: Subject, resource: Resource, context: Circumstances) -> Decision:
    """A refusal says nothing, unless this unit was told that something exists. Whoever is kept out is not told."""
    here = {s.unit for s in subject.seats if s.holds(context.day) and _serves(s, subject)}
    if Code.EXCLUDED in found.codes or not resource.told & here:
        return found
    return Decision(False, found.reasons, codes=found.codes, knows=Knowledge.CONTACT, obligations=found.obligations)


_BASIS = {Code.OWN_REPORT: "own_report", Code.GRANT: "grant", Code.EMERGENCY: "emergency"}
_BASIS |= {Code.REACH: "reach", Code.JOB: "job", Code.ROLE: "role"}


def _permit(
    code: Code, *, fields: frozenset[str] | None = None, obligations: tuple[Obligation, ...] = ()
) -> Decision:
    return Decision(
        True, (WORDS[code],), fields=fields, read_only=fields is not None, codes=(code,), basis=_BASIS[code],
        knows=Knowledge.CONTENT, obligations=obligations,
    )  # fmt: skip


def _deny(code: Code, *, obligations: tuple[Obligation, ...] = ()) -> Decision:
    return Decision(False, (WORDS[code],), codes=(code,), obligations=obligations)
