# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The life of one invented signal: every step follows the room's own table of steps and its table of routes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from zicht.access.models import Person
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.casework.intake import rules
from zicht.casework.intake.models import ConversationMessage, Signal, SignalEvent, Weighing
from zicht.casework.intake.routes import route_for
from zicht.web.demo.book import Book

HANDLING = Purpose.SIGNAL_HANDLING.value

REASONS: dict[str, tuple[str, ...]] = {
    "suspicion": (
        "Een ander beslist en houdt het geld. Ertegen pleit dat de persoon zelf zegt dat het goed gaat.",
        "Er is afhankelijkheid van één persoon voor geld en woning. De feiten zijn uit eerste hand.",
        "Nagevraagd bij de melder: het gebeurt al langer en de persoon kan niet weigeren.",
    ),
    "harmed": (
        "Er is te weinig betaald en slecht behandeld. Van dwang of niet weg kunnen is niets gebleken.",
        "De persoon is opgelicht, maar was vrij om te gaan. Er is wel schade.",
    ),
    "unclear": (
        "De feiten zijn van horen zeggen. Eerst nodig: wie heeft het zelf gezien en hoe vaak?",
        "Er is één waarneming. Die kan meer betekenissen hebben.",
    ),
    "none": (
        "Navraag leert dat er een gewone verklaring is: familie die helpt verhuizen.",
        "De wijkagent kent de situatie. Er is overlast, geen aanwijzing voor uitbuiting.",
        "De bewoners zijn gesproken, ieder apart. Zij werken elders en kunnen vrij gaan.",
    ),
}
END_WORDS: dict[str, str] = {
    "no_trafficking": "Geen aanwijzingen gevonden. De melder is bedankt.",
    "harmed": "Geen mensenhandel, wel schade. Hulp bij loon en papieren is aangeboden.",
    "passed_on": "De ontvanger gaat ermee verder en laat weten wat ermee gebeurt.",
    "insufficient_information": "Te weinig bekend om verder te kunnen. Bij nieuwe feiten kijken wij opnieuw.",
    "advice_given": "Besproken met de vrager. Die weet wat de volgende stap is.",
    "duplicate": "Hetzelfde is al gemeld en loopt daar verder.",
    "outside_area": "Hoort bij een andere gemeente. Die heeft het aanvaard.",
    "withdrawn": "De melder ziet het nu anders en trekt het in.",
    "added_to_case": "Hoort bij een zaak die al liep.",
}


