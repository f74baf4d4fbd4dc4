# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What every page's layout needs: who is here, where one can go."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from zicht.access.actors import Actor
from zicht.access.forms import ROLE_NAMES
from zicht.access.hats import hats, purposes_now
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.reference.lists import code_list
from zicht.web.middleware import is_translated

# Address name, label and purpose of the entries in the navigation, in their order.
ENTRIES: tuple[tuple[str, str, Purpose], ...] = (
    ("intake:new", "Signaal melden", Purpose.REPORTING),
    ("intake:mine", "Mijn meldingen", Purpose.REPORTING),
    ("intake:inbox", "Inbox signalen", Purpose.SIGNAL_HANDLING),
    ("dossier:cases", "Casussen", Purpose.SIGNAL_HANDLING),
    ("sharing:focal-received", "Ontvangen pakketten", Purpose.SIGNAL_HANDLING),
    ("sharing:focal-requests", "Verzoeken", Purpose.SIGNAL_HANDLING),
    ("overview:requests", "Inzage", Purpose.SIGNAL_HANDLING),
    ("moving:handovers", "Overdracht en toegang", Purpose.SIGNAL_HANDLING),
    ("matching:contacts", "Contacten", Purpose.SIGNAL_HANDLING),
    ("search", "Zoeken", Purpose.SIGNAL_HANDLING),
    ("public:door", "Openbare deur", Purpose.SIGNAL_HANDLING),
    ("retention:lists", "Bewaartermijnen", Purpose.SIGNAL_HANDLING),
    ("dossier:care-cases", "Casussen en zorg", Purpose.CARE_COORDINATION),
    ("sharing:received", "Ontvangen pakketten", Purpose.CARE_COORDINATION),
    ("sharing:requests", "Verzoeken", Purpose.CARE_COORDINATION),
    ("overview:care-requests", "Inzage", Purpose.CARE_COORDINATION),
    ("moving:care-handovers", "Overdracht en toegang", Purpose.CARE_COORDINATION),
    ("retention:care-lists", "Bewaartermijnen", Purpose.CARE_COORDINATION),
    ("matching:care-contacts", "Contacten", Purpose.CARE_COORDINATION),
    ("search-care", "Zoeken", Purpose.CARE_COORDINATION),
    ("dossier:partner-cases", "Casussen", Purpose.PARTNER_HANDLING),
    ("sharing:partner-received", "Ontvangen pakketten", Purpose.PARTNER_HANDLING),
    ("sharing:partner-requests", "Verzoeken", Purpose.PARTNER_HANDLING),
    ("dossier:supervision-cases", "Casussen", Purpose.SUPERVISION),
    ("sharing:supervision-received", "Ontvangen pakketten", Purpose.SUPERVISION),
    ("sharing:supervision-requests", "Verzoeken", Purpose.SUPERVISION),
    ("dossier:investigation-cases", "Casussen", Purpose.INVESTIGATION),
    ("sharing:investigation-received", "Ontvangen pakketten", Purpose.INVESTIGATION),
    ("sharing:investigation-requests", "Verzoeken", Purpose.INVESTIGATION),
    ("moving:partner-handovers", "Overdracht en toegang", Purpose.PARTNER_HANDLING),
    ("retention:partner-lists", "Bewaartermijnen", Purpose.PARTNER_HANDLING),
    ("matching:partner-contacts", "Contacten", Purpose.PARTNER_HANDLING),
    ("search-partner", "Zoeken", Purpose.PARTNER_HANDLING),
    ("dossier:table-cases", "Casustafel", Purpose.CASE_TABLE),
    ("register:reports", "Register", Purpose.REGISTER_KEEPING),
    ("search-register", "Zoeken", Purpose.REGISTER_KEEPING),
    ("monitor:figure", "Werkcijfer", Purpose.ANALYSIS),
    ("monitor:checks", "Edities controleren", Purpose.ANALYSIS),
    ("monitor:runs", "Schattingen", Purpose.ANALYSIS),
    ("monitor:editions", "Edities", Purpose.POLICY_MAKING),
    ("monitor:estimates", "Schattingen", Purpose.POLICY_MAKING),
    ("monitor:council", "Bericht aan de raad", Purpose.POLICY_MAKING),
    ("access:oversight", "Toezicht", Purpose.OVERSIGHT),
    ("access:audit", "Handelingen", Purpose.OVERSIGHT),
    ("access:covenants", "Convenanten", Purpose.OVERSIGHT),
    ("overview:overseen", "Inzage", Purpose.OVERSIGHT),
    ("processing:papers", "Verwerkingen", Purpose.OVERSIGHT),
    ("retention:overseen", "Bewaartermijnen", Purpose.OVERSIGHT),
    ("dossier:questions", "Vragen over toestemming", Purpose.OVERSIGHT),
    ("sharing:counts", "Waar de wet blokkeert", Purpose.OVERSIGHT),
    ("policy:recommendations", "Aanbevelingen", Purpose.POLICY_MAKING),
    ("policy:funnels", "Trechters", Purpose.POLICY_MAKING),
    ("policy:reconciliations", "Aansluiting op het register", Purpose.POLICY_MAKING),
    ("sharing:counts-policy", "Waar de wet blokkeert", Purpose.POLICY_MAKING),
    ("moving:emergencies", "Noodtoegangen", Purpose.OVERSIGHT),
    ("moving:custody", "Vragen wie er meldde", Purpose.IDENTITY_CUSTODY),
    ("access:staff", "Organisaties en mensen", Purpose.ADMINISTRATION),
)

