# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one way to care: tracks, consent and reports of the own unit."""

from datetime import datetime

from django.db.models import QuerySet

from zicht.access.actors import Actor
from zicht.access.gate import open_to
from zicht.access.roles import Kind
from zicht.casework.care.models import CareTrack, Consent, RegisterReport
from zicht.casework.cases.consent.gate import answers
from zicht.casework.cases.consent.rules import REGISTER
from zicht.casework.cases.models import CasePerson

__all__ = ["consents", "latest_consent", "open_track", "register_reports", "reported_in", "standing_report", "tracks"]

# Whoever is excluded from a case is excluded from the care in it.
ON_CASE = (("case", Kind.CASE),)
ON_PERSON = (("person__case", Kind.CASE),)


def tracks(actor: Actor, *, at: datetime) -> QuerySet[CareTrack]:
    """Care tracks of the units in which the actor coordinates care."""
    return open_to(CareTrack.objects.all(), actor=actor, kind=Kind.CARE, at=at, regime="case__regime", under=ON_CASE)


def open_track(actor: Actor, person: CasePerson, *, at: datetime) -> CareTrack | None:
    """The track of this person that has not ended."""
    return tracks(actor, at=at).filter(person=person, ended_on=None).select_related("coordinator").first()


def consents(actor: Actor, person: CasePerson, *, at: datetime) -> QuerySet[Consent]:
    """Answers of this person about the register, latest first."""
    return answers(actor, person, REGISTER, at=at)


def latest_consent(actor: Actor, person: CasePerson, *, at: datetime) -> Consent | None:
    """The answer that counts now."""
    return consents(actor, person, at=at).first()


def register_reports(actor: Actor, person: CasePerson, *, at: datetime) -> QuerySet[RegisterReport]:
    """What was reported about this person, latest first."""
    records = RegisterReport.objects.all()
    found = open_to(records, actor=actor, kind=Kind.CARE, at=at, regime="person__case__regime", under=ON_PERSON)
    return found.filter(person=person).select_related("register_unit__organisation").order_by("-sent_at", "id")


def standing_report(actor: Actor, person: CasePerson, *, at: datetime) -> RegisterReport | None:
    """The latest report that was not refused or withdrawn: the one that can be corrected."""
    return register_reports(actor, person, at=at).exclude(state="refused").first()


def reported_in(actor: Actor, person: CasePerson, year: int, *, at: datetime) -> bool:
    """True when a report about this year is under way or was taken in."""
    return register_reports(actor, person, at=at).filter(year=year).exclude(state="refused").exists()
