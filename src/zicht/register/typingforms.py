# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The first question when a report is typed in: on which ground. Nothing about a person is asked before that."""

from datetime import date
from typing import Any

from django import forms

from zicht.access.models import Organisation
from zicht.base.formfields import choose_one, day_field, offer_rows
from zicht.reference.lists import code_list
from zicht.register.judging import Ground
from zicht.register.queries import LANGUAGE_WORDS

ANSWERS = [("given", "Ja, gegeven"), ("refused", "Nee, geweigerd"), ("not_asked", "Niet gevraagd")]
WHO = [("self", "De persoon zelf"), ("guardian", "Ouder of voogd")]


class GroundForm(forms.Form):
    """Who reports, and on which ground."""

    organisation = forms.ModelChoiceField(
        label="Welke organisatie meldt?",
        empty_label="Kies een organisatie",
        queryset=Organisation.objects.none(),
        error_messages={"required": "Kies een organisatie.", "invalid_choice": "Kies een organisatie uit de lijst."},
    )
    answer = choose_one(
        "Is toestemming gegeven om te registreren?",
        ANSWERS,
        help_text="Alleen nodig als de organisatie geen plicht of bevoegdheid heeft. Hulp hangt hier nooit van af.",
        required=False,
    )
    given_by = choose_one("Wie gaf toestemming?", WHO, required=False)
    on = day_field("Op welke dag?", required=False)
    language = choose_one("In welke taal?", list(LANGUAGE_WORDS.items()), required=False, radio=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        offer_rows(self, "organisation", Organisation.objects.exclude(reporter_group="").order_by("name"))

    def clean(self) -> dict[str, Any]:
        """Consent counts only with who, when and in which language."""
        found: dict[str, Any] = super().clean() or {}
        sender = found.get("organisation")
        if sender is None or sender.basis != "consent":
            return found
        if not found.get("answer"):
            self.add_error("answer", "Deze organisatie heeft toestemming nodig. Kies een antwoord.")
        if found.get("answer") == "given":
            for name, words in (("given_by", "door wie"), ("on", "wanneer"), ("language", "in welke taal")):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, f"Vul in {words} toestemming is gegeven. Anders geldt zij niet.")
            if found.get("on") and found["on"] > self.today:
                self.add_error("on", "Deze dag ligt in de toekomst. Vul de dag van de toestemming in.")
        return found

    def ground(self) -> Ground:
        """The ground as a message would bring it; empty when it rests on no consent."""
        given = self.cleaned_data
        if given["organisation"].basis != "consent":
            return Ground()
        text = code_list("consent_texts").get("register", given["on"] or self.today)
        return Ground(
            answer=given["answer"], given_by=given["given_by"], on=given["on"].isoformat() if given["on"] else "",
            language=given["language"], text_version=str(text.attributes["version"]),
        )  # fmt: skip
