# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every field says what kind of data it holds, so that the register of processing can be made from the code."""

import pytest
from django.db import connections, models
from django.test.utils import isolate_apps

from tests.rows import our_models
from zicht.access.thirdparty import TABLES
from zicht.base.fields import DataClass, data_class_of, personal
from zicht.base.records import Appended, Keyed, Versioned

ABOUT_NOBODY = {DataClass.INTERNAL, DataClass.PUBLIC}


def forgotten(found: list[type[models.Model]]) -> list[str]:
    """Fields without a data class. A key that Django adds by itself is a number that says nothing."""
    return [
        f"{model.__module__}.{model.__name__}.{field.name}"
        for model in found
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if data_class_of(field) is None and not (field.auto_created and field.primary_key)
    ]


def test_every_field_names_its_data_class():
    found = our_models()
    assert len(found) > 25
    assert forgotten(found) == []


def test_shared_shapes_name_theirs():
    assert forgotten([Keyed, Versioned, Appended]) == []


@isolate_apps("zicht.casework")
def test_a_planted_field_without_a_class_is_found():
    class Planted(Keyed):
        name = personal(models.TextField())
        nickname = models.TextField()

        class Meta:
            app_label = "casework"

    assert [path.rpartition(".")[2] for path in forgotten([Planted])] == ["nickname"]


def test_identifiers_are_about_somebody():
    from zicht.base.fields import IdentifierField

    identifiers = [f for m in our_models() for f in m._meta.local_fields if isinstance(f, IdentifierField)]
    assert identifiers
    assert [str(f) for f in identifiers if data_class_of(f) in ABOUT_NOBODY] == []


@pytest.mark.database
@pytest.mark.django_db(databases=["default", "owner"])
def test_every_table_that_is_not_ours_names_its_class():
    with connections["owner"].cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = {name for (name,) in cursor.fetchall()}
    ours = {model._meta.db_table for model in our_models()}
    many = {f.m2m_db_table() for m in our_models() for f in m._meta.local_many_to_many}
    assert sorted(tables - ours - many) == sorted(TABLES)
    assert all(entry.what for entry in TABLES.values())
