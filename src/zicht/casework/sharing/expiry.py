# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What ends by itself: packages and questions without an answer, and words that may not be used any longer.

Each side looks at its own clock, so nothing has to travel. Runs each night as a job for each unit; what is over is
not readable before that either (gate.content_of).
"""

from datetime import datetime

from zicht.access.actors import Actor, for_job
from zicht.access.audit import action
from zicht.access.models import Unit
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.base.context import transaction_as
from zicht.casework.cases.actions import note_event
from zicht.casework.cases.identifiers import enter
from zicht.casework.cases.models import Case
from zicht.casework.cases.origins import empty_ended
from zicht.casework.sharing.actions import empty
from zicht.casework.sharing.models import InfoRequest, Package, ReceivedPackage


def end_due(*, at: datetime) -> int:
    """End everything whose day is over, unit by unit. Returns how many records changed. A second run does nothing."""
    number = 0
    for unit in Unit.objects.filter(remote=False).order_by("pk"):
        job = for_job(unit.pk)
        with transaction_as(job.context(at)):
            number += _end_sent(job, unit, at) + _end_received(job, unit, at) + _end_requests(unit, at)
    return number


def _end_sent(job: Actor, unit: Unit, at: datetime) -> int:
    late = Package.objects.filter(owning_unit=unit, state=Package.State.SENT, answer_by__lt=local_day(at))
    packages = list(late.select_related("case"))
    for package in packages:
        expire_sent(actor=job, package=package, at=at)
    return len(packages)


@action("package.expire_sent", kind=Kind.PACKAGE)
def expire_sent(*, actor: Actor, package: Package, at: datetime) -> Package:
    """Nobody answered in time."""
    package.state, package.answered_at = Package.State.EXPIRED, at
    package.save(update_fields=["state", "answered_at"])
    note_event(actor=actor, case=package.case, kind="package_expired", at=at)
    return package


def _end_received(job: Actor, unit: Unit, at: datetime) -> int:
    day = local_day(at)
    mine = ReceivedPackage.objects.filter(owning_unit=unit)
    late = mine.filter(state=ReceivedPackage.State.WAITING, answer_by__lt=day)
    over = mine.filter(ends_on__lt=day, emptied_at=None)
    packages = {package.pk: package for package in [*late, *over]}
    for package in packages.values():
        end_received(actor=job, package=package, at=at)
    return len(packages)


@action("package.end_received", kind=Kind.PACKAGE)
def end_received(*, actor: Actor, package: ReceivedPackage, at: datetime) -> ReceivedPackage:
    """Empty what may not be read any longer, here and in the case that it became. Our own additions stay."""
    if package.state == ReceivedPackage.State.WAITING:
        package.state, package.answered_at = ReceivedPackage.State.EXPIRED, at
        package.save(update_fields=["state", "answered_at"])
    empty(package, at=at)
    case = Case.objects.filter(pk=package.case_id).first() if package.case_id else None
    if case is not None and empty_ended([case.pk], at=at):
        enter(case)
        note_event(actor=actor, case=case, kind="received_ended", at=at)
    return package


def _end_requests(unit: Unit, at: datetime) -> int:
    late = InfoRequest.objects.filter(owning_unit=unit, state=InfoRequest.State.OPEN, answer_by__lt=local_day(at))
    return late.update(state=InfoRequest.State.EXPIRED, answered_at=at)
