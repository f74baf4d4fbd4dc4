# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Roles, purposes, and what a role may reach for a purpose. Pure data: a privacy officer can read it in a minute.

The database holds the same table (access_scope) for its row policies; a test shows that both agree.
Being *in a unit* is always needed as well: the border of an organisation is not the border of need-to-know.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What somebody is in a unit."""

    REPORTER = "reporter"
    FOCAL_POINT = "focal_point"
    CARE_COORDINATOR = "care_coordinator"
    PARTNER = "partner"
    CHAIR = "chair"
    REGISTRAR = "registrar"
    ANALYST = "analyst"
    POLICY_OFFICER = "policy_officer"
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"
    CUSTODIAN = "custodian"
    INSPECTOR = "inspector"


class Kind(StrEnum):
    """Kinds of protected records."""

    SIGNAL = "signal"
    CASE = "case"
    CARE = "care"
    PACKAGE = "package"
    REPORT = "report"
    FIGURE = "figure"
    MESSAGE = "message"
    AUDIT = "audit"
    DOOR = "door"
    STAFF = "staff"
    IDENTITY = "identity"
    COVENANT = "covenant"
    COMPARISON = "comparison"
    REQUEST = "request"
    RETENTION = "retention"
    POLICY = "policy"


class Purpose(StrEnum):
    """Why somebody looks or acts; codes of the reference list `purposes`."""

    REPORTING = "reporting"
    SIGNAL_HANDLING = "signal_handling"
    CARE_COORDINATION = "care_coordination"
    PARTNER_HANDLING = "partner_handling"
    CASE_TABLE = "case_table"
    REGISTER_KEEPING = "register_keeping"
    ANALYSIS = "analysis"
    POLICY_MAKING = "policy_making"
    OVERSIGHT = "oversight"
    ADMINISTRATION = "administration"
    IDENTITY_CUSTODY = "identity_custody"
    SUPERVISION = "supervision"
    INVESTIGATION = "investigation"


class Regime(StrEnum):
    """The law under which something is kept: the general one, or the police data act."""

    AVG = "avg"
    WPG = "wpg"


class Scope(NamedTuple):
    """A role, used for a purpose, reaches records of a kind that its unit owns."""

    role: Role
    purpose: Purpose
    kind: Kind


# A person's own signals need no row here: every signed-in person may report and read what he or she reported.
SCOPES: tuple[Scope, ...] = (
    Scope(Role.FOCAL_POINT, Purpose.SIGNAL_HANDLING, Kind.SIGNAL),
    Scope(Role.FOCAL_POINT, Purpose.SIGNAL_HANDLING, Kind.CASE),
    Scope(Role.FOCAL_POINT, Purpose.SIGNAL_HANDLING, Kind.PACKAGE),
    Scope(Role.FOCAL_POINT, Purpose.SIGNAL_HANDLING, Kind.MESSAGE),
    Scope(Role.FOCAL_POINT, Purpose.SIGNAL_HANDLING, Kind.DOOR),
    Scope(Role.CARE_COORDINATOR, Purpose.CARE_COORDINATION, Kind.CASE),
    Scope(Role.CARE_COORDINATOR, Purpose.CARE_COORDINATION, Kind.CARE),
    Scope(Role.CARE_COORDINATOR, Purpose.CARE_COORDINATION, Kind.PACKAGE),
    Scope(Role.CARE_COORDINATOR, Purpose.CARE_COORDINATION, Kind.MESSAGE),
    Scope(Role.PARTNER, Purpose.PARTNER_HANDLING, Kind.CASE),
    Scope(Role.PARTNER, Purpose.PARTNER_HANDLING, Kind.PACKAGE),
    Scope(Role.PARTNER, Purpose.PARTNER_HANDLING, Kind.MESSAGE),
    Scope(Role.REGISTRAR, Purpose.REGISTER_KEEPING, Kind.REPORT),
    Scope(Role.REGISTRAR, Purpose.REGISTER_KEEPING, Kind.MESSAGE),
    Scope(Role.ANALYST, Purpose.ANALYSIS, Kind.FIGURE),
    # Recommendations and counts, also those of the own municipality (casework.extract): nothing about a person.
    Scope(Role.POLICY_OFFICER, Purpose.POLICY_MAKING, Kind.POLICY),
    Scope(Role.PRIVACY_OFFICER, Purpose.OVERSIGHT, Kind.AUDIT),
    Scope(Role.PRIVACY_OFFICER, Purpose.OVERSIGHT, Kind.COVENANT),
    Scope(Role.PRIVACY_OFFICER, Purpose.OVERSIGHT, Kind.RETENTION),
    Scope(Role.ADMINISTRATOR, Purpose.ADMINISTRATION, Kind.STAFF),
    Scope(Role.CUSTODIAN, Purpose.IDENTITY_CUSTODY, Kind.IDENTITY),
    Scope(Role.CUSTODIAN, Purpose.IDENTITY_CUSTODY, Kind.REQUEST),
    Scope(Role.FOCAL_POINT, Purpose.SIGNAL_HANDLING, Kind.COMPARISON),
    Scope(Role.CARE_COORDINATOR, Purpose.CARE_COORDINATION, Kind.COMPARISON),
    Scope(Role.PARTNER, Purpose.PARTNER_HANDLING, Kind.COMPARISON),
    Scope(Role.FOCAL_POINT, Purpose.SIGNAL_HANDLING, Kind.REQUEST),
    Scope(Role.CARE_COORDINATOR, Purpose.CARE_COORDINATION, Kind.REQUEST),
    Scope(Role.PARTNER, Purpose.PARTNER_HANDLING, Kind.REQUEST),
    # The same eyes, two hats: what somebody saw as supervisor is not read as investigator, and the other way round.
    Scope(Role.INSPECTOR, Purpose.SUPERVISION, Kind.CASE),
    Scope(Role.INSPECTOR, Purpose.SUPERVISION, Kind.PACKAGE),
    Scope(Role.INSPECTOR, Purpose.SUPERVISION, Kind.MESSAGE),
    Scope(Role.INSPECTOR, Purpose.INVESTIGATION, Kind.CASE),
    Scope(Role.INSPECTOR, Purpose.INVESTIGATION, Kind.PACKAGE),
    Scope(Role.INSPECTOR, Purpose.INVESTIGATION, Kind.MESSAGE),
    Scope(Role.INSPECTOR, Purpose.SUPERVISION, Kind.REQUEST),
    Scope(Role.INSPECTOR, Purpose.INVESTIGATION, Kind.REQUEST),
)

# Kinds that somebody oversees for the whole organisation, not for one unit.
ORGANISATION_WIDE: frozenset[Kind] = frozenset({Kind.AUDIT, Kind.STAFF, Kind.COVENANT, Kind.IDENTITY, Kind.RETENTION})

# Which purposes a role can have at all: decides which pages open. A chair reads single cases by a grant;
# a policy officer sees no record of a person.
PURPOSES: dict[Role, tuple[Purpose, ...]] = {
    Role.REPORTER: (Purpose.REPORTING,),
    Role.FOCAL_POINT: (Purpose.SIGNAL_HANDLING, Purpose.REPORTING),
    Role.CARE_COORDINATOR: (Purpose.CARE_COORDINATION, Purpose.REPORTING),
    Role.PARTNER: (Purpose.PARTNER_HANDLING, Purpose.REPORTING),
    Role.CHAIR: (Purpose.CASE_TABLE, Purpose.REPORTING),
    Role.REGISTRAR: (Purpose.REGISTER_KEEPING, Purpose.REPORTING),
    Role.ANALYST: (Purpose.ANALYSIS, Purpose.REPORTING),
    Role.POLICY_OFFICER: (Purpose.POLICY_MAKING, Purpose.REPORTING),
    Role.PRIVACY_OFFICER: (Purpose.OVERSIGHT, Purpose.REPORTING),
    Role.ADMINISTRATOR: (Purpose.ADMINISTRATION, Purpose.REPORTING),
    Role.CUSTODIAN: (Purpose.IDENTITY_CUSTODY, Purpose.REPORTING),
    Role.INSPECTOR: (Purpose.SUPERVISION, Purpose.INVESTIGATION, Purpose.REPORTING),
}


# Sectors of organisations whose daily work falls under the police data act, and the purposes that are that work.
POLICE_SECTORS: frozenset[str] = frozenset({"police"})
POLICE_PURPOSES: frozenset[Purpose] = frozenset({Purpose.PARTNER_HANDLING, Purpose.SIGNAL_HANDLING})


def regime_of(purpose: Purpose, *, police: bool) -> Regime:
    """The law that rules work for this purpose, in a unit of the police or elsewhere."""
    under_wpg = purpose is Purpose.INVESTIGATION or (police and purpose in POLICE_PURPOSES)
    return Regime.WPG if under_wpg else Regime.AVG


def working(purposes: Iterable[Purpose]) -> tuple[Purpose, ...]:
    """The purposes between which somebody chooses a hat: all but reporting, which everybody may do at any time."""
    return tuple(p for p in purposes if p is not Purpose.REPORTING)


def reaches(role: Role, purpose: Purpose, kind: Kind) -> bool:
    """True when this role, for this purpose, reaches records of this kind in its own unit."""
    return Scope(role, purpose, kind) in SCOPES


def may_have(role: Role, purpose: Purpose) -> bool:
    """True when somebody in this role can act for this purpose at all."""
    return purpose in PURPOSES[role]
