# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Questions about covenants: pure conditions over rows that everybody may read.

A covenant binds who confirmed it. The database asks the same in zicht_compare and zicht_emergency.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from zicht.access.models import Covenant, CovenantParty, Function
from zicht.access.roles import Purpose

# A party that confirmed and did not withdraw that.
STANDS = Q(confirmed_at__isnull=False, withdrawn_at__isnull=True)
BINDS = Q(parties__confirmed_at__isnull=False, parties__withdrawn_at__isnull=True)
FEWEST = 2


def standing() -> "QuerySet[CovenantParty]":
    """Parties for which a covenant counts."""
    return CovenantParty.objects.filter(STANDS)


def bound(found: "QuerySet[Covenant]") -> "QuerySet[Covenant]":
    """Those of `found` that at least two parties confirmed, counted as `bound`."""
    return found.annotate(bound=Count("parties", filter=BINDS, distinct=True)).filter(bound__gte=FEWEST)


def checked(day: date) -> "QuerySet[Covenant]":
    """Covenants that begun, are not over, and were checked by somebody."""
    return Covenant.objects.filter(
        starts_on__lte=day, ends_on__gte=day, checked_on__lte=day, checked_by__isnull=False
    )


def in_force(day: date) -> "QuerySet[Covenant]":
    """Covenants that give a basis on this day, to the parties that confirmed them."""
    return bound(checked(day))


def between(first: int, second: int, *, purpose: Purpose, day: date) -> "QuerySet[Covenant]":
    """Covenants in force that both units confirmed and that name the purpose. Units by key."""
    found = checked(day).filter(purposes__contains=[purpose.value])
    for unit in {first, second}:
        found = found.filter(Exists(standing().filter(covenant=OuterRef("pk"), unit=unit)))
    return found


def comparing(unit: int, *, purpose: Purpose, kinds: Iterable[str], day: date) -> "QuerySet[Covenant]":
    """Covenants in force that bind this unit and name the purpose and all these kinds of identifiers."""
    found = in_force(day).filter(purposes__contains=[purpose.value], identifier_kinds__contains=list(kinds))
    return found.filter(Exists(standing().filter(covenant=OuterRef("pk"), unit=unit)))


def waiting(units: Iterable[int], *, purposes: Iterable[Purpose], day: date) -> list[tuple[Covenant, list[str]]]:
    """Covenants that name all these units and one of these purposes, and for what they wait: a check, or parties.

    With one unit: any party that it waits for; with more: only those.
    """
    asked, codes = set(units), [purpose.value for purpose in purposes]
    running = Covenant.objects.filter(starts_on__lte=day, ends_on__gte=day, purposes__overlap=codes)
    for unit in asked:
        named = CovenantParty.objects.filter(covenant=OuterRef("pk"), unit=unit, withdrawn_at__isnull=True)
        running = running.filter(Exists(named))
    found = []
    for covenant in running.prefetch_related("parties__unit__organisation"):
        late = [
            p for p in covenant.parties.all() if p.confirmed_at is None and (len(asked) == 1 or p.unit_id in asked)
        ]
        who = ["de controle"] if covenant.checked_on is None else []
        if who or late:
            found.append((covenant, [*who, *(f"bevestiging door {party.unit}" for party in late)]))
    return found


def contact_of(covenant: Covenant, unit: int) -> Function | None:
    """Whom to call at this party."""
    party = CovenantParty.objects.select_related("contact__unit__organisation").filter(covenant=covenant, unit=unit)
    found = party.order_by(F("pk")).first()
    return found.contact if found else None
