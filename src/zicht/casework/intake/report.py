# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The form of a professional: three required fields, everything else optional. No JavaScript.

A row of a person or thing counts when something was typed in it. A quiet form shows what was typed without
complaining: after "more rows", and when a saved form is opened again.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.http import QueryDict

from zicht.casework.intake import texts
from zicht.casework.intake.advice import traces
from zicht.casework.intake.entry import (
    ABOUT,
    AGE_CLASSES,
    SOURCES,
    IndicatorEntry,
    SignalEntry,
    SubjectEntry,
    ThingEntry,
    ground_missing,
    key_for,
)
from zicht.casework.intake.forms import CHOOSE, LONG, area
from zicht.casework.intake.queries import Inbox
from zicht.reference.lists import code_list

PERSONS, THINGS, MOST_ROWS = 2, 3, 12
SHORT = 200
SEEN = (("observed", "gezien"), ("not_observed", "niet gezien"), ("unknown", "onbekend"))
PERSON_FIELDS = ("role", "name", "age_class", "description")
THING_FIELDS = ("kind", "value", "ground", "ground_note")


def _inbox_label(inbox: Inbox) -> str:
    behind = ", ".join(inbox.people) or "op dit moment niemand"
    return f"{inbox.municipality}: {inbox.function.name} ({behind})"


