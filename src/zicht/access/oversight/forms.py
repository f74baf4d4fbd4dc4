# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What whoever oversees can ask for. There is no field for a person, on purpose."""

from datetime import date
from typing import Any

from django import forms

from zicht.base.formfields import offer_choices
from zicht.reference.lists import code_list

KINDS = (("acts", "Wat iemand deed"), ("reading", "Wat iemand opende, zocht of uitvoerde"), ("pages", "Pagina's"))
DAY = forms.DateField(required=False)


class ActFilter(forms.Form):
    """Which acts to show."""

    soort = forms.ChoiceField(label="Soort", choices=KINDS, required=False)
    doel = forms.ChoiceField(label="Doel", required=False)
    van = forms.DateField(label="Vanaf", required=False, input_formats=["%d-%m-%Y", "%Y-%m-%d"])
    tot = forms.DateField(label="Tot en met", required=False, input_formats=["%d-%m-%Y", "%Y-%m-%d"])

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purposes = code_list("purposes").choices(day)
        offer_choices(self, "doel", [("", "Alle doelen"), *purposes])


class ReasonForm(forms.Form):
    """Why it is needed to know who did one act."""

    reason = forms.ChoiceField(
        label="Waarom moet u weten wie dit deed?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een reden.", "invalid_choice": "Kies een reden."},
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "reason", code_list("act_reasons").choices(day))
