# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms for packages and grants. They offer only what rules.py lets out."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone

from zicht.access.models import Person, Unit
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.formfields import choose_many, choose_one, day_field, long_text
from zicht.casework.cases.models import Case
from zicht.casework.sharing import grants, rules
from zicht.casework.sharing.queries import readers, serves
from zicht.casework.sharing.rules import Receiver
from zicht.casework.sharing.words import field_label
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
