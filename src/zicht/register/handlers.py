# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What this room does with messages that arrive for it: reports, and withdrawals of consent.

Who sent a message is known by the key of the sending unit, never by what the body says. After a report was
handled its body is erased from the inbox: what may be kept is in the register, the rest nowhere.
"""

import hashlib
import json
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import F

from zicht.access.actors import Actor
from zicht.access.models import Organisation, Unit
from zicht.base.clock import local_day
from zicht.exchange import handlers
from zicht.exchange.formats import RefusalCounts, ReportWithdrawal, VictimReport
from zicht.exchange.models import Message
from zicht.reference.lists import code_list
from zicht.register.actions import Incoming, receive_report, withdraw_report
from zicht.register.facts import correct_report
from zicht.register.judging import Ground, NotPossible
from zicht.register.models import RefusalTally, Report
from zicht.register.receipts import answer, answer_plainly

LISTS = {
    "forms": "forms",
    "sectors_sexual": "sectors_sexual",
    "sectors_labour": "sectors_labour",
    "manners": "criminal_manners",
    "signs": "report_signs",
}
SEXES = {"", "female", "male", "other"}
BAD_CODES = "De melding heeft codes of een jaar die dit register niet kent. Er is niets bewaard. Kijk na: "
CORRECTED = "De melding is verbeterd. Wat er eerst stond, blijft in de geschiedenis van het register."
NOTHING_CHANGED = "De verbetering is ontvangen. De gegevens waren al gelijk."
NOTHING_TO_CORRECT = "Er is geen melding van u om te verbeteren. Er is niets bewaard. Stuur de melding als nieuwe."
CORRECTED_BY_SENDER = "De melder stuurde een verbetering."
# What a message can say; what only the register knows stays as it is.
SENT = {
    "reported_on", "forms", "nationality", "sex", "age", "birth_year", "name", "sectors_sexual", "sectors_labour",
    "manners", "signs", "reflection_offered_on", "reflection_accepted_on",
}  # fmt: skip
ASKED = {"signs", "reflection_offered_on", "reflection_accepted_on"}


class NotARegister(LookupError):
    """A report for a unit that keeps no register: nobody there would ever see it."""


class NotYet(LookupError):
    """A withdrawal or a correction came before the report it is about."""


def register_handlers() -> None:
    """Tell exchange which message kinds this room handles."""
    handlers.register(VictimReport.kind, handle_report)
    handlers.register(ReportWithdrawal.kind, handle_withdrawal)
    handlers.register(RefusalCounts.kind, handle_refusals)


def handle_report(*, actor: Actor, message: Message, at: datetime) -> None:
    """Take a report in and answer with a receipt. Runs again without harm."""
    if Report.objects.filter(delivery__message=message.message).exists():
        return
    if message.owning_unit.organisation.sector != "register":
        raise NotARegister
    body = VictimReport.read(message.body)
    wrong = strange_fields(body, at)
    if wrong:
        # Nothing of the report is kept: the sender corrects it and sends it again.
        _forget(message)
        answer_plainly(actor=actor, message=message, state="refused", text=BAD_CODES + ", ".join(wrong) + ".", at=at)
        return
    if body.corrects is not None:
        _handle_correction(actor=actor, message=message, body=body, about=body.corrects, at=at)
        return
    report = receive_report(
        actor=actor,
        unit=message.owning_unit,
        message=message.message,
        digest=_digest(message),
        sender=_sender(message, body.organisation),
        incoming=_incoming(body),
        at=at,
    )
    _forget(message)
    answer(actor=actor, report=report, at=at)


def _handle_correction(*, actor: Actor, message: Message, body: VictimReport, about: UUID, at: datetime) -> None:
    """A message that replaces an earlier one, matched by its key. Only the unit that sent that one can do this."""
    original = Message.objects.filter(message=about, direction=Message.Direction.IN).first()
    if original is not None and original.state == Message.State.RECEIVED:
        raise NotYet
    report = None
    if original is not None and original.from_unit == message.from_unit:
        report = Report.objects.filter(delivery__message=about).select_related("delivery").first()
    _forget(message)
    if report is None or report.state == Report.State.REFUSED:
        answer_plainly(actor=actor, message=message, state="refused", text=NOTHING_TO_CORRECT, at=at)
        return
    facts = {name: value for name, value in _incoming(body).columns().items() if name in SENT} | {"year": body.year}
    # A sender who says nothing about a condition does not take back what the registrar asked and wrote down.
    facts = {name: value for name, value in facts.items() if value or name not in ASKED}
    before = report.version
    report = correct_report(
        actor=actor, report=report, facts=facts, note=CORRECTED_BY_SENDER, expected=report.version, at=at
    )
    text = NOTHING_CHANGED if report.version == before else CORRECTED
    answer_plainly(actor=actor, message=message, state=report.state, text=text, at=at, about=about)


def handle_withdrawal(*, actor: Actor, message: Message, at: datetime) -> None:
    """Erase a report whose consent was withdrawn. Only the unit that sent the report can do that."""
    body = ReportWithdrawal.read(message.body)
    original = Message.objects.filter(message=body.report, direction=Message.Direction.IN).first()
    if original is None or original.state == Message.State.RECEIVED:
        # The report is still under way: this message is tried again, and then finds it.
        raise NotYet
    report = None
    if original.from_unit == message.from_unit:
        report = Report.objects.filter(delivery__message=body.report).first()
    if report is None or report.state == "refused":
        return
    try:
        report = withdraw_report(actor=actor, report=report, at=at)
    except NotPossible:
        text = "Deze melding rust niet op toestemming. De registrator neemt contact op."
        answer_plainly(actor=actor, message=message, state=report.state, text=text, at=at, about=body.report)
        return
    answer(actor=actor, report=report, at=at)


def handle_refusals(*, actor: Actor, message: Message, at: datetime) -> None:
    """Add last year's refusals of one sender to the tally. While that is off: nothing is kept of it."""
    body = RefusalCounts.read(message.body)
    _forget(message)
    sender = Unit.objects.select_related("organisation").filter(key=message.from_unit).first()
    known = {*code_list("forms").codes(), "multiple", "unknown"}
    if not settings.COUNT_REFUSALS or sender is None or body.year >= local_day(at).year:
        return
    group = sender.organisation.reporter_group or "other"
    for part in body.counts:
        if part["form"] not in known:
            continue
        row, _ = RefusalTally.objects.get_or_create(
            owning_unit=message.owning_unit, year=body.year, reporter_group=group, form=part["form"]
        )
        RefusalTally.objects.filter(pk=row.pk).update(number=F("number") + part["number"])


