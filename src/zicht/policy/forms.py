# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms of this room. They ask for no person, and say so."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from zicht.base.formfields import REQUIRED, Asking, Saved, choose_one, day_field, long_text
from zicht.monitor.declaring import definitions
from zicht.policy.actions import NOTES, TEXTS
from zicht.policy.known import chains, published, recommendations
from zicht.policy.models import Recommendation
from zicht.policy.rules import STATES, Chain, Counts, faults
from zicht.reference.lists import code_list

NO_PERSON = "Schrijf niets over een persoon: geen naam, geen plaats, geen verhaal."
FIRST_YEAR = 2000
OWN = "own"


def figures() -> list[tuple[str, str]]:
    """Figures of the monitor to choose from; one that is declared but off is in no edition and shows no progress."""
    declared = definitions().figures.items()
    return [(name, f"{name}: {figure.title.nl}") for name, figure in declared if not figure.off]


def _line(label: str, *, most: int = 160, required: bool = True, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, error_messages=REQUIRED
    )  # fmt: skip


class FilterForm(forms.Form):
    """What is shown of the list."""

    stand = choose_one("Stand", [("", "alle"), *STATES.items()], required=False, radio=False)
    van = choose_one("Uit", [], required=False, radio=False)
    zoek = forms.CharField(label="Zoeken in de tekst", max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        editions = {one.edition: one.edition_title for one in recommendations().values()}
        field: Any = self.fields["van"]
        field.choices = [("", "alle"), *editions.items(), (OWN, "eigen aanbevelingen")]

    def chosen(self) -> dict[str, str]:
        """What was chosen; something unknown chooses nothing."""
        self.is_valid()
        found = getattr(self, "cleaned_data", {})
        return {"state": found.get("stand", ""), "edition": found.get("van", ""), "words": found.get("zoek", "")}


class RecommendationForm(Asking):
    """A recommendation of the unit itself."""

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = _line("Titel", help_text=NO_PERSON)
    text = long_text("Wat wordt aanbevolen?", required=True)
    addressee = _line("Aan wie?", help_text="Een functie of een organisatie, geen naam.")
    goal = long_text("Wat moet het opleveren?", required=True, rows=3)
    indicator = long_text("Waaraan is dat te zien?", required=True, rows=3)
    finding = long_text("Welke bevinding is de aanleiding?", rows=3)
    figure = choose_one("Welk cijfer laat voortgang zien?", [], radio=False)
    repeats = choose_one("Herhaalt deze een gepubliceerde aanbeveling?", [], required=False, radio=False)
    made_on = day_field("Gedaan op")
    source = _line("Waar staat het?", most=200, help_text="Bijvoorbeeld: uitvoeringsplan 2026, bladzijde 4.")

    def __init__(self, *args: Any, record: Recommendation | None = None, **kwargs: Any) -> None:
        start: dict[str, Any] = {"submission": uuid.uuid4()}
        if record is not None:
            start = {name: getattr(record, name) for name in TEXTS} | {"version": record.version}
        super().__init__(*args, initial=start, **kwargs)
        figure, repeats = self.fields["figure"], self.fields["repeats"]
        figure.choices = [("", "kies een cijfer"), *figures()]  # type: ignore[attr-defined]  # a choice field
        known = [(one.id, f"{one.edition}, {one.number}: {one.title}") for one in recommendations().values()]
        repeats.choices = [("", "nee"), *known]  # type: ignore[attr-defined]  # a choice field

    def texts(self) -> dict[str, Any]:
        """What the action stores."""
        return {name: self.cleaned_data[name] for name in TEXTS}


class NoteForm(Asking):
    """A dated reaction or a piece of evidence."""

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = choose_one("Wat is het?", list(NOTES.items()))
    day = day_field("Van welke dag is het?")
    text = long_text("Wat staat er?", required=True, help_text=NO_PERSON)
    source = _line("Waar staat het?", most=200, help_text="Bijvoorbeeld: brief aan de raad van 3 maart 2026.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"submission": uuid.uuid4(), "day": today}, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        """Not a day that is still to come."""
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError("Deze dag komt nog. Vul de dag in waarop het gezegd of gemeten is.")
        return day


class StateForm(Saved, Asking):
    """Another state, with the reason."""

    to = choose_one("Nieuwe stand", [])
    reason = long_text("Waarom?", required=True, help_text=NO_PERSON)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, offered: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = [(code, STATES[code]) for code in offered]


class YearForm(Asking):
    """Which chain and which year to fill in."""

    chain = choose_one("Dienst", [], radio=False)
    year = forms.IntegerField(label="Jaar")

    def __init__(self, *args: Any, kind: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["chain"]
        field.label = "Dienst" if kind == "funnel" else "Systeem"
        field.choices = [(one.id, one.nl) for one in chains().values() if one.kind == kind]
        self.fields["year"].help_text = f"Een heel jaar, bijvoorbeeld {today.year - 1}."
        self.this_year = today.year

    def clean(self) -> dict[str, Any]:
        """A year that was, and that no publication tells already."""
        found = super().clean() or {}
        year, chain = found.get("year"), found.get("chain")
        if year is not None and not FIRST_YEAR <= year <= self.this_year:
            self.add_error("year", f"Kies een jaar van {FIRST_YEAR} tot en met {self.this_year}.")
        if any((one.chain, one.year) == (chain, year) for one in published()):
            self.add_error("year", "Dit jaar staat al in een publicatie. Kies een ander jaar.")
        return found


class CountsForm(Asking):
    """The counts of one chain in one year. Field names: the step, or step and reason with two low lines between."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, chain: Chain, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chain = chain
        words = code_list("funnel_reasons")
        number: dict[str, Any] = {"min_value": 0, "max_value": 1_000_000}
        number["error_messages"] = {
            "invalid": "Schrijf een heel getal.", "min_value": "Vul 0 of meer in.",
            "max_value": "Dit getal is te groot. Kijk het na.",
            "required": "Vul dit in. Is het niet geteld, vraag het dan eerst na.",
        }  # fmt: skip
        for step in chain.steps:
            unit = "signalen" if step.unit == "signals" else "personen"
            self.fields[step.code] = forms.IntegerField(label=f"{step.nl} (aantal {unit})", **number)
            for reason in step.reasons:
                label = f"niet verder: {words.label(reason)}"
                self.fields[f"{step.code}__{reason}"] = forms.IntegerField(label=label, required=False, **number)
        self.fields["source"] = _line("Wie gaf deze aantallen?", most=200, help_text="Een organisatie, geen naam.")
        self.fields["note"] = long_text("Wat moet een lezer weten?", help_text=NO_PERSON)

    def counts(self) -> Counts:
        """What was filled in. An empty reason is not told."""
        given = self.cleaned_data
        lost: dict[str, dict[str, int]] = {}
        for step in self.chain.steps:
            told = {reason: given.get(f"{step.code}__{reason}") for reason in step.reasons}
            lost[step.code] = {reason: number for reason, number in told.items() if number is not None}
        numbers = {step.code: given[step.code] for step in self.chain.steps if given.get(step.code) is not None}
        return Counts(numbers, {step: told for step, told in lost.items() if told}, {})

    def clean(self) -> dict[str, Any]:
        """The rules of the chain, at the field where they break."""
        found = super().clean() or {}
        if not self.errors:
            for fault in faults(self.chain, self.counts()):
                self.add_error(fault.step, fault.words)
        return found

    def groups(self) -> list[dict[str, Any]]:
        """The fields per step, for the page."""
        return [
            {"step": step, "number": self[step.code], "reasons": [self[f"{step.code}__{r}"] for r in step.reasons]}
            for step in self.chain.steps
        ]
