# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms for work that moves."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet

from zicht.access.models import Function, Person
from zicht.base.formfields import day_field, long_text
from zicht.casework.moving import rules

REQUIRED = {"required": "Maak een keuze.", "invalid_choice": "Kies uit de lijst."}


class Submitted(forms.Form):
    """A form with a key of its own: pressing twice is one act."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class FunctionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A function with the organisation it belongs to."""

    def label_from_instance(self, obj: Any) -> str:
        """Organisation and unit first: that is how people look for it."""
        return f"{obj.unit}: {obj.name}"


class HandoverForm(Submitted):
    """To whom, why, until when."""

    to = FunctionChoice(queryset=Function.objects.none(), label="Aan wie?", error_messages=REQUIRED)
    why = long_text("Waarom draagt u dit over?", required=True, rows=3, help_text="De ontvanger leest dit vooraf.")
    deadline = day_field("Uiterlijk antwoord op", help_text="Daarna vervalt het voorstel en blijft alles bij u.")

    def __init__(self, *args: Any, receivers: QuerySet[Function], today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"deadline": today + timedelta(days=rules.USUAL_DAYS), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["to"].queryset = receivers  # type: ignore[attr-defined]

    def clean_deadline(self) -> date:
        """Between today and four weeks from now."""
        day: date = self.cleaned_data["deadline"]
        if not self.today <= day <= self.today + timedelta(days=rules.MOST_DAYS):
            raise forms.ValidationError(f"Kies een dag tussen vandaag en {rules.MOST_DAYS} dagen van nu.")
        return day


class RefuseForm(forms.Form):
    """Why not."""

    reason = long_text("Waarom neemt u dit niet over?", required=True, rows=3, help_text="De afzender leest dit.")


class WorkForm(forms.Form):
    """From whom and to whom work goes inside a unit."""

    giver: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        queryset=Person.objects.none(), label="Werk van", error_messages=REQUIRED
    )
    taker: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        queryset=Person.objects.none(), label="Gaat naar", error_messages=REQUIRED
    )

    def __init__(self, *args: Any, givers: QuerySet[Person], takers: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["giver"].queryset = givers  # type: ignore[attr-defined]
        self.fields["taker"].queryset = takers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Not to the same person."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("giver") and values.get("giver") == values.get("taker"):
            self.add_error("taker", "Kies iemand anders dan bij “Werk van”.")
        return values
