# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is on the move this morning: a handover, questions for access, an emergency, a stand-in."""

from datetime import timedelta
from operator import attrgetter
from typing import TypeVar, cast

from django.db import models

from zicht.access.models import AccessRequest, EmergencyAccess, FunctionHolder, StandIn
from zicht.access.roles import Kind, Purpose
from zicht.casework.cases.models import Case
from zicht.casework.intake import models as intake
from zicht.casework.moving.models import Handover
from zicht.web.demo.book import Book

M = TypeVar("M", bound=models.Model)
HANGS_ON_SIGNAL: tuple[type[models.Model], ...] = (
    intake.SignalIndicator, intake.SignalSubject, intake.SignalThing, intake.SignalEvent,
    intake.ConversationMessage, intake.ReporterIdentity,
)  # fmt: skip


def tell_moving(book: Book) -> None:
    """A signal from the neighbours, a question of the police, one of Noor for Hanna, a review for Lotte."""
    _handover(book)
    _requests(book)
    _emergency(book)
    _stand_in(book)


def _of_unit(book: Book, model: type[M], key: str) -> list[M]:
    unit = book.cast.unit_of(key).pk
    rows = cast("list[M]", book.rows.get(model, []))
    return [row for row in rows if attrgetter("owning_unit_id")(row) == unit]


def _handover(book: Book) -> None:
    """Eva offers a signal: the man it is about has moved to Lindestede."""
    waits = [s for s in _of_unit(book, intake.Signal, "eva") if s.state in {"received", "weighing"} and not s.case_id]
    if not waits:
        return
    signal = max(waits, key=lambda s: s.received_at)
    parts = {"casework_signal": 1}
    for model in HANGS_ON_SIGNAL:
        count = [attrgetter("signal_id")(row) for row in book.rows.get(model, [])].count(signal.pk)
        parts |= {model._meta.db_table: count} if count else {}
    book.add(
        Handover(
            id=book.key(), owning_unit_id=signal.owning_unit_id, to_unit_id=book.cast.unit_of("noor").pk,
            to_function=book.cast.function_of("noor"), kind=Kind.SIGNAL.value, record=signal.pk,
            reference=signal.reference, purpose=Purpose.SIGNAL_HANDLING.value,
            why="Het gaat om iemand die naar Lindestede is verhuisd.", proposed_by=book.person("eva"),
            proposed_at=book.ago(1), deadline=book.today + timedelta(days=6), parts=parts, forms=list(signal.forms),
            municipality=signal.municipality, acute=signal.acute,
        )
    )  # fmt: skip


def _requests(book: Book) -> None:
    """Joris asks Noor for a case; Noor asks Hanna who reported."""
    ours = sorted((c for c in _of_unit(book, Case, "noor") if c.state == "open"), key=lambda c: c.opened_at)
    if ours:
        book.add(
            AccessRequest(
                id=book.key(), owning_unit=book.cast.unit_of("noor"), function=book.cast.function_of("noor"),
                asking_unit=book.cast.unit_of("joris"), asked_by=book.person("joris"), asked_at=book.ago(2),
                deadline=book.today + timedelta(days=12), purpose=Purpose.PARTNER_HANDLING.value,
                reference=ours[-1].reference, why="Dezelfde auto komt voor in een onderzoek van ons.", days=14,
            )
        )  # fmt: skip
    told = [s for s in _of_unit(book, intake.Signal, "noor") if s.reporter_known and s.state == "weighing"]
    if told:
        signal = max(told, key=lambda s: s.received_at)
        book.add(
            AccessRequest(
                id=book.key(), owning_unit_id=signal.owning_unit_id, function=book.cast.function_of("hanna"),
                asking_unit_id=signal.owning_unit_id, asked_by=book.person("noor"), asked_at=book.ago(1),
                deadline=book.today + timedelta(days=4), purpose=Purpose.SIGNAL_HANDLING.value,
                reference=signal.reference, days=7, kind=Kind.IDENTITY.value, record=signal.pk,
                why="Het wijkteam wil de melder thuis beschermen. Schrijven duurt te lang.",
            )
        )  # fmt: skip


def _emergency(book: Book) -> None:
    """Iris tried yesterday evening and found nothing; Lotte judges that as well."""
    at = book.at - timedelta(hours=15)
    book.add(
        EmergencyAccess(
            id=book.key(), owning_unit=book.cast.unit_of("iris"), asking_unit=book.cast.unit_of("iris"),
            person=book.person("iris"), purpose=Purpose.SIGNAL_HANDLING.value, reference="C26-2222-2222",
            danger="child", reason="Een meisje belde dat zij vanavond wordt opgehaald en noemde dit kenmerk.", at=at,
            ends=at + timedelta(hours=8), review_by=book.today + timedelta(days=6),
        )
    )  # fmt: skip


def _stand_in(book: Book) -> None:
    """Daan stands in for Noor next week."""
    first, last = book.today + timedelta(days=7), book.today + timedelta(days=11)
    function, daan = book.cast.function_of("noor"), book.person("daan")
    holder = book.add(FunctionHolder(function=function, person=daan, valid_from=first, valid_to=last))
    book.add(
        StandIn(
            function=function, person=daan, instead_of=book.person("noor"), valid_from=first, valid_to=last,
            holder=holder,
        )
    )  # fmt: skip
