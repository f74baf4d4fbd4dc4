# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Covenants of the invented region: one in force, one that nobody checked yet, one that is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from zicht.access.models import Covenant, CovenantParty
from zicht.web.demo.cast import Cast, invented_key


@dataclass(frozen=True)
class CovenantSpec:
    """One covenant: dates in days from today, parties by whose unit signed."""

    title: str
    parties: tuple[str, ...]
    purposes: tuple[str, ...]
    data_classes: tuple[str, ...]
    kinds: tuple[str, ...]
    source: str
    starts: int
    ends: int
    checked: bool
    emergency: bool = False


COVENANTS = (
    CovenantSpec(
        "Samenwerking mensenhandel Waterlinde",
        ("noor", "joris", "fatima", "eva"),
        ("signal_handling", "partner_handling", "care_coordination"),
        ("personal", "criminal"),
        ("phone", "account", "plate", "address", "company", "name_year"),
        "Verzonnen tekst voor de oefenregio. Map Convenanten, nummer 12. AVG artikel 6 en 26.",
        -200, 500, checked=True, emergency=True,
    ),
    CovenantSpec(
        "Jeugd en veiligheid Lindestede",
        ("noor", "iris"),
        ("signal_handling",),
        ("personal",),
        (),
        "Verzonnen concept. De tekst is nog niet getekend.",
        -10, 350, checked=False,
    ),
    CovenantSpec(
        "Proef controles arbeidsmigratie",
        ("noor", "stefan"),
        ("supervision",),
        ("personal",),
        ("company", "address"),
        "Verzonnen tekst voor de oefenregio. Map Convenanten, nummer 9.",
        -800, -60, checked=True,
    ),
)  # fmt: skip


def build_covenants(cast: Cast, *, using: str, at: datetime) -> None:
    """Store those that are not there yet. The privacy officer of Lindestede keeps and checked them."""
    keeper, today = cast.unit_of("lotte"), at.date()
    for spec in COVENANTS:
        starts = today + timedelta(days=spec.starts)
        covenant, new = Covenant.objects.using(using).get_or_create(
            id=invented_key(f"covenant/{spec.title}"),
            defaults={
                "owning_unit": keeper, "title": spec.title, "purposes": list(spec.purposes),
                "data_classes": list(spec.data_classes), "identifier_kinds": list(spec.kinds),
                "emergency": spec.emergency, "source": spec.source, "starts_on": starts,
                "ends_on": today + timedelta(days=spec.ends),
                "checked_by": cast.people["lotte"] if spec.checked else None,
                "checked_on": starts if spec.checked else None,
            },
        )  # fmt: skip
        for key in spec.parties if new else ():
            CovenantParty(
                covenant=covenant, unit=cast.unit_of(key), contact=cast.function_of(key), owning_unit=keeper
            ).save(using=using)
