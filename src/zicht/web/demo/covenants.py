# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Covenants of the invented region: in force, not yet checked, waiting for a party, and over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from zicht.access.models import Covenant, CovenantParty, Person, Unit
from zicht.web.demo.cast import CAST, Cast, invented_key
from zicht.web.demo.region import OFFICERS


@dataclass(frozen=True)
class CovenantSpec:
    """One covenant: dates in days from today, parties by whose unit signed.

    confirmed: the parties that confirmed it, by whose unit; keeper: whose organisation keeps it.
    """

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
    confirmed: tuple[str, ...] = ()
    keeper: str = "lotte"


COVENANTS = (
    CovenantSpec(
        "Samenwerking mensenhandel Waterlinde",
        ("noor", "joris", "fatima", "eva"),
        ("signal_handling", "partner_handling", "care_coordination"),
        ("personal", "criminal"),
        ("phone", "account", "plate", "address", "company", "name_year"),
        "Verzonnen tekst voor de oefenregio. Map Convenanten, nummer 12. AVG artikel 6 en 26.",
        -200, 500, checked=True, emergency=True, confirmed=("noor", "joris", "fatima", "eva"),
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
        -800, -60, checked=True, confirmed=("noor", "stefan"),
    ),
    CovenantSpec(
        "Politie en jeugd Waterlinde",
        ("iris", "joris"),
        ("partner_handling", "signal_handling"),
        ("personal", "criminal"),
        ("phone",),
        "Verzonnen tekst voor de oefenregio. Ligt bij de politie, map Convenanten, nummer 4.",
        -5, 700, checked=True, confirmed=("joris",), keeper="wendy",
    ),
)  # fmt: skip


# Who answers for covenants, by organisation. The first drafts, and confirms; the other checks.
OFFICER = {
    "Gemeente Lindestede": "lotte", "Gemeente Waterhoven": "karim", "Politie Waterlinde": "wendy",
    "Stichting Oeverzorg": "hilde", "Arbeidsinspectie Waterlinde": "sjoerd",
}  # fmt: skip
CHECKER = "roos"


def build_covenants(cast: Cast, *, using: str, at: datetime) -> None:
    """Store those that are not there yet. The officer of an organisation drafts, another one checks."""
    for spec in COVENANTS:
        keeper, drafter = _seat_of(cast, spec.keeper)
        starts = at + timedelta(days=spec.starts)
        covenant, new = Covenant.objects.using(using).get_or_create(
            id=invented_key(f"covenant/{spec.title}"),
            defaults={
                "owning_unit": keeper, "title": spec.title, "purposes": list(spec.purposes),
                "data_classes": list(spec.data_classes), "identifier_kinds": list(spec.kinds),
                "emergency": spec.emergency, "source": spec.source, "starts_on": starts.date(),
                "ends_on": at.date() + timedelta(days=spec.ends), "drafted_by": drafter,
                "checked_by": cast.people[CHECKER] if spec.checked else None,
                "checked_on": starts.date() if spec.checked else None,
            },
        )  # fmt: skip
        for key in spec.parties if new else ():
            unit, bound = cast.unit_of(key), key in spec.confirmed
            CovenantParty(
                covenant=covenant, unit=unit, contact=cast.function_of(key), owning_unit=keeper,
                confirmed_by=cast.people[OFFICER[unit.organisation.name]] if bound else None,
                confirmed_at=starts + timedelta(hours=3) if bound else None,
            ).save(using=using)  # fmt: skip


def _seat_of(cast: Cast, key: str) -> tuple[Unit, Person]:
    """Where an officer sits. Those round the cast have one seat."""
    spec = next(p for p in (*CAST, *OFFICERS) if p.key == key)
    return cast.units[spec.organisation, spec.unit], cast.people[key]
