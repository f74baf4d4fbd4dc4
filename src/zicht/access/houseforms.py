# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms for units, functions and own definitions."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from zicht.access.forms import ROLE_NAMES
from zicht.access.housekeeping import holders_now
from zicht.access.models import Function, Organisation, Person, Unit
from zicht.access.roles import Role
from zicht.base.formfields import Asking, day_field, offer_choices, offer_rows
from zicht.reference.lists import code_list

# An inbox makes sense for those who follow something up.
INBOX_ROLES = (Role.FOCAL_POINT, Role.CARE_COORDINATOR, Role.PARTNER, Role.REGISTRAR)
# Lists whose codes organisations are known to read in their own way.
DEFINABLE = ("forms", "coercion_means", "criminal_manners", "outcome_reasons")


class UnitForm(Asking):
    """A new unit."""

    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label="Organisatie"
    )
    name = forms.CharField(label="Naam van de afdeling", max_length=160)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "organisation", organisations)
        if organisations.count() == 1:
            self.fields["organisation"].initial = organisations[0].pk

    def clean(self) -> dict[str, Any]:
        """A name stands once in an organisation."""
        values: dict[str, Any] = super().clean() or {}
        taken = Unit.objects.filter(organisation=values.get("organisation"), name__iexact=values.get("name", ""))
        if taken.exists():
            self.add_error("name", "Deze afdeling bestaat al. Kies een andere naam.")
        return values


class FunctionForm(Asking):
    """A new function."""

    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(queryset=Unit.objects.none(), label="Afdeling")
    name = forms.CharField(label="Naam van de functie", max_length=120)
    role = forms.ChoiceField(label="Rol", choices=[(r.value, ROLE_NAMES[r]) for r in INBOX_ROLES])
    explanation = forms.CharField(
        label="Wat doet deze functie?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Melders lezen dit. Schrijf het in gewone woorden.",
    )
    answer_days = forms.IntegerField(
        label="Binnen hoeveel dagen hoort de melder iets?", min_value=1, max_value=60, initial=5
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "unit", units)


class HolderForm(Asking):
    """Somebody behind a function."""

    person: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(queryset=Person.objects.none(), label="Persoon")

    def __init__(self, *args: Any, function: Function, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.function = function
        offer_rows(self, "person", people)
        self.fields["person"].help_text = "Alleen mensen met een plek in deze afdeling en deze rol."

    def clean_person(self) -> Person:
        """Nobody holds a function twice at the same time."""
        person: Person = self.cleaned_data["person"]
        if any(holder.person_id == person.pk for holder in holders_now(self.function)):
            raise forms.ValidationError("Deze persoon zit al achter deze functie.")
        return person


class StandInForm(Asking):
    """Somebody who takes the function over for some days."""

    person: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        queryset=Person.objects.none(), label="Wie vervangt?", help_text="Iemand van uw organisatie."
    )
    instead_of: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        queryset=Person.objects.none(), label="Voor wie?", required=False, empty_label="De hele functie"
    )
    first = day_field("Eerste dag")
    last = day_field("Laatste dag", help_text="De plek en de inbox stoppen na deze dag vanzelf.")

    def __init__(
        self, *args: Any, people: QuerySet[Person], holders: QuerySet[Person], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        offer_rows(self, "person", people)
        offer_rows(self, "instead_of", holders)

    def clean(self) -> dict[str, Any]:
        """The days follow each other, are not over, and nobody replaces himself or herself."""
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if first and first < self.today:
            self.add_error("first", "Kies vandaag of een latere dag.")
        if first and last and last < first:
            self.add_error("last", "De laatste dag ligt voor de eerste. Kies een latere dag.")
        if values.get("person") and values.get("person") == values.get("instead_of"):
            self.add_error("person", "Niemand vervangt zichzelf. Kies iemand anders.")
        return values


class DefinitionForm(Asking):
    """What an organisation means by a shared code."""

    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label="Organisatie"
    )
    term = forms.ChoiceField(label="Begrip uit de gedeelde lijst")
    definition = forms.CharField(
        label="Wat verstaat uw organisatie hieronder?", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "organisation", organisations)
        if organisations.count() == 1:
            self.fields["organisation"].initial = organisations[0].pk
        choices = [
            (code_list(name).title_nl, [(f"{name}/{code}", label) for code, label in code_list(name).choices(day)])
            for name in DEFINABLE
        ]
        offer_choices(self, "term", choices)
