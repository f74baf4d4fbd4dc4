# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Questions about covenants: pure conditions over rows that everybody may read."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from zicht.access.models import Covenant, CovenantParty, Function
from zicht.access.roles import Purpose


def in_force(day: date) -> "QuerySet[Covenant]":
    """Covenants that give a basis on this day: begun, not over, and checked by somebody."""
    return Covenant.objects.filter(
        starts_on__lte=day, ends_on__gte=day, checked_on__lte=day, checked_by__isnull=False
    )


def between(first: int, second: int, *, purpose: Purpose, day: date) -> "QuerySet[Covenant]":
    """Covenants in force that both units signed and that name the purpose. Units by key."""
    signed = Count("parties", filter=Q(parties__unit__in={first, second}), distinct=True)
    wanted = len({first, second})
    return in_force(day).filter(purposes__contains=[purpose.value]).annotate(signed=signed).filter(signed=wanted)


def comparing(unit: int, *, purpose: Purpose, kinds: Iterable[str], day: date) -> "QuerySet[Covenant]":
    """Covenants in force of this unit that name the purpose and all these kinds of identifiers."""
    return in_force(day).filter(
        parties__unit=unit, purposes__contains=[purpose.value], identifier_kinds__contains=list(kinds)
    )


def contact_of(covenant: Covenant, unit: int) -> Function | None:
    """Whom to call at this party."""
    party = CovenantParty.objects.select_related("contact__unit__organisation").filter(covenant=covenant, unit=unit)
    found = party.order_by(F("pk")).first()
    return found.contact if found else None
