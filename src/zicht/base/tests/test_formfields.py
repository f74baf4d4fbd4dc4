# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An empty field says what to do."""

from django import forms

from zicht.base.formfields import Asking


class Example(Asking):
    name = forms.CharField()
    kind = forms.ChoiceField(choices=[("a", "A")])
    own = forms.CharField(error_messages={"required": "Schrijf uw naam op."})


def test_a_field_is_filled_in_and_a_choice_is_made():
    errors = Example({}).errors
    assert errors["name"] == ["Vul dit in."]
    assert errors["kind"] == ["Maak een keuze."]
    assert errors["own"] == ["Schrijf uw naam op."]
