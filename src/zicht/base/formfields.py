# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Form fields that all rooms share: Dutch errors that say what to do, days that are typed, a remembered version."""

from typing import Any, cast

from django import forms

REQUIRED = {"required": "Vul dit in."}
DATES = ["%d-%m-%Y", "%Y-%m-%d"]
DATE_HELP = "Bijvoorbeeld 31-12-2026."


def long_text(label: str, *, help_text: str = "", required: bool = False, rows: int = 4) -> forms.CharField:
    """A text field of several lines."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, error_messages=REQUIRED, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def day_field(label: str, *, help_text: str = DATE_HELP, required: bool = True) -> forms.DateField:
    """A day that is typed."""
    return forms.DateField(
        label=label, help_text=help_text, required=required, input_formats=DATES,
        widget=forms.DateInput(format=DATES[0], attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={**REQUIRED, "invalid": "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 31-12-2026."},
    )  # fmt: skip


def whole_number(
    label: str, low: int, high: int, *, what: str = "getal", required: bool = True
) -> forms.IntegerField:
    """A number that is typed, from low to high. what: how the error calls it, such as jaar."""
    between = f"Vul een {what} in van {low} tot en met {high}" + ("." if required else ", of laat dit leeg.")
    return forms.IntegerField(
        label=label, required=required, min_value=low, max_value=high,
        error_messages={**REQUIRED, "invalid": between, "min_value": between, "max_value": between},
    )  # fmt: skip


def choose_one(label: str, choices: Any, *, help_text: str = "", required: bool = True, radio: bool = True) -> Any:
    """One of a few, as radio buttons or as a list to pick from."""
    return forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, required=required,
        widget=forms.RadioSelect if radio else forms.Select,
        error_messages={"required": "Kies een antwoord.", "invalid_choice": "Kies een van de antwoorden."},
    )  # fmt: skip


def choose_many(
    label: str, choices: Any, *, help_text: str = "", required: bool = False
) -> forms.MultipleChoiceField:
    """Some of a few."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, help_text=help_text, required=required, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies er ten minste een.", "invalid_choice": "Kies uit de lijst."},
    )  # fmt: skip


class Asking(forms.Form):
    """A form whose errors say what to do: an empty field is filled in, an empty choice is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                choice = isinstance(field, forms.ChoiceField)
                field.error_messages["required"] = "Maak een keuze." if choice else REQUIRED["required"]


class Saved(forms.Form):
    """A form that remembers from which version it was made."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def changes(self) -> dict[str, Any]:
        """What was filled in, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def offer_rows(form: forms.Form, name: str, rows: Any) -> None:
    """What a field can be chosen from, known only when the form is made: records that a gate opened."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


def is_offered(form: forms.Form, name: str) -> bool:
    """True when there is something to choose in this field."""
    return bool(cast("forms.ChoiceField", form.fields[name]).choices)


def offer_choices(form: forms.Form, name: str, choices: Any) -> None:
    """The same for a list of codes and words."""
    cast("forms.ChoiceField", form.fields[name]).choices = choices
