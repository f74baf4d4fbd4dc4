# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms of the public door and of its settings."""

from typing import Any

from django import forms

from zicht.access.models import Function
from zicht.base.formfields import offer_choices, offer_rows
from zicht.casework.intake.entry import SignalEntry, ThingEntry, key_for
from zicht.casework.intake.public import codes
from zicht.casework.intake.public.words import Words, reporting_points

LONG, SHORT, WHEN = 5_000, 200, 120
FORMS = ("SU", "AU", "CU", "OR")
THINGS = ("place", "company", "vehicle")


class SendForm(forms.Form):
    """What somebody saw. Two questions are required; unanswered ones stay unknown. No upload, no numbers asked."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    fact = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}))
    about = forms.ChoiceField(widget=forms.RadioSelect)
    thoughts = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    when = forms.CharField(required=False)
    age = forms.ChoiceField(required=False, widget=forms.RadioSelect, initial="unknown")
    # Not named "forms": that is the module in this class body.
    kinds = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    place = forms.CharField(required=False)
    company = forms.CharField(required=False)
    vehicle = forms.CharField(required=False)
    acute = forms.BooleanField(required=False)
    name = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    contact = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    safe = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))

    LIMITS = {"fact": LONG, "thoughts": LONG, "when": WHEN, "safe": 500}  # noqa: RUF012

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        """Labels, help and errors come from `words`."""
        super().__init__(*args, **kwargs)
        self.words = words
        for name, field in self.fields.items():
            if name == "token":
                continue
            field.label = words[f"{name}_label"]
            if f"{name}_help" in words.texts:
                field.help_text = words[f"{name}_help"]
            if isinstance(field, forms.CharField):
                _limit(field, self.LIMITS.get(name, SHORT), words)
            else:
                field.error_messages |= dict.fromkeys(("invalid_choice", "invalid_list"), words["error_choice"])
        self.fields["fact"].error_messages["required"] = words["error_fact"]
        self.fields["about"].error_messages["required"] = words["error_about"]
        choices = {
            "about": [(a, words[f"about_{a}"]) for a in ("person", "persons", "place")],
            "age": [(a, words[f"age_{a}"]) for a in ("minor", "adult", "unknown")],
            "kinds": [(f, words[f"form_{f}"]) for f in (*FORMS, "unknown")],
        }
        for name, pairs in choices.items():
            offer_choices(self, name, pairs)

    def clean_token(self) -> str:
        """A form that lost its token is a new form, not an error."""
        token: str = self.cleaned_data["token"]
        return token if codes.is_token(token) else codes.new_token()

    def entry(self, *, answer_days: int | None) -> SignalEntry:
        """What was filled in, as it enters the house. Only after is_valid()."""
        given = self.cleaned_data
        submission = codes.submission_of(given["token"])
        return SignalEntry(
            fact=given["fact"],
            about=given["about"],
            submission=submission,
            key=key_for(submission),
            door="public",
            language=self.words.language,
            observed_when=given["when"],
            interpretation=given["thoughts"],
            forms=tuple(f for f in FORMS if f in given["kinds"] and "unknown" not in given["kinds"]),
            age_class=given["age"] or "unknown",
            acute=given["acute"],
            things=tuple(ThingEntry(kind=kind, value=given[kind]) for kind in THINGS if given[kind]),
            reporter_name=given["name"],
            reporter_contact=given["contact"],
            reporter_safe_contact=given["safe"],
            answer_days=answer_days,
        )


class CodeForm(forms.Form):
    """A receipt code."""

    code = forms.CharField(
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        """Words in the reader's language."""
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label, field.help_text = words["code_label"], words["code_help"]
        field.error_messages |= {"required": words["code_empty"], "max_length": words["code_wrong"]}


class MessageForm(forms.Form):
    """A line in the conversation."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        """Words in the reader's language."""
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.label = words["conv_label"]
        field.error_messages["required"] = words["conv_required"]
        _limit(field, LONG, words)


class DoorForm(forms.Form):
    """Settings of a municipality's door."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    function = forms.ModelChoiceField(
        queryset=Function.objects.none(),
        required=False,
        label="Wie behandelt wat hier binnenkomt?",
        empty_label="Nog niemand",
        help_text="Een functie van uw afdeling. De naam staat op het formulier. Nodig om te openen.",
        error_messages={"invalid_choice": "Kies een functie van uw eigen afdeling."},
    )
    answer_days = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=60,
        label="Binnen hoeveel dagen hoort de melder iets?",
        help_text="Dit aantal dagen staat op het formulier en loopt mee in de inbox. Nodig om te openen.",
        error_messages={
            "invalid": "Vul een aantal dagen in, bijvoorbeeld 5.",
            "min_value": "Vul minstens 1 dag in.",
            "max_value": "Meer dan 60 dagen is geen antwoord. Kies een kortere termijn.",
        },
    )
    points = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Welke bestaande meldpunten staan boven het formulier?",
        help_text="Bel elk nummer een keer voordat u het formulier opent. 112 staat er altijd. Kiest u niets, dan"
        " staan ze er allemaal.",
    )

    def __init__(self, *args: Any, functions: Any, **kwargs: Any) -> None:
        """`functions`: queryset of the functions to choose from."""
        super().__init__(*args, **kwargs)
        offer_rows(self, "function", functions)
        choices = [(p.code, f"{p.name} {p.phone}".strip()) for p in reporting_points() if not p.always]
        offer_choices(self, "points", choices)

    def to_open(self) -> bool:
        """True when the door could open like this; otherwise says what is missing. Only after is_valid()."""
        if self.cleaned_data["function"] is None:
            self.add_error("function", "Kies eerst wie de meldingen behandelt. Zonder functie blijft de deur dicht.")
        if self.cleaned_data["answer_days"] is None:
            self.add_error("answer_days", "Vul eerst de termijn in. Zonder termijn blijft de deur dicht.")
        return not self.errors


def _limit(field: forms.Field, size: int, words: Words) -> None:
    """Limit the length on the server; the browser's own limit would cut pasted text without a word."""
    from django.core.validators import MaxLengthValidator

    field.validators.append(MaxLengthValidator(size, message=words.filled("error_long", limit=size)))
