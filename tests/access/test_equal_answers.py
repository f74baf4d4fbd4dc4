# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What exists but is not yours, and what does not exist, take the same work and give the same answer.

Time is not measured: a busy machine would decide. As many statements, of the same shape, in the same order, is what
the program can promise; what the database needs for an index that finds a row or none is microseconds.
"""

import re
from uuid import UUID, uuid4

import pytest
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.permissions.doors import Row, attempt
from tests.permissions.table import ROWS
from tests.permissions.world import PEOPLE, World, build
from zicht.access.actors import for_person
from zicht.access.roles import Purpose
from zicht.base.clock import now
from zicht.base.context import acting
from zicht.casework.cases.models import Case
from zicht.casework.moving import emergency
from zicht.web.demo.cast import read_cast

pytestmark = pytest.mark.database

# Covenants are read by everybody; a session of somebody else is answered like one's own.
READ_BY_ALL = {"access:covenant", "access:session-end"}


@pytest.fixture(scope="module")
def world(house) -> World:
    return build(read_cast(using="owner"))


def shape(sql: str) -> str:
    """A statement without its values."""
    return re.sub(r"'[^']*'|\"s\d+_x\d+\"|\b\d+\b", "?", sql)


def tried(client, method: str, url: str) -> tuple[int, bytes, list[str]]:
    reset_queries()
    with CaptureQueriesContext(connection) as caught:
        response = attempt(client, method, url)
    return response.status_code, response.content, [shape(q["sql"]) for q in caught]


def record_pages() -> list[Row]:
    return [row for row in ROWS if row.key and row.who not in {"*", "+"} and row.name not in READ_BY_ALL]


def test_a_record_of_the_neighbours_and_one_that_does_not_exist_are_the_same(world):
    """Every page about one record, by somebody who passes its door."""
    compared, different = 0, []
    for row in record_pages():
        keys = world.keys(row.key, "eva")
        if not isinstance(keys.get("key"), UUID):
            continue
        method = "get" if row.takes("get") else "post"
        person = next(p for p in PEOPLE if row.expects(p, method) not in {404, 405} and p != "eva")
        there = tried(world.clients[person], method, reverse(row.name, kwargs=keys))
        nowhere = tried(world.clients[person], method, reverse(row.name, kwargs={**keys, "key": uuid4()}))
        compared += 1
        if there != nowhere:
            other = [a[:200] for a, b in zip(there[2], nowhere[2], strict=False) if a != b][:1]
            different.append((row.name, there[0], nowhere[0], len(there[2]), len(nowhere[2]), other))
    assert compared > 60
    assert different == []


def test_an_emergency_that_may_not_and_one_that_finds_nothing_are_the_same(world):
    """Under no covenant a case of another organisation stays closed, as if it were not there."""
    noor = for_person(world.cast.people["noor"], purpose=Purpose.SIGNAL_HANDLING, strong=True)
    closed = Case.objects.using("owner").get(pk=world.records["case", "eva"].pk)
    Case.objects.using("owner").filter(pk=closed.pk).update(reference="C-2026-9999")
    at, work = now(), []
    with transaction.atomic(), acting(noor.context(at)):
        for reference in ("C-2026-9999", "C-2026-0000"):
            with CaptureQueriesContext(connection) as caught:
                made = emergency.open_now(
                    actor=noor, reference=reference, danger="life", reason="Er is nu gevaar voor een kind.",
                    key=uuid4(), at=at,
                )  # fmt: skip
            work.append((made.record, made.kind, [shape(q["sql"]) for q in caught]))
        transaction.set_rollback(True)
    assert work[0] == work[1]
    assert work[0][0] is None
