# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Small forms of the desk: filters, message, and one for each verb."""

from typing import Any

from django import forms

from zicht.base.formfields import offer_choices
from zicht.casework.intake import routes, rules
from zicht.casework.intake.entry import ABOUT, AGE_CLASSES
from zicht.casework.intake.models import Signal
from zicht.casework.intake.queries import Filters
from zicht.reference.lists import code_list

LONG = 8_000
REQUIRED = {"required": "Vul dit in."}
CHOOSE = {"required": "Kies wat past.", "invalid_choice": "Kies iets uit de lijst."}


def area(rows: int) -> forms.Textarea:
    """A text area of some rows."""
    return forms.Textarea(attrs={"rows": rows})


# Names in the address and what they filter by.
FILTERS = {
    "staat": "state",
    "behandelaar": "owner",
    "soort": "kind",
    "vorm": "form",
    "kenmerk": "reference",
    "acuut": "acute",
    "te_laat": "late",
}


class FilterForm(forms.Form):
    """What the inbox shows. Wrong values fall back to everything that is open."""

    staat = forms.ChoiceField(
        label="Stand", required=False, choices=[("", "Alles wat open staat"), *Signal.State.choices]
    )
    behandelaar = forms.ChoiceField(
        label="Behandelaar", required=False, choices=[("", "Iedereen"), ("me", "Ik"), ("none", "Niemand")]
    )
    soort = forms.ChoiceField(
        label="Soort", required=False, choices=[("", "Alles"), ("signal", "Signaal"), ("advice", "Vraag om advies")]
    )
    vorm = forms.ChoiceField(label="Vorm", required=False)
    kenmerk = forms.CharField(label="Kenmerk", required=False, max_length=20)
    acuut = forms.BooleanField(label="Alleen acuut gevaar", required=False)
    te_laat = forms.BooleanField(label="Alleen te laat", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entries = code_list("forms").entries
        choices = [
            ("", "Alle vormen"), *((e.code, e.nl) for e in entries), ("unclear", "Nog niet duidelijk"),
        ]  # fmt: skip
        offer_choices(self, "vorm", choices)

    def filters(self) -> Filters:
        """The filters as asked; a value that does not exist is left out."""
        self.is_valid()
        given = {FILTERS[name]: value for name, value in self.cleaned_data.items() if value}
        if "reference" in given:
            given["reference"] = given["reference"].strip().upper()
        return Filters(**given)


class MessageForm(forms.Form):
    """A line in the conversation."""

    text = forms.CharField(
        label="Uw bericht", widget=area(4), max_length=LONG, error_messages={"required": "Schrijf eerst een bericht."}
    )


class VersionedForm(forms.Form):
    """A form that knows from which version of the record its page was made."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class WeighForm(VersionedForm):
    """The weighing: a conclusion, reasons, a route; another route than the proposed one with a reason."""

    conclusion = forms.ChoiceField(
        label="Wat is uw conclusie?", choices=rules.CONCLUSIONS, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    reasons = forms.CharField(
        label="Waarom denkt u dat?",
        help_text="Noem wat u hebt gezien en gelezen, ook wat ertegen pleit.",
        widget=area(6), max_length=LONG, error_messages=REQUIRED,
    )  # fmt: skip
    route = forms.ChoiceField(label="Welke route kiest u?", error_messages=CHOOSE)
    route_because = forms.CharField(
        label="Waarom een andere route?",
        help_text="Alleen nodig als u een andere route kiest dan is voorgesteld.",
        required=False, widget=area(3), max_length=LONG,
    )  # fmt: skip

    def __init__(self, *args: Any, proposed: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposed = proposed
        choices = [
            (code, f"{name} (voorgesteld)" if code == proposed else name)
            for code, name in sorted(routes.choices(), key=lambda choice: choice[0] != proposed)
        ]
        offer_choices(self, "route", choices)
        self.fields["route"].initial = proposed

    def clean(self) -> dict[str, Any]:
        """Another route needs a reason."""
        found = super().clean() or {}
        if found.get("route") and found["route"] != self.proposed and not found.get("route_because", "").strip():
            self.add_error("route_because", "U kiest een andere route dan voorgesteld. Schrijf op waarom.")
        return found


class WaitForm(VersionedForm):
    """Waiting for capacity: why, and when it is looked at again."""

    reason = forms.CharField(
        label="Waarom kan het nu niet?", help_text="De melder ziet deze tekst niet, wel dat het signaal wacht.",
        widget=area(3), max_length=LONG, error_messages=REQUIRED,
    )  # fmt: skip
    look_again_in = forms.TypedChoiceField(
        label="Wanneer kijkt u opnieuw?", coerce=int, initial=7,
        choices=[(3, "Over 3 dagen"), (7, "Over een week"), (14, "Over twee weken"), (28, "Over vier weken")],
    )  # fmt: skip


class CloseForm(VersionedForm):
    """The end: a reason of the list and own words."""

    outcome = forms.ChoiceField(label="Waarom sluit u af?", widget=forms.RadioSelect, error_messages=CHOOSE)
    note = forms.CharField(
        label="Leg uit in eigen woorden",
        help_text="Voor collega's. De melder ziet deze tekst niet, wel de reden in gewone woorden.",
        widget=area(4), max_length=LONG, error_messages=REQUIRED,
    )  # fmt: skip

    def __init__(self, *args: Any, outcomes: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = code_list("outcome_reasons")
        offer_choices(self, "outcome", [(code, reasons.label(code)) for code in outcomes])


class ReasonForm(VersionedForm):
    """Opening again, with a reason."""

    reason = forms.CharField(
        label="Waarom kijkt u opnieuw?", widget=area(3), max_length=LONG, error_messages=REQUIRED
    )


class CarryForm(VersionedForm):
    """Which persons of the signal go along to the case."""

    carry = forms.MultipleChoiceField(
        label="Welke personen gaan mee naar de casus?", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, subjects: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if subjects:
            offer_choices(self, "carry", subjects)
        else:
            del self.fields["carry"]


class MakeCaseForm(CarryForm):
    """A new case from a signal."""

    title = forms.CharField(
        label="Titel van de casus", help_text="Neutrale woorden, geen namen.", max_length=160, error_messages=REQUIRED
    )
    summary = forms.CharField(
        label="Samenvatting in uw eigen woorden", widget=area(6), max_length=LONG, error_messages=REQUIRED,
        help_text="Wat er speelt, in enkele zinnen. Noem niets waaraan iemand de melder herkent.",
    )  # fmt: skip
    field_order = ("version", "title", "summary", "carry")


class JoinCaseForm(CarryForm):
    """Add to a case that runs, with the reason why they belong together."""

    reference = forms.CharField(
        label="Kenmerk van de casus", help_text="Bijvoorbeeld C26-7KQD-M3VH. Precies overtypen.", max_length=20,
        error_messages=REQUIRED,
    )  # fmt: skip
    why = forms.CharField(
        label="Waarom hoort dit signaal bij deze casus?", widget=area(4), max_length=LONG, error_messages=REQUIRED
    )
    field_order = ("version", "reference", "why", "carry")


class CorrectForm(VersionedForm):
    """What was recorded, to correct it. The old words stay in the history."""

    fact = forms.CharField(label="Wat is er gebeurd?", widget=area(6), max_length=LONG, error_messages=REQUIRED)
    interpretation = forms.CharField(
        label="Wat denkt de melder dat er aan de hand is?", required=False, widget=area(4), max_length=LONG
    )
    observed_when = forms.CharField(label="Wanneer was het?", required=False, max_length=120)
    about = forms.ChoiceField(
        label="Over wie of wat gaat het?", choices=ABOUT, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    form_codes = forms.MultipleChoiceField(
        label="Vorm", help_text="Niets aangevinkt: nog niet duidelijk.", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    age_class = forms.ChoiceField(label="Leeftijd", widget=forms.RadioSelect, error_messages=CHOOSE)
    acute = forms.BooleanField(label="Acuut gevaar", required=False)
    reason = forms.CharField(
        label="Waarom verandert u dit?",
        help_text="Staat in de geschiedenis.",
        max_length=500,
        error_messages=REQUIRED,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "form_codes", [(e.code, e.nl) for e in code_list("forms").entries])
        ages = code_list("age_classes")
        offer_choices(self, "age_class", [(code, ages.label(code)) for code in AGE_CLASSES])

    def facts(self) -> dict[str, Any]:
        """The corrected fields by their names in the record."""
        found = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "reason"}}
        return {("forms" if name == "form_codes" else name): value for name, value in found.items()}
