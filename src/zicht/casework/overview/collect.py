# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Everything an overview can hold, read through the gates of the rooms, field by field from their data classes.

A field that somebody adds to one of these models is told without a word here: its class decides.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from zicht.access.actors import Actor
from zicht.access.forms import ROLE_NAMES
from zicht.access.seen import seen
from zicht.base.clock import local_day
from zicht.base.fields import DataClass
from zicht.casework.care import gate as care
from zicht.casework.cases.models import CasePerson
from zicht.casework.intake import gate as intake
from zicht.casework.intake.models import Signal, SignalIndicator, SignalSubject
from zicht.casework.overview import trail
from zicht.casework.overview.rules import Item
from zicht.casework.overview.telling import day_of, facts_of, line_of
from zicht.casework.overview.words import PARTS, TOLD, value_of
from zicht.casework.sharing import queries as sharing
from zicht.casework.sharing.words import field_label
from zicht.reference.lists import code_list

# What hangs on a signal, asked for all signals at once.
IN_SIGNAL = ("subjects", "things", "indicators", "weighings", "conversation", "events")
NOT_KNOWN = "Tekens waarover niets bekend is ({})"
DOORS = {
    "public": "Iemand die het openbare formulier gebruikte",
    "professional": "Iemand die hier beroepshalve meldt",
}


def items_about(actor: Actor, about: CasePerson | SignalSubject, *, at: datetime) -> list[Item]:
    """All items, in the order of the parts."""
    found = list(_of_person(actor, about, at) if isinstance(about, CasePerson) else _of_subject(actor, about, at))
    order = list(PARTS)
    return sorted(found, key=lambda item: order.index(item.part))


def _of_person(actor: Actor, person: CasePerson, at: datetime) -> Iterator[Item]:
    case = person.case
    where = f"casus {case.reference}"
    found = intake.signals(actor, at=at).filter(case=case).order_by("received_at", "id")
    signals = list(found.prefetch_related(*IN_SIGNAL))
    yield from facts_of(person, "person", where)
    yield from facts_of(case, "case", where)
    for planned in case.actions.all():
        yield from facts_of(planned, f"action.{planned.pk}", "afspraken in de casus")
    yield from _care(actor, person, at)
    for signal in signals:
        yield from _signal(signal)
    records = [case.pk, *(s.pk for s in signals)]
    yield from trail.of_case(actor, case, at=at)
    yield from trail.of_records(actor, records, at=at)
    yield from _sources(case, signals)
    yield from _given(person, at)
    yield from _seen([*records, person.pk])
    yield from _terms([("De casus", case), *((f"Signaal {s.reference}", s) for s in signals)])


def _of_subject(actor: Actor, subject: SignalSubject, at: datetime) -> Iterator[Item]:
    signal = intake.signal_for(actor, subject.signal_id, at=at)
    yield from facts_of(subject, "subject", f"signaal {signal.reference}")
    yield from _signal(signal, without=subject)
    yield _came(signal)
    yield from trail.of_records(actor, [signal.pk], at=at)
    yield from _seen([signal.pk])
    yield from _terms([("Het signaal", signal)])


def _care(actor: Actor, person: CasePerson, at: datetime) -> Iterator[Item]:
    for track in care.tracks(actor, at=at).filter(person=person):
        yield from facts_of(track, f"track.{track.pk}", "zorgtraject")
    for consent in care.consents(actor, person, at=at):
        yield from facts_of(consent, f"consent.{consent.pk}", f"toestemming van {day_of(local_day(consent.at))}")
    for report in care.register_reports(actor, person, at=at):
        yield from facts_of(report, f"report.{report.pk}", f"melding aan het register van {report.year}")


