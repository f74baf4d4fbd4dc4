# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Build the invented region Waterlinde: ensure_region(say). The same seed on the same day gives the same region.

The anchor is the last nine o'clock in the morning that has passed: the region looks alive today, and everything in
it lies before that moment. STORY_GROUP stands at STORY_COUNT in the current year of the working figure, before
anybody walks through the story of docs/cast.md.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db import connections, models, transaction
from django.utils import timezone

from zicht.access import index
from zicht.access.models import (
    AccessRequest,
    AuditRow,
    DecisionRow,
    EmergencyAccess,
    Function,
    FunctionHolder,
    Grant,
    OwnDefinition,
    SeatReview,
    StandIn,
    Unit,
)
from zicht.base.clock import now
from zicht.casework.care.models import CareTrack, Consent, RegisterReport
from zicht.casework.cases.consent.models import ConsentQuestion
from zicht.casework.cases.models import Case, CaseAction, CaseEvent, CasePerson, FieldOrigin
from zicht.casework.intake import models as intake
from zicht.casework.matching.models import Comparison, Contact
from zicht.casework.moving.models import Handover
from zicht.casework.overview.models import SubjectRequest
from zicht.casework.retention.models import Certificate, RetentionApproval, RetentionItem, RetentionList, Tombstone
from zicht.casework.sharing.models import AssistantCount, InfoRequest, Package, ReceivedPackage
from zicht.exchange.models import Message
from zicht.policy.models import Recommendation, RecommendationEvent, YearCount, YearCountEvent
from zicht.register.models import (
    Delivery,
    DuplicateProposal,
    ReceptionDeparture,
    RegisterEvent,
    Report,
    ReportEpisode,
    Victim,
)
from zicht.web.demo.book import Book, date_changes
from zicht.web.demo.cases import tell_cases
from zicht.web.demo.cast import build_cast, read_cast
from zicht.web.demo.covenants import build_covenants
from zicht.web.demo.disclosures import tell_disclosures
from zicht.web.demo.hats import tell_hats
from zicht.web.demo.inspection import tell_inspection
from zicht.web.demo.keeping import tell_keeping
from zicht.web.demo.matching import let_take_part, tell_matching
from zicht.web.demo.moments import open_doors, tell_present
from zicht.web.demo.moving import tell_moving
from zicht.web.demo.oversight import tell_oversight
from zicht.web.demo.policy import tell_policy
from zicht.web.demo.region import build_surroundings, strangers
from zicht.web.demo.register import MATRIX, STORY_COUNT, STORY_GROUP, tell_register
from zicht.web.demo.registrar import tell_registrar
from zicht.web.demo.signals import tell_signals
from zicht.web.demo.stories import tell_stories

__all__ = ["MATRIX", "STORY_COUNT", "STORY_GROUP", "NotEmpty", "anchor_of", "ensure_region", "write_book"]

ORDER: tuple[type[models.Model], ...] = (
    intake.PublicDoor, Grant, Case, CasePerson, FieldOrigin, CaseAction, CaseEvent, intake.Signal,
    intake.SignalIndicator,
    intake.SignalSubject, intake.SignalThing, intake.SignalEvent, intake.Weighing, intake.ConversationMessage,
    intake.Receipt, intake.ReporterIdentity, intake.Draft, Package, ReceivedPackage, InfoRequest, AssistantCount,
    CareTrack, Consent, RegisterReport, Message, Delivery, Victim, Report, ReportEpisode,
    DuplicateProposal, ReceptionDeparture, RegisterEvent, AuditRow,
    DecisionRow, SeatReview, SubjectRequest,
    Handover, AccessRequest, EmergencyAccess, FunctionHolder, StandIn,
    ConsentQuestion, RetentionList, RetentionItem, RetentionApproval, Certificate, Tombstone,
    Comparison, Contact, Recommendation, RecommendationEvent, YearCount, YearCountEvent,
)  # fmt: skip


class NotEmpty(ValueError):
    """The database holds people who were not invented: nothing may be mixed with them."""


def anchor_of(at: datetime) -> datetime:
    """The last nine o'clock in the morning (local time) that has passed."""
    local = timezone.localtime(at)
    nine = local.replace(hour=9, minute=0, second=0, microsecond=0)
    if nine <= local:
        return nine
    return timezone.localtime(nine - timedelta(days=1)).replace(hour=9)


def ensure_region(
    say: Callable[[str], None], *, using: str = "owner", at: datetime | None = None, seed: int = 2026
) -> None:
    """Build the whole region as owner, in one transaction; says what it does in Dutch. There already: says so.

    at: the moment of building (default: now). Raises NotEmpty when there are people who are not invented.
    """
    if strangers(using=using):
        raise NotEmpty("Er staan echte accounts in deze database. De oefenregio komt alleen in een lege database.")
    if intake.Signal.objects.using(using).exists():
        say("De oefenregio Waterlinde is er al.")
        return
    anchor = anchor_of(at or now())
    say("De oefenregio Waterlinde wordt gemaakt: mensen en organisaties.")
    with transaction.atomic(using=using):
        _people(anchor, using)
        say("Drie jaar signalen, casussen, zorg en meldingen aan het register.")
        book = write_book(anchor, seed, using=using)
        total = book.store(ORDER, using=using)
        _date(using)
        index.rebuild(using)
        let_take_part(using=using)
    with connections[using].cursor() as cursor:
        cursor.execute("analyze")
    say(f"Klaar: {total} gegevens over verzonnen mensen.")


def write_book(anchor: datetime, seed: int, *, using: str) -> Book:
    """The whole story as rows that are not stored yet, about the people who are."""
    book = Book(Random(seed), anchor, read_cast(using=using))  # noqa: S311 - a story, not a secret
    _prepare(book, using)
    _tell(book)
    tell_oversight(book, using=using)
    return book


def _people(anchor: datetime, using: str) -> None:
    """The cast, if it is not there yet, and everybody round it."""
    cast = read_cast(using=using) if Unit.objects.using(using).exists() else build_cast(using=using)
    build_surroundings(cast, using=using, today=anchor.date())
    build_covenants(cast, using=using, at=anchor)


def _prepare(book: Book, using: str) -> None:
    for person in book.cast.people.values():
        seat = person.memberships.using(using).select_related("unit").order_by("pk").first()
        if seat is not None:
            book.seats[person.pk] = seat.unit.organisation_id
    book.definitions = tuple(OwnDefinition.objects.using(using).order_by("pk"))
    for function in Function.objects.using(using).select_related("unit__organisation"):
        book.cast.functions[function.name] = function


def _tell(book: Book) -> None:
    """Write the book. The order matters: the register fills up last, to the counts of MATRIX."""
    open_doors(book)
    tell_stories(book)
    tell_cases(book)
    tell_present(book)
    tell_signals(book)
    tell_register(book)
    tell_disclosures(book)
    tell_moving(book)
    tell_keeping(book)
    tell_matching(book)
    tell_hats(book)
    tell_inspection(book)
    tell_policy(book)
    tell_registrar(book)


def _date(using: str) -> None:
    date_changes(
        {
            intake.Signal: "coalesce(closed_at, received_at)",
            Case: "coalesce(closed_at, opened_at)",
            RegisterReport: "coalesce(receipt_at, sent_at)",
        },
        using=using,
    )
