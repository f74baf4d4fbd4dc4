# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms of retention."""

from typing import Any

from django import forms

from zicht.base.formfields import Saved, choose_one, day_field, long_text


class KeepForm(Saved):
    """Until when something is kept longer, and why."""

    keep_to = day_field("Tot en met welke dag?", help_text="Hooguit een jaar vooruit, bijvoorbeeld 31-12-2026.")
    reason = long_text(
        "Waarom is dit langer nodig?", required=True, rows=3,
        help_text="Schrijf over het werk, niet over de persoon. De functionaris gegevensbescherming leest dit.",
    )  # fmt: skip


class ApproveForm(Saved):
    """The word of the privacy officer."""

    note = long_text("Opmerking voor het bewijs", rows=3, help_text="Geen namen of gegevens over personen.")


class ReviewForm(Saved):
    """A vague signal, looked at again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"] = choose_one(
            "Wat doet u ermee?",
            [("yes", "Als vaag bewaren tot de termijn"), ("no", "Ongegrond: eerder laten gaan")],
        )
        self.fields["reason"] = forms.CharField(
            label="Waarom?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": "Schrijf waarom."},
        )  # fmt: skip
