# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms of estimates."""

import uuid
from typing import Any

from django import forms

from zicht.base.formfields import REQUIRED, choose_many, choose_one
from zicht.monitor.estimates.capturing import Asked, groups
from zicht.monitor.forms import MOST_YEARS, USUAL_SPAN
from zicht.reference.lists import code_list

SEPARATOR = ":"
MOST_LINES = 20


class AskForm(forms.Form):
    """Which years and lists, and what the lists cannot say themselves."""

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "submission": uuid.uuid4(), "first_year": str(this_year - USUAL_SPAN), "last_year": str(this_year - 1)
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        years = [(str(year), str(year)) for year in range(this_year - 1, this_year - MOST_YEARS, -1)]
        self.fields["first_year"] = choose_one("Van jaar", years, radio=False)
        self.fields["last_year"] = choose_one("Tot en met jaar", years, radio=False)
        named = [(code, code_list("reporter_groups").label(code)) for code in groups()]
        self.fields["left_out"] = choose_many(
            "Welke groepen laat u weg?", named,
            help_text="Elke groep melders is een lijst. Laat een groep alleen weg als haar lijst een kopie is, of "
            "als zij andere mensen telt. EMM en brieven van het OM zijn nooit een lijst.",
        )  # fmt: skip
        self.fields["filled"] = forms.IntegerField(
            label="Bij hoeveel procent van de meldingen is ingevuld wat nodig is om te koppelen?",
            help_text="Bijvoorbeeld geboortejaar en naam. Leeg: niet bekend. Dat wordt dan een kanttekening.",
            required=False, min_value=0, max_value=100,
        )  # fmt: skip
        self.fields["definitions"] = _lines(
            "Waarin verschillen de lijsten in wie zij tellen?", "Een verschil per regel, zonder namen. Mag leeg."
        )
        self.fields["missing"] = _lines(
            "Welke lijsten ontbreken, en waarom?",
            "Per regel een lijst, een dubbele punt en de reden. Bijvoorbeeld: Opvang: de gegevens zijn niet gedeeld.",
        )

    def clean(self) -> dict[str, Any]:
        """Years in order, at least two lists, and a reason for each missing one."""
        data = super().clean() or self.cleaned_data
        if data.get("first_year") and data.get("last_year") and int(data["first_year"]) > int(data["last_year"]):
            self.add_error("last_year", "Het laatste jaar ligt voor het eerste. Kies een later jaar.")
        if len(groups()) - len(data.get("left_out") or ()) < 2:
            self.add_error("left_out", "Er blijven geen twee lijsten over. Laat minder groepen weg.")
        for line in _split(data.get("missing")):
            name, _, why = line.partition(SEPARATOR)
            if not name.strip() or not why.strip():
                self.add_error("missing", "Schrijf per regel de lijst, een dubbele punt en de reden.")
                break
        for name in ("definitions", "missing"):
            if len(_split(data.get(name))) > MOST_LINES:
                self.add_error(name, f"Schrijf hooguit {MOST_LINES} regels.")
        return data

    def asked(self) -> Asked:
        """What was chosen, for the action."""
        data = self.cleaned_data
        missing = dict(line.split(SEPARATOR, 1) for line in _split(data["missing"]))
        told: dict[str, Any] = {
            "filled": None if data["filled"] is None else data["filled"] / 100,
            "definitions": _split(data["definitions"]),
            "missing": {name.strip(): why.strip() for name, why in missing.items()},
        }
        return Asked(int(data["first_year"]), int(data["last_year"]), frozenset(data["left_out"]), told)


class CommentForm(forms.Form):
    """What an analyst writes beside an answer."""

    note = forms.CharField(
        label="Uw opmerking", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), error_messages=REQUIRED,
        help_text="Zonder namen. Uw opmerking komt naast het oordeel te staan en verandert het niet.",
    )  # fmt: skip


def _lines(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def _split(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
