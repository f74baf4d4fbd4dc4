# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every field says what kind of data it holds, so that the register of processing can be made from the code."""

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.test.utils import isolate_apps

from tests.rows import our_models
from zicht.access.thirdparty import TABLES
from zicht.base.fields import DataClass, SealedText, data_class_of, personal
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


SEALED_CLASSES = {
    DataClass.PERSONAL, DataClass.SPECIAL, DataClass.CRIMINAL, DataClass.RESIDENCE, DataClass.REPORTER,
    DataClass.POLICE,
}  # fmt: skip
# A longer text is no code of a list; nor is anything with such a name, however short.
CODE = 60
TELLING = ("name", "phone", "mail", "address", "contact", "account", "note", "text", "title", "value", "bsn")
# Not readable: keyed digests.
DIGESTS = {"access.IndexEntry.digest", "access.ProcessingRow.subject", "register.Victim.file_digest"}


def left_open(found: list[type[models.Model]]) -> list[str]:
    """Fields about somebody that hold free text, a document or an identifier and are not sealed."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in found
        for field in model._meta.local_fields
        if data_class_of(field) in SEALED_CLASSES and not isinstance(field, SealedText) and _tells(field)
    ]


def _tells(field: models.Field) -> bool:
    if isinstance(field, ArrayField):
        return _tells(field.base_field)
    if isinstance(field, models.CharField):
        return field.max_length > CODE or any(part in (field.name or "").split("_") for part in TELLING)
    return isinstance(field, models.TextField | models.JSONField | models.BinaryField | models.FileField)


def test_every_free_text_about_somebody_is_sealed():
    sealed = [f for m in our_models() for f in m._meta.local_fields if isinstance(f, SealedText)]
    assert len(sealed) > 40
    assert set(left_open(our_models())) == DIGESTS


def test_every_sealed_row_names_the_record_whose_key_seals_it():
    """What `sealed_by` names ends at a random key: the row's own, or that of the record it hangs on."""
    for model in our_models():
        if any(isinstance(f, SealedText) for f in model._meta.local_fields):
            found = model
            *path, last = getattr(model, "sealed_by", "pk").split(".")
            for part in path:
                found = found._meta.get_field(part).related_model
            field = found._meta.pk if last == "pk" else found._meta.get_field(last.removesuffix("_id"))
            end = field.target_field if field.remote_field else field
            assert isinstance(end, models.UUIDField), f"{model.__name__}.sealed_by"


@isolate_apps("zicht.casework")
def test_a_planted_open_text_is_found():
    class PlantedText(Keyed):
        story = personal(models.TextField())
        nickname_text = personal(models.CharField(max_length=20))
        code = personal(models.CharField(max_length=20))
        told = personal(SealedText())

        class Meta:
            app_label = "casework"

    assert [path.rpartition(".")[2] for path in left_open([PlantedText])] == ["story", "nickname_text"]


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
