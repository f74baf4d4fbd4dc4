# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What was done with what is held: history, what others wrote and asked, comparisons, moves, looking in.

Words of colleagues and of other organisations may say something about others: a person looks at each of them first.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from zicht.access.actors import Actor
from zicht.base.clock import local_day
from zicht.base.fields import DataClass
from zicht.casework.cases import rules as cases
from zicht.casework.cases.consent.rules import ANSWERS
from zicht.casework.cases.models import Case
from zicht.casework.intake import words as intake
from zicht.casework.intake.models import Signal
from zicht.casework.matching import gate as matching
from zicht.casework.matching import rules as likeness
from zicht.casework.matching.models import Contact
from zicht.casework.moving import asking, emergency
from zicht.casework.moving.gate import handovers
from zicht.casework.overview.rules import Item
from zicht.casework.overview.telling import day_of, facts_of
from zicht.casework.overview.words import TOLD
from zicht.casework.sharing import gate as sharing
from zicht.casework.sharing.models import InfoRequest
from zicht.casework.sharing.words import described, event_text, value_in_words
from zicht.reference.lists import code_list

# Steps whose note is the name of a colleague, and nothing about the person.
NAMES_A_WORKER = frozenset({"access_granted", "work_moved", "excluded"})
# Steps whose note the program wrote: to or from which organisation, which stands in the overview anyway.
WRITTEN_BY_ITSELF = frozenset(
    {
        "package_sent", "package_accepted", "package_refused", "package_taken", "package_feedback", "request_sent",
        "request_answered", "handover_proposed", "handed_over", "changed", "person_changed", "consent_recorded",
    }
)  # fmt: skip
ASK_FIRST = "Vraag eerst aan {unit} of dit verteld kan worden: het kan een onderzoek of iemands veiligheid raken."


def of_case(actor: Actor, case: Case, *, at: datetime) -> Iterator[Item]:
    """What was done with a case, and what came from others."""
    for event in case.events.order_by("at", "id"):
        yield from _step(f"event.{event.pk}", event, _words_of(event), f"geschiedenis van casus {case.reference}")
    for origin in case.origins.select_related("origin_unit__organisation"):
        yield from facts_of(origin, f"origin.{origin.pk}", f"bij gegevens van {origin.origin_unit}", skip=("value",))
    yield from _received(actor, case, at)
    for request in sharing.info_requests(actor, at=at).filter(case=case):
        way = "aan" if request.direction == InfoRequest.Direction.OUT else "van"
        yield from facts_of(request, f"asked.{request.pk}", f"vraag {way} {request.other_unit}")


def of_signal(signal: Signal) -> Iterator[Item]:
    """What was done with a signal. What the reporter was told is kept with the reporter's identity: never given."""
    where = f"geschiedenis van signaal {signal.reference}"
    for event in sorted(signal.events.all(), key=lambda e: (e.at, e.pk)):
        if event.for_reporter:
            if event.note:
                cells = (day_of(local_day(event.at)), "Bericht aan wie meldde", "", where)
                yield Item(f"step.{event.pk}", "history", cells, ground="reporter")
        else:
            yield from _step(f"step.{event.pk}", event, intake.event_text(event), where)


def of_records(actor: Actor, records: Iterable[UUID], *, at: datetime) -> Iterator[Item]:
    """Moves, comparisons and looking in: whatever names one of these cases and signals by its key."""
    keys = list(records)
    for move in handovers(actor, at=at).filter(record__in=keys):
        where = f"overdracht van {move.owning_unit} aan {move.to_unit}"
        cells = (
            str(move.to_unit), day_of(local_day(move.proposed_at)), code_list("purposes").label(move.purpose), "",
            "alles, na aannemen", move.get_state_display(),
        )  # fmt: skip
        yield Item(f"moved.{move.pk}", "given", cells)
        yield from facts_of(move, f"handover.{move.pk}", where)
    for contact in matching.contacts(actor, at=at).filter(record__in=keys):
        yield from _contact(contact)
    for request in asking.answered_about(actor, keys, at=at):
        yield from facts_of(request, f"access.{request.pk}", f"vraag om toegang van {request.asking_unit}")
    for access in emergency.in_our_records(actor, at=at).filter(record__in=keys):
        where = f"noodtoegang van {access.asking_unit}"
        yield from facts_of(access, f"emergency.{access.pk}", where)


def _step(key: str, event: Any, words: str, where: str) -> Iterator[Item]:
    """A step with something in it; one without says no more than that somebody worked on it."""
    if words and event.kind not in NAMES_A_WORKER:
        kind = event.kind.removesuffix(intake.NOTE)
        what = cases.EVENT_KINDS.get(kind) or intake.EVENT.get(kind, kind)
        yield Item(key, "history", (day_of(local_day(event.at)), what, words, where), kind not in WRITTEN_BY_ITSELF)


def _words_of(event: Any) -> str:
    """A step of a case in words: what was written, which fields changed, and the answers that it names."""
    told = [event_text(event.kind, event.note, event.changes)]
    if event.changes.get("roles"):
        told.append(f"Rol: {value_in_words('roles', event.changes['roles'])}.")
    if event.changes.get("answer"):
        told.append(f"{ANSWERS.get(event.changes['answer'], event.changes['answer'])}.")
    return " ".join(part for part in told if part)


def _received(actor: Actor, case: Case, at: datetime) -> Iterator[Item]:
    for package in sharing.received_packages(actor, at=at).filter(case=case):
        where = f"pakket van {package.from_unit}"
        how = "als pakket met gekozen gegevens"
        yield Item(f"source.{package.pk}", "source",
                   (day_of(local_day(package.received_at)), str(package.from_unit), how))  # fmt: skip
        yield from facts_of(package, f"received.{package.pk}", where, skip=("body",))
        content = sharing.content_of(package, at=at)
        if content is not None:
            shown = described(content)
            rows = [*shown["facts"], *(pair for person in shown["persons"] for pair in person)]
            words = "; ".join(f"{label}: {value}" for label, value in rows)
            cells = ("Wat de afzender stuurde", words, TOLD[DataClass.CRIMINAL], where)
            yield Item(f"received.{package.pk}.body", "held", cells, free=True)


def _contact(contact: Contact) -> Iterator[Item]:
    """A likeness and what both sides concluded. That there is one is the other side's too: a person looks first."""
    key, advice = f"contact.{contact.pk}", ASK_FIRST.format(unit=contact.other_unit)
    same = f"zelfde {likeness.in_words(contact.kinds)}"
    where, kind = "vergelijking met een andere organisatie", TOLD[DataClass.PERSONAL]

    def item(side: str, label: str, verdict: str, reason: str) -> Item:
        words = ". ".join(part for part in (same, likeness.VERDICTS.get(verdict, verdict), reason) if part)
        return Item(f"{key}.{side}", "held", (label, words, kind, where), free=True, advice=advice)

    yield item("verdict", "Mogelijke overeenkomst: onze conclusie", contact.verdict, contact.verdict_reason)
    if contact.other_verdict or contact.other_reason:
        yield item("other", "Mogelijke overeenkomst: hun conclusie", contact.other_verdict, contact.other_reason)
    if contact.shared:
        cells = (
            str(contact.other_unit), day_of(local_day(contact.verdict_at or contact.made_at)),
            code_list("purposes").label(contact.purpose), "convenant", "onze conclusie over een overeenkomst", "",
        )  # fmt: skip
        yield Item(f"{key}.given", "given", cells, free=True, advice=advice)
