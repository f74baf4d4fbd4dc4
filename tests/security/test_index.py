# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The blind index: found through its index under row policies, by whoever sees the record and nobody else."""

import pytest
from bench import blind
from django.db import connection

from zicht.access import index
from zicht.access.models import IndexEntry
from zicht.access.roles import Kind, Purpose
from zicht.base.context import transaction_as

pytestmark = pytest.mark.database


def test_a_lookup_goes_through_the_index_and_stays_inside_the_walls(committed, cast, actor, at):
    blind.fill(cast.unit_of("noor").pk, upto=3_000)
    with transaction_as(actor("noor", Purpose.SIGNAL_HANDLING).context(at)):
        assert len(blind.measure(rounds=20)) == 20
        wanted = list(index.digests("plate", blind.plate(1)))
        rows = IndexEntry.objects.filter(digest__in=wanted, kind="signal").values_list("record")
        with connection.cursor() as cursor:
            query, values = rows.query.sql_with_params()
            cursor.execute(f"explain {query}", values)
            plan = "\n".join(line for (line,) in cursor.fetchall())
        assert "access_index_digest" in plan
    for who, purpose in (
        ("iris", Purpose.SIGNAL_HANDLING),
        ("noor", Purpose.REPORTING),
        ("lotte", Purpose.OVERSIGHT),
    ):
        with transaction_as(actor(who, purpose).context(at)):
            assert index.find(kinds=list(Kind), entry_kind="plate", value=blind.plate(1)) == [], who


def test_the_same_value_of_another_kind_is_no_hit():
    assert not set(index.digests("name", "111222333")) & set(index.digests("bsn", "111222333"))
    assert index.digests("phone", "06-12345678") == index.digests("phone", "+31 6 1234 5678")
    assert index.digests("phone", " ") == ()
