# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The only way to packages: sent ones of the own unit, received ones of the own unit."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zicht.access.actors import Actor
from zicht.access.gate import one, open_to
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.casework.cases.gate import kept_by_law
from zicht.casework.sharing.models import AssistantCount, InfoRequest, Package, ReceivedPackage
from zicht.exchange import formats

IN_CASE = (("case", Kind.CASE),)


def sent_packages(actor: Actor, *, at: datetime) -> "QuerySet[Package]":
    """What the actor's units sent."""
    records = Package.objects.select_related("to_unit__organisation", "case", "sent_by")
    return open_to(records, actor=actor, kind=Kind.PACKAGE, at=at, regime="case__regime", under=IN_CASE)


def sent_package_for(actor: Actor, key: UUID, *, at: datetime) -> Package:
    """One sent package. Raises NotHere."""
    return one(sent_packages(actor, at=at), key)


def received_packages(actor: Actor, *, at: datetime) -> "QuerySet[ReceivedPackage]":
    """What the actor's units received."""
    records = ReceivedPackage.objects.select_related("from_unit__organisation", "case", "answered_by", "owning_unit")
    return open_to(records, actor=actor, kind=Kind.PACKAGE, at=at, regime="regime", under=IN_CASE)


def received_package_for(actor: Actor, key: UUID, *, at: datetime) -> ReceivedPackage:
    """One received package. Raises NotHere."""
    return one(received_packages(actor, at=at), key)


def readable(package: ReceivedPackage, *, at: datetime) -> bool:
    """True while the content may be read: before the deadline for an answer, and then until the last day."""
    today = local_day(at)
    if not package.body or package.ends_on < today:
        return False
    if package.state == ReceivedPackage.State.WAITING:
        return package.answer_by is None or package.answer_by >= today
    return package.state == ReceivedPackage.State.ACCEPTED


def content_of(package: ReceivedPackage, *, at: datetime) -> formats.Package | None:
    """The only way to the words of the sender; None when their time is over, whether or not a job ran."""
    return formats.Package.read(package.body) if readable(package, at=at) else None


def info_requests(actor: Actor, *, at: datetime) -> "QuerySet[InfoRequest]":
    """Questions to and from the actor's units; not about a case that the actor is kept from."""
    records = InfoRequest.objects.select_related(
        "other_unit__organisation", "owning_unit__organisation", "case", "made_by"
    )
    found = open_to(records, actor=actor, kind=Kind.PACKAGE, at=at, under=(("case", Kind.CASE),))
    return found.exclude(case__in=kept_by_law(actor, at=at).values("pk"))


def info_request_for(actor: Actor, key: UUID, *, at: datetime) -> InfoRequest:
    """One question. Raises NotHere."""
    return one(info_requests(actor, at=at), key)


def assistant_counts() -> "QuerySet[AssistantCount]":
    """The counts of the decision table. They are about nobody, so everybody behind the door of a page reads them."""
    return AssistantCount.objects.all()
