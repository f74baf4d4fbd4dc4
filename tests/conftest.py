# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fixtures for tests of the whole house: connections beside Django's own, a row in every table."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connections, models

from conftest import AT, put_back
from tests.rows import Filler, our_models, protected_tables


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what tests tell with record_property("told", …): clicks and keys of a journey, colours judged by hand."""
    reports = [report for kind in terminalreporter.stats.values() for report in kind]
    told = [text for r in reports for name, text in getattr(r, "user_properties", ()) if name == "told"]
    for text in dict.fromkeys(told):
        terminalreporter.write_line("")
        terminalreporter.write_line(str(text))


def empty() -> None:
    """Take out, as owner, everything but the cast."""
    connections["default"].close()
    with connections["owner"].cursor() as cursor:
        put_back(cursor)
    connections["owner"].close()


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The test database for a whole module that commits; left as it was found."""
    with django_db_blocker.unblock():
        yield
        empty()


@dataclass
class House:
    """The cast, and one committed row of every protected model, owned by noor's unit and reported by noor."""

    cast: Any
    filler: Filler
    rows: dict[type[models.Model], models.Model]


@pytest.fixture(scope="module")
def filled(house) -> House:
    from zicht.web.demo.cast import read_cast

    cast = read_cast(using="owner")
    unit = cast.unit_of("noor")
    given = {
        "Person": cast.people["noor"],
        "Unit": unit,
        "Organisation": unit.organisation,
        "Function": cast.function_of("noor"),
    }
    filler = Filler(given=given, at=AT)
    walled = set(protected_tables())
    rows = {model: filler.row(model) for model in our_models() if model._meta.db_table in walled}
    return House(cast=cast, filler=filler, rows=rows)


@contextlib.contextmanager
def beside(alias: str) -> Iterator[Any]:
    """A connection of its own, in autocommit: nothing that Django or another test set is left in it."""
    settings = connections[alias]
    connection = settings.get_new_connection(settings.get_connection_params())
    connection.autocommit = True
    try:
        yield connection
    finally:
        connection.close()


@contextlib.contextmanager
def as_owner_of_tables() -> Iterator[None]:
    """Let the whole application work as the owner of the tables, for whom no row policy holds."""
    served, owner = connections["default"], connections["owner"]
    kept = {name: served.settings_dict[name] for name in ("USER", "PASSWORD", "OPTIONS", "HOST", "PORT")}
    served.close()
    served.settings_dict.update({name: owner.settings_dict[name] for name in kept})
    try:
        yield
    finally:
        served.close()
        served.settings_dict.update(kept)


@pytest.fixture
def as_app(house) -> Iterator[Any]:
    """The application's role on a fresh connection: nobody acts, nothing is told."""
    with beside("default") as connection:
        yield connection


@pytest.fixture
def as_owner(house) -> Iterator[Any]:
    """The owner's role on a fresh connection."""
    with beside("owner") as connection:
        yield connection
