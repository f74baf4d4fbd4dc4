# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms of editions."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from zicht.base.formfields import REQUIRED, Saved, choose_many, choose_one, offer_choices
from zicht.monitor.actions import Terms
from zicht.monitor.declaring import definitions
from zicht.monitor.lifecycle import STATES
from zicht.monitor.models import Edition

USUAL_SPAN = 5
MOST_YEARS = 25


def figure_choices() -> list[tuple[str, str]]:
    """The declared figures that are on, by id."""
    return [(f.id, f"{f.id}. {f.title.nl}") for f in definitions().figures.values() if not f.off]


class EditionForm(forms.Form):
    """Years, figures and the title of an edition."""

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, this_year: int, edition: Edition | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(edition, this_year)
        super().__init__(*args, **kwargs)
        self.fields["title_nl"] = forms.CharField(label="Titel", max_length=160, error_messages=REQUIRED)
        self.fields["title_en"] = forms.CharField(
            label="Titel in het Engels", max_length=160, error_messages=REQUIRED,
            help_text="De publicatie is er in het Nederlands en in het Engels.",
        )  # fmt: skip
        years = [(str(year), str(year)) for year in range(this_year, this_year - MOST_YEARS, -1)]
        self.fields["first_year"] = choose_one("Van jaar", years, radio=False)
        self.fields["last_year"] = choose_one("Tot en met jaar", years, radio=False)
        self.fields["figures"] = choose_many(
            "Welke cijfers?", figure_choices(), required=True,
            help_text="Alle cijfers samen worden beschermd: met meer cijfers wordt meer afgeschermd.",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The first year does not lie after the last."""
        data = super().clean() or self.cleaned_data
        if data.get("first_year") and data.get("last_year") and int(data["first_year"]) > int(data["last_year"]):
            self.add_error("last_year", "Het laatste jaar ligt voor het eerste. Kies een later jaar.")
        return data

    def terms(self) -> Terms:
        """What was chosen, for the action."""
        data = self.cleaned_data
        return Terms(
            title_nl=data["title_nl"], title_en=data["title_en"], first_year=int(data["first_year"]),
            last_year=int(data["last_year"]), figures=tuple(data["figures"]),
        )  # fmt: skip


def _initial(edition: Edition | None, this_year: int) -> dict[str, Any]:
    if edition is None:
        return {
            "submission": uuid.uuid4(), "first_year": str(this_year - USUAL_SPAN), "last_year": str(this_year - 1),
        }  # fmt: skip
    return {
        "title_nl": edition.title_nl, "title_en": edition.title_en, "first_year": str(edition.first_year),
        "last_year": str(edition.last_year), "figures": edition.figures, "version": edition.version,
    }  # fmt: skip


class CompareForm(forms.Form):
    """Two editions to lay beside each other."""

    def __init__(self, *args: Any, editions: Sequence[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(edition.pk): edition for edition in editions}
        named = [(key, f"{e.title_nl} ({e.years}, {STATES[e.state]})") for key, e in self.by_key.items()]
        self.fields["eerste"] = choose_one("Eerste editie", named, radio=False)
        self.fields["tweede"] = choose_one("Tweede editie", named, radio=False)

    def clean(self) -> dict[str, Any]:
        """Two different ones."""
        data = super().clean() or self.cleaned_data
        if data.get("eerste") and data.get("eerste") == data.get("tweede"):
            self.add_error("tweede", "Dit is dezelfde editie. Kies een andere.")
        return data

    def chosen(self) -> tuple[Edition, Edition]:
        """The two."""
        return self.by_key[self.cleaned_data["eerste"]], self.by_key[self.cleaned_data["tweede"]]


class RefuseForm(Saved):
    """Which figure, and why."""

    figure = forms.ChoiceField(
        label="Welk cijfer?",
        error_messages={"required": "Kies een cijfer.", "invalid_choice": "Kies een van de cijfers."},
    )
    why = forms.CharField(
        label="Waarom kan het zo niet?", max_length=300, error_messages=REQUIRED,
        help_text="Een of twee zinnen, met wat er moet veranderen. Noem niemand.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [("", "Kies een cijfer"), *(c for c in figure_choices() if c[0] in edition.figures)]
        offer_choices(self, "figure", mine)


class WithdrawForm(Saved):
    """Why it does not count any more."""

    why = forms.CharField(
        label="Waarom trekt u deze editie in?", max_length=300, error_messages=REQUIRED,
        help_text="Iedereen leest dit op de pagina van de editie. Noem niemand.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class StepForm(Saved):
    """One button; remembers which version somebody looked at."""
