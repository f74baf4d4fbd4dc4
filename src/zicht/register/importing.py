# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Taking a register file in: everything or nothing.

A file is looked at as a whole by the registrar who delivers it: its rows enter, those with unknown facts too.
Rows whose group needs consent rest on the declaration of who delivers the file; each report keeps that as its
ground. Rows that correct an earlier report add none (correcting.py).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Unit
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.base.digests import digests
from zicht.base.manyrows import insert_rows
from zicht.reference.lists import code_list
from zicht.register import conditions, correcting
from zicht.register.anyfile import read_any
from zicht.register.importfile import Finding, ImportResult
from zicht.register.joining import chain
from zicht.register.models import FILE_KEY, Delivery, DuplicateProposal, RegisterEvent, Report, ReportEpisode, Victim
from zicht.register.rows import ReportRow

__all__ = ["FileRefused", "import_reports", "kept_out"]

BATCH = 1000
KNOWN_OR_NONE = ("age", "reported_on", "reflection_offered_on", "reflection_accepted_on")
WORDS = (
    "nationality", "sex", "police_unit", "dublin", "dublin_country", "channel", "platform_type", "cyber_role",
    "outcome",
)  # fmt: skip
ENTERED = "Opgenomen uit een bestand."


class FileRefused(Exception):
    """Nothing of the file was taken in; `findings` says why, with a remedy each."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


@action("register.import", kind=Kind.REPORT)
def import_reports(
    *,
    actor: Actor,
    unit: Unit,
    content: bytes | Path | ImportResult,
    at: datetime,
    tell: Callable[[int], None] | None = None,
) -> Delivery:
    """Take a file with reports into the register of `unit`. Raises FileRefused; then nothing was changed.

    content: the bytes of the file, its path, or what anyfile.read_any made of it. tell: called now and then with the
    number of rows that were stored. Who calls this declares that the reporters in the file who need
    consent have it. The same file (by its SHA-256) is taken in once.
    """
    result = content if isinstance(content, ImportResult) else read_any(content, today=local_day(at))
    if not result.ok:
        raise FileRefused(result.findings)
    earlier = Delivery.objects.filter(owning_unit=unit, source="file", digest=result.digest).first()
    if earlier is not None:
        raise FileRefused((_known(earlier),))
    try:
        with transaction.atomic():
            return _store(actor, unit, result, at, tell)
    except IntegrityError as clash:
        if "register_file_once" not in str(clash):
            raise
        # Somebody else delivered the same file at the same moment.
        raise FileRefused((_known(None),)) from None


def kept_out(unit: Unit, result: ImportResult) -> tuple[Finding, ...]:
    """What in the register itself would keep a file out: taken in before, or nothing there to correct."""
    earlier = Delivery.objects.filter(owning_unit=unit, source="file", digest=result.digest).first()
    if earlier is not None:
        return (_known(earlier),)
    with transaction.atomic():
        return correcting.corrections(unit, (row for row in result.rows if row.corrects))[1]


def _known(earlier: Delivery | None) -> Finding:
    day = f" op {local_day(earlier.received_at):%d-%m-%Y}" if earlier else ""
    problem = f"Dit bestand is al ingelezen{day}. Er is niets veranderd."
    return Finding(None, None, problem, "Lever een bestand met nieuwe meldingen aan.")


def _store(
    actor: Actor, unit: Unit, result: ImportResult, at: datetime, tell: Callable[[int], None] | None
) -> Delivery:
    pairs, missing = correcting.corrections(unit, (row for row in result.rows if row.corrects))
    if missing:
        raise FileRefused(missing)
    delivery = Delivery.objects.create(
        owning_unit=unit, source="file", received_at=at, digest=result.digest, rows=len(result.rows)
    )
    correcting.apply(actor=actor, pairs=pairs, at=at)
    _add(actor, delivery, replace(result, rows=tuple(row for row in result.rows if not row.corrects)), at, tell)
    return delivery


def _add(
    actor: Actor, delivery: Delivery, result: ImportResult, at: datetime, tell: Callable[[int], None] | None
) -> None:
    """The rows as new reports."""
    unit = delivery.owning_unit
    victims = _victims(unit, sorted({row.victim_key for row in result.rows}))
    joined = _joined(victims.values())
    reports = [
        _report(row, delivery, joined.get(victims[row.victim_key].pk, victims[row.victim_key].pk), result.columns)
        for row in result.rows
    ]
    insert_rows(reports, tell=tell)
    _keep_undoing(result, reports, victims, joined)
    insert_rows(
        [
            ReportEpisode(owning_unit=unit, report=report, **asdict(period))
            for row, report in zip(result.rows, reports, strict=True)
            for period in row.episodes
        ]
    )
    insert_rows(
        [
            RegisterEvent(
                owning_unit=unit, report=report, actor=actor.label, kind=report.state, note=report.state_reason, at=at
            )
            for report in reports
        ]
    )


def _victims(unit: Unit, keys: list[str]) -> dict[str, Victim]:
    """The victim of each key: the one of an earlier file, or a new one."""
    found: dict[str, Victim] = {}
    for start in range(0, len(keys), BATCH):
        # Under every master key in use: while keys rotate an earlier victim may stand under the older one.
        wanted = {one: key for key in keys[start : start + BATCH] for one in digests(FILE_KEY, key)}
        for victim in Victim.objects.filter(owning_unit=unit, file_digest__in=list(wanted)):
            found[wanted[bytes(victim.file_digest or b"")]] = victim
    new = [_new_victim(unit, key) for key in keys if key not in found]
    insert_rows(new)
    return found | {victim.file_key: victim for victim in new}


def _joined(victims: Iterable[Victim]) -> dict[UUID, UUID]:
    """For each victim that a registrar said is the same person as another: that other one."""
    return {victim.pk: list(chain(victim))[-1] for victim in victims if victim.joined_id is not None}


def _keep_undoing(
    result: ImportResult, reports: list[Report], victims: dict[str, Victim], joined: dict[UUID, UUID]
) -> None:
    """A report that went to another victim goes back with the others when the judgement is undone."""
    late: dict[UUID, list[UUID]] = {}
    for row, report in zip(result.rows, reports, strict=True):
        if victims[row.victim_key].pk in joined:
            late.setdefault(victims[row.victim_key].pk, []).append(report.pk)
    for victim, keys in late.items():
        judged = DuplicateProposal.objects.filter(moved_from=victim, state=DuplicateProposal.State.SAME).first()
        if judged is not None:
            judged.save_if_current(expected=judged.version, moved=[*judged.moved, *keys])


def _new_victim(unit: Unit, key: str) -> Victim:
    victim = Victim(owning_unit=unit)
    victim.name_in_file(key)
    return victim


def _report(row: ReportRow, delivery: Delivery, victim: UUID, columns: Collection[str]) -> Report:
    basis = _usual_basis(row.reporter_group)
    ground: dict[str, Any] = {"answer": "given", "declared_by": "delivery"} if basis == "consent" else {}
    why = conditions.waits(row, columns)
    return Report(
        owning_unit_id=delivery.owning_unit_id, delivery=delivery, victim_id=victim,
        state=Report.State.WAITING if why else Report.State.ENTERED, state_reason=why or ENTERED,
        reporter_group=row.reporter_group, basis=basis, consent=ground, year=row.year, list_version=_versions(),
        **{name: sorted(getattr(row, name)) for name in correcting.LISTS},
        **{name: getattr(row, name) for name in KNOWN_OR_NONE}, **{name: getattr(row, name) or "" for name in WORDS},
    )  # fmt: skip


def _usual_basis(group: str) -> str:
    """A row names a group, not an organisation: what is usual in the group is kept as its ground."""
    return str(code_list("reporter_groups").get(group).attributes["basis"])


def _versions() -> str:
    return code_list("forms").version
