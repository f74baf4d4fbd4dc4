# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A file is stored in chunks: the same rows as one by one, few questions to the database, and all or nothing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zicht.access.roles import Purpose
from zicht.base import manyrows
from zicht.base.context import acting
from zicht.register.importing import import_reports
from zicht.register.models import Delivery, RegisterEvent, Report, Victim

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEAD = "victim_key,forms,nationality,year,reporter_group,age"


@pytest.fixture(autouse=True)
def tom(actor, at):
    found = actor("tom", Purpose.REGISTER_KEEPING)
    with acting(found.context(at)):
        yield found


def rows_of(number, *, start=0, corrects=""):
    """So many reports, half of them of a group that needs consent."""
    groups = ("police", "care_coordinator")
    lines = [f"k{at},SU|CU,NL,2019,{groups[at % 2]},{at % 60}{corrects}" for at in range(start, start + number)]
    return "\n".join([HEAD + (",corrects" if corrects else ""), *lines, ""]).encode()


def take_in(tom, cast, at, content, **more):
    return import_reports(actor=tom, unit=cast.unit_of("tom"), content=content, at=at, **more)


def stored():
    return [model.objects.count() for model in (Delivery, Victim, Report, RegisterEvent)]


def questions(tom, cast, at, content):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        take_in(tom, cast, at, content)
    return [each["sql"] for each in captured]


def looked_up(sql):
    return [each for each in sql if each.startswith("SELECT") and '"register_' in each]


def test_a_hundred_times_the_rows_ask_no_more_questions(tom, cast, at):
    few = questions(tom, cast, at, rows_of(4))
    assert len(questions(tom, cast, at, rows_of(400, start=4))) == len(few)


def test_looking_up_what_is_corrected_does_not_grow_with_the_rows(tom, cast, at):
    """The facts stay the same here: what is counted is finding the reports."""
    take_in(tom, cast, at, rows_of(204))
    few = looked_up(questions(tom, cast, at, rows_of(4, corrects=",yes")))
    assert len(looked_up(questions(tom, cast, at, rows_of(200, start=4, corrects=",yes")))) == len(few)


def test_a_row_stored_in_a_chunk_is_the_row_that_save_stores(tom, cast, at):
    take_in(tom, cast, at, rows_of(2))
    facts = {
        "state": "entered", "reporter_group": "police", "basis": "consent", "year": 2019, "age": 17,
        "reported_on": date(2019, 5, 1), "forms": ["CU", "SU"], "manners": [], "name": 'Naam "met" \\ tekens é',
        "consent": {"answer": "given", "on": "2019-05-01"}, "birth_year": None, "outcome": "",
        "owning_unit": cast.unit_of("tom"), "delivery": Delivery.objects.get(), "victim": Victim.objects.first(),
    }  # fmt: skip
    one, other = Report(**facts), Report(**facts)
    one.save()
    manyrows.insert_rows([other])
    names = [f.attname for f in Report._meta.concrete_fields if f.attname not in ("id", "changed_at")]
    saved, many = (Report.objects.get(pk=each.pk) for each in (one, other))
    assert {name: getattr(saved, name) for name in names} == {name: getattr(many, name) for name in names}
    victim = Victim(owning_unit=cast.unit_of("tom"))
    victim.name_in_file("K-77")
    manyrows.insert_rows([victim])
    found = Victim.objects.get(pk=victim.pk)
    assert (found.file_key, bytes(found.file_digest)) == ("K-77", bytes(victim.file_digest))


def test_names_in_a_chunk_are_sealed_in_the_database(tom, cast, at):
    take_in(tom, cast, at, rows_of(2))
    with connection.cursor() as cursor:
        cursor.execute("select file_key from register_victim")
        held = [key for (key,) in cursor.fetchall()]
    assert len(held) == 2
    assert not [key for key in held if key.startswith("k")]


def test_a_fault_after_the_first_chunk_leaves_nothing(tom, cast, at, monkeypatch):
    monkeypatch.setattr(manyrows, "CHUNK", 10)
    before = stored()
    told = []

    def tell(number):
        told.append(number)
        if number >= 20:
            raise RuntimeError("the power fails")

    with pytest.raises(RuntimeError):
        take_in(tom, cast, at, rows_of(35), tell=tell)
    assert told == [10, 20]
    assert stored() == before


def test_one_delivery_and_one_event_per_report(tom, cast, at):
    before = stored()
    take_in(tom, cast, at, rows_of(30))
    assert [now - then for now, then in zip(stored(), before, strict=True)] == [1, 30, 30, 30]
