# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What may travel in a package or be read by a grant, and what is the least a receiver needs. Pure data.

The identity of a reporter or of a worker is in no list below and cannot be chosen, ever.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from zicht.exchange.formats import CASE_FIELDS, PERSON_FIELDS


class Receiver(StrEnum):
    """Kinds of receivers; decides what is selected beforehand and what can be selected at all."""

    CARE = "care"
    MUNICIPALITY = "municipality"
    PARTNER = "partner"


# Selected beforehand: the least that this kind of receiver needs to start. Names of fields; "person." for persons.
MINIMUM: dict[Receiver, frozenset[str]] = {
    Receiver.CARE: frozenset(
        {"about", "forms", "age_class", "acute", "summary"}
        | {"person.roles", "person.name", "person.birth_year", "person.language", "person.safe_contact"}
        | {"person.family_involved"}
    ),
    Receiver.MUNICIPALITY: frozenset({"about", "forms", "age_class", "acute", "summary", "person.roles"}),
    Receiver.PARTNER: frozenset({"about", "forms", "age_class", "acute", "summary", "person.roles"}),
}

# The same by the purpose for which it is given: that decides, whoever the receiver is.
LEAST: dict[str, frozenset[str]] = {
    "care_coordination": MINIMUM[Receiver.CARE],
    "signal_handling": MINIMUM[Receiver.MUNICIPALITY],
    "partner_handling": MINIMUM[Receiver.PARTNER],
    "investigation": MINIMUM[Receiver.PARTNER],
    "case_table": frozenset({"about", "forms", "age_class", "acute", "person.roles"}),
    # A check on the rules is about a place and work, not about persons.
    "supervision": frozenset({"about", "forms", "acute"}),
}

ALL: tuple[str, ...] = (*CASE_FIELDS, *(f"person.{name}" for name in PERSON_FIELDS))

# Residence is walled off: nationality goes to care only, where it is needed for rights and shelter.
CARE_ONLY: frozenset[str] = frozenset({"person.nationality", "person.note"})

# A field that may not go without another one: a way of contact without the warning about family is a danger.
NEEDS: dict[str, str] = {"person.safe_contact": "person.family_involved"}

ANSWER_DAYS = 14  # a receiver answers within
USE_DAYS = 180  # and may use it until, where a covenant does not end earlier
FEEDBACK_DAYS = 60
LONGEST = timedelta(days=365)
LONGEST_GRANT = timedelta(days=92)

# What a grant can open besides fields of case and persons.
GRANT_EXTRA: tuple[str, ...] = ("actions",)


def selectable(receiver: Receiver) -> tuple[str, ...]:
    """The fields that can be chosen for this kind of receiver, in the order of the screen."""
    return tuple(name for name in ALL if receiver is Receiver.CARE or name not in CARE_ONLY)


def chosen(wanted: Iterable[str], receiver: Receiver) -> tuple[str, ...]:
    """The wanted fields with what they need, in order. Raises ValueError for one that cannot be chosen."""
    held = set(wanted)
    held |= {NEEDS[name] for name in held if name in NEEDS}
    strange = held - set(selectable(receiver))
    if strange:
        raise ValueError(f"cannot be chosen for this receiver: {len(strange)} fields")
    return tuple(name for name in ALL if name in held)


def least(purpose: str, receiver: Receiver) -> frozenset[str]:
    """What is selected beforehand: the least for this purpose that this receiver may get."""
    return LEAST.get(purpose, frozenset()) & set(selectable(receiver))


def end_problem(ends_on: date, today: date, longest: timedelta = LONGEST) -> str:
    """What is wrong with an end date, in words for the screen; empty when it is right."""
    if ends_on <= today:
        return "De einddatum moet na vandaag liggen."
    if ends_on > today + longest:
        return f"Kies een einddatum binnen {longest.days} dagen."
    return ""
