# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One record of each kind for each unit that has any, and a client for everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.test import Client

from conftest import AT
from tests.permissions.editions import edition_keys, make_editions
from tests.permissions.ready import VICTIM, make_ready, second_police
from tests.rows import Filler
from zicht.access.hats import IN_SESSION
from zicht.access.models import (
    AccessRequest,
    ApiToken,
    AuditRow,
    Covenant,
    CovenantParty,
    EmergencyAccess,
    FunctionHolder,
    Grant,
    Membership,
    OwnDefinition,
    StandIn,
)
from zicht.access.roles import POLICE_SECTORS, Kind, Purpose, regime_of
from zicht.casework.care.models import CareTrack, RegisterReport
from zicht.casework.cases.consent.models import Consent, ConsentQuestion
from zicht.casework.cases.models import Case, CaseAction, CasePerson
from zicht.casework.intake.models import Draft, PublicDoor, Signal, SignalSubject
from zicht.casework.matching.models import Contact
from zicht.casework.moving.models import Handover
from zicht.casework.overview.models import SubjectRequest
from zicht.casework.retention.models import Certificate, RetentionItem, RetentionList
from zicht.casework.sharing.models import InfoRequest, Package, ReceivedPackage
from zicht.exchange import formats
from zicht.monitor.council.numbers import LINES, REGISTERED
from zicht.monitor.models import CouncilReport
from zicht.policy.models import Recommendation, YearCount
from zicht.reference.lists import code_list
from zicht.register.models import Delivery, DuplicateProposal, Report, Victim
from zicht.web.demo.cast import CAST, Cast

# Stefan twice: a session in which he supervises, and one in which he investigates.
HATS = {"stefan": Purpose.SUPERVISION, "stefan_investigating": Purpose.INVESTIGATION}
PEOPLE = (*(spec.key for spec in CAST), "stefan_investigating")
OWNERS = (*HATS, "noor", "eva", "fatima", "joris", "tom")
PACKAGE = formats.Package(
    reference="C-1",
    purpose="care_coordination",
    legal_basis=code_list("legal_bases").codes()[0],
    necessity="Proef.",
    ends_on=date(2027, 1, 1),
    case={"about": "person"},
    persons=({"roles": ["possible_victim"]},),
)

AS_SENT = {"purpose": PACKAGE.purpose, "legal_basis": PACKAGE.legal_basis, "body": PACKAGE.body()}

# What a page needs to make sense of a record; the rest is filled in by type.
CHOSEN: dict[type[models.Model], dict[str, Any]] = {
    Signal: {"about": "person", "fact": "Proef", "due_at": AT + timedelta(days=3)},
    Case: {"about": "person", "title": "Proefcasus"},
    CasePerson: VICTIM,
    CaseAction: {"text": "Bellen"},
    Package: {**AS_SENT, "fields": ["about"]},
    ReceivedPackage: AS_SENT,
    InfoRequest: {"direction": "out", "purpose": "partner_handling"},
    Delivery: {"source": "message", "rows": 1},
    Report: {"state": "waiting", "reporter_group": "police", "basis": "duty", "year": 2025},
    OwnDefinition: {"list_name": "forms", "code": code_list("forms").codes()[0], "definition": "Zoals wij het zien"},
    Covenant: {
        "purposes": ["partner_handling"],
        "data_classes": ["personal"],
        "checked_by": None,
        "checked_on": None,
    },
    Handover: {"state": "proposed", "deadline": date(2099, 1, 1)},
    AccessRequest: {"state": "asked", "deadline": date(2099, 1, 1), "days": 5},
    Contact: {"purpose": "signal_handling", "record_kind": "case", "kinds": ["phone"]},
    Consent: {"answer": "given", "language": "nl"},
    RetentionItem: {"kind": "signal", "basis": "signal-avg-other", "reference": "S-PROEF"},
    ConsentQuestion: {"kind": "register", "reason": "family"},
}


