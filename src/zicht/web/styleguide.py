# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Invented contents for the style guide page (practice environment only)."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from zicht.web.templatetags.zicht_ui import status_tag


class SampleForm(forms.Form):
    """One field of every kind."""

    what = forms.CharField(
        label="Wat hebt u gezien of gehoord?",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Alleen wat u zelf zag of hoorde. Uw indruk kan in het volgende veld.",
    )
    name = forms.CharField(label="Uw naam", required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(label="E-mailadres")
    kind = forms.ChoiceField(label="Soort plek", choices=[("", "Kies"), ("work", "Werkplek"), ("home", "Woning")])
    about = forms.ChoiceField(
        label="Over wie gaat het?",
        widget=forms.RadioSelect,
        choices=[("one", "Eén persoon"), ("more", "Meer personen"), ("none", "Niemand in het bijzonder")],
        help_text="Kies wat het beste past.",
    )
    forms_of = forms.MultipleChoiceField(
        label="Vormen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Seksuele uitbuiting"), ("b", "Arbeidsuitbuiting"), ("c", "Nog niet duidelijk")],
    )
    day = forms.DateField(label="Wanneer?", help_text="Bijvoorbeeld 31-12-2026")
    seen = forms.BooleanField(label="Ik heb dit zelf gezien")


def _tag(code: str, label: str) -> str:
    return mark_safe(render_to_string("zicht/status_tag.html", status_tag(code, label)))  # noqa: S308 our template


def contents(at: datetime, *, with_errors: bool = False) -> dict[str, Any]:
    """Context for `styleguide.html`. `with_errors` shows the form after a failed try."""
    return {
        "form": SampleForm({"email": "geen adres"}) if with_errors else SampleForm(),
        "now": at,
        "page": Paginator(range(400), 25).page(3),
        "tasks": [
            {"count": 3, "label": "nieuwe signalen", "url": "#main", "text": "Het oudste is van gisteren."},
            {"count": 7, "label": "wachten op uw weging", "url": "#main", "late": 2},
            {"count": 0, "label": "pakketten om aan te nemen", "url": "#main"},
        ],
        "headers": ["Signaal", "Ontvangen", "Status", "Dagen"],
        "rows": [
            ["S-2026-0412", "3 november 2026", _tag("received", "Ontvangen"), 2],
            ["S-2026-0398", "29 oktober 2026", _tag("overdue", "Te laat"), 12],
            ["S-2026-0391", "24 oktober 2026", _tag("waiting_capacity", "Wacht op capaciteit"), 17],
        ],
        "figure_headers": ["Groep (verzonnen)", "2024", "2025", "2026"],
        "figure_rows": [["Eerste groep", 21, 22, 24], ["Tweede groep", 30, "-", 31]],
        "figure_foot": ["Totaal", 51, "-", 55],
        "details": [("Plaats", "Wijk Noord"), ("Functie", "Aandachtsfunctionaris"), ("Antwoord voor", "12 november")],
        "events": [
            {"at": at, "who": "Aandachtsfunctionaris", "what": "Signaal gewogen", "text": "Reden staat erbij."},
            {"at": at - timedelta(days=2), "what": "Signaal ontvangen"},
        ],
    }
