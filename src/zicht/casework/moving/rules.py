# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a handover is made of, and what makes it impossible. Pure: a caseworker can read these tables.

A handover is always whole. There is no switch for "without names" and none for "only these parts": what is shared in
part goes as a package, and a record whose names stay behind would be one that nobody can read.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from zicht.access.roles import PURPOSES, Kind, Purpose, Role, reaches


class Part(NamedTuple):
    """One kind of row in the whole: its words (one, more), and the kind under which somebody reads it."""

    one: str
    more: str
    kind: Kind


# Table → words. A test demands every table that hangs on a case or a signal.
PARTS: dict[str, Part] = {
    "casework_case": Part("casus", "casussen", Kind.CASE),
    "casework_caseperson": Part("persoon", "personen", Kind.CASE),
    "casework_caseaction": Part("actie", "acties", Kind.CASE),
    "casework_caseevent": Part("regel in de geschiedenis", "regels in de geschiedenis", Kind.CASE),
    "casework_signal": Part("signaal", "signalen", Kind.SIGNAL),
    "casework_signalindicator": Part("antwoord op een aanwijzing", "antwoorden op aanwijzingen", Kind.SIGNAL),
    "casework_signalsubject": Part("persoon in een signaal", "personen in signalen", Kind.SIGNAL),
    "casework_signalthing": Part("adres of ander gegeven", "adressen en andere gegevens", Kind.SIGNAL),
    "casework_signalevent": Part("stap van een signaal", "stappen van signalen", Kind.SIGNAL),
    "casework_weighing": Part("weging", "wegingen", Kind.SIGNAL),
    "casework_conversationmessage": Part("bericht met de melder", "berichten met de melder", Kind.SIGNAL),
    "casework_receipt": Part("ontvangstcode van een melder", "ontvangstcodes van melders", Kind.SIGNAL),
    "casework_reporteridentity": Part(
        "verzegelde identiteit van een melder", "verzegelde identiteiten van melders", Kind.IDENTITY
    ),
    "casework_fieldorigin": Part("gegeven van een ander", "gegevens van anderen", Kind.CASE),
    "casework_inforequest": Part("vraag om informatie", "vragen om informatie", Kind.PACKAGE),
    "casework_package": Part("verstuurd pakket", "verstuurde pakketten", Kind.PACKAGE),
    "casework_receivedpackage": Part("ontvangen pakket", "ontvangen pakketten", Kind.PACKAGE),
    "casework_caretrack": Part("zorgtraject", "zorgtrajecten", Kind.CARE),
    "casework_consent": Part("antwoord over toestemming", "antwoorden over toestemming", Kind.CARE),
    "casework_consentquestion": Part("vraag over toestemming", "vragen over toestemming", Kind.CASE),
    "casework_subjectrequest": Part("verzoek van een betrokkene", "verzoeken van betrokkenen", Kind.CASE),
    "casework_itemchoice": Part("keuze bij een inzageverzoek", "keuzes bij inzageverzoeken", Kind.CASE),
    "casework_registerreport": Part("melding aan het register", "meldingen aan het register", Kind.CARE),
}

# Tables that name a record by kind and key, and stay with the sender or end: the trace of what happened there.
STAYS: dict[str, str] = {
    "access_auditrow": "what the sender did stays with the sender",
    "access_emergencyaccess": "judged where it happened",
    "access_grant": "ended when the record moves; the receiver gives new ones",
    "access_accessrequest": "an open request of the old unit ends; the others keep their answer",
    "casework_handover": "the trace itself",
}

# Two hats of one person: what was done under one does not show under the other.
HATS: frozenset[Purpose] = frozenset({Purpose.SUPERVISION, Purpose.INVESTIGATION})

# How long a proposal stands when nobody chooses otherwise, and at most.
USUAL_DAYS, MOST_DAYS = 7, 28


class NotPossible(ValueError):
    """It cannot be done now. The message is for the screen."""


class NotWhole(NotPossible):
    """It cannot be handed over. The message is for the screen."""


def in_words(parts: Mapping[str, int]) -> list[tuple[str, int]]:
    """What goes, in the order of the table, without what is not there. Nothing that counts is left out."""
    known = [(PARTS[t].one if parts[t] == 1 else PARTS[t].more, parts[t]) for t in PARTS if parts.get(t)]
    other = sum(n for table, n in parts.items() if table not in PARTS)
    return [*known, ("overige gegevens", other)] if other else known


def unreadable(parts: Mapping[str, int], roles: Iterable[Role]) -> list[str]:
    """Parts that nobody in these roles could read: such a handover would leave a record in the dark.

    The identity of a reporter is sealed for everybody but a custodian, so it does not count.
    """
    open_kinds = {kind for role in roles for p in PURPOSES[role] for kind in Kind if reaches(role, p, kind)}
    return [
        part.more for table, part in PARTS.items()
        if parts.get(table) and part.kind not in open_kinds and part.kind is not Kind.IDENTITY
    ]  # fmt: skip
