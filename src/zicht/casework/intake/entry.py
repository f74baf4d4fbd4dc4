# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What comes in through a door, before it is a record: one frozen shape for every door.

`checked(entry, day=…)` gives the entry as it may be stored, or raises RefusedEntry with the reasons. Doors build an
entry, `actions.receive_signal` stores it. Nothing here touches the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from zicht.reference.lists import code_list

KINDS = ("signal", "advice")
ABOUT = (
    ("person", "Eén persoon"),
    ("persons", "Meer personen"),
    ("place", "Een plek of netwerk, geen bepaalde persoon"),
)
AGE_CLASSES = ("minor", "adult", "unknown")
SEEN = ("observed", "not_observed", "unknown")
# How the reporter knows of an indicator; kept with it.
SOURCES = (
    ("self", "zelf gezien of gehoord"),
    ("person", "de persoon vertelde het"),
    ("other", "iemand anders vertelde het"),
    ("file", "uit een dossier of systeem"),
)


@dataclass(frozen=True)
class IndicatorEntry:
    """One answered indicator: seen is observed, not_observed or unknown; source a code of SOURCES or own words."""

    seen: str
    source: str = ""


@dataclass(frozen=True)
class SubjectEntry:
    """A person in the signal, as far as known. role: list person_roles; age_class: minor, adult, unknown."""

    role: str = "possible_victim"
    name: str = ""
    description: str = ""
    age_class: str = "unknown"


@dataclass(frozen=True)
class ThingEntry:
    """Something in the signal. kind: list thing_kinds; phone, account and advert need a ground and a note."""

    kind: str
    value: str
    ground: str = ""
    ground_note: str = ""


@dataclass(frozen=True)
class SignalEntry:
    """Everything a signal can carry on arrival.

    submission: random key of the form, the same when somebody presses twice. key: the record's own key; the public
    door must reach it before it exists. forms: codes of list forms, empty is "not yet clear". indicators: only the
    answered ones; the others are stored as unknown. reporter: key of the signed-in person, None for the public door.
    answer_days: the door's own term; None takes the one of the function.
    """

    fact: str
    about: str
    submission: UUID
    key: UUID = field(default_factory=uuid4)
    kind: str = "signal"
    door: str = "professional"
    language: str = "nl"
    observed_when: str = ""
    interpretation: str = ""
    forms: tuple[str, ...] = ()
    age_class: str = "unknown"
    coercion: tuple[str, ...] = ()
    acute: bool = False
    indicators: Mapping[str, IndicatorEntry] = field(default_factory=lambda: MappingProxyType({}))
    subjects: tuple[SubjectEntry, ...] = ()
    things: tuple[ThingEntry, ...] = ()
    reporter: int | None = None
    reporter_name: str = ""
    reporter_contact: str = ""
    reporter_safe_contact: str = ""
    answer_days: int | None = None


class RefusedEntry(ValueError):
    """The entry may not be stored. `reasons`: codes, each with the place they belong to."""

    def __init__(self, reasons: tuple[tuple[str, str], ...]) -> None:
        super().__init__("; ".join(f"{place}: {code}" for place, code in reasons))
        self.reasons = reasons


def key_for(submission: UUID) -> UUID:
    """The record's key that belongs to a form: a second press reaches the first signal and no other one."""
    return uuid5(NAMESPACE_URL, f"zicht:signal:{submission}")


def needs_ground(kind: str) -> bool:
    """True for a phone, account or advert: kept only with a stated ground for coercion or minority."""
    return kind in code_list("thing_kinds").codes() and bool(
        code_list("thing_kinds").get(kind).attributes.get("needs_ground")
    )


def ground_missing(thing: ThingEntry) -> bool:
    """True when the thing needs a ground and has no valid one, or no words that show it."""
    stated = thing.ground in code_list("grounds").codes() and bool(thing.ground_note.strip())
    return needs_ground(thing.kind) and not stated


def is_about_minor(entry: SignalEntry) -> bool:
    """True when the signal, or anybody in it who may be a victim, is under 18."""
    young = {"possible_victim", "both"}
    return entry.age_class == "minor" or any(s.age_class == "minor" and s.role in young for s in entry.subjects)


def checked(entry: SignalEntry, *, day: date) -> SignalEntry:
    """The entry as it may be stored on `day`. Raises RefusedEntry.

    Under 18 no coercion is kept: it is not asked for, so it proves nothing. A question for advice names nobody.
    """
    if entry.kind == "advice":
        entry = replace(entry, subjects=(), things=(), indicators=MappingProxyType({}), coercion=())
    if is_about_minor(entry):
        # A young victim among the persons decides the route as well, unless the reporter said otherwise.
        age = "minor" if entry.age_class == "unknown" else entry.age_class
        entry = replace(entry, coercion=(), age_class=age)
    reasons = [*_shape(entry), *_codes(entry, day), *_things(entry)]
    if reasons:
        raise RefusedEntry(tuple(reasons))
    return entry


def _shape(entry: SignalEntry) -> list[tuple[str, str]]:
    found = []
    if not entry.fact.strip():
        found.append(("fact", "empty"))
    if entry.about not in dict(ABOUT):
        found.append(("about", "unknown_code"))
    if entry.kind not in KINDS:
        found.append(("kind", "unknown_code"))
    if any(age not in AGE_CLASSES for age in (entry.age_class, *(s.age_class for s in entry.subjects))):
        found.append(("age_class", "unknown_code"))
    if any(answer.seen not in SEEN for answer in entry.indicators.values()):
        found.append(("indicators", "unknown_state"))
    return found


def _codes(entry: SignalEntry, day: date) -> list[tuple[str, str]]:
    given = {
        "forms": ("forms", entry.forms),
        "coercion": ("coercion_means", entry.coercion),
        "indicators": ("indicators", tuple(entry.indicators)),
        "subjects": ("person_roles", tuple(s.role for s in entry.subjects)),
        "things": ("thing_kinds", tuple(t.kind for t in entry.things)),
    }
    return [
        (place, "unknown_code")
        for place, (name, codes) in given.items()
        if not set(codes) <= set(code_list(name).codes(day))
    ]


def _things(entry: SignalEntry) -> list[tuple[str, str]]:
    return [("things", "ground_missing") for thing in entry.things if ground_missing(thing)]
