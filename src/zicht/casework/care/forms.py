# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms of care. What was typed stays; each error says what to do."""

from datetime import date, datetime
from typing import Any

from django import forms

from zicht.base.clock import local_day
from zicht.base.formfields import REQUIRED, Saved, choose_many, choose_one, day_field, long_text
from zicht.base.text import sort_key
from zicht.casework.care import rules
from zicht.casework.care.actions import ReportEntry
from zicht.casework.cases.consent.forms import LANGUAGES, LATER, ConsentForm
from zicht.casework.cases.models import CasePerson
from zicht.casework.cases.rules import SEXES
from zicht.reference.lists import code_list

# What a report says that this form asks.
SENT = ("forms", "nationality", "sex", "age", "sectors_sexual", "sectors_labour", "manners")


class TrackForm(Saved):
    """Wishes and plan; when a track starts also the day."""

    def __init__(self, *args: Any, at: datetime, starting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        if starting:
            self.fields.pop("version")
            self.fields["started_on"] = day_field("Begin van de zorg")
            self.fields["started_on"].initial = local_day(at)
        self.fields["wishes"] = long_text(
            "Wat wil de persoon zelf?", help_text="In de woorden van de persoon. Leeg mag: vraag het later."
        )
        self.fields["plan"] = long_text(
            "Plan", help_text="Veiligheid, onderdak, zorg, geld en rechten, en de tijd erna."
        )

    def clean_started_on(self) -> date:
        """Care that is still to start is no track yet."""
        day: date = self.cleaned_data["started_on"]
        if day > local_day(self.at):
            raise forms.ValidationError(LATER)
        return day


class EndForm(Saved):
    """Why a track ends."""

    reason = long_text("Waarom eindigt het traject?", required=True)


# Field, question, code list.
WHERE_AND_HOW = (
    ("sectors_sexual", "Waar was de seksuele uitbuiting?", "sectors_sexual"),
    ("sectors_labour", "In welk werk was de arbeidsuitbuiting?", "sectors_labour"),
    ("manners", "Welke strafbare feiten bij criminele uitbuiting?", "criminal_manners"),
)


class ReportForm(forms.Form):
    """What goes to the register, filled in from the case as far as known."""

    def __init__(
        self,
        *args: Any,
        person: CasePerson,
        at: datetime,
        registers: Any,
        may_name: bool,
        sent: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.person, self.sent = at, person, sent
        day = local_day(at)
        if len(registers) > 1:
            self.fields["register"] = forms.ModelChoiceField(
                registers, label="Aan welk register meldt u?", empty_label="Kies een register",
                error_messages={"required": "Kies een register.", "invalid_choice": "Kies een register."},
            )  # fmt: skip
        add = self.fields
        add["forms"] = choose_many("Vormen van uitbuiting", code_list("forms").choices(day))
        add["nationality"] = choose_one("Nationaliteit", _countries(day), radio=False, required=False)
        add["sex"] = choose_one("Geslacht", list(SEXES.items()), radio=False, required=False)
        age = "Leeftijd op de dag van de melding, in jaren" if sent else "Leeftijd nu, in jaren"
        add["age"] = forms.IntegerField(
            label=age, required=False, min_value=0, max_value=120, help_text="Leeg: niet bekend.",
            error_messages={"invalid": "Schrijf hele jaren, bijvoorbeeld 23."},
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )  # fmt: skip
        for name, label, listed in WHERE_AND_HOW:
            add[name] = choose_many(label, code_list(listed).choices(day), help_text="Leeg: niet bekend.")
        if may_name:
            add["named"] = forms.BooleanField(
                label="Naam en geboortejaar meesturen, zodat niemand dubbel telt. De persoon vindt dat goed.",
                required=False,
            )
        add["sure"] = forms.BooleanField(
            label="Ik weet dat er gegevens ontbreken en verstuur de melding toch.", required=False
        )
        if sent:
            add["version"] = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
        for name, value in self._known(day).items():
            if name in add:
                add[name].initial = value

    def _known(self, day: date) -> dict[str, Any]:
        if self.sent:
            return {n: self.sent.get(n) for n in SENT} | {"named": bool(self.sent.get("name"))}
        person = self.person
        age = None if person.birth_year is None else day.year - person.birth_year
        return {
            "forms": person.forms or person.case.forms, "nationality": person.nationality, "sex": person.sex,
            "age": age,
        }  # fmt: skip

    def details(self) -> list[tuple[forms.BoundField, str, bool]]:
        """Long lists that fold away: the field, its heading, and whether it stands open (the form is chosen)."""
        chosen = set(self["forms"].value() or ())
        found = []
        for name, form, words in (
            ("sectors_sexual", "SU", "Seksuele uitbuiting: waar"),
            ("sectors_labour", "AU", "Arbeidsuitbuiting: welk werk"),
            ("manners", "CU", "Criminele uitbuiting: welke feiten"),
        ):
            found.append((self[name], words, form in chosen or bool(self[name].value())))
        return found

    def gaps(self) -> tuple[rules.Gap, ...]:
        """What is missing in what was filled in, or in what the case knows."""
        if self.is_bound:
            self.full_clean()
            given = self.cleaned_data
        else:
            given = self._known(local_day(self.at))
        return rules.report_gaps(forms=given.get("forms") or (), nationality=given.get("nationality") or "")

    def clean(self) -> dict[str, Any]:
        """An incomplete report goes only when that is meant."""
        given = super().clean() or self.cleaned_data
        gaps = rules.report_gaps(forms=given.get("forms") or (), nationality=given.get("nationality") or "")
        if gaps and not given.get("sure"):
            for gap in gaps:
                self.add_error(gap.field, gap.text + " Vul het aan, of vink onderaan aan dat u het toch verstuurt.")
        return given

    def entry(self) -> ReportEntry:
        """The valid form as an entry."""
        given = self.cleaned_data
        named = given.get("named", False)
        return ReportEntry(
            reported_on=date.fromisoformat(self.sent["reported_on"]) if self.sent else local_day(self.at),
            forms=tuple(given["forms"]),
            nationality=given["nationality"],
            sex=given["sex"],
            age=given["age"],
            sectors_sexual=tuple(given["sectors_sexual"]),
            sectors_labour=tuple(given["sectors_labour"]),
            manners=tuple(given["manners"]),
            name=self.person.name if named else "",
            birth_year=self.person.birth_year if named else None,
        )


def _countries(day: date) -> list[tuple[str, str]]:
    """By name, as a reader looks for them; the list itself is in the order of its codes."""
    return [("", "onbekend"), *sorted(code_list("countries").choices(day), key=lambda choice: sort_key(choice[1]))]


__all__ = ["LANGUAGES", "REQUIRED", "ConsentForm", "EndForm", "ReportForm", "TrackForm"]
