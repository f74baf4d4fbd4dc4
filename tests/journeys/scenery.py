# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands there before a journey begins: an open public door, a register with victims."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from zicht.access.actors import for_job
from zicht.base.clock import local_day, now
from zicht.base.context import transaction_as
from zicht.casework.intake.models import PublicDoor
from zicht.exchange.delivery import deliver_due
from zicht.monitor import background
from zicht.monitor.models import Edition
from zicht.register.actions import withdraw_report
from zicht.register.models import Delivery, RegisterEvent, Report, Victim

SLUG = "lindestede"
# Every group has enough victims that nothing has to be hidden: the journey's own cell can be read.
VICTIMS = {
    "AU": (31, ["AU"], "PL"),
    "BL-SU": (24, ["SU"], "NL"),
    "GO-SU": (18, ["SU"], "RO"),
    "CU": (12, ["CU"], "NL"),
    "ON": (11, [], ""),
}


def open_public_door(cast: Any) -> None:
    """Lindestede's public form: somebody follows up, within five days."""
    PublicDoor(
        owning_unit=cast.unit_of("noor"),
        slug=SLUG,
        municipality="DEMO-G1",
        title="Gemeente Lindestede",
        function=cast.function_of("noor"),
        answer_days=5,
        open=True,
    ).save(using="owner")


def fill_register(
    cast: Any,
    *,
    at: datetime,
    year: int | None = None,
    of: dict[str, tuple[int, list[str], str]] = VICTIMS,
    batch: str = "",
) -> None:
    """Victims of this year, or of another one, one report each, entered. batch: tells a later file from the first."""
    unit, year = cast.unit_of("tom"), year or local_day(at).year
    number = sum(count for count, _, _ in of.values())
    delivery = Delivery(owning_unit=unit, source="file", received_at=at, digest=uuid4().hex, rows=number)
    delivery.save(using="owner")
    for group, (count, forms, nationality) in of.items():
        victims = [Victim(owning_unit=unit) for _ in range(count)]
        for number, victim in enumerate(victims):
            victim.name_in_file(f"{year}-{group}-{number}{batch}")
        for victim in victims:
            victim.save(using="owner")
        Report.objects.using("owner").bulk_create(
            Report(
                owning_unit_id=unit.pk,
                delivery_id=delivery.pk,
                victim_id=victim.pk,
                state=Report.State.ENTERED,
                organisation_id=cast.unit_of("joris").organisation_id,
                reporter_group="police",
                basis="duty",
                year=year,
                forms=forms,
                nationality=nationality,
            )
            for victim in victims
        )


def withdraw_one(cast: Any, forms: list[str], *, entered: datetime, at: datetime) -> None:
    """The consent of one entered report of these forms is withdrawn, as a message of its sender would do it."""
    report = Report.objects.using("owner").filter(state="entered", forms=forms).first()
    assert report is not None
    Report.objects.using("owner").filter(pk=report.pk).update(basis="consent")
    unit = report.owning_unit_id
    RegisterEvent(owning_unit_id=unit, report=report, actor="import", kind="entered", at=entered).save(using="owner")
    job = for_job(unit)
    with transaction_as(job.context(at)):
        withdraw_report(actor=job, report=Report.objects.get(pk=report.pk), at=at)


def editions_run() -> int:
    """The same for editions: count and protect what is asked for, make the files of what was published."""
    editions = Edition.objects.using("owner")
    built = [background.build_one(unit=e.owning_unit_id, key=e.pk, at=now()) for e in editions.filter(work="wanted")]
    out = editions.filter(published_at__isnull=False, files_at=None)
    return sum(built) + sum(background.render_one(unit=e.owning_unit_id, key=e.pk, at=now()) for e in out)


def worker_runs() -> int:
    """What the worker does in the background: deliver and handle all messages. Returns how many."""
    return deliver_due(at=now())
