# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The steps of a signal as one table that a caseworker can read, and the clock. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

OPEN_STATES = ("received", "weighing", "waiting_capacity", "weighed")

# Who does a step. The reporter starts a signal; everything after is the focal point's.
REPORTER = "melder"
FOCAL_POINT = "aandachtsfunctionaris"

# Acute danger: 112 comes first; the inbox then has one day, whatever the usual term.
ACUTE_TERM = timedelta(days=1)

# Ends that need no weighing: nothing was concluded about anybody.
WITHOUT_WEIGHING = ("advice_given", "duplicate", "outside_area", "withdrawn")
ANY_OUTCOME = (
    "no_trafficking",
    "harmed",
    "passed_on",
    "added_to_case",
    "insufficient_information",
    *WITHOUT_WEIGHING,
)

CONCLUSIONS = (
    ("suspicion", "Er zijn aanwijzingen voor mensenhandel"),
    ("harmed", "Iemand is benadeeld, maar dit lijkt geen mensenhandel"),
    ("unclear", "Nog niet duidelijk, meer informatie nodig"),
    ("none", "Geen aanwijzingen voor mensenhandel"),
)


@dataclass(frozen=True)
class Step:
    """One row: from which state, which verb, to which state, who may do it, what the reporter hears.

    label: the verb on the button. hears: empty when the reporter hears nothing. outcomes: for closing, which reasons.
    """

    before: str
    verb: str
    after: str
    who: str
    label: str
    hears: str = ""
    outcomes: tuple[str, ...] = ()


_TAKEN = "Iemand is met uw signaal bezig."
_WEIGHED = "Uw signaal is gewogen."
_WAITS = "Uw signaal wacht tot er iemand tijd heeft. Het blijft op de lijst staan."
_RESUMED = "Iemand is weer met uw signaal bezig."
_IN_CASE = "Met uw signaal wordt verder gewerkt."
_CLOSED = "Uw signaal is afgesloten."
_REOPENED = "Er wordt opnieuw naar uw signaal gekeken."

STEPS: tuple[Step, ...] = (
    Step("", "receive", "received", REPORTER, "Versturen", "Uw signaal is ontvangen."),
    Step("received", "take", "weighing", FOCAL_POINT, "Ik pak dit op", _TAKEN),
    Step("weighing", "take", "weighing", FOCAL_POINT, "Ik neem dit over"),
    Step("weighed", "take", "weighed", FOCAL_POINT, "Ik neem dit over"),
    Step("waiting_capacity", "take", "waiting_capacity", FOCAL_POINT, "Ik neem dit over"),
    Step("received", "weigh", "weighed", FOCAL_POINT, "Wegen", _WEIGHED),
    Step("weighing", "weigh", "weighed", FOCAL_POINT, "Wegen", _WEIGHED),
    Step("weighed", "weigh", "weighed", FOCAL_POINT, "Opnieuw wegen", "Uw signaal is opnieuw gewogen."),
    Step("received", "wait", "waiting_capacity", FOCAL_POINT, "Wacht op capaciteit", _WAITS),
    Step("weighing", "wait", "waiting_capacity", FOCAL_POINT, "Wacht op capaciteit", _WAITS),
    Step("weighed", "wait", "waiting_capacity", FOCAL_POINT, "Wacht op capaciteit", _WAITS),
    Step("waiting_capacity", "resume", "weighing", FOCAL_POINT, "Hervatten", _RESUMED),
    Step("weighed", "make_case", "in_case", FOCAL_POINT, "Casus maken", _IN_CASE),
    Step("weighed", "join_case", "in_case", FOCAL_POINT, "Toevoegen aan casus", _IN_CASE),
    Step("received", "close", "closed", FOCAL_POINT, "Afsluiten", _CLOSED, WITHOUT_WEIGHING),
    Step("weighing", "close", "closed", FOCAL_POINT, "Afsluiten", _CLOSED, WITHOUT_WEIGHING),
    Step("waiting_capacity", "close", "closed", FOCAL_POINT, "Afsluiten", _CLOSED, WITHOUT_WEIGHING),
    Step("weighed", "close", "closed", FOCAL_POINT, "Afsluiten", _CLOSED, ANY_OUTCOME),
    Step("in_case", "close", "closed", FOCAL_POINT, "Afsluiten", _CLOSED, ANY_OUTCOME),
    Step("in_case", "reopen", "weighing", FOCAL_POINT, "Uit de casus halen", _REOPENED),
    Step("closed", "reopen", "weighing", FOCAL_POINT, "Heropenen", _REOPENED),
)

# The name of the event that a verb leaves behind; the reporter's feedback is made of these.
EVENT_OF = {
    "receive": "received",
    "take": "taken",
    "weigh": "weighed",
    "wait": "waiting",
    "resume": "resumed",
    "make_case": "in_case",
    "join_case": "in_case",
    "close": "closed",
    "reopen": "reopened",
}


class NotAStep(ValueError):
    """The table has no such step from this state."""


def step(state: str, verb: str) -> Step:
    """The row for a verb from a state. Raises NotAStep."""
    for row in STEPS:
        if row.before == state and row.verb == verb:
            return row
    raise NotAStep(f"no step '{verb}' from '{state}'")


def steps_from(state: str) -> dict[str, Step]:
    """The steps that are possible now, by verb."""
    return {row.verb: row for row in STEPS if row.before == state}


def outcomes_for(state: str, kind: str) -> tuple[str, ...]:
    """The reasons with which a signal or a question for advice can end from this state."""
    row = steps_from(state).get("close")
    return tuple(o for o in (row.outcomes if row else ()) if kind == "advice" or o != "advice_given")


def due_after(at: datetime, *, days: int, acute: bool) -> datetime:
    """When an answer is due: the term of the function; with acute danger at most one day."""
    term = timedelta(days=days)
    return at + (min(term, ACUTE_TERM) if acute else term)


def is_late(*, state: str, due_at: datetime, at: datetime) -> bool:
    """True when an open signal missed its term. Waiting for capacity does not stop the clock."""
    return state in OPEN_STATES and due_at < at


def changed_fields(before: dict[str, object], after: dict[str, object]) -> dict[str, list[object]]:
    """What changed, as [old, new] per field."""
    return {name: [before[name], value] for name, value in after.items() if before[name] != value}


# Concluded as no trafficking: what stands in such a signal is compared with nobody.
UNFOUNDED = ("none", "harmed")


def takes_part(
    *, state: str, kind: str, conclusion: str = "", outcome: str = "", review_on: date | None = None,
    case_works: bool = True, day: date,
) -> bool:  # fmt: skip
    """True when what stands in a signal may be compared with others.

    Open ones, those in a case that is worked on (case_works), and vague ones that were kept with a review date
    ahead: once that day has passed nobody looked again in time, and until somebody does it is compared with nobody.
    Not a question for advice, and not what was weighed as unfounded. conclusion: of the last weighing.
    """
    if kind == "advice" or conclusion in UNFOUNDED:
        return False
    if state == "in_case":
        return case_works
    if state == "closed":
        return outcome == "insufficient_information" and review_on is not None and review_on >= day
    return True
