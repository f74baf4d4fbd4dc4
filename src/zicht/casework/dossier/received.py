# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms with words of somebody else in them: those are shown and cannot be changed; ours stand beside."""

from datetime import datetime
from typing import Any

from django import forms

from zicht.access.actors import Actor
from zicht.base.formfields import long_text
from zicht.casework.cases.models import FieldOrigin
from zicht.casework.cases.origins import add_beside
from zicht.casework.sharing.words import field_label

BESIDE = "beside-"


def lock(form: forms.Form, held: dict[str, FieldOrigin]) -> None:
    """Show what others wrote without a way to change it, each with room for our own words."""
    order = []
    for name in list(form.fields):
        order.append(name)
        origin = held.get(name)
        if origin is None:
            continue
        form.fields[name].disabled = True
        form.fields[name].required = False
        form.fields[name].help_text = f"Dit schreef {origin.first_unit}. U verandert het niet."
        added = long_text(f"Uw aanvulling bij: {field_label(name).lower()}", rows=2)
        added.initial = origin.addition
        form.fields[BESIDE + name] = added
        order.append(BESIDE + name)
    form.order_fields(order)


def own_changes(form: Any, held: dict[str, FieldOrigin]) -> dict[str, Any]:
    """What somebody filled in in our own fields."""
    return {n: v for n, v in form.changes().items() if n not in held and not n.startswith(BESIDE)}


def save_beside(form: forms.Form, held: dict[str, FieldOrigin], *, actor: Actor, at: datetime) -> None:
    """Keep the additions that changed."""
    for name, origin in held.items():
        text = form.cleaned_data.get(BESIDE + name)
        if text is not None and text != origin.addition:
            add_beside(actor=actor, origin=origin, text=text, at=at)
