# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Taking a received package over into a case of our own: whether it can be, and what is kept with it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from zicht.access.actors import Actor
from zicht.access.exclusions import exclude
from zicht.access.models import Exclusion
from zicht.access.roles import Kind
from zicht.casework.cases import origins, rules
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.sharing.models import ReceivedPackage
from zicht.exchange.formats import Package
from zicht.reference.lists import code_list

TOO_LATE = (
    "De afzender deelde dit pakket tot een dag die voorbij is. Weiger het met die reden; de afzender kan een nieuw "
    "pakket sturen."
)
STRANGE = (
    "In dit pakket staan codes die deze installatie niet kent. Weiger het met die reden; de afzender kan het "
    "verbeteren en opnieuw sturen."
)
LONGEST_LANGUAGE = 20


def problem(package: Package, today: date) -> str:
    """Why it cannot be taken over, in Dutch; empty when it can."""
    if package.ends_on < today:
        return TOO_LATE
    known = _known_case(package.case, today) and all(_known_person(person, today) for person in package.persons)
    return "" if known else STRANGE


def _known_case(case: dict[str, Any], today: date) -> bool:
    return (
        case.get("about", "person") in rules.ABOUT
        and case.get("age_class", "unknown") in rules.AGE_CLASSES
        and _listed("forms", case.get("forms", ()), today)
    )


def _known_person(person: dict[str, Any], today: date) -> bool:
    nationality = person.get("nationality")
    return (
        bool(person.get("roles", ["possible_victim"]))
        and _listed("person_roles", person.get("roles", ()), today)
        and _listed("forms", person.get("forms", ()), today)
        and _listed("countries", [nationality] if nationality else (), today)
        and person.get("sex", "") in rules.SEXES
        and person.get("family_involved", "unknown") in rules.FAMILY
        and len(person.get("language", "")) <= LONGEST_LANGUAGE
    )


def _listed(name: str, codes: Iterable[str], today: date) -> bool:
    return set(codes) <= set(code_list(name).codes(today))


LATE_ANSWER = (
    "De termijn om te antwoorden is voorbij. U kunt dit pakket niet meer aannemen. Vraag de afzender om het opnieuw "
    "te sturen."
)


def late(package: ReceivedPackage, today: date) -> str:
    """Why it is too late to accept, in Dutch; empty when it is not."""
    return LATE_ANSWER if package.answer_by and package.answer_by < today else ""


def keep_origins(package: ReceivedPackage, body: Package, case: Case, people: list[CasePerson]) -> None:
    """Every field that came keeps who wrote it first, under which law, and until when."""
    common: dict[str, Any] = {
        "origin_unit": package.from_unit, "disclosure": package.message, "onward": body.onward,
        "ends_on": body.ends_on,
    }  # fmt: skip

    def first(names: Iterable[str], before: str = "") -> dict[str, tuple[str, str]]:
        found = {name: body.regimes.get(before + name, {}) for name in names}
        sender = str(package.from_unit)
        return {n: (told.get("unit") or sender, told.get("regime", body.regime)) for n, told in found.items()}

    origins.keep_origins(case=case, person=None, values=body.case, first=first(body.case), **common)
    for person, shared in zip(people, body.persons, strict=True):
        origins.keep_origins(case=case, person=person, values=shared, first=first(shared, "person."), **common)


def keep_out(actor: Actor, package: ReceivedPackage, case: Case, *, at: datetime) -> None:
    """Whoever is kept out of the package is kept out of the case that it becomes, from its first moment."""
    for held in Exclusion.objects.filter(kind=Kind.PACKAGE.value, record=package.pk, lifted_at=None):
        exclude(
            actor=actor, kind=Kind.CASE, record=case.pk, owning_unit=case.owning_unit_id, person=held.person,
            reason=held.reason, at=at,
        )  # fmt: skip
