# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A row lies in the unit of what it hangs on: the database refuses anything else, whatever the program asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.rows import our_models, protected_tables
from zicht.access.models import Membership
from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.casework.intake.models import ConversationMessage, SignalSubject
from zicht.casework.intake.tests.helping import reported

pytestmark = pytest.mark.database


def keys_between_protected_tables() -> set[tuple[str, str]]:
    """Each foreign key from a protected table to another one: table and column."""
    walled = set(protected_tables())
    return {
        (model._meta.db_table, field.column)
        for model in our_models()
        for field in model._meta.local_fields
        # A seat carries its unit in another column; it is written by an administrator only.
        if field.remote_field
        and field.remote_field.model is not Membership
        and {model._meta.db_table, field.remote_field.model._meta.db_table} <= walled
    }


def test_every_key_between_protected_tables_carries_the_unit(as_owner):
    query = (
        "select c.conrelid::regclass::text, a.attname from pg_constraint c"
        " join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]"
        " join pg_attribute u on u.attrelid = c.conrelid and u.attnum = c.conkey[2] and u.attname = 'owning_unit_id'"
        " where c.contype = 'f' and cardinality(c.conkey) = 2"
    )
    found = set(as_owner.execute(query).fetchall())
    needed = keys_between_protected_tables()
    assert len(needed) > 15
    assert needed - found == set()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["subject", "line"])
def test_a_row_under_a_signal_of_another_unit_is_refused(cast, actor, at, kind):
    """Eva writes a line under a signal of Noor's, in her own unit's name; Sanne would have read it."""
    signal = reported(actor, cast, at)
    eva = actor("eva", Purpose.SIGNAL_HANDLING)
    mine = cast.unit_of("eva")
    row = {
        "subject": SignalSubject(owning_unit=mine, signal_id=signal.pk),
        "line": ConversationMessage(owning_unit=mine, signal_id=signal.pk, at=at, from_reporter=False, text="x"),
    }[kind]
    with transaction.atomic(), acting(eva.context(at)), connection.cursor() as cursor:
        row.save(force_insert=True)
        with pytest.raises(IntegrityError, match="_signal_id_unit"), transaction.atomic():
            cursor.execute("set constraints all immediate")
        transaction.set_rollback(True)
