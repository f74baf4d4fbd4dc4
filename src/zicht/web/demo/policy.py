# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Policy of the invented municipality: own recommendations, one national one that is followed, counts of services.

Uses no chance: the rest of the region stays what it was.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from zicht.access.models import AuditRow, Person, Unit
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import local_day
from zicht.policy.known import recommendations
from zicht.policy.models import Recommendation, RecommendationEvent, YearCount, YearCountEvent
from zicht.web.demo.book import Book
from zicht.web.demo.cast import invented_key

PLAN = "Verzonnen uitvoeringsplan van Lindestede"
FOLLOWED = "nr-2020-2"


@dataclass(frozen=True)
class Said:
    """Something that happened to a recommendation, in days before today. to: the state that it went to."""

    days: int
    kind: str
    text: str
    source: str = ""
    to: str = ""


@dataclass(frozen=True)
class OwnSpec:
    """A recommendation of Lindestede itself."""

    title: str
    text: str
    addressee: str
    goal: str
    indicator: str
    finding: str
    figure: str
    days: int
    said: tuple[Said, ...] = ()


OWN = (
    OwnSpec(
        "Zoek arbeidsmigranten op waar zij wonen",
        "Ga elk kwartaal langs op plekken waar arbeidsmigranten wonen, met iemand die hun taal spreekt.",
        "wethouder sociaal domein",
        "Arbeidsmigranten weten waar zij hulp vinden, ook zonder hun werkgever.",
        "Signalen van arbeidsmigranten zelf, en gemelde slachtoffers van arbeidsuitbuiting in de regio.",
        "Bijna elk signaal over arbeid kwam van een controle. Zelf meldde bijna niemand zich.",
        "2.5", 400,
        (
            Said(360, "reaction", "De wethouder neemt dit op in het uitvoeringsplan.", PLAN, ),
            Said(359, "state", "Toegezegd in de raad.", to="promised"),
            Said(200, "evidence", "Vier bezoeken gedaan. Op twee plekken kwamen vragen.", "Verzonnen verslag"),
            Said(198, "state", "De bezoeken lopen. Wat ze opleveren, is nog niet te zien.", to="partly"),
        ),
    ),
    OwnSpec(
        "Leg afspraken met scholen over online ronselen vast",
        "Maak met elke school voor voortgezet onderwijs een afspraak wie belt bij een vermoeden van online ronselen.",
        "afdeling Jeugd en de schoolbesturen",
        "Een vermoeden op school komt binnen een dag bij de aandachtsfunctionaris.",
        "Signalen van scholen, en de leeftijd van gemelde slachtoffers in de regio.",
        "Scholen wisten niet wie zij konden bellen.",
        "2.10", 120,
    ),
)  # fmt: skip

# Chain, years ago, numbers, losses. Small numbers are there on purpose: pages hide them.
COUNTS: tuple[tuple[str, int, dict[str, int], dict[str, dict[str, int]]], ...] = (
    (
        "care", 1, {"signals": 74, "persons": 61, "intakes": 48, "offered": 41, "accepted": 36, "reported": 22},
        {"intakes": {"unreachable": 9, "no_talk": 4}, "reported": {"no_consent": 15, "no_indication": 11}},
    ),
    (
        "local", 1, {"signals": 118, "persons": 64, "intakes": 44, "offered": 33, "accepted": 31, "reported": 19},
        {"intakes": {"unreachable": 12, "elsewhere": 8}},
    ),
    ("emm", 1, {"known": 57, "reported": 31}, {"reported": {"not_victim": 11, "not_reportable": 2}}),
)  # fmt: skip


@dataclass
class _Pen:
    """Writes rows of one unit in the name of one person, and the act of each."""

    book: Book
    unit: Unit
    person: Person
    acts: int = field(default=0)

    @property
    def label(self) -> str:
        return f"person:{self.person.pk}"

    def ago(self, days: float) -> datetime:
        return self.book.at - timedelta(days=days)

    def act(self, name: str, record: Recommendation | YearCount, at: datetime) -> None:
        self.acts += 1
        self.book.add(
            AuditRow(
                id=invented_key(f"policy/act/{self.acts}"), at=at, actor=self.label, owning_unit_id=self.unit.pk,
                purpose=Purpose.POLICY_MAKING.value, action=name, kind=Kind.POLICY.value, record=str(record.pk),
            )
        )  # fmt: skip

    def event(self, record: Recommendation, said: Said, **more: Any) -> None:
        at = self.ago(said.days)
        self.book.add(
            RecommendationEvent(
                owning_unit=self.unit, recommendation=record, actor=self.label, kind=said.kind, day=local_day(at),
                text=said.text, source=said.source, at=at, **more,
            )
        )  # fmt: skip


def tell_policy(book: Book) -> None:
    """Write what the policy officer keeps."""
    pen = _Pen(book, book.cast.unit_of("bas"), book.person("bas"))
    for spec in OWN:
        _own(pen, spec)
    _followed(pen)
    for count in COUNTS:
        _counted(pen, *count)


def _own(pen: _Pen, spec: OwnSpec) -> None:
    made = pen.ago(spec.days)
    record = Recommendation(
        id=invented_key(f"policy/{spec.title}"), owning_unit=pen.unit, title=spec.title, text=spec.text,
        addressee=spec.addressee, goal=spec.goal, indicator=spec.indicator, finding=spec.finding,
        figure=spec.figure, source=PLAN, made_on=local_day(made),
    )  # fmt: skip
    pen.book.add(record)
    pen.event(record, Said(spec.days, "made", ""))
    pen.act("recommendation.make", record, made)
    _said(pen, record, spec.said)


def _followed(pen: _Pen) -> None:
    known = recommendations()[FOLLOWED]
    record = Recommendation(
        id=invented_key(f"policy/{FOLLOWED}"), owning_unit=pen.unit, reference=FOLLOWED, state=known.state,
        figure=known.figure,
    )  # fmt: skip
    pen.book.add(record)
    pen.event(record, Said(300, "made", ""))
    pen.act("recommendation.follow", record, pen.ago(300))
    text = "De raad van Lindestede vraagt om een beeld van jonge slachtoffers in de eigen regio."
    _said(pen, record, (Said(300, "reaction", text, "Verzonnen motie"),))


def _said(pen: _Pen, record: Recommendation, said: tuple[Said, ...]) -> None:
    for one in said:
        if one.kind == "state":
            pen.event(record, one, state_from=record.state, state_to=one.to)
            record.state, record.version = one.to, record.version + 1
        else:
            pen.event(record, one)
        pen.act("recommendation.state" if one.to else "recommendation.note", record, pen.ago(one.days))


def _counted(pen: _Pen, chain: str, years: int, numbers: dict[str, int], lost: dict[str, dict[str, int]]) -> None:
    year, at = pen.book.today.year - years, pen.ago(60)
    told: dict[str, Any] = {"numbers": numbers, "lost": lost, "source": "Verzonnen jaarverslag"}
    row = YearCount(
        id=invented_key(f"policy/{chain}/{years}"), owning_unit=pen.unit, chain=chain, year=year,
        note="Verzonnen aantallen voor de oefenregio.", **told,
    )  # fmt: skip
    pen.book.add(row)
    pen.book.add(YearCountEvent(owning_unit=pen.unit, count=row, actor=pen.label, at=at, note=row.note, **told))
    pen.act("yearcount.fill", row, at)
