# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms for work that moves."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet

from zicht.access.models import Function, Person
from zicht.base.formfields import choose_many, choose_one, day_field, long_text, offer_choices, offer_rows
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
        offer_rows(self, "to", receivers)

    def clean_deadline(self) -> date:
        """Between today and four weeks from now."""
        day: date = self.cleaned_data["deadline"]
        if not self.today <= day <= self.today + timedelta(days=rules.MOST_DAYS):
            raise forms.ValidationError(f"Kies een dag tussen vandaag en {rules.MOST_DAYS} dagen van nu.")
        return day


class RefuseForm(forms.Form):
    """Why not."""

    reason = long_text("Waarom neemt u dit niet over?", required=True, rows=3, help_text="De afzender leest dit.")


class AskForm(Submitted):
    """To whom, which reference, why, how long."""

    to = FunctionChoice(queryset=Function.objects.none(), label="Aan welke functie?", error_messages=REQUIRED)
    reference = forms.CharField(
        label="Kenmerk", required=False, max_length=30,
        help_text="Zoals het in een brief of bericht aan u staat. Leeg laten mag na een vergelijking.",
    )  # fmt: skip
    why = long_text(
        "Waarom hebt u dit nodig?", required=True, rows=3, help_text="Noem geen namen. De eigenaar leest dit."
    )
    days = forms.IntegerField(
        label="Hoeveel dagen?", min_value=1, max_value=90, initial=14,
        help_text="De toegang stopt daarna vanzelf. Hoogstens 90.",
    )  # fmt: skip

    def __init__(self, *args: Any, functions: QuerySet[Function], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "to", functions)


class GrantForm(forms.Form):
    """Which record, what of it, until when."""

    reference = forms.CharField(label="Kenmerk bij u", max_length=30)
    fields_shown = choose_many(
        "Wat mag deze persoon lezen?", (), help_text="Alleen bij een casus. Kies zo weinig als kan."
    )
    last = day_field("Tot en met")
    reason = long_text("Toelichting", rows=2, help_text="Wie het vroeg, leest dit.")

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "fields_shown", choices)


class EmergencyForm(Submitted):
    """The danger and the reason come first."""

    danger = choose_one("Welk gevaar is er?", ())
    reason = forms.CharField(
        label="Waarom kan dit niet wachten?", min_length=20, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ten minste 20 tekens. De eigenaar en de functionaris gegevensbescherming horen dit meteen.",
        error_messages={"required": "Vul dit in.", "min_length": "Schrijf ten minste 20 tekens."},
    )  # fmt: skip
    reference = forms.CharField(label="Kenmerk", max_length=30, error_messages={"required": "Vul het kenmerk in."})

    def __init__(self, *args: Any, dangers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "danger", dangers)


class JudgeForm(forms.Form):
    """Justified or not, and why."""

    justified = choose_one("Was deze noodtoegang terecht?", [("yes", "Ja"), ("no", "Nee")])
    judgement = long_text("Waarom?", required=True, rows=3)


class IdentityAskForm(Submitted):
    """Why, and for how long."""

    why = long_text(
        "Waarvoor moet u weten wie er meldde?", required=True, rows=3,
        help_text="Schrijf ook waarom het gesprek met de melder niet genoeg is. De bewaarder leest dit.",
    )  # fmt: skip
    days = forms.IntegerField(label="Hoeveel dagen?", min_value=1, max_value=30, initial=7)


class CustodyForm(forms.Form):
    """The custodian's answer."""

    days = forms.IntegerField(
        label="Hoeveel dagen mag deze persoon het weten?", min_value=1, max_value=30, required=False,
        help_text="Alleen als u het vertelt. Niet meer dan gevraagd.",
    )  # fmt: skip
    reason = long_text("Waarom wel of niet?", required=True, rows=3, help_text="Wie het vroeg, leest dit.")
    silent = forms.BooleanField(
        label="De melder hoort dit niet", required=False,
        help_text="Alleen als het bericht de melder in gevaar kan brengen. Anders leest de melder dat iemand het "
        "vroeg en wat u besliste, zonder namen.",
    )  # fmt: skip


class ExcludeForm(forms.Form):
    """Who, and a reason from the list."""

    person: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        queryset=Person.objects.none(), label="Wie mag dit niet zien?", error_messages=REQUIRED
    )
    reason = choose_one("Reden", ())

    def __init__(self, *args: Any, people: QuerySet[Person], reasons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "person", people)
        offer_choices(self, "reason", reasons)


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
        offer_rows(self, "giver", givers)
        offer_rows(self, "taker", takers)

    def clean(self) -> dict[str, Any]:
        """Not to the same person."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("giver") and values.get("giver") == values.get("taker"):
            self.add_error("taker", "Kies iemand anders dan bij “Werk van”.")
        return values