class ReportForm(forms.Form):
    """A signal, or a question for advice that names nobody.

    inboxes: where it can go. kind: "signal" or "advice". quiet: show what was typed, check nothing.
    """

    submission = forms.UUIDField(widget=forms.HiddenInput)
    persons = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_ROWS)
    things = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_ROWS)
    fact = forms.CharField(
        label="Wat is er gebeurd?",
        help_text="Wat u zelf zag of hoorde. Wat u ervan denkt, kan hieronder apart.",
        widget=area(6), max_length=LONG,
        error_messages={"required": "Schrijf op wat er is gebeurd. Een paar woorden is genoeg."},
    )  # fmt: skip
    about = forms.ChoiceField(
        label="Over wie of wat gaat het?", choices=ABOUT, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    function = forms.TypedChoiceField(
        label="In welke gemeente speelt het?",
        help_text="Dit bepaalt wie uw signaal leest. U ziet hun namen erbij.",
        coerce=int, error_messages={"required": "Kies de gemeente.", "invalid_choice": "Kies een gemeente."},
    )  # fmt: skip
    acute = forms.BooleanField(label="Ja, er is nu gevaar", required=False)
    observed_when = forms.CharField(
        label="Wanneer was het?", help_text="Ongeveer is goed, bijvoorbeeld: vorige week, 's avonds.",
        required=False, max_length=120,
    )  # fmt: skip
    interpretation = forms.CharField(
        label="Wat denkt u dat er aan de hand is?",
        help_text="Uw eigen uitleg of gevoel. Dit blijft apart van de feiten.",
        required=False, widget=area(4), max_length=LONG,
    )  # fmt: skip
    form_codes = forms.MultipleChoiceField(
        label="Aan welke vorm denkt u?", help_text="Meer antwoorden mag. Weet u het niet? Vul dan niets in.",
        required=False, widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE,
    )  # fmt: skip
    age_class = forms.ChoiceField(
        label="Hoe oud is de persoon, denkt u?", required=False, initial="unknown", widget=forms.RadioSelect
    )
    coercion = forms.MultipleChoiceField(
        label="Ziet u een vorm van dwang?", help_text=texts.UNDER_18,
        required=False, widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE,
    )  # fmt: skip
    reporter_contact = forms.CharField(
        label="Hoe bereiken we u?",
        help_text="Alleen als dat anders is dan via Zicht.",
        required=False,
        max_length=SHORT,
    )
    reporter_safe_contact = forms.CharField(
        label="Wanneer en hoe is contact veilig?", required=False, widget=area(2), max_length=1_000
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        inboxes: list[Inbox],
        day: date,
        quiet: bool = False,
        more: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.day, self.quiet = kind, day, quiet
        self.fields["submission"].initial = uuid4
        self._fill_choices(inboxes)
        if kind == "advice":
            self._make_advice()
            return
        self.person_count = self._rows("persons", PERSONS, more)
        self.thing_count = self._rows("things", THINGS, more)
        self._add_persons()
        self._add_things()
        self._add_indicators()
        if self._is_minor_row():
            del self.fields["coercion"]

    def _choice(self, name: str) -> Any:
        return self.fields[name]

    def _fill_choices(self, inboxes: list[Inbox]) -> None:
        function = self._choice("function")
        function.choices = [(i.function.pk, _inbox_label(i)) for i in inboxes]
        if len(inboxes) <= MOST_ROWS:
            function.widget = forms.RadioSelect(choices=function.choices)
        else:
            function.choices = [("", "Kies een gemeente"), *function.choices]
            function.widget = forms.Select(choices=function.choices)
        self._choice("form_codes").choices = code_list("forms").choices(self.day)
        ages = code_list("age_classes")
        self._choice("age_class").choices = [(code, ages.label(code)) for code in AGE_CLASSES]
        self._choice("coercion").choices = code_list("coercion_means").choices(self.day)

    def _make_advice(self) -> None:
        for name in ("coercion", "persons", "things"):
            del self.fields[name]
        self.person_count = self.thing_count = 0
        self.fields["fact"].label = "Wat is uw vraag, en wat zag u?"
        self.fields["fact"].help_text = "Noem geen namen, adressen, kentekens of nummers."
        self.fields["about"].label = "Waar gaat uw vraag over?"

    def _rows(self, name: str, least: int, more: str) -> int:
        try:
            count = int(self.data.get(name) or least) if self.is_bound else least
        except ValueError:
            count = least
        count = min(max(count, least) + (least if more == name else 0), MOST_ROWS)
        if self.is_bound and str(count) != self.data.get(name):
            typed = QueryDict(mutable=True)
            typed.update(self.data)
            typed[name] = str(count)
            self.data = typed
        self.fields[name].initial = count
        return count

    def _add_persons(self) -> None:
        roles = code_list("person_roles").choices(self.day)
        ages = code_list("age_classes")
        for n in range(self.person_count):
            self.fields[f"person-{n}-role"] = forms.ChoiceField(label="Rol", choices=roles, required=False)
            self.fields[f"person-{n}-name"] = forms.CharField(label="Naam", required=False, max_length=SHORT)
            self.fields[f"person-{n}-age_class"] = forms.ChoiceField(
                label="Leeftijd", required=False, initial="unknown",
                choices=[(code, ages.label(code)) for code in reversed(AGE_CLASSES)],
            )  # fmt: skip
            self.fields[f"person-{n}-description"] = forms.CharField(
                label="Wat weet u nog meer?", required=False, widget=area(2), max_length=LONG
            )

    def _add_things(self) -> None:
        kinds = [("", "Kies"), *code_list("thing_kinds").choices(self.day)]
        grounds = [("", "Geen"), *code_list("grounds").choices(self.day)]
        for n in range(self.thing_count):
            self.fields[f"thing-{n}-kind"] = forms.ChoiceField(label="Soort", choices=kinds, required=False)
            self.fields[f"thing-{n}-value"] = forms.CharField(label="Omschrijving", required=False, max_length=500)
            self.fields[f"thing-{n}-ground"] = forms.ChoiceField(label="Grond", choices=grounds, required=False)
            self.fields[f"thing-{n}-ground_note"] = forms.CharField(
                label="Waaruit blijkt dat?", required=False, max_length=1_000
            )

    def _add_indicators(self) -> None:
        sources = [("", "Kies"), *SOURCES]
        for entry in code_list("indicators").at(self.day):
            label = f"{entry.nl} (nu gaande: bel eerst 112)" if entry.attributes.get("danger") else entry.nl
            self.fields[f"seen-{entry.code}"] = forms.ChoiceField(
                label=label, choices=SEEN, required=False, initial="unknown", widget=forms.RadioSelect
            )
            self.fields[f"source-{entry.code}"] = forms.ChoiceField(
                label=f"Hoe weet u dat? {entry.nl}", choices=sources, required=False
            )

    def _is_minor_row(self) -> bool:
        return self.is_bound and self.data.get("age_class") == "minor"

    def full_clean(self) -> None:
        """A quiet form checks nothing and keeps what was typed."""
        if self.quiet:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """A thing needs a kind, and a phone, account or advert a stated ground; advice leaves out numbers."""
        found = super().clean() or {}
        if self.kind == "advice":
            self._leave_out(found)
        for n in range(self.thing_count):
            value, kind = found.get(f"thing-{n}-value", ""), found.get(f"thing-{n}-kind", "")
            if value and not kind:
                self.add_error(f"thing-{n}-kind", "Kies wat voor gegeven dit is.")
            elif kind and not value:
                self.add_error(f"thing-{n}-value", "Vul in om welk gegeven het gaat, of kies bij soort 'Kies'.")
            elif kind and ground_missing(self._thing(found, n)):
                field = "ground_note" if found.get(f"thing-{n}-ground") else "ground"
                self.add_error(f"thing-{n}-{field}", texts.GROUND_MISSING)
        return found

    def _leave_out(self, found: dict[str, Any]) -> None:
        for name in ("fact", "interpretation", "observed_when"):
            if seen := traces(found.get(name) or ""):
                self.add_error(name, f"Hierin staat {' en '.join(seen)}. Haal dat weg, of meld een signaal.")

    def _thing(self, found: dict[str, Any], n: int) -> ThingEntry:
        return ThingEntry(**{name: found.get(f"thing-{n}-{name}", "") for name in THING_FIELDS})

    def entry(self, *, reporter: int) -> SignalEntry:
        """The entry that a valid form stands for."""
        c = self.cleaned_data
        submission: UUID = c["submission"]
        return SignalEntry(
            fact=c["fact"],
            about=c["about"],
            submission=submission,
            key=key_for(submission),
            kind=self.kind,
            observed_when=c["observed_when"],
            interpretation=c["interpretation"],
            forms=tuple(c["form_codes"]),
            age_class=c["age_class"] or "unknown",
            coercion=tuple(c.get("coercion", ())),
            acute=c["acute"],
            indicators=dict(self._answers()),
            subjects=tuple(self._subjects()),
            things=tuple(self._thing(c, n) for n in range(self.thing_count) if c[f"thing-{n}-value"]),
            reporter=reporter,
            reporter_contact=c["reporter_contact"],
            reporter_safe_contact=c["reporter_safe_contact"],
        )

    def _answers(self) -> Iterator[tuple[str, IndicatorEntry]]:
        for name, seen in self.cleaned_data.items():
            if name.startswith("seen-") and seen and seen != "unknown":
                code = name.removeprefix("seen-")
                yield code, IndicatorEntry(seen=seen, source=self.cleaned_data[f"source-{code}"])

    def _subjects(self) -> Iterator[SubjectEntry]:
        for n in range(self.person_count):
            row = {name: self.cleaned_data[f"person-{n}-{name}"] for name in PERSON_FIELDS}
            row["age_class"] = row["age_class"] or "unknown"
            if row["name"] or row["description"] or row["age_class"] != "unknown":
                yield SubjectEntry(**{**row, "role": row["role"] or "possible_victim"})

    def person_rows(self) -> list[list[BoundField]]:
        """The rows for persons, each with its fields."""
        return [[self[f"person-{n}-{name}"] for name in PERSON_FIELDS] for n in range(self.person_count)]

    def thing_rows(self) -> list[list[BoundField]]:
        """The rows for things, each with its fields."""
        return [[self[f"thing-{n}-{name}"] for name in THING_FIELDS] for n in range(self.thing_count)]

    def indicator_groups(self) -> list[dict[str, Any]]:
        """The indicators by the form they belong to first; those of all forms come first and stand open."""
        if self.kind == "advice":
            return []
        labels = code_list("forms")
        groups: dict[str, list[tuple[BoundField, BoundField]]] = {}
        for entry in code_list("indicators").at(self.day):
            belongs = entry.attributes["forms"]
            name = "Bij elke vorm" if len(belongs) == len(labels.codes()) else labels.label(belongs[0])
            groups.setdefault(name, []).append((self[f"seen-{entry.code}"], self[f"source-{entry.code}"]))
        return [{"label": name, "rows": rows, "filled": self._filled(rows)} for name, rows in groups.items()]

    @staticmethod
    def _filled(rows: list[tuple[BoundField, BoundField]]) -> bool:
        return any(seen.value() not in {None, "", "unknown"} for seen, _ in rows)

    def opened(self, more: str = "") -> dict[str, bool]:
        """Which folded parts stand open: where something was typed, went wrong, or was asked for."""
        return {
            "persons": more == "persons" or self._touched("person-", ("role",)),
            "things": more == "things" or self._touched("thing-", ()),
            "coercion": self._touched("coercion", ()),
        }

    def _touched(self, prefix: str, but: tuple[str, ...]) -> bool:
        if not self.is_bound:
            return False
        names = [name for name in self.fields if name.startswith(prefix)]
        typed = any(
            self[name].value() not in (None, "", [], "unknown")
            for name in names
            if name.rpartition("-")[2] not in but
        )
        return typed or any(name in self.errors for name in names)
