# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms for a request of the person concerned. What was typed stays; each error says what to do."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from zicht.base.clock import local_day
from zicht.base.formfields import REQUIRED, Saved, choose_one, day_field, long_text
from zicht.casework.overview import rules
from zicht.casework.overview.rules import Item
from zicht.reference.lists import code_list

GIVE = "give"
GIVES = (GIVE, "Geven")


class AskForm(forms.Form):
    """Somebody asks what is held."""

    def __init__(self, *args: Any, at: datetime, child: bool, family_involved: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.child, self.family_involved = at, child, family_involved
        day = local_day(at)
        self.fields["asked_by"] = choose_one("Wie vraagt het?", list(rules.ASKERS.items()))
        self.fields["asked_on"] = day_field("Op welke dag is het gevraagd?")
        self.fields["asked_on"].initial = day
        self.fields["identity_check"] = choose_one(
            "Hoe weet u wie het is?", code_list("identity_checks").choices(day),
            help_text="Maak nooit een kopie van een identiteitsbewijs.",
        )  # fmt: skip
        self.fields["to_officer"] = forms.BooleanField(
            label="Ik leg de vraag voor aan de functionaris gegevensbescherming.", required=False,
            help_text="Alleen als een overzicht nu niet kan. De functionaris ziet dat er een vraag is, geen inhoud.",
        )  # fmt: skip
        self.blocked = ""

    def clean_asked_on(self) -> date:
        """A question was asked already."""
        day: date = self.cleaned_data["asked_on"]
        if day > local_day(self.at):
            raise forms.ValidationError("Deze dag ligt in de toekomst. Vul vandaag in, of een eerdere dag.")
        return day

    def clean(self) -> dict[str, Any]:
        """Where no overview may leave the alternatives are said; the question to the privacy officer is one."""
        data = super().clean() or {}
        if {"asked_by", "identity_check"} <= data.keys():
            self.blocked = rules.why_blocked(
                asked_by=data["asked_by"], child=self.child, family_involved=self.family_involved,
                identity_check=data["identity_check"],
            )  # fmt: skip
            if self.blocked and not data.get("to_officer"):
                self.add_error(None, self.blocked)
        return data


class ChoicesForm(forms.Form):
    """One choice and one reason per item. What somebody wrote in own words has no answer in advance."""

    def __init__(
        self, *args: Any, items: Sequence[Item], grounds: Mapping[str, tuple[str, str]], at: datetime, **kwargs: Any
    ) -> None:
        """grounds: what was decided before, as ground and reason per item ("" as ground is given)."""
        super().__init__(*args, **kwargs)
        listed = [
            (e.code, f"Niet geven: {e.nl[0].lower()}{e.nl[1:]}")
            for e in code_list("withholding_grounds").at(local_day(at))
            if not e.attributes.get("always")
        ]
        self.items = [item for item in items if not item.ground]
        for number, item in enumerate(self.items):
            before = grounds.get(item.key)
            start = "" if item.free else GIVE
            choices = [GIVES, *listed] if start else [("", "Lees het eerst en kies"), GIVES, *listed]
            self.fields[f"ground-{number}"] = forms.ChoiceField(
                label="Geven?", choices=choices, required=False, initial=(before[0] or GIVE) if before else start,
                error_messages={"invalid_choice": "Kies een van de antwoorden."},
            )  # fmt: skip
            self.fields[f"reason-{number}"] = forms.CharField(
                label="Waarom niet?", required=False, max_length=500, initial=before[1] if before else "",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Whatever is not given has a reason."""
        data = super().clean() or {}
        for number, _ in enumerate(self.items):
            ground = data.get(f"ground-{number}", "")
            if ground not in {"", GIVE} and not data.get(f"reason-{number}", "").strip():
                self.add_error(f"reason-{number}", "Schrijf waarom u dit niet geeft.")
        return data

    def rows(self) -> list[tuple[Item, forms.BoundField, forms.BoundField]]:
        """Each item with its two fields."""
        return [(item, self[f"ground-{n}"], self[f"reason-{n}"]) for n, item in enumerate(self.items)]

    def chosen(self) -> tuple[dict[str, str], dict[str, str]]:
        """Grounds and reasons by key of the item; without those that still wait for a choice."""
        grounds, reasons = {}, {}
        for number, item in enumerate(self.items):
            ground = self.cleaned_data[f"ground-{number}"]
            if ground:
                grounds[item.key] = "" if ground == GIVE else ground
                reasons[item.key] = self.cleaned_data[f"reason-{number}"]
        return grounds, reasons


class ExtendForm(Saved):
    """Two months more."""

    reason = long_text("Waarom lukt het niet binnen een maand?", required=True, rows=3)


class HandForm(Saved):
    """How the overview reached the person."""

    how = choose_one("Hoe gaf u het overzicht?", list(rules.HANDED_HOW.items()))
    sure = forms.BooleanField(
        label="Ik weet zeker dat niemand anders het overzicht kan lezen dan wie erom vroeg.", error_messages=REQUIRED
    )


class DecisionForm(Saved):
    """What the privacy officer decides, without a word about the person."""

    decision = choose_one("Wat besluit u?", list(rules.DECISIONS.items()))
    reason = long_text(
        "Waarom? Bij een weg: waarom is die veilig?", required=True, rows=4,
        help_text="De afdeling leest dit. Schrijf niets op waaraan iemand te herkennen is.",
    )  # fmt: skip
    review_on = day_field(
        "Bij geen overzicht: wanneer kijkt u opnieuw?", required=False,
        help_text="Binnen een jaar. Bijvoorbeeld 31-12-2026.",
    )  # fmt: skip

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = local_day(at)

    def clean(self) -> dict[str, Any]:
        """A no has a day to look again."""
        data = super().clean() or {}
        if data.get("decision") == rules.REFUSE and "review_on" in data:
            days = (data["review_on"] - self.today).days if data["review_on"] else 0
            if not 0 < days <= rules.MOST_REVIEW_DAYS:
                self.add_error("review_on", "Kies een dag na vandaag en binnen een jaar.")
        return data
