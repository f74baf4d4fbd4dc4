# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whether a received package can be taken over into a case of our own. Pure; the words are for the screen."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from zicht.casework.cases import rules
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
