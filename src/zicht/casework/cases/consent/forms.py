# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms about consent. Who may not be asked is not in the form."""

from datetime import date, datetime
from typing import Any

from django import forms

from zicht.access.models import Unit
from zicht.base.clock import local_day
from zicht.base.formfields import REQUIRED, Saved, choose_many, choose_one, day_field, long_text
from zicht.casework.cases.consent import rules
from zicht.casework.cases.consent.actions import Answered

LANGUAGES = (
    ("nl", "Nederlands"), ("en", "Engels"), ("pl", "Pools"), ("ro", "Roemeens"), ("bg", "Bulgaars"),
    ("other", "een andere taal, met een tolk"),
)  # fmt: skip
LATER = "Deze dag ligt in de toekomst. Vul vandaag in, of een eerdere dag."


class ConsentForm(forms.Form):
    """The answer of a person to one of the two questions."""

    def __init__(
        self, *args: Any, at: datetime, kind: str, ways: rules.Ways, can_withdraw: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.kind = at, kind
        answers = [
            (code, text)
            for code, text in rules.ANSWERS.items()
            if (can_withdraw if code == "withdrawn" else ways.deciders if code == "given" else ways.open)
        ]
        self.fields["answer"] = choose_one("Wat is het antwoord?", answers)
        givers = [(code, text) for code, text in rules.GIVERS.items() if code in (ways.givers or ("self",))]
        self.fields["given_by"] = choose_one("Wie gaf het antwoord?", givers)
        self._scope(kind)
        self.fields["language"] = choose_one("In welke taal is het uitgelegd?", LANGUAGES, radio=False)
        self.fields["answered_on"] = day_field("Op welke dag?")
        self.fields["answered_on"].initial = local_day(at)
        self.fields["note"] = long_text("Toelichting", help_text="Alleen wat later nodig kan zijn.", rows=3)

    def _scope(self, kind: str) -> None:
        scopes = list(rules.SCOPES[kind].items())
        if kind == rules.REGISTER:
            # Counting is what the question is about; only the name is a choice.
            self.fields["scope"] = choose_many("Wat vindt de persoon ook goed?", scopes[1:])
            return
        self.fields["scope"] = choose_many("Waarvoor?", scopes)
        self.fields["to_unit"] = forms.ModelChoiceField(
            _receivers(), label="Naar wie?", required=False, empty_label="Iemand die niet in de lijst staat",
            error_messages={"invalid_choice": "Kies een ontvanger uit de lijst."},
        )  # fmt: skip
        self.fields["to_name"] = forms.CharField(
            label="Of schrijf naar wie", required=False, max_length=160,
            help_text="De naam van een organisatie, bijvoorbeeld een opvang. Geen adres.",
        )  # fmt: skip

    def clean_answered_on(self) -> date:
        """An answer was given already."""
        day: date = self.cleaned_data["answered_on"]
        if day > local_day(self.at):
            raise forms.ValidationError(LATER)
        return day

    def answered(self) -> Answered:
        """The valid form as an answer."""
        given = self.cleaned_data
        scope = tuple(given["scope"])
        if self.kind == rules.REGISTER and given["answer"] == "given":
            scope = ("count", *scope)
        return Answered(
            answer=given["answer"], given_by=given["given_by"], language=given["language"],
            answered_on=given["answered_on"], scope=scope, to_unit=given.get("to_unit"),
            to_name=given.get("to_name", ""), note=given["note"],
        )  # fmt: skip


def _receivers() -> Any:
    """Units that help people: care, and what a municipality has for it."""
    found = Unit.objects.filter(organisation__sector__in=("care", "shelter", "health", "municipality"))
    return found.select_related("organisation").order_by("organisation__name", "name")


class AdviceForm(Saved):
    """The answer of the privacy officer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["advice"] = choose_one("Welke weg is veilig?", list(rules.ADVICE.items()))
        self.fields["explanation"] = long_text(
            "Waarom, en waar moet op gelet worden?", required=True,
            help_text="Schrijf over de weg, niet over de persoon. U hoeft niet te weten om wie het gaat.",
        )  # fmt: skip


__all__ = ["LANGUAGES", "LATER", "REQUIRED", "AdviceForm", "ConsentForm"]
