# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Every field about somebody is told, or stands with its reason in the list of what is not."""

from django.apps import apps

from zicht.base.fields import data_class_of
from zicht.casework.overview.fields import EXCUSED, TELLS
from zicht.casework.overview.words import TOLD, label_of

ROOMS = ("casework", "access", "exchange")


def about_somebody() -> set[str]:
    """Model and field, of all models of the casework and of the rooms below it."""
    return {
        f"{model.__name__}.{field.name}"
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.local_fields
        if data_class_of(field) in TOLD
    }


def test_every_field_about_somebody_is_told_or_has_a_reason():
    told = {name for name in about_somebody() if name.partition(".")[0] in TELLS} - set(EXCUSED)
    assert about_somebody() - told - set(EXCUSED) == set(), (
        "say in overview/fields.py why the person does not hear it"
    )
    assert set(EXCUSED) - about_somebody() == set(), "this field is gone: take it from overview/fields.py"
    assert all(reason.strip() for reason in EXCUSED.values())
    assert {name.partition(".")[0] for name in told} == TELLS, "this model tells nothing"


def test_every_field_that_is_told_has_words():
    told = sorted(n for n in about_somebody() if n.partition(".")[0] in TELLS and n not in EXCUSED)
    own = ("Contact", "CaseEvent", "SignalEvent")  # told with words of their own
    bare = [
        n for n in told if label_of(n.partition(".")[2], n.partition(".")[0]) == n.partition(".")[2].replace("_", " ")
    ]
    assert [n for n in bare if n.partition(".")[0] not in own] == []
