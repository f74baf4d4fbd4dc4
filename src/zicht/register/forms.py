# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms of the register's pages."""

from typing import Any

from django import forms

from zicht.base.formfields import offer_choices
from zicht.reference.lists import code_list
from zicht.register.judging import REFUSALS
from zicht.register.models import Report

LARGEST_FILE = 2_000_000  # bytes; about 30,000 rows, some ten seconds of work
LARGEST_WORDS = "2 MB"
MISSING = {"required": "Vul dit in."}


class FilterForm(forms.Form):
    """State, year and reporter group of the list."""

    staat = forms.ChoiceField(label="Stand", required=False)
    jaar = forms.TypedChoiceField(label="Jaar van melding", required=False, coerce=int, empty_value=None)
    groep = forms.ChoiceField(label="Groep melders", required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "staat", [("", "alle"), *Report.State.choices])
        offer_choices(self, "jaar", [("", "alle"), *((y, str(y)) for y in years)])
        groups = code_list("reporter_groups")
        listed = [(code, groups.label(code)) for code in groups.codes()]
        offer_choices(self, "groep", [("", "alle"), *listed])

    def chosen(self) -> dict[str, Any]:
        """What was chosen; a wrong value in the address chooses nothing."""
        self.is_valid()
        found = self.cleaned_data
        return {"state": found.get("staat", ""), "year": found.get("jaar"), "group": found.get("groep", "")}


class VersionForm(forms.Form):
    """A form that remembers which version of the record it was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class EnterForm(VersionForm):
    """Take a waiting report in."""

    note = forms.CharField(
        label="Waarom neemt u de melding op?",
        help_text="Zonder namen. Dit blijft in de geschiedenis staan.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Schrijf in één zin waarom u de melding opneemt."},
    )


class RefuseForm(VersionForm):
    """Do not take a report in."""

    reason = forms.ChoiceField(
        label="Waarom neemt u de melding niet op?",
        help_text="De melder krijgt deze reden te lezen.",
        choices=[(code, text) for code, text in REFUSALS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een reden.", "invalid_choice": "Kies een van de redenen."},
    )
    note = forms.CharField(
        label="Toelichting voor het register",
        help_text="Zonder namen. De melder ziet dit niet.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )


class LinkForm(VersionForm):
    """Why two reports are, or are not, about one person."""

    note = forms.CharField(
        label="Waarom denkt u dat?",
        help_text="Zonder namen. Dit blijft bij beide meldingen staan.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Schrijf in één zin waarom."},
    )


class ImportForm(forms.Form):
    """A file, and the declaration of who delivers it."""

    file = forms.FileField(
        label="Bestand",
        help_text=f"CSV, Excel (XLSX) of ODS, hooguit {LARGEST_WORDS}. Een groter bestand leest de beheerder in.",
        error_messages={"required": "Kies een bestand.", "empty": "Het bestand is leeg."},
    )
    sheet = forms.CharField(
        label="Naam van het werkblad",
        help_text="Alleen als er meer werkbladen met meldingen zijn.",
        max_length=31,
        required=False,
    )
    reporter = forms.ChoiceField(
        label="Wie meldt er?", help_text="Alleen bij een HTCDS-bestand dat dit niet zelf zegt.", required=False
    )
    declared = forms.BooleanField(
        label="Ik heb nagegaan dat melders die toestemming nodig hebben, die ook hebben.",
        error_messages={"required": "Zonder deze verklaring mag het bestand niet worden ingelezen."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = code_list("reporter_groups")
        offer_choices(
            self, "reporter", [("", "staat in het bestand"), *((c, groups.label(c)) for c in groups.codes())]
        )
        if self.only_checks():
            self.fields["declared"].required = False

    def only_checks(self) -> bool:
        """Whether the file is only looked at; then nobody declares anything yet."""
        return bool(self.data.get("verb") == "check")

    def clean_file(self) -> Any:
        """A file above the limit is refused before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                f"Het bestand is groter dan {LARGEST_WORDS}. Splits het, of laat de beheerder het inlezen."
            )
        return file
