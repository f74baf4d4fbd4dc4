# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A walk through the house, and then a search: nothing about anybody stands in a log, and nothing that was typed."""

import io
import logging
from uuid import uuid4

import pytest
from django.db import connections, models
from django.urls import reverse

from tests.permissions.table import ROWS
from tests.permissions.world import PEOPLE, World, build
from zicht.access.chain import export
from zicht.access.models import AuditRow, DecisionRow, Person, ProcessingRow
from zicht.base.fields import DataClass, data_class_of
from zicht.web.demo.cast import read_cast
from zicht.web.quiet import QuietFormatter

pytestmark = pytest.mark.database

TYPED = "Getypte Tekst 0612345678 NL02ABNA0123456789"
ABOUT_NOBODY = {DataClass.INTERNAL, DataClass.PUBLIC}
LONG, SHORT = 20, 6  # "unknown", codes and numbers of fewer characters say nothing and stand everywhere


@pytest.fixture(scope="module")
def world(house) -> World:
    made = build(read_cast(using="owner"))
    for record in made.records.values():
        fill(record)
    connections["owner"].close()
    return made


def told(record: models.Model) -> list[models.Field]:
    """Fields that are about somebody and hold free text."""
    return [
        f for f in record._meta.concrete_fields
        if data_class_of(f) not in ABOUT_NOBODY and isinstance(f, models.CharField | models.TextField)
        and f.get_default() in ("", None) and not f.choices and (f.max_length is None or f.max_length >= LONG)
    ]  # fmt: skip


def fill(record: models.Model) -> None:
    """Something of its own into every such field that is empty."""
    empty = [
        f.name for f in told(record) if getattr(record, f.attname) == "" and not getattr(record, "append_only", 0)
    ]
    for name in empty:
        setattr(record, name, uuid4().hex[:LONG])
    if empty:
        record.save(using="owner", update_fields=empty)


def values_of(record: models.Model) -> set[str]:
    """Every text in a record that is about somebody."""
    found = (getattr(record, f.attname) for f in told(record))
    return {text for text in found if isinstance(text, str) and len(text) > SHORT}


@pytest.fixture(scope="module")
def walked(world):
    """Everybody opens whatever they may, and a stranger tries; some type something. Gives the console's lines."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(QuietFormatter("{asctime} {levelname} {name} {message}", style="{"))
    logging.getLogger().addHandler(handler)
    try:
        for row in ROWS:
            url = reverse(row.name, kwargs=world.keys(row.key, row.of) if row.key else None)
            insiders = [p for p in PEOPLE if row.expects(p, "get") in {200, 302}][:2]
            for person in [*insiders, "bas"]:
                world.clients[person].raise_request_exception = False  # what fails leaves its lines too
                world.clients[person].get(url, {"reference": TYPED, "zoek": TYPED, "q": TYPED})
        for name in ("intake:new", "intake:advice", "public:code"):
            fields = {"fact": TYPED, "name": TYPED, "code": TYPED, "reporter_contact": TYPED}
            world.clients["noor"].post(reverse(name), fields)
        world.clients["anonymous"].post(reverse("account_login"), {"login": "x@y.example", "password": TYPED})
    finally:
        logging.getLogger().removeHandler(handler)
    return lines.getvalue()


@pytest.fixture(scope="module")
def written(walked, tmp_path_factory):
    """The three logs as text, with the chain as it is exported."""
    found = [str(list(m.objects.using("owner").values())) for m in (AuditRow, DecisionRow, ProcessingRow)]
    directory = tmp_path_factory.mktemp("export")
    export(directory)
    found += [file.name + file.read_text() for file in directory.iterdir()]
    connections["owner"].close()
    return "\n".join(found)


def test_the_walk_left_rows_of_every_sort(written):
    for action in ("read.page", "read.record", "read.list", "read.search", "session.failed"):
        assert f"'{action}'" in written, action
    assert "unknown_or_not_yours" in written
    assert "person_in_case" in written


def test_nothing_about_anybody_stands_in_a_log(written, walked, world):
    records = [record for (kind, _), record in world.records.items() if kind != "act"]  # an act is a row of a log
    secrets = {text: type(record).__name__ for record in records for text in values_of(record)}
    assert len(secrets) > 20
    assert sorted(name for text, name in secrets.items() if text in written or text in walked) == []


def test_no_name_address_or_search_word_stands_in_a_log(written, walked):
    people = Person.objects.using("owner").values_list("name", "email")
    words = [word for pair in people for word in pair] + [TYPED, *TYPED.split(), "x@y.example"]
    connections["owner"].close()
    assert len(words) > 20
    assert [word for word in words if word in written or word in walked] == []


def test_persons_concerned_stand_there_under_a_pseudonym_only(world):
    """Not even the key of a person in a record: with it the processing log would lead back to the record."""
    keys = {str(world.records[kind, owner].pk) for kind, owner in world.records if kind == "person_in_case"}
    held = str(list(ProcessingRow.objects.using("owner").values()))
    connections["owner"].close()
    assert keys
    assert not [key for key in keys if key in held]


def test_a_planted_leak_would_be_found(world):
    (name,) = values_of(Person(name="Noor Verbeek", email=""))
    assert name == "Noor Verbeek"
