# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Records that ended long ago, and everybody's part in letting them go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from zicht.access.actors import for_job
from zicht.access.models import Unit
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.context import transaction_as
from zicht.casework.cases.actions import add_person, close_case, open_case
from zicht.casework.cases.models import Case
from zicht.casework.intake.actions import receive_signal
from zicht.casework.intake.entry import SignalEntry, ThingEntry
from zicht.casework.intake.handling import Verdict, close, weigh
from zicht.casework.intake.models import Signal
from zicht.casework.intake.routes import about_key, route_for
from zicht.casework.retention import actions
from zicht.casework.retention.models import RetentionItem, RetentionList


@dataclass
class Keeper:
    """noor, lotte and the job of noor's unit, at moments that the test chooses."""

    cast: Any
    actor: Any

    @property
    def unit(self) -> Unit:
        return self.cast.unit_of("noor")

    @property
    def noor(self) -> Any:
        return self.actor("noor", Purpose.SIGNAL_HANDLING)

    @property
    def lotte(self) -> Any:
        return self.actor("lotte", Purpose.OVERSIGHT)

    def signal(self, at: datetime, *, things: tuple[ThingEntry, ...] = (), **facts: Any) -> Signal:
        """Sanne reports something."""
        sanne = self.actor("sanne", Purpose.REPORTING)
        entry = SignalEntry(
            submission=uuid4(), about="person", fact=f"Iemand slaapt in een loods {uuid4().hex}.", things=things,
            reporter=sanne.person, **facts,
        )  # fmt: skip
        with transaction_as(sanne.context(at)):
            return receive_signal(actor=sanne, function=self.cast.function_of("noor"), entry=entry, at=at)

    def ended(self, signal: Signal, outcome: str, at: datetime) -> Signal:
        """Noor weighs it and ends it."""
        with transaction_as(self.noor.context(at)):
            found = Signal.objects.get(pk=signal.pk)
            proposal = route_for(
                about=about_key(found.about), forms=found.forms, age_class=found.age_class, acute=found.acute,
                day=local_day(at),
            )  # fmt: skip
            verdict = Verdict(conclusion="none", reasons="Gebeld en gekeken.", route=proposal.route)
            weigh(actor=self.noor, signal=found, verdict=verdict, proposal=proposal, expected=found.version, at=at)
            close(actor=self.noor, signal=found, outcome=outcome, note="Klaar.", expected=found.version, at=at)
            return found

    def case(self, at: datetime, **facts: Any) -> Case:
        """Noor opens a case with one person."""
        with transaction_as(self.noor.context(at)):
            case = open_case(
                actor=self.noor, unit=self.unit, title="Casus voor de test", about="person", forms=["AU"],
                age_class="adult", acute=False, summary="", owner=self.cast.people["noor"], at=at, **facts,
            )  # fmt: skip
            add_person(
                actor=self.noor, case=case, roles=["possible_victim"], name="Verzonnen Naam", birth_year=1990, at=at
            )
            return case

    def closed(self, case: Case, outcome: str, at: datetime) -> Case:
        with transaction_as(self.noor.context(at)):
            found = Case.objects.select_related("owning_unit__organisation").get(pk=case.pk)
            close_case(actor=self.noor, case=found, outcome=outcome, note="Klaar.", expected=found.version, at=at)
            return found

    def make(self, at: datetime) -> RetentionList:
        """The unit's job makes the list."""
        job = for_job(self.unit.pk)
        with transaction_as(job.context(at)):
            return actions.make_list(actor=job, unit=self.unit, at=at)

    def items(self, found: RetentionList, at: datetime) -> list[RetentionItem]:
        with transaction_as(self.noor.context(at)):
            return list(RetentionItem.objects.filter(list=found).order_by("kind", "pk"))

    def approved(self, found: RetentionList, at: datetime) -> RetentionList:
        """Noor agrees with everything, lotte approves."""
        with transaction_as(self.noor.context(at)):
            found = RetentionList.objects.get(pk=found.pk)
            actions.agree_rest(actor=self.noor, found=found, expected=found.version, at=at)
            actions.agree_list(actor=self.noor, found=found, expected=found.version, at=at)
        with transaction_as(self.lotte.context(at)):
            found = RetentionList.objects.get(pk=found.pk)
            actions.approve_list(actor=self.lotte, found=found, note="", expected=found.version, at=at)
        return found
