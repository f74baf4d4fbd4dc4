# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms about the same person."""

from django import forms

from zicht.register.forms import VersionForm

VERDICTS = [
    ("same", "Ja, dit is dezelfde persoon"),
    ("different", "Nee, dit zijn twee personen"),
    ("later", "Dat weet ik nog niet; ik kijk later opnieuw"),
]
LISTS = {"open": "te beoordelen", "later": "later", "same": "dezelfde persoon", "different": "niet dezelfde persoon"}


class JudgeForm(VersionForm):
    """One person or two, and why."""

    verdict = forms.ChoiceField(
        label="Gaan deze meldingen over dezelfde persoon?",
        choices=VERDICTS,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een antwoord.", "invalid_choice": "Kies een van de antwoorden."},
    )
    note = forms.CharField(
        label="Waarom denkt u dat?",
        help_text="Zonder namen. Dit blijft bij beide meldingen staan.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Schrijf in één zin waarom."},
    )


class UndoForm(VersionForm):
    """Take a judgement back."""

    note = forms.CharField(
        label="Waarom neemt u het oordeel terug?",
        help_text="Zonder namen. Dit blijft bij beide meldingen staan.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Schrijf in één zin waarom."},
    )
