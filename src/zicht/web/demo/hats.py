# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""One case for Stefan under each hat: what he sees as supervisor he does not see as investigator."""

from dataclasses import dataclass
from datetime import timedelta

from zicht.access.roles import Purpose, regime_of
from zicht.web.demo.book import Book
from zicht.web.demo.casework import open_case


@dataclass(frozen=True)
class Worn:
    """What lies on the desk under one hat: the case, who is in it, what was agreed."""

    purpose: Purpose
    days: int
    title: str
    summary: str
    name: str
    roles: tuple[str, ...]
    track: str
    action: str


WORN = (
    Worn(
        Purpose.SUPERVISION, 21, "Loon en werktijden bij een champignonkwekerij",
        "Bij een controle klopten de roosters niet met de loonstroken. Twaalf mensen slapen op het terrein.",
        "Ilinca Stoica", ("possible_victim",), "administrative", "De loonadministratie van het bedrijf opvragen.",
    ),
    Worn(
        Purpose.INVESTIGATION, 12, "Voorman die paspoorten bewaart",
        "Drie mensen verklaren los van elkaar dat de voorman hun paspoort heeft. Zij zijn bang om weg te gaan.",
        "Radu Nistorin", ("possible_offender",), "criminal", "Met de officier bespreken wat er nodig is.",
    ),
)  # fmt: skip


def tell_hats(book: Book) -> None:
    """Write both cases."""
    unit, stefan = book.cast.unit_of("stefan"), book.person("stefan")
    for worn in WORN:
        at = book.ago(worn.days)
        life = open_case(
            book, unit, stefan, at, purpose=worn.purpose.value, title=worn.title, summary=worn.summary,
            forms=["AU"], about="place", age_class="adult", regime=regime_of(worn.purpose, police=False),
            due_on=(at + timedelta(days=90)).date(),
        )  # fmt: skip
        life.add_person(list(worn.roles), life.later(1), name=worn.name)
        life.plan(worn.track, worn.action, life.later(1), days=30)