def _signal(signal: Signal, *, without: SignalSubject | None = None) -> Iterator[Item]:
    where, key = f"signaal {signal.reference}", f"signal.{signal.pk}"
    yield from facts_of(signal, key, where)
    for subject in signal.subjects.all():
        if subject == without:
            continue
        # Somebody named there may be this person or another: a person must look.
        for item in facts_of(subject, f"subject.{subject.pk}", f"{where}, iemand die daarin genoemd wordt"):
            yield Item(item.key, item.part, item.cells, free=True)
    for thing in signal.things.all():
        # A number or plate may be somebody else's: a person must look.
        for item in facts_of(thing, f"thing.{thing.pk}", where):
            yield Item(item.key, item.part, item.cells, free=True)
    yield from _indicators(signal, where)
    for weighing in signal.weighings.all():
        yield from facts_of(weighing, f"weighing.{weighing.pk}", f"weging van {where}")
    if signal.conversation.all():
        cells = ("Gesprek met wie meldde", "", TOLD[DataClass.PERSONAL], where)
        yield Item(f"{key}.conversation", "held", cells, ground="reporter")
    yield from trail.of_signal(signal)


def _indicators(signal: Signal, where: str) -> Iterator[Item]:
    """One line for each, and one for all of which nobody knows anything."""
    unknown = []
    for indicator in signal.indicators.all():
        if indicator.seen == SignalIndicator.Seen.UNKNOWN and not indicator.source:
            unknown.append(value_of(indicator, indicator._meta.get_field("code")))
        else:
            yield from line_of(indicator, f"indicator.{indicator.pk}", where)
    if unknown:
        cells = (NOT_KNOWN.format(len(unknown)), "; ".join(unknown), TOLD[DataClass.CRIMINAL], where)
        yield Item(f"signal.{signal.pk}.unknown", "held", cells)


def _sources(case: Any, signals: list[Signal]) -> Iterator[Item]:
    for signal in signals:
        yield _came(signal)
    if not signals and case.origin != "package":
        yield Item("source.case", "source", (day_of(local_day(case.opened_at)), str(case.owning_unit), "eigen werk"))


def _came(signal: Signal) -> Item:
    """Never who reported: only by which door it came in."""
    cells = (day_of(local_day(signal.received_at)), DOORS.get(signal.door, DOORS["professional"]), "als signaal")
    return Item(f"source.{signal.pk}", "source", cells)


def _given(person: CasePerson, at: datetime) -> Iterator[Item]:
    case = person.case
    for package in sharing.packages_of(case):
        words = ", ".join(dict.fromkeys(field_label(name) for name in package.fields))
        basis = code_list("legal_bases").label(package.legal_basis)
        cells = (
            str(package.to_unit), day_of(local_day(package.sent_at)), code_list("purposes").label(package.purpose),
            basis, words, package.get_state_display(),
        )  # fmt: skip
        yield Item(f"package.{package.pk}", "given", cells)
        yield from facts_of(package, f"package.{package.pk}", f"pakket aan {package.to_unit}", skip=("body",))
    for row in sharing.grants_of(case, at=at):
        grant = row["grant"]
        # A person who reads along is a worker: only what for is told.
        to = str(grant.unit) if grant.unit_id else "Iemand van het casusoverleg of van een andere afdeling"
        cells = (
            to, f"{day_of(local_day(grant.starts))} tot {row['until']}", row["purpose"], "leestoestemming",
            row["fields"], "",
        )  # fmt: skip
        yield Item(f"grant.{grant.pk}", "given", cells)
    for report in person.register_reports.select_related("register_unit__organisation"):
        cells = (
            str(report.register_unit), day_of(local_day(report.sent_at)), "meetellen in het register", "",
            "zie hierboven", report.get_state_display(),
        )  # fmt: skip
        yield Item(f"given.{report.pk}", "given", cells)


def _seen(records: list[UUID]) -> Iterator[Item]:
    for one in seen(records):
        between = day_of(one.first) if one.first == one.last else f"{day_of(one.first)} tot en met {day_of(one.last)}"
        cells = (one.unit, ROLE_NAMES[one.role], code_list("purposes").label(one.purpose.value), between)
        yield Item(f"seen.{one.unit_key}.{one.role.value}.{one.purpose.value}"[:90], "seen", cells)


def _terms(held: list[tuple[str, Any]]) -> Iterator[Item]:
    for label, record in held:
        until: date | None = getattr(record, "keep_until", None)
        if until is not None:
            yield Item(f"terms.{record.pk}", "terms", (label, day_of(until)))
