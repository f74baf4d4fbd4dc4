# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms for packages and grants. They offer only what rules.py lets out."""

import uuid
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone

from zicht.access.models import Person, Unit
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.formfields import REQUIRED, choose_many, choose_one, day_field, long_text
from zicht.casework.cases.models import Case
from zicht.casework.sharing import grants, rules
from zicht.casework.sharing.actions import Choice
from zicht.casework.sharing.queries import readers, serves
from zicht.casework.sharing.rules import Receiver
from zicht.casework.sharing.words import field_label, value_in_words
from zicht.reference.lists import code_list

PURPOSE_OF: dict[Receiver, Purpose] = {
    Receiver.CARE: Purpose.CARE_COORDINATION,
    Receiver.MUNICIPALITY: Purpose.SIGNAL_HANDLING,
    Receiver.PARTNER: Purpose.PARTNER_HANDLING,
}
TO_CONFIRM = "Te bevestigen door de functionaris gegevensbescherming. Zicht zegt niet dat deze grondslag klopt."


def labels(names: Any) -> list[tuple[str, str]]:
    """Pairs for a list of check boxes."""
    return [(name, field_label(name)) for name in names]


class PackageForm(forms.Form):
    """What goes to one receiver. The least that it needs is selected beforehand."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, case: Case, to_unit: Unit, receiver: Receiver, at: datetime, **kwargs: Any
    ) -> None:
        self.case, self.to_unit, self.receiver, self.today = case, to_unit, receiver, local_day(at)
        people = list(case.persons.all())
        kwargs["initial"] = self._least(people) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        offered = rules.selectable(receiver)
        own = [n for n in offered if not n.startswith("person.")]
        theirs = [n for n in offered if n.startswith("person.")]
        self.fields["case_fields"] = choose_many("Over de casus", labels(own), required=True)
        if people:
            choices = [(str(p.pk), _person(n, p.roles, p.name)) for n, p in enumerate(people, start=1)]
            self.fields["persons"] = choose_many("Welke personen?", choices)
            self.fields["person_fields"] = choose_many(
                "Over deze personen",
                labels(theirs),
                help_text="Bij contact gaat altijd mee of familie betrokken kan zijn.",
            )
        bases = [(e.code, e.nl) for e in code_list("legal_bases").at(self.today)]
        self.fields["legal_basis"] = choose_one(
            "Grondslag", [("", "Kies een grondslag"), *bases], radio=False, help_text=TO_CONFIRM
        )
        self.fields["necessity"] = forms.CharField(
            label="Waarom is dit nodig?", max_length=300, error_messages=REQUIRED,
            help_text="Een zin. De ontvanger leest deze ook.",
        )  # fmt: skip
        self.fields["ends_on"] = day_field("Tot wanneer mag de ontvanger dit pakket gebruiken?")

    def _least(self, people: list[Any]) -> dict[str, Any]:
        least = rules.MINIMUM[self.receiver]
        return {
            "submission": uuid.uuid4(),
            "case_fields": [n for n in least if not n.startswith("person.")],
            "person_fields": [n for n in least if n.startswith("person.")],
            "persons": [str(p.pk) for p in people if set(p.roles) & {"possible_victim", "both"}],
        }

    def clean_ends_on(self) -> date:
        """Ahead, and not too far."""
        day: date = self.cleaned_data["ends_on"]
        problem = rules.end_problem(day, self.today)
        if problem:
            raise forms.ValidationError(problem)
        return day

    def clean(self) -> dict[str, Any]:
        """Persons and what is told about them belong together."""
        data = super().clean() or self.cleaned_data
        if data.get("persons") and not data.get("person_fields"):
            self.add_error("person_fields", "Kies wat u over deze personen deelt, of kies geen personen.")
        return data

    def choice(self) -> Choice:
        """What was chosen, for the action."""
        data = self.cleaned_data
        persons = frozenset(uuid.UUID(key) for key in data.get("persons", []))
        theirs = data.get("person_fields", []) if persons else []
        return Choice(
            to_unit=self.to_unit, receiver=self.receiver, fields=(*data["case_fields"], *theirs), persons=persons,
            purpose=PURPOSE_OF[self.receiver].value, legal_basis=data["legal_basis"], necessity=data["necessity"],
            ends_on=data["ends_on"],
        )  # fmt: skip


def _person(number: int, roles: list[str], name: str) -> str:
    words = f"Persoon {number}: {value_in_words('roles', roles)}"
    return f"{words} ({name})" if name else words


class RefuseForm(forms.Form):
    """A refusal has a reason that the sender reads."""

    reason = long_text(
        "Waarom weigert u dit pakket?", required=True, rows=3,
        help_text="De afzender leest dit. Schrijf er geen persoonsgegevens in.",
    )  # fmt: skip


class GrantForm(forms.Form):
    """Who may read the case, what of it, why and until when."""

    def __init__(self, *args: Any, case: Case, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        units, people = readers(case, at=at)
        self.receivers: dict[str, Unit | Person] = {f"unit-{u.pk}": u for u in units}
        self.receivers |= {f"person-{p.pk}": p for p in people}
        choices = [
            ("", "Kies een afdeling of een persoon"),
            ("Afdelingen", [(f"unit-{u.pk}", str(u)) for u in units]),
            ("Mensen", [(f"person-{p.pk}", p.name) for p in people]),
        ]
        self.fields["to"] = choose_one("Wie mag lezen?", choices, radio=False)
        self.fields["purpose"] = choose_one(
            "Met welk doel?", [(p.value, code_list("purposes").label(p.value)) for p in grants.PURPOSES]
        )
        order = [n for n in (*rules.ALL, *rules.GRANT_EXTRA) if n in grants.FIELDS]
        self.fields["fields"] = choose_many("Wat mag gelezen worden?", _grouped(order), required=True)
        self.fields["reason"] = long_text("Waarom is dit nodig?", required=True, rows=2)
        self.fields["ends_on"] = day_field(
            "Laatste dag",
            help_text=f"De leestoestemming loopt daarna vanzelf af. Hoogstens {rules.LONGEST_GRANT.days} dagen.",
        )

    def clean_ends_on(self) -> date:
        """Ahead, and not too far."""
        day: date = self.cleaned_data["ends_on"]
        problem = rules.end_problem(day, local_day(self.at), rules.LONGEST_GRANT)
        if problem:
            raise forms.ValidationError(problem)
        return day

    def clean(self) -> dict[str, Any]:
        """A grant for a purpose that the receiver does not have would open nothing."""
        data = super().clean() or self.cleaned_data
        if data.get("to") and data.get("purpose"):
            receiver = self.receivers[data["to"]]
            if not serves(receiver, Purpose(data["purpose"]), at=self.at):
                self.add_error("purpose", "Deze ontvanger heeft geen rol met dit doel. Kies een ander doel.")
        return data

    def given(self) -> dict[str, Any]:
        """Arguments for the action. The last day counts until midnight."""
        data = self.cleaned_data
        last = datetime.combine(data["ends_on"], time.max, tzinfo=get_current_timezone())
        return {
            "to": self.receivers[data["to"]], "purpose": Purpose(data["purpose"]), "fields": data["fields"],
            "reason": data["reason"], "ends": last,
        }  # fmt: skip


def _grouped(names: list[str]) -> list[tuple[str, str]]:
    return [
        (n, f"Van personen: {field_label(n).lower()}" if n.startswith("person.") else field_label(n)) for n in names
    ]
