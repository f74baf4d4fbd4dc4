# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""When is compared, when not and why, and how long an answer takes. Pure, and short enough to read in a minute."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

# The same for a hit and for none, so that waiting says nothing.
DELAY = timedelta(minutes=2)
# Questions that workers of one unit may ask on a day: whoever goes fishing is stopped here, and is seen.
PER_DAY = 20

PLACE_BOUND = ("address", "company", "plate")
PERSONAL = ("phone", "account", "email", "name_year")
KINDS: dict[str, str] = {
    "phone": "telefoonnummer",
    "account": "account",
    "email": "e-mailadres",
    "name_year": "naam die zo klinkt, met hetzelfde geboortejaar",
    "address": "adres",
    "company": "bedrijf",
    "plate": "kenteken",
}

# Why nothing was compared. Nothing here says anything about what another unit has.
REASONS: dict[str, str] = {
    "no_covenant": "er is geen geldig en bevestigd convenant van uw afdeling dat dit doel en deze gegevens noemt",
    "no_identifiers": "in dit dossier staat niets van wat u koos",
    "not_taking_part": "dit dossier doet niet mee: het is afgesloten of gewogen als geen mensenhandel",
    "too_many": "uw afdeling heeft vandaag het hoogste aantal vergelijkingen bereikt",
}

# What a person concluded about a contact. Until then a contact is a likeness, never a fact.
VERDICTS: dict[str, str] = {
    "": "nog niet beoordeeld: een mogelijkheid, geen feit",
    "same": "bevestigd: het gaat om hetzelfde",
    "other": "niet hetzelfde",
    "unclear": "nog niet duidelijk",
}


def refusal(
    *, chosen: Iterable[str], held: Mapping[str, bool], covered: Iterable[str], asked_today: int, automatic: bool
) -> str:
    """Why this may not be compared, as a code of REASONS; "" when it may.

    held: kinds of identifiers in the record, and whether they take part. covered: kinds that a covenant in force
    names for this purpose.
    """
    wanted = set(chosen)
    if not automatic and asked_today >= PER_DAY:
        return "too_many"
    if not wanted & held.keys():
        return "no_identifiers"
    if not any(held[kind] for kind in wanted & held.keys()):
        return "not_taking_part"
    if not wanted & held.keys() & set(covered):
        return "no_covenant"
    return ""


def in_words(kinds: Iterable[str]) -> str:
    """Kinds of identifiers in a sentence."""
    return ", ".join(KINDS.get(kind, kind) for kind in kinds)