@dataclass
class World:
    """Records by kind and owner, and clients by person."""

    cast: Cast
    records: dict[tuple[str, str], models.Model]
    clients: dict[str, Client]

    def keys(self, kind: str, owner: str) -> dict[str, Any]:
        """What stands in the address of a page about a record of this kind, owned by the unit of this person."""
        if kind in NUMBERED:
            return {"number": NUMBERED[kind](self, owner)}
        if kind == "person":
            return {"key": self.cast.people[owner].key}
        if kind.startswith(("edition", "public_edition")):
            return edition_keys(kind, self.records, owner)
        if kind == "door":
            return {"slug": "proef"}
        if kind in {"reset", "confirm", "passkey"}:
            return {"reset": {"uidb36": "1", "key": "x-y"}, "confirm": {"key": "x"}, "passkey": {"pk": 1}}[kind]
        record = self.records[kind.partition("+")[0], owner]
        keys = {"key": record.pk}
        if kind == "case+grant":
            keys["grant"] = self.records["grant", owner].pk
        if kind == "report+other":
            keys["other"] = self.records["other", owner].pk
        return keys


# Records of the house itself stand in an address by number; only an administrator gets there.
NUMBERED: dict[str, Callable[[World, str], int]] = {
    "seat": lambda world, owner: Membership.objects.using("owner").get(person=world.cast.people[owner]).pk,
    "holder": lambda world, owner: (
        FunctionHolder.objects.using("owner").filter(person=world.cast.people[owner]).earliest("pk").pk
    ),
    "function": lambda world, owner: world.cast.function_of(owner).pk,
    "stand_in": lambda world, owner: world.records["stand_in", owner].pk,
    "definition": lambda world, owner: world.records["definition", owner].pk,
}

MODELS: dict[str, type[models.Model]] = {
    "act": AuditRow,
    "signal": Signal,
    "draft": Draft,
    "case": Case,
    "person_in_case": CasePerson,
    "subject": SignalSubject,
    "token": ApiToken,
    "subject_request": SubjectRequest,
    "action": CaseAction,
    "package": Package,
    "contact": Contact,
    "received": ReceivedPackage,
    "asked": InfoRequest,
    "track": CareTrack,
    "consent": Consent,
    "consent_question": ConsentQuestion,
    "retention_list": RetentionList,
    "retention_item": RetentionItem,
    "certificate": Certificate,
    "sent_report": RegisterReport,
    "definition": OwnDefinition,
    "covenant": Covenant,
    "stand_in": StandIn,
    "handover": Handover,
    "request": AccessRequest,
    "emergency": EmergencyAccess,
    "delivery": Delivery,
    "victim": Victim,
    "report": Report,
}


def build(cast: Cast) -> World:
    """Commit, as owner, the records of every owner; sign everybody in."""
    world = World(cast=cast, records={}, clients={})
    second_police()
    for owner in OWNERS:
        _records_of(owner, world)
    for owner in ("bas", "eva"):
        _policy_of(owner, world)
    PublicDoor(
        owning_unit=cast.unit_of("noor"),
        slug="proef",
        municipality="DEMO-G1",
        title="Proef",
        function=cast.function_of("noor"),
        answer_days=5,
        open=True,
    ).save(using="owner")
    world.clients["anonymous"] = Client()
    for person in PEOPLE:
        world.clients[person] = client(cast.people[name_of(person)], strong=True, hat=HATS.get(person))
    world.clients["weak"] = client(cast.people["noor"], strong=False)
    return world


def name_of(person: str) -> str:
    """Whose session it is."""
    return person.partition("_")[0]


def client(person: Any, *, strong: bool, hat: Purpose | None = None) -> Client:
    """A session of this person; `strong`: opened with a second factor. hat: the job that was chosen in it."""
    made = Client()
    made.force_login(person)
    if strong:
        session = made.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
        if hat is not None:
            session[IN_SESSION] = hat.value
        session.save()
    return made


