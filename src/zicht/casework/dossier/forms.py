# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms of the dossier. What was typed stays in the form; each error says what to do."""

from datetime import date, datetime
from typing import Any

from django import forms

from zicht.access.models import Person
from zicht.base.clock import local_day
from zicht.base.formfields import REQUIRED, Saved, choose_many, choose_one, day_field, long_text
from zicht.base.text import sort_key
from zicht.casework.cases import rules
from zicht.casework.cases.queries import people_of
from zicht.reference.identifiers import normalise
from zicht.reference.lists import code_list


def colleague(label: str, unit: int, at: datetime, *, required: bool) -> "forms.ModelChoiceField[Person]":
    """Somebody with a seat in the unit."""
    return forms.ModelChoiceField(
        people_of(unit, at=at), label=label, required=required, empty_label="Kies een collega",
        error_messages={"required": "Kies een collega.", "invalid_choice": "Kies een collega uit de lijst."},
    )  # fmt: skip


class CaseForm(Saved):
    """The facts of a case."""

    def __init__(self, *args: Any, unit: int, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = local_day(at)
        ages = [(c, code_list("age_classes").label(c)) for c in rules.AGE_CLASSES]
        self.fields["title"] = forms.CharField(
            label="Korte omschrijving", max_length=160, error_messages=REQUIRED,
            help_text="Neutraal en zonder namen: dit staat in lijsten.",
        )  # fmt: skip
        self.fields["about"] = choose_one("Waar gaat het over?", list(rules.ABOUT.items()))
        self.fields["forms"] = choose_many(
            "Vormen van uitbuiting",
            code_list("forms").choices(day),
            help_text="Laat leeg als dit nog niet duidelijk is.",
        )
        self.fields["age_class"] = choose_one("Leeftijd van het mogelijke slachtoffer", ages)
        self.fields["acute"] = forms.BooleanField(label="Er is nu gevaar", required=False)
        self.fields["summary"] = long_text(
            "Samenvatting", help_text="Feiten. Wat u vermoedt, noemt u een vermoeden.", rows=8
        )
        self.fields["owner"] = colleague("Eigenaar", unit, at, required=False)
        self.fields["due_on"] = day_field("Volgende keer bekijken op", required=False)


class PersonForm(Saved):
    """A person in a case, as far as known."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = local_day(at)
        self.fields["roles"] = choose_many(
            "Rol in deze casus", code_list("person_roles").choices(day), required=True,
            help_text="Iemand kan slachtoffer en verdachte tegelijk zijn. Vraag eerst of iemand slachtoffer is.",
        )  # fmt: skip
        self.fields["name"] = forms.CharField(label="Naam", required=False, max_length=200)
        self.fields["bsn"] = forms.CharField(
            label="Burgerservicenummer (BSN)", required=False, max_length=20,
            help_text="Alleen als het nodig is en u het mag verwerken. Zonder BSN werkt alles ook.",
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )  # fmt: skip
        self.fields["birth_year"] = forms.IntegerField(
            label="Geboortejaar", required=False, min_value=1900, max_value=day.year,
            error_messages={
                "invalid": "Schrijf vier cijfers, bijvoorbeeld 2001.", "min_value": "Kies een jaar na 1900.",
                "max_value": "Dit jaar ligt in de toekomst.",
            },
        )  # fmt: skip
        self.fields["sex"] = choose_one("Geslacht", list(rules.SEXES.items()), required=False, radio=False)
        by_name = sorted(code_list("countries").choices(day), key=lambda choice: sort_key(choice[1]))
        countries = [("", "onbekend"), *by_name]
        self.fields["nationality"] = choose_one(
            "Nationaliteit", countries, required=False, radio=False,
            help_text="Telt nooit mee bij de keuze van een route of bij wat het eerst moet.",
        )  # fmt: skip
        self.fields["language"] = forms.CharField(label="Taal", required=False, max_length=20)
        self.fields["forms"] = choose_many("Vormen van uitbuiting bij deze persoon", code_list("forms").choices(day))
        self.fields["safe_contact"] = forms.CharField(
            label="Hoe en wanneer is contact veilig?", required=False, max_length=500,
        )  # fmt: skip
        self.fields["family_involved"] = choose_one(
            "Is familie mogelijk betrokken?", list(rules.FAMILY.items()),
            help_text="Bij ja of onbekend: vraag of vertel ouders of voogd niets voordat er een veilige weg is.",
        )  # fmt: skip
        self.fields["note"] = long_text("Aantekening")

    def clean_bsn(self) -> str:
        """Nine digits that pass the check. The message never repeats what was typed."""
        typed: str = self.cleaned_data["bsn"]
        found = normalise("bsn", typed)
        if typed.strip() and not found:
            raise forms.ValidationError("Dit is geen geldig BSN. Controleer de negen cijfers, of laat het veld leeg.")
        return found


class ActionForm(forms.Form):
    """Something that a colleague will do."""

    def __init__(self, *args: Any, unit: int, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today: date = local_day(at)
        self.fields["text"] = long_text("Wat gaat er gebeuren?", required=True, rows=3)
        self.fields["track"] = choose_one(
            "Spoor", list(rules.TRACKS.items()), help_text="Zorg wacht nooit op het strafrechtelijke spoor."
        )
        self.fields["owner"] = colleague("Wie doet dit?", unit, at, required=True)
        self.fields["due_on"] = day_field("Klaar uiterlijk op")

    def clean_due_on(self) -> date:
        """A new action lies ahead."""
        day: date = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError("Deze dag is al voorbij. Kies vandaag of later.")
        return day


class DoneForm(Saved):
    """What came of an action."""

    result = long_text("Wat is er gedaan en wat kwam eruit?", required=True)


class NoteForm(Saved):
    """A step with its reason."""

    note = long_text("Waarom?", required=True, rows=3)


class ResumeForm(Saved):
    """Taking up again needs no reason."""

    note = long_text("Toelichting", rows=3)


class CloseForm(Saved):
    """The end of a case."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"] = choose_one("Reden", code_list("outcome_reasons").choices(local_day(at)))
        self.fields["note"] = long_text(
            "Toelichting",
            required=True,
            rows=4,
            help_text="Deze toelichting blijft bij uw afdeling. De melder leest haar niet.",
        )