@dataclass
class Life:
    """One signal with its history. `clock` is the moment of the last step."""

    book: Book
    signal: Signal
    handler: Person
    clock: datetime

    def received(self) -> None:
        """The first step: it came in."""
        public = self.signal.door == "public"
        label = "public" if public else f"person:{self.signal.reporter_id}"
        self._event("receive", "", self.clock, label)
        self._act("receive", label, "" if public else Purpose.REPORTING.value)

    def step(self, verb: str, days: float, *, note: str = "", **changes: object) -> bool:
        """Take a step some days later. False, and nothing happened, when that would lie after the anchor."""
        at = self.book.after(self.clock, days)
        if at >= self.book.at:
            return False
        before = self.signal.state
        row = rules.step(before, verb)
        for name, value in changes.items():
            setattr(self.signal, name, value)
        self.signal.state = row.after
        self.signal.version += 1
        self.clock = at
        label = f"person:{self.handler.pk}"
        noted: dict[str, object] = {}
        if verb == "take":
            noted = {"owner": [None, self.handler.pk]}
        elif verb == "close":
            noted = {"outcome": self.signal.outcome}
        elif verb in ("make_case", "join_case"):
            noted = {"case": ["", str(self.signal.case_id)]}
        self._event(verb, before, at, label, note, noted)
        self._act(verb, label, HANDLING)
        return True

    def take(self, days: float) -> bool:
        """The handler becomes the owner."""
        return self.step("take", days, owner_id=self.handler.pk)

    def weigh(self, days: float, conclusion: str, *, reasons: str = "", route: str = "", because: str = "") -> bool:
        """Weigh, with the route that the table proposes for that day."""
        signal = self.signal
        moment = self.book.after(self.clock, days)
        due = rules.due_after(moment, days=signal.function.answer_days, acute=signal.acute)
        if not self.step("weigh", days, owner_id=self.handler.pk, due_at=due):
            return False
        proposal = route_for(
            about=signal.about,
            forms=signal.forms,
            age_class=signal.age_class,
            acute=signal.acute,
            day=local_day(self.clock),
        )
        # The clock of the answer starts at the weighing itself.
        signal.due_at = rules.due_after(self.clock, days=signal.function.answer_days, acute=signal.acute)
        self.book.add(
            Weighing(
                owning_unit_id=signal.owning_unit_id, signal_id=signal.pk, by_id=self.handler.pk, at=self.clock,
                conclusion=conclusion, reasons=reasons or self.book.rng.choice(REASONS[conclusion]),
                route_about=proposal.about, route_forms=list(signal.forms), route_age_class=signal.age_class,
                route_acute=signal.acute, proposed_route=proposal.route, proposed_because=proposal.explanation,
                chosen_route=route or proposal.route, chosen_because=because, route_version=proposal.version,
            )
        )  # fmt: skip
        return True

    def wait(self, days: float, note: str, look_again_in: int) -> bool:
        """Wait for capacity; the term runs on."""
        due = self.book.after(self.clock, days) + timedelta(days=look_again_in)
        return self.step("wait", days, note=note, due_at=due)

    def close(self, days: float, outcome: str, words: str = "") -> bool:
        """End with a reason."""
        note = words or END_WORDS[outcome]
        if self.book.after(self.clock, days + 1) >= self.book.at:
            return False
        done = self.step("close", days, note=note, outcome=outcome, outcome_note=note)
        if done:
            self.signal.closed_at = self.clock
        return done

    def join(self, days: float, case: UUID, *, first: bool, why: str = "") -> bool:
        """Become (part of) a case."""
        return self.step("make_case" if first else "join_case", days, note=why, case_id=case)

    def say(
        self, text: str, *, from_reporter: bool, at: datetime, read_at: datetime | None, author: Person | None = None
    ) -> None:
        """A line in the conversation."""
        at = min(at, self.book.at)
        self.book.add(
            ConversationMessage(
                id=self.book.key(), owning_unit_id=self.signal.owning_unit_id, signal_id=self.signal.pk, at=at,
                from_reporter=from_reporter, author=author, text=text, read_at=read_at,
            )
        )  # fmt: skip
        label = f"person:{author.pk}" if author else "receipt"
        self.book.audit(
            "signal.message", "signal", self.signal.pk, at=at, unit=self.signal.owning_unit_id,
            purpose=HANDLING if author and not from_reporter else "", who=label,
        )  # fmt: skip

    def _event(
        self, verb: str, before: str, at: datetime, label: str, note: str = "", noted: dict[str, object] | None = None
    ) -> None:
        heard = bool(rules.step(before, verb).hears)
        kind = rules.EVENT_OF[verb]
        event = SignalEvent(
            owning_unit_id=self.signal.owning_unit_id, signal_id=self.signal.pk, actor=label, kind=kind,
            from_state=before, to_state=self.signal.state, for_reporter=heard, at=at,
            note="" if heard else note, changes={} if heard else noted or {},
        )  # fmt: skip
        self.book.add(event)
        if heard and (note or noted):
            # What the reporter hears never carries what was written for colleagues.
            self.book.add(
                SignalEvent(
                    owning_unit_id=self.signal.owning_unit_id, signal_id=self.signal.pk, actor=label,
                    kind=f"{kind}_note", note=note, changes=noted or {}, at=at,
                )
            )  # fmt: skip

    def _act(self, verb: str, label: str, purpose: str) -> None:
        self.book.audit(
            f"signal.{verb}", "signal", self.signal.pk, at=self.clock, unit=self.signal.owning_unit_id,
            purpose=purpose, who=label,
        )  # fmt: skip