def _records_of(owner: str, world: World) -> None:
    cast, name_of_owner = world.cast, name_of(owner)
    unit = cast.unit_of(name_of_owner)
    given = {"Person": cast.people[name_of_owner], "Unit": unit, "Organisation": unit.organisation}
    filler = Filler(given={**given, "Function": cast.function_of(name_of_owner)}, at=AT)
    purpose = HATS.get(owner, Purpose.PARTNER_HANDLING)
    regime = regime_of(purpose, police=unit.organisation.sector in POLICE_SECTORS)
    for name, model in MODELS.items():
        chosen = dict(CHOSEN.get(model, {}))
        if model in {Case, ReceivedPackage}:
            chosen["regime"] = regime.value
        if model is SubjectRequest:
            person = filler.made[CasePerson]
            chosen |= {"asked_by": "self", "person": person, "record": person.case_id}  # type: ignore[attr-defined]
        if model is Covenant:
            chosen |= {"drafted_by": cast.people["bas"], "ends_on": date(2099, 1, 1)}
        if model is Signal:
            chosen["reporter"] = cast.people["sanne"] if owner == "noor" else None
        if model in {RetentionList, RetentionItem, Certificate} and owner != name_of_owner:
            # A unit has one list at a time, whatever hat is worn.
            filler.made[model] = world.records[name, owner] = world.records[name, name_of_owner]
            continue
        filler.made[model] = world.records[name, owner] = filler.new(model, **chosen)
    asked = {"asked_by": "guardian", "state": "officer", "person": filler.made[CasePerson]}
    asked["record"] = filler.made[CasePerson].case_id  # type: ignore[attr-defined]
    world.records["blocked_request", owner] = filler.new(SubjectRequest, **asked)
    _covenants_of(owner, world, filler)
    make_editions(world.records, owner, filler, by=cast.people["bas"], checked_by=cast.people["lotte"])
    question = {"kind": Kind.IDENTITY.value, "record": world.records["signal", owner].pk}
    world.records["identity_question", owner] = filler.new(AccessRequest, **CHOSEN[AccessRequest], **question)
    world.records["other", owner] = filler.new(Report, **CHOSEN[Report])
    # To be judged are only reports that stand at two persons.
    elsewhere = filler.new(Report, **CHOSEN[Report], victim=filler.new(Victim))
    world.records["pair", owner] = filler.new(
        DuplicateProposal, one=world.records["report", owner], state="open", other=elsewhere
    )
    world.records["grant", owner] = grant(
        world.records["case", owner],
        # The chair reads noor's case; a grant to somebody without a seat at a table opens nothing.
        to=cast.people["marijke" if owner == "noor" else "bas"],
    )
    neighbour = cast.unit_of("iris" if owner == "noor" else name_of_owner)
    make_ready(world.records, owner, filler, regime=regime.value, neighbour=neighbour)


def _policy_of(owner: str, world: World) -> None:
    """What a unit keeps for its policy: a recommendation and the counts of a year."""
    unit = world.cast.unit_of(owner)
    somebody = world.cast.people["bas"]
    filler = Filler(given={"Unit": unit, "Organisation": unit.organisation, "Person": somebody}, at=AT)
    told = {code: [None, 0, 12] for code in (*LINES, REGISTERED)}
    world.records["council_draft", owner] = filler.new(CouncilReport, year=2025)
    world.records["council_fixed", owner] = filler.new(CouncilReport, year=2024, numbers=told, fixed_at=AT)
    counted = {"numbers": {"known": 40, "reported": 25}, "lost": {}}
    world.records["recommendation", owner] = filler.new(Recommendation, title="Proef", figure="2.1")
    world.records["year_count", owner] = filler.new(YearCount, chain="emm", year=2024, **counted)


def _covenants_of(owner: str, world: World, filler: Filler) -> None:
    """A checked covenant to which this unit is a party that waits, and one to which it is bound."""
    unit, somebody = world.cast.unit_of(name_of(owner)), world.cast.people["bas"]
    said = {"covenant_waiting": {}, "covenant_bound": {"confirmed_by": somebody, "confirmed_at": AT}}
    for name, words in said.items():
        made = filler.new(
            Covenant, purposes=["partner_handling"], data_classes=["personal"], starts_on=AT.date(),
            ends_on=date(2099, 1, 1), drafted_by=somebody, checked_by=somebody, checked_on=AT.date(),
        )  # fmt: skip
        filler.new(CovenantParty, covenant=made, unit=unit, **words)
        world.records[name, owner] = made


def grant(case: models.Model, *, to: Any) -> Grant:
    """The chair reads this case at the table, for the length of the test."""
    made = Grant(
        kind=Kind.CASE.value,
        record=case.pk,
        person=to,
        purpose=Purpose.CASE_TABLE.value,
        fields=["about"],
        starts=AT - timedelta(days=10),
        ends=AT + timedelta(days=3650),
        given_by=to,
        owning_unit=case.owning_unit,
    )
    made.save(using="owner")
    return made
