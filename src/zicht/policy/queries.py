# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The register of recommendations as one list: published ones, what this unit keeps about them, and its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from zicht.access.actors import Actor
from zicht.base.sheets import Sheet
from zicht.monitor.declaring import definitions
from zicht.policy import gate
from zicht.policy.actions import NOTES
from zicht.policy.forms import OWN
from zicht.policy.known import Known, by_key, recommendations
from zicht.policy.models import Recommendation, RecommendationEvent
from zicht.policy.rules import STATES

SOURCE = "Slachtoffermonitor mensenhandel 2015-2019"
TONES = {
    "open": "new", "promised": "waiting", "running": "active", "partly": "warning", "followed": "success",
    "not_followed": "late", "withdrawn": "closed",
}  # fmt: skip
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One recommendation as pages and files show it. known: as published; record: what this unit keeps."""

    key: UUID
    title: str
    text: str
    addressee: str
    goal: str
    indicator: str
    finding: str
    finding_source: str
    figure: str
    figure_says: str
    state: str
    edition: str
    made: str
    source: str
    repeats: Known | None
    repeated_in: tuple[Known, ...]
    known: Known | None
    record: Recommendation | None

    @property
    def own(self) -> bool:
        """True for a recommendation of the unit itself."""
        return self.known is None

    @property
    def state_words(self) -> str:
        """What the state is called."""
        return STATES[self.state]

    @property
    def tone(self) -> str:
        """How the state is marked."""
        return TONES[self.state]

    @property
    def figure_title(self) -> str:
        """The figure that shows progress, in words."""
        found = definitions().figures.get(self.figure)
        return f"Figuur {self.figure}: {found.title.nl}" if found else ""


@dataclass(frozen=True)
class Told:
    """One link of the chain after a recommendation: on which day or month, what, and where it stands."""

    kind: str
    words: str
    sort: str
    when: str
    text: str
    source: str


def items(actor: Actor, *, at: datetime, state: str = "", edition: str = "", words: str = "") -> list[Item]:
    """All recommendations that fit: editions from new to old, then those of the unit itself."""
    rows = list(gate.recommendations(actor, at=at).prefetch_related("events"))
    kept = {row.reference: row for row in rows if row.reference}
    order = sorted(recommendations().values(), key=lambda one: (_newest(one.edition), one.number))
    found = [_published(one, kept.get(one.id)) for one in order]
    found += [_own(row) for row in rows if not row.reference]
    return [item for item in found if _fits(item, state=state, edition=edition, words=words)]


def _newest(edition: str) -> int:
    return -int(edition.partition("-")[0])


def _fits(item: Item, *, state: str, edition: str, words: str) -> bool:
    of = OWN if item.own else item.known.edition if item.known else ""
    if (state and item.state != state) or (edition and of != edition):
        return False
    text = " ".join((item.title, item.text, item.addressee, item.goal, item.indicator, item.finding)).casefold()
    return all(word in text for word in words.casefold().split())


def item(actor: Actor, key: UUID, *, at: datetime) -> Item:
    """One recommendation, published or of the unit itself. Raises NotHere."""
    known = by_key().get(key)
    if known is not None:
        return _published(known, gate.recommendations(actor, at=at).filter(reference=known.id).first())
    row = gate.recommendation_for(actor, key, at=at)
    if row.reference:
        return _published(recommendations()[row.reference], row)
    return _own(row)


def line(number: int) -> str:
    """Where something stands in the text of the monitor."""
    return f"{SOURCE}, regel {number} van de tekst"


def _published(known: Known, record: Recommendation | None) -> Item:
    all_known = recommendations()
    return Item(
        key=known.key, title=known.title, text=known.text, addressee=known.addressee, goal=known.goal,
        indicator=known.indicator, finding=known.finding, finding_source=line(known.finding_line),
        figure=known.figure, figure_says=known.figure_says, state=record.state if record else known.state,
        edition=known.edition_title, made=known.made, source=line(known.line),
        repeats=all_known.get(known.repeats), repeated_in=tuple(all_known[one] for one in known.repeated_in),
        known=known, record=record,
    )  # fmt: skip


def _own(row: Recommendation) -> Item:
    return Item(
        key=row.pk, title=row.title, text=row.text, addressee=row.addressee, goal=row.goal,
        indicator=row.indicator, finding=row.finding, finding_source=row.source, figure=row.figure, figure_says="",
        state=row.state, edition="Eigen aanbeveling", made=_day(row.made_on), source=row.source,
        repeats=recommendations().get(row.repeats), repeated_in=(), known=None, record=row,
    )  # fmt: skip


def told(item: Item) -> list[Told]:
    """Reactions, evidence and figures of later editions, from early to late: published, then noted by this unit."""
    found = [
        Told(part.kind, NOTES[part.kind], part.when, _month(part.when), part.text, line(part.line))
        for part in (item.known.parts if item.known else ())
    ]
    found += [
        Told(event.kind, NOTES[event.kind], event.day.isoformat(), _day(event.day), event.text, event.source)
        for event in _events(item)
        if event.kind in NOTES
    ]
    return sorted(found, key=lambda one: one.sort)


def history(item: Item) -> list[dict[str, Any]]:
    """What this unit did with it, the last first."""
    words = {"made": "opgenomen", "changed": "gewijzigd", **{kind: f"{w} toegevoegd" for kind, w in NOTES.items()}}
    found = []
    for event in sorted(_events(item), key=lambda event: (event.at, event.pk), reverse=True):
        what = words.get(event.kind) or f"van “{STATES[event.state_from]}” naar “{STATES[event.state_to]}”"
        found.append({"at": event.at, "what": what, "text": event.text if event.kind in {"state", "changed"} else ""})
    return found


def published_evidence(item: Item) -> int:
    """Pieces of evidence in the publication itself."""
    return sum(part.kind == "evidence" for part in item.known.parts) if item.known else 0


def _events(item: Item) -> Iterable[RecommendationEvent]:
    return item.record.events.all() if item.record else ()


def _day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def _month(when: str) -> str:
    year, _, month = when.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def sheet(found: Iterable[Item]) -> Sheet:
    """The register as a table of texts, with what was said since."""
    head = ["titel", "wat", "aan wie", "doel", "indicator", "cijfer", "reactie", "bewijs", "volgende editie", "stand"]
    head += ["herhaalt", "herhaald in", "uit", "bron"]
    rows = []
    for one in found:
        links = told(one)
        after = ["\n".join(f"{t.when}: {t.text} ({t.source})" for t in links if t.kind == kind) for kind in NOTES]
        again = "; ".join(other.title for other in one.repeated_in)
        row = [one.title, one.text, one.addressee, one.goal, one.indicator, one.figure_title, *after]
        row += [one.state_words, one.repeats.title if one.repeats else "", again, f"{one.edition} ({one.made})"]
        rows.append([*row, one.source])
    return Sheet("aanbevelingen", head, rows)
