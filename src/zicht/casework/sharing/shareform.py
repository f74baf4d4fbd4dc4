# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The form for one share. Everything that role and covenant can say is filled in; a person writes one sentence.

Whether the person was told has no answer beforehand where something about a person goes: only somebody who knows
can choose it honestly.
"""

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q

from zicht.access.models import Covenant, Membership, Person, Unit
from zicht.base.clock import local_day
from zicht.base.formfields import REQUIRED, choose_many, choose_one, day_field, long_text
from zicht.casework.cases.models import Case
from zicht.casework.cases.origins import not_onward
from zicht.casework.sharing import deciding, rules
from zicht.casework.sharing.actions import Choice, contents
from zicht.casework.sharing.rules import Receiver
from zicht.casework.sharing.words import field_label, value_in_words
from zicht.reference.lists import code_list

TO_CONFIRM = "Te bevestigen door de functionaris gegevensbescherming. Zicht zegt niet dat deze grondslag klopt."
COVENANT = "covenant"
UNDER_COVENANT = (
    "Het convenant “{title}” noemt dit doel en deze gegevens. Gekozen is het minste dat de ontvanger voor dit doel "
    "nodig heeft. Wie meldde en wie eraan werkt, gaat niet mee."
)


class ShareForm(forms.Form):
    """What goes to one receiver, for one purpose, on one ground, until a day."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, case: Case, to_unit: Unit, receiver: Receiver, purposes: tuple[str, ...], at: datetime,
        request: uuid.UUID | None = None, final: bool = True, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.case, self.to_unit, self.receiver, self.today = case, to_unit, receiver, local_day(at)
        self.request_key, self.final, self.purposes = request, final, purposes
        self.people = list(case.persons.all())
        self.covenants = {p: deciding.covenant_for(case.owning_unit, to_unit, p, day=self.today) for p in purposes}
        self.blocked = not_onward(case, to_unit=to_unit.key, sender=to_unit.pk)
        kwargs["initial"] = self._beforehand() | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self._what()
        self._why()
        self._until()

    @property
    def first_purpose(self) -> str:
        """The purpose that a covenant names, otherwise the receiver's first."""
        return next((p for p, covenant in self.covenants.items() if covenant), self.purposes[0])

    def _beforehand(self) -> dict[str, Any]:
        purpose = self.first_purpose
        covenant = self.covenants[purpose]
        least = [n for n in rules.ALL if n in rules.least(purpose, self.receiver) and n not in self.blocked]
        theirs = [n for n in least if n.startswith("person.")]
        victims = [str(p.pk) for p in self.people if set(p.roles) & {"possible_victim", "both"}] if theirs else []
        day, last = self.today, self.today + timedelta(days=rules.USE_DAYS)
        ends_on = min(last, covenant.ends_on) if covenant else last
        return {
            "submission": uuid.uuid4(), "purpose": purpose, "basis": COVENANT if covenant else "",
            "case_fields": [n for n in least if not n.startswith("person.")],
            "person_fields": theirs if victims else [], "persons": victims,
            "informed": "" if victims else "nobody",
            "proportionality": UNDER_COVENANT.format(title=covenant.title) if covenant else "",
            "ends_on": ends_on, "answer_by": min(day + timedelta(days=rules.ANSWER_DAYS), ends_on),
            "feedback_on": min(day + timedelta(days=rules.FEEDBACK_DAYS), ends_on), "necessity": "", "advice": "",
            "onward": False, "keep_out": [],
        }  # fmt: skip

    def _what(self) -> None:
        offered = [n for n in rules.selectable(self.receiver) if n not in self.blocked]
        own = [(n, field_label(n)) for n in offered if not n.startswith("person.")]
        theirs = [(n, field_label(n)) for n in offered if n.startswith("person.")]
        self.fields["case_fields"] = choose_many("Over de casus", own, required=True)
        if self.people:
            people = [(str(p.pk), _person(n, p)) for n, p in enumerate(self.people, start=1)]
            self.fields["persons"] = choose_many("Welke personen?", people)
            self.fields["person_fields"] = choose_many(
                "Over deze personen", theirs, help_text="Bij contact gaat altijd mee of familie betrokken kan zijn."
            )

    def _why(self) -> None:
        answers = code_list("informed_reasons").choices(self.today)
        self.fields["informed"] = choose_one("Weet de persoon dat u dit deelt?", answers, required=self.final)
        self.fields["necessity"] = forms.CharField(
            label="Waarom is dit nodig?", max_length=300, required=self.final, error_messages=REQUIRED,
            help_text="Een zin. De ontvanger leest deze ook.",
        )  # fmt: skip
        purposes = [(p, code_list("purposes").label(p)) for p in self.purposes]
        self.fields["purpose"] = choose_one("Waarvoor krijgt de ontvanger het?", purposes)
        bases = [(e.code, e.nl) for e in code_list("legal_bases").at(self.today)]
        held = [(COVENANT, f"Convenant: {c.title}") for c in [next(filter(None, self.covenants.values()), None)] if c]
        self.fields["basis"] = choose_one(
            "Grondslag", [("", "Kies een grondslag"), *held, *bases], radio=False, help_text=TO_CONFIRM,
            required=self.final,
        )  # fmt: skip
        self.fields["proportionality"] = long_text(
            "Waarom kan het niet met minder, of op een andere manier?", required=self.final, rows=3
        )
        self.fields["advice"] = long_text(
            "Wat zei de functionaris gegevensbescherming, en wanneer?", rows=2,
            help_text="Alleen nodig als Zicht zegt dat u het moet vragen.",
        )  # fmt: skip

    def _until(self) -> None:
        self.fields["ends_on"] = day_field("Tot wanneer mag de ontvanger dit gebruiken?")
        self.fields["answer_by"] = day_field("Voor wanneer vraagt u antwoord?")
        self.fields["feedback_on"] = day_field("Wanneer hoort u wat ermee gebeurd is?", required=False)
        self.fields["onward"] = forms.BooleanField(
            label="De ontvanger mag dit doorgeven zonder het mij te vragen", required=False
        )
        day = self.today
        seats = Q(memberships__valid_to=None) | Q(memberships__valid_to__gte=day)
        held = Membership.objects.filter(unit=self.to_unit, valid_from__lte=day)
        people = Person.objects.filter(seats, memberships__in=held, is_active=True).distinct().order_by("name_sort")
        if people:
            self.fields["keep_out"] = choose_many(
                "Wie mag dit bij de ontvanger niet zien?", [(str(p.key), p.name) for p in people],
                help_text="Iemand die erbij betrokken is, ziet er dan niets van, ook niet dat het bestaat.",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Days in order, persons and what is told about them together, a basis that is really there."""
        data = super().clean() or self.cleaned_data
        if data.get("persons") and not data.get("person_fields"):
            self.add_error("person_fields", "Kies wat u over deze personen deelt, of kies geen personen.")
        if data.get("persons") and data.get("informed") == "nobody":
            self.add_error("informed", "Er gaat wel iets over een persoon mee. Kies een ander antwoord.")
        if data.get("basis") == COVENANT and not self.covenants.get(data.get("purpose", "")):
            self.add_error("basis", "Dit convenant noemt dit doel niet. Kies een andere grondslag of een ander doel.")
        self._days(data)
        return data

    def _days(self, data: Mapping[str, Any]) -> None:
        ends_on, answer_by = data.get("ends_on"), data.get("answer_by")
        problem = rules.end_problem(ends_on, self.today) if ends_on else ""
        covenant = self._covenant(data)
        if not problem and ends_on and covenant and ends_on > covenant.ends_on:
            problem = f"Het convenant eindigt op {covenant.ends_on:%d-%m-%Y}. Kies die dag of eerder."
        if problem:
            self.add_error("ends_on", problem)
        for name, day in (("answer_by", answer_by), ("feedback_on", data.get("feedback_on"))):
            if day and (day < self.today or (ends_on and day > ends_on)):
                self.add_error(name, "Kies een dag tussen vandaag en de einddatum.")

    def _covenant(self, data: Mapping[str, Any]) -> Covenant | None:
        return self.covenants.get(data.get("purpose", "")) if data.get("basis") == COVENANT else None

    def choice(self) -> Choice:
        """What was chosen, or what is filled in beforehand, for the preview and the action."""
        data: Mapping[str, Any] = {**self.initial, **self.cleaned_data} if self.is_bound else self.initial
        persons = frozenset(uuid.UUID(key) for key in data.get("persons", []))
        theirs = data.get("person_fields", []) if persons else []
        return Choice(
            to_unit=self.to_unit, receiver=self.receiver, fields=(*data["case_fields"], *theirs), persons=persons,
            purpose=data["purpose"], legal_basis=data["basis"], necessity=data["necessity"], ends_on=data["ends_on"],
            covenant=self._covenant(data), proportionality=data["proportionality"], informed=data["informed"],
            advice=data["advice"], onward=data["onward"], answer_by=data["answer_by"],
            feedback_on=data["feedback_on"], keep_out=tuple(uuid.UUID(k) for k in data.get("keep_out", [])),
            request=self.request_key,
        )  # fmt: skip


def seen(case: Case, choice: Choice) -> str:
    """A digest of what the preview showed, so that nobody sends something else than was looked at."""
    body = contents(case, choice).body()
    # What somebody just chose or typed beside the preview.
    for name in ("necessity", "informed", "proportionality", "legal_basis", "covenant"):
        body.pop(name)
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()


def _person(number: int, person: Any) -> str:
    words = f"Persoon {number}: {value_in_words('roles', person.roles)}"
    return f"{words} ({person.name})" if person.name else words
