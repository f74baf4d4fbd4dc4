# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Records in the state in which a page offers its form, beside the first ones of the world."""

from datetime import date
from typing import Any

from django.db import models

from conftest import AT
from tests.rows import Filler
from zicht.access.models import Function, IndexEntry, Membership, Organisation, Person, Unit
from zicht.access.roles import Role
from zicht.casework.cases.consent.models import Consent
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.retention.models import RetentionList
from zicht.casework.sharing.models import InfoRequest

VICTIM = {"roles": ["possible_victim"], "birth_year": 1990}
Records = dict[tuple[str, str], models.Model]


def second_police() -> None:
    """Another unit of the police, with somebody in it: what stands under police law moves to no other house."""
    house = Organisation(name="Politie Deltaland", sector="police", basis="duty")
    house.save(using="owner")
    unit = Unit(organisation=house, name="AVIM")
    unit.save(using="owner")
    person = Person(email="pim@zicht.example", name="Pim Kok", invented=True)
    person.set_unusable_password()
    person.save(using="owner")
    since = AT.date().replace(year=2023)
    Membership(person=person, unit=unit, role=Role.PARTNER, valid_from=since).save(using="owner")
    Function(name="AVIM Deltaland", unit=unit, role=Role.PARTNER, answer_days=5).save(using="owner")


def make_ready(records: Records, owner: str, filler: Filler, *, regime: str, neighbour: Unit) -> None:
    """Adds to the records of this owner. neighbour: a unit of the same organisation, when there is one."""
    # Nothing hangs on it that keeps it here: no report without an answer, no package under way.
    records["moving_case", owner] = filler.new(Case, about="person", title="Verhuist", regime=regime)
    for kind in ("case", "signal"):
        key = records[kind, owner].pk
        filler.new(IndexEntry, kind=kind, record=key, row=key, entry_kind="phone", compares=True)
    person = filler.new(CasePerson, **VICTIM)
    records["person_to_report", owner] = person
    yes = {"kind": "register", "answer": "given", "given_by": "self", "scope": ["count"], "language": "nl"}
    filler.new(Consent, person=person, **yes)
    # Asked of this unit: it answers or refuses.
    here = {"direction": "in", "purpose": "partner_handling"}
    records["asked_here", owner] = filler.new(InfoRequest, **here, answer_by=date(2099, 1, 1))
    records["agreed_list", owner] = agreed_list(records, owner, filler, neighbour)


def agreed_list(records: Records, owner: str, filler: Filler, neighbour: Unit) -> Any:
    """A list that waits for the privacy officer: of the neighbours, because a unit has one at a time."""
    if neighbour.pk == filler.given["Unit"].pk:
        return records["retention_list", owner]
    made = {"state": "agreed", "agreed_by": filler.given["Person"], "agreed_at": AT}
    return filler.new(RetentionList, owning_unit=neighbour, **made)
