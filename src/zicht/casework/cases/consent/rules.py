# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who may be asked for consent, by whom an answer counts, and when nobody is asked. Pure.

Where family may be the exploiter no guardian is asked, told or shown anything. Then there is a safe contact and a
question to the privacy officer, whose answer says which way is safe. An unknown age may be a child's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

REGISTER, CARE_REFERRAL = "register", "care_referral"
KINDS: dict[str, str] = {REGISTER: "Meetellen in het register", CARE_REFERRAL: "Doorverwijzen naar zorg"}

ANSWERS = {"given": "Ja, toestemming gegeven", "refused": "Nee, geweigerd", "withdrawn": "Ingetrokken"}
GIVERS = {
    "self": "De persoon zelf",
    "guardian": "Ouder of voogd",
    "representative": "Onafhankelijke vertegenwoordiger",
}

# What consent can cover: what for. To whom stands beside it.
SCOPES: dict[str, dict[str, str]] = {
    REGISTER: {
        "count": "Meetellen, zonder naam",
        "name": "Ook naam en geboortejaar, zodat niemand dubbel telt",
    },
    CARE_REFERRAL: {
        "coordination": "Zorgcoördinatie",
        "shelter": "Onderdak en veiligheid",
        "health": "Medische of psychische hulp",
        "legal": "Juridische hulp",
    },
}

ADULT, CHILD, UNKNOWN = "adult", "child", "unknown"
VICTIM_ROLES = frozenset({"possible_victim", "both"})
OFFENDER_ROLES = frozenset({"possible_offender", "facilitator", "both"})

SAFE_WAY_FIRST = (
    "Misschien is familie betrokken bij de uitbuiting, of dat is niet bekend. Vraag, vertel of toon een ouder of "
    "voogd daarom niets. Zoek eerst een veilige weg en overleg met de functionaris gegevensbescherming."
)
AGE_FIRST = (
    "De leeftijd is niet bekend. Dit kan een kind zijn. Vul eerst het geboortejaar in, ook als het geschat is. Kan "
    "dat niet? Leg de vraag dan voor aan de functionaris gegevensbescherming."
)
TOO_YOUNG = (
    "Voor een kind van deze leeftijd moet een ouder of voogd meebeslissen. Alleen het antwoord van het kind is "
    "niet genoeg."
)
NOT_A_VICTIM = (
    "Toestemming vraagt u alleen aan iemand die mogelijk slachtoffer is. Aan anderen in deze casus vraagt en "
    "vertelt u niets."
)
IN_THE_FAMILY = (
    "In deze casus is een kind van wie de familie betrokken kan zijn, en deze persoon is ook als mogelijke dader in "
    "beeld. Vraag en vertel daarom nog niets. Overleg eerst met de functionaris gegevensbescherming."
)
DO_NOT_ASK = "De functionaris gegevensbescherming antwoordde: nu niet vragen. De hulp gaat gewoon door."

# What a privacy officer can answer: which way is safe.
ADVICE: dict[str, str] = {
    "self": "De persoon mag zelf antwoorden, zonder ouder of voogd",
    "representative": "Vraag het aan een onafhankelijke vertegenwoordiger, niet aan familie",
    "do_not_ask": "Nu niet vragen",
}
# Why the question was put: all that a privacy officer sees of it.
REASONS: dict[str, str] = {
    "family": "Een kind van wie de familie misschien betrokken is",
    "age": "De leeftijd is niet bekend, en de familie is misschien betrokken",
    "offender": "Iemand die ook als mogelijke dader in beeld is, in een casus met een kind",
}


@dataclass(frozen=True)
class Ways:
    """Who may be asked. Nobody: `givers` is empty, and `warning` says why.

    deciders: whose yes counts (a child may say no alone, but not yes). reason: code of REASONS when a privacy
    officer can show a safe way, else "".
    """

    givers: tuple[str, ...]
    warning: str = ""
    reason: str = ""
    deciders: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether anybody may be asked."""
        return bool(self.givers)


def standing(*, birth_year: int | None, age_class: str, alone: bool, this_year: int, own_age: int) -> str:
    """adult, child or unknown: below the age of own consent or not.

    Only the year of birth is known, so the youngest possible age counts. Without it the class of the case counts;
    that a case is about adults says nothing about one of several persons in it.
    """
    if birth_year is not None:
        return CHILD if this_year - birth_year - 1 < own_age else ADULT
    if age_class == "minor":
        return CHILD
    return ADULT if age_class == "adult" and alone else UNKNOWN


def guardian_barred(*, standing: str, family_involved: str) -> bool:
    """True where no guardian hears, sees or gets anything: no request, no notice, no overview, no letter."""
    return standing != ADULT and family_involved != "no"


def ways(
    *, standing: str, family_involved: str, roles: Iterable[str] = ("possible_victim",), child_at_risk: bool = False,
    advice: str = "",
) -> Ways:  # fmt: skip
    """Who may be asked for consent. family_involved: yes, no, unknown.

    child_at_risk: another person in the case may be a child whose family is or may be involved. advice: code of
    ADVICE, the latest answer of a privacy officer about this person and this question.
    """
    held = set(roles)
    if not held & VICTIM_ROLES:
        return Ways((), NOT_A_VICTIM)
    if advice == "do_not_ask":
        return Ways((), DO_NOT_ASK)
    barred = guardian_barred(standing=standing, family_involved=family_involved)
    suspect = child_at_risk and bool(held & OFFENDER_ROLES)
    if barred or suspect:
        if advice in {"self", "representative"}:
            return Ways((advice,), deciders=(advice,))
        if suspect and not barred:
            return Ways((), IN_THE_FAMILY, "offender")
        return Ways((), SAFE_WAY_FIRST, "family") if standing == CHILD else Ways((), AGE_FIRST, "age")
    if standing == ADULT or advice == "self":
        return Ways(("self",), deciders=("self",))
    warning, reason = (TOO_YOUNG, "") if standing == CHILD else (AGE_FIRST, "age")
    return Ways(("guardian", "self"), warning, reason, deciders=("guardian",))


def check_answer(*, kind: str, answer: str, given_by: str, scope: Iterable[str], allowed: Ways) -> str:
    """What is wrong with this answer, in Dutch; "" when it may be recorded.

    Whoever gave consent may always withdraw it: that needs no way.
    """
    if answer == "withdrawn":
        return "" if given_by in GIVERS else SAFE_WAY_FIRST
    if given_by not in allowed.givers:
        return allowed.warning or SAFE_WAY_FIRST
    if answer == "given" and given_by not in allowed.deciders:
        return allowed.warning
    if not set(scope) <= SCOPES[kind].keys():
        return "Kies waarvoor de toestemming geldt uit de lijst."
    if answer == "given" and not set(scope):
        return "Kies waarvoor de toestemming geldt."
    return ""


def counts(*, answer: str, given_by: str, allowed: Ways) -> str:
    """What an answer is worth today: given, refused or withdrawn; unknown when its giver could not decide after all.

    For example: the age was corrected, and the one who said yes turns out to be a child.
    """
    if answer == "given" and given_by not in allowed.deciders:
        return "unknown"
    return answer
