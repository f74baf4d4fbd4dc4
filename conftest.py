# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Fixtures for all tests: a database with two roles, the cast, signed-in clients.

The owner role makes the test database; the application's role runs the tests, so that row policies hold there
as they do in service. `default` is made a mirror of `owner` with the application's own user.
"""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

AT = datetime(2026, 11, 16, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


# Tables that stay between tests as migrations filled them.
KEPT = {"access_scope", "django_migrations", "django_content_type"}
# The cast: put back as it was after a test that commits. What such a table refers to stands before it.
CAST_TABLES = (
    "access_organisation", "access_unit", "access_person", "access_membership", "access_function",
    "access_functionholder", "account_emailaddress",
)  # fmt: skip


def remember_cast(cursor: Any) -> None:
    """Keep a copy of the cast beside the tables, as owner."""
    cursor.execute("create schema cast_copy")
    for table in CAST_TABLES:
        cursor.execute(f"create table cast_copy.{table} as table {table}")


def put_back(cursor: Any) -> None:
    """Empty every table and store the cast as it was, as owner: whatever a test did, the next one finds the same."""
    cursor.execute("select tablename from pg_tables where schemaname = 'public'")
    names = sorted({row[0] for row in cursor.fetchall()} - KEPT)
    cursor.execute(f"truncate {', '.join(names)} restart identity cascade")
    for table in CAST_TABLES:
        cursor.execute(f"insert into {table} select * from cast_copy.{table}")  # noqa: S608 - names of our own
        cursor.execute(f"select setval(pg_get_serial_sequence(%s, 'id'), (select max(id) from {table}))", [table])  # noqa: S608


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[None]:
    """Make the test database as owner with the cast in it; serve it as the application's role."""
    from django.db import connections
    from django.test.utils import setup_databases, teardown_databases

    from zicht.base.pg import ensure
    from zicht.web.demo.cast import build_cast

    if not os.environ.get("DATABASE_URL"):
        ensure()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = "_".join(p for p in ("test", os.environ.get("ZICHT_TEST_NAME", "zicht"), worker) if p)
    connections["owner"].settings_dict["TEST"] |= {"NAME": name, "DEPENDENCIES": []}
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases=["owner"], serialized_aliases=set())
        connections["default"].settings_dict["NAME"] = connections["owner"].settings_dict["NAME"]
        connections["default"].close()
        build_cast(using="owner")
        with connections["owner"].cursor() as cursor:
            remember_cast(cursor)
        connections["owner"].close()
    yield
    with django_db_blocker.unblock():
        connections["default"].close()
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True, scope="module")
def fresh_connection() -> None:
    """Each file begins with a connection of its own: one that an earlier file lost would fail in its first test."""
    from django.db import connections

    connections["default"].close()


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A test that really commits (threads, jobs, browsers). Empties what it left, as owner."""
    from django.db import connections

    with django_db_blocker.unblock():
        yield
        connections["default"].close()
        with connections["owner"].cursor() as cursor:
            put_back(cursor)
        connections["owner"].close()


@pytest.fixture
def at() -> datetime:
    """The moment at which tests happen: a Monday morning."""
    return AT


@pytest.fixture
def cast(request):
    """The cast as stored. Uses the test's database: `db`, or `committed` where the test asked for that."""
    from zicht.web.demo.cast import read_cast

    request.getfixturevalue("committed" if "committed" in request.fixturenames else "db")
    return read_cast()


@pytest.fixture
def actor(cast) -> Callable[..., Any]:
    """actor("noor", Purpose.SIGNAL_HANDLING): somebody of the cast, signed in with a second factor."""
    from zicht.access.actors import Actor, for_person
    from zicht.access.roles import Purpose

    def make(key: str, purpose: Purpose) -> Actor:
        return for_person(cast.people[key], purpose=purpose, strong=True)

    return make


@pytest.fixture
def within(at) -> Callable[..., Any]:
    """With within(unit): as a job of that unit; to give seats and grants that the tests need."""
    from zicht.access.actors import for_job
    from zicht.base.context import acting

    return lambda unit: acting(for_job(unit.pk).context(at))


@pytest.fixture
def client_for(cast) -> Callable[[str], Any]:
    """client_for("noor"): a test client with a session that has a second factor."""
    from django.test import Client

    def make(key: str) -> Client:
        client = Client()
        client.force_login(cast.people[key])
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
        session.save()
        return client

    return make


@pytest.fixture
def officer(cast, within) -> Callable[[Any], str]:
    """officer(unit): a privacy officer of that unit's organisation who is not of the cast; the name for `actor`."""
    from datetime import date

    from zicht.access.accounts import vouch_for_address
    from zicht.access.models import Membership, Person

    def make(unit: Any) -> str:
        name = f"officer{unit.organisation_id}"
        if name not in cast.people:
            person = Person(email=f"{name}@zicht.example", name=f"Functionaris {unit.organisation_id}", invented=True)
            person.set_unusable_password()
            person.save()
            vouch_for_address(person)
            with within(unit):
                seat = {"unit": unit, "role": "privacy_officer", "valid_from": date(2023, 1, 1)}
                Membership.objects.create(person=person, **seat)
            cast.people[name] = person
        return name

    return make


@pytest.fixture
def bind(cast, actor, officer) -> Callable[..., None]:
    """bind(covenant, at): somebody else than lotte checked it, and each party confirmed (parties: only of these)."""
    from zicht.access.models import Covenant, CovenantParty
    from zicht.access.roles import Purpose
    from zicht.base.clock import local_day
    from zicht.base.context import acting

    def make(covenant: Any, at: datetime, parties: Any = None) -> None:
        checker = officer(cast.unit_of("lotte"))
        with acting(actor(checker, Purpose.OVERSIGHT).context(at)):
            checked = {"checked_by": cast.people[checker], "checked_on": local_day(at)}
            assert Covenant.objects.filter(pk=covenant.pk).update(**checked) == 1
            signed = list(CovenantParty.objects.filter(covenant=covenant).select_related("unit"))
        for party in signed:
            if parties is None or party.unit_id in {unit.pk for unit in parties}:
                who = officer(party.unit)
                with acting(actor(who, Purpose.OVERSIGHT).context(at)):
                    mine = CovenantParty.objects.filter(pk=party.pk)
                    assert mine.update(confirmed_by=cast.people[who], confirmed_at=at) == 1

    return make