def strange_fields(body: VictimReport, at: datetime) -> list[str]:
    """Names of the fields whose content this register cannot count: unknown codes, a year that cannot be."""
    wrong = [name for name, listed in LISTS.items() if not set(getattr(body, name)) <= set(code_list(listed).codes())]
    if body.nationality and body.nationality not in code_list("countries").codes():
        wrong.append("nationality")
    if body.sex not in SEXES:
        wrong.append("sex")
    if body.year != body.reported_on.year or body.reported_on > local_day(at):
        wrong.append("year")
    return wrong


def _sender(message: Message, organisation: UUID) -> Organisation | None:
    """The organisation of the sending unit; None when unknown here, or when the body names another one."""
    unit = Unit.objects.select_related("organisation").filter(key=message.from_unit).first()
    if unit is None or unit.organisation.key != organisation:
        return None
    found: Organisation = unit.organisation
    return found


def _incoming(body: VictimReport) -> Incoming:
    consent = body.consent
    ground = Ground()
    if consent is not None:
        ground = Ground(
            answer=consent.answer,
            given_by=consent.given_by,
            on=consent.on.isoformat(),
            language=consent.language,
            text_version=consent.text_version,
        )
    return Incoming(
        year=body.year, reported_on=body.reported_on, forms=body.forms, nationality=body.nationality, sex=body.sex,
        age=body.age, sectors_sexual=body.sectors_sexual, sectors_labour=body.sectors_labour, manners=body.manners,
        name=body.name, birth_year=body.birth_year, list_version=body.list_version, ground=ground,
        signs=body.signs, reflection_offered_on=body.reflection_offered_on,
        reflection_accepted_on=body.reflection_accepted_on,
    )  # fmt: skip


def _digest(message: Message) -> str:
    """Of the message's key, not of its body: a digest of a body could confirm a guess about a person."""
    return hashlib.sha256(json.dumps([str(message.message), message.kind]).encode()).hexdigest()


def _forget(message: Message) -> None:
    message.body = {}
    message.save(update_fields=["body"])
