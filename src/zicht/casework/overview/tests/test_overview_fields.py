# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Every field about somebody is told, or stands with its reason in the list of what is not."""

import ast
from pathlib import Path

from django.apps import apps

from zicht.base.fields import data_class_of
from zicht.casework.overview import collect
from zicht.casework.overview.fields import EXCUSED, NOT_YET, TELLS
from zicht.casework.overview.words import TOLD


def about_somebody() -> set[str]:
    """Model and field, of all models of the casework."""
    return {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("casework").get_models()
        for field in model._meta.local_fields
        if data_class_of(field) in TOLD
    }


def test_every_field_about_somebody_is_told_or_has_a_reason():
    listed = set(EXCUSED) | set(NOT_YET)
    told = {name for name in about_somebody() if name.partition(".")[0] in TELLS} - listed
    assert about_somebody() - told - listed == set(), "say in overview/fields.py why the person does not hear this"
    assert listed - about_somebody() == set(), "this field is gone: take it from overview/fields.py"
    assert all(reason.strip() for reason in (EXCUSED | NOT_YET).values())
    assert not set(EXCUSED) & set(NOT_YET)


def test_what_is_not_told_yet_never_grows():
    assert len(NOT_YET) <= 21


def test_the_list_says_of_as_many_models_as_the_overview_collects():
    tree = ast.parse(Path(collect.__file__).read_text(encoding="utf-8"))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "facts_of"]
    # Somebody in a signal is told from two places: as who asks, and as somebody named there.
    assert len(calls) == len(TELLS) + 1