# Beyond so many entries the ones that are not used every day fold away behind one that says so.
MOST_ENTRIES = 8
SELDOM = frozenset(
    {
        "intake:mine",
        "public:door",
        "processing:papers",
        "dossier:questions",
        "sharing:counts",
        "sharing:counts-policy",
    }
    | {"overview:requests", "overview:care-requests", "retention:overseen"}
    | {f"moving:{way}handovers" for way in ("", "care-", "partner-")}
    | {f"matching:{way}contacts" for way in ("", "care-", "partner-")}
    | {f"retention:{way}lists" for way in ("", "care-", "partner-")}
)


def _entries(purposes: tuple[Purpose, ...], path: str) -> list[dict[str, Any]]:
    """The navigation: url, label, whether it is this page, and whether it folds away."""
    mine = [(name, label) for name, label, purpose in ENTRIES if purpose in purposes]
    folds = len(mine) > MOST_ENTRIES
    return [
        {"url": (url := reverse(name)), "label": label, "current": path == url, "more": folds and name in SELDOM}
        for name, label in mine
    ]


def _roles(actor: Actor, at: datetime) -> str:
    day = local_day(at)
    return ", ".join(dict.fromkeys(ROLE_NAMES[seat.role] for seat in actor.subject.seats if seat.holds(day)))


def _hats(actor: Actor, hat: Purpose | None, at: datetime) -> dict[str, Any]:
    """The switch between the jobs of somebody who has more than one."""
    words = code_list("purposes")
    offered = [{"id": p.value, "label": words.label(p.value), "current": p is hat} for p in hats(actor, at=at)]
    return {"hats": offered, "hat_url": reverse("access:hats")} if offered else {}


def layout(request: HttpRequest) -> dict[str, Any]:
    """Context for the templates: `nav` and `nav_more`, `me`, `demo`, `mail` and the links in the footer."""
    actor: Actor | None = getattr(request, "actor", None)
    at = getattr(request, "at", None)
    found: dict[str, Any] = {
        "demo": settings.DEMO,
        "translated": is_translated(request),
        "mail": settings.MAIL,
        "privacy_url": reverse("privacy"),
        "accessibility_url": reverse("accessibility"),
        "help_url": reverse("help"),
    }
    if actor is not None and actor.person is not None and at is not None:
        hat = getattr(request, "hat", None)
        purposes = purposes_now(actor, hat, at=at)
        # The seat, so that somebody with more than one job sees as what they are here.
        found["me"] = {"name": actor.name, "function": _roles(actor, at)}
        found |= _hats(actor, hat, at)
        entries = _entries(purposes, request.path)
        found["nav"] = [entry for entry in entries if not entry["more"]]
        found["nav_more"] = [entry for entry in entries if entry["more"]]
    user = getattr(request, "user", None)
    if actor is None and user is not None and user.is_authenticated:
        # Pages of the sign-in library have no actor; somebody must still see who is signed in and get out.
        found["me"] = {"name": user.name}
    return found
