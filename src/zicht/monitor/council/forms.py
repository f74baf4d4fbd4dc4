# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms of the council report."""

from collections.abc import Mapping
from typing import Any

from django import forms

from zicht.base.formfields import REQUIRED, Saved, choose_one, offer_choices
from zicht.monitor.council.actions import Filled
from zicht.monitor.council.numbers import LINES, REGISTERED, REGISTERED_WORDS
from zicht.monitor.models import CouncilReport
from zicht.monitor.publishing.words import PLACES

# Older years may have lost what was destroyed after its term.
MOST_BACK = 3
# The register knows no municipality of exploitation.
TIES = ("residence", "tie", "reporter")
HINTS = {
    "signals": "Van voor het eerste hele jaar met Zicht. Een signaal is geen persoon.",
    "talks": "Met hoeveel mensen is gesproken over hun situatie en wat zij willen?",
    "offers": "Aan hoeveel mensen is hulp of onderdak aangeboden, ook zonder aangifte?",
    "care": "Zicht telt hier geen zorgtrajecten van uw organisatie. Vraag het aantal aan de zorgaanbieder.",
    "reported": "Zicht telt hier geen meldingen van uw organisatie aan het register. Vraag het aan wie meldt.",
    REGISTERED: "Wat het register over uw gemeente bekendmaakt. Maakt het niets bekend, laat dit dan leeg.",
}
NUMBER: dict[str, Any] = {
    "min_value": 0, "max_value": 1_000_000, "required": False,
    "error_messages": {
        "invalid": "Schrijf een heel getal, of laat dit leeg.", "min_value": "Vul 0 of meer in, of laat dit leeg.",
        "max_value": "Dit getal is te groot. Kijk het na.",
    },
}  # fmt: skip


class StartForm(forms.Form):
    """Which municipality, which year."""

    organisation = choose_one("Gemeente", [], radio=False)
    year = choose_one("Jaar", [], radio=False, help_text="Een jaar dat voorbij is. Het bericht laat drie jaren zien.")

    def __init__(self, *args: Any, municipalities: Mapping[int, Any], this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "organisation", [(str(key), each.name) for key, each in municipalities.items()])
        offer_choices(self, "year", [(str(this_year - n), str(this_year - n)) for n in range(1, MOST_BACK + 1)])


class FillForm(Saved):
    """Numbers that Zicht does not count. Field names: line and year with two low lines between."""

    def __init__(self, *args: Any, report: CouncilReport, gaps: Mapping[str, list[int]], **kwargs: Any) -> None:
        first = {f"{code}__{year}": number for code, years in report.filled.items() for year, number in years.items()}
        first |= {"version": report.version, "place": report.place, "told_by": report.told_by}
        super().__init__(*args, **{"initial": first, **kwargs})
        self.gaps = {code: years for code, years in gaps.items() if years}
        for code, years in self.gaps.items():
            for year in years:
                self.fields[f"{code}__{year}"] = forms.IntegerField(label=f"{_name(code)}, {year}", **NUMBER)
        if REGISTERED in self.gaps:
            ties = [(tie, PLACES[tie].nl) for tie in TIES]
            self.fields["place"] = choose_one("Hoe hoort een geregistreerd slachtoffer bij uw gemeente?", ties)
        self.fields["told_by"] = forms.CharField(
            label="Wie gaf deze aantallen?", max_length=200, required=False, error_messages=REQUIRED,
            help_text="Organisaties of afdelingen, geen namen van mensen. Dit staat in het bericht.",
        )  # fmt: skip

    def filled(self) -> Filled:
        """What was filled in; an empty field is no number."""
        given = self.cleaned_data
        return {
            code: {year: given[f"{code}__{year}"] for year in years if given.get(f"{code}__{year}") is not None}
            for code, years in self.gaps.items()
        }

    def clean(self) -> dict[str, Any]:
        """A number has somebody who gave it."""
        found = super().clean() or self.cleaned_data
        if not self.errors and any(self.filled().values()) and not found.get("told_by"):
            self.add_error("told_by", "Vul in welke organisatie of afdeling deze aantallen gaf.")
        return found

    def groups(self) -> list[dict[str, Any]]:
        """The fields per line, for the page."""
        return [
            {
                "label": _name(code),
                "hint": HINTS.get(code, ""), "fields": [self[f"{code}__{year}"] for year in years],
                "place": self["place"] if code == REGISTERED else None,
            }
            for code, years in self.gaps.items()
        ]  # fmt: skip


def _name(code: str) -> str:
    return REGISTERED_WORDS.nl if code == REGISTERED else LINES[code].words.nl


class WithdrawForm(Saved):
    """Why it does not count any more."""

    why = forms.CharField(
        label="Waarom trekt u dit bericht in?", max_length=300, error_messages=REQUIRED,
        help_text="Een of twee zinnen. Noem niemand.", widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
