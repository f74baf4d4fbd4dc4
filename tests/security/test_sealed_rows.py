# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sealed fields in rows: every way to store and read them, and what is refused."""

from uuid import uuid4

import pytest
from django.db import connection

from zicht.access.roles import Purpose
from zicht.base import keystore
from zicht.base.context import acting
from zicht.base.sealing import NotSealable, Sealed, Tampered
from zicht.casework.cases.models import CaseEvent
from zicht.casework.intake.entry import SubjectEntry
from zicht.casework.intake.models import Draft, Signal, SignalEvent, SignalSubject
from zicht.casework.intake.tests.helping import as_desk, reported

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default"])]

NAME = "Ştefan O'Neill-van der Žuk"


@pytest.fixture
def signal(actor, cast, at):
    return reported(
        actor, cast, at, observed_when=NAME, subjects=(SubjectEntry(name=NAME), SubjectEntry(name="Mila"))
    )


@pytest.fixture
def desk(actor, at):
    _, context = as_desk(actor, at)
    with context:
        yield


def raw(model, pk, column):
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from {model._meta.db_table} where id = %s", [pk])
        return cursor.fetchone()[0]


def test_what_is_stored_is_closed_and_what_is_read_is_open(signal, desk):
    stored = raw(Signal, signal.pk, "observed_when")
    assert stored.startswith("z1.")
    assert NAME not in stored
    again = Signal.objects.get(pk=signal.pk)
    assert type(again.__dict__["fact"]) is Sealed, "nothing is opened before somebody reads it"
    assert (again.observed_when, again.fact) == (NAME, signal.fact)
    assert again.interpretation == raw(Signal, signal.pk, "interpretation") == ""


def test_a_list_that_shows_no_sealed_field_opens_no_key(signal, desk, monkeypatch):
    monkeypatch.setattr("zicht.base.fields.open_sealed", lambda *a, **k: pytest.fail("opened"))
    assert [s.reference for s in Signal.objects.all()] == [signal.reference]
    assert [s.reference for s in Signal.objects.defer("fact")] == [signal.reference]


def test_storing_again_changes_only_what_was_changed(signal, desk):
    before = raw(Signal, signal.pk, "fact")
    again = Signal.objects.get(pk=signal.pk)
    again.outcome_note = "toelichting"
    again.save(update_fields=["outcome_note"])
    again.save()
    assert raw(Signal, signal.pk, "fact") == before, "an envelope nobody opened is stored as it was"
    assert Signal.objects.get(pk=signal.pk).outcome_note == "toelichting"
    assert Signal.objects.only("reference").get(pk=signal.pk).fact == signal.fact
    again.fact = "anders"
    again.refresh_from_db()
    assert again.fact == signal.fact


def test_many_rows_at_once(signal, desk):
    rows = list(signal.subjects.order_by("pk"))
    for number, row in enumerate(rows):
        row.name = f"Nieuw {number}"
        row.description = ""
    assert SignalSubject.objects.bulk_update(rows, ["name", "description"]) == 2
    assert [row.name for row in rows] == ["Nieuw 0", "Nieuw 1"]
    assert [s.name for s in signal.subjects.order_by("pk")] == ["Nieuw 0", "Nieuw 1"]
    assert raw(SignalSubject, rows[0].pk, "name").startswith("z1.")


def test_documents_keep_their_shape(actor, cast, at):
    me = actor("noor", Purpose.SIGNAL_HANDLING)
    body = {"naam": [NAME, "x"], "aantal": 3, "leeg": [], "diep": {"a": None, "b": True}}
    with acting(actor("noor", Purpose.REPORTING).context(at)):
        saved = Draft.objects.create(owning_unit=cast.unit_of("noor"), person_id=me.person, saved_at=at, body=body)
        assert Draft.objects.get(pk=saved.pk).body == body
        assert raw(Draft, saved.pk, "body").startswith("z1.")
        assert Draft.objects.filter(pk=saved.pk).update(body={}) == 1
        assert Draft.objects.get(pk=saved.pk).body == {}


@pytest.mark.parametrize("ask", [
    lambda: Signal.objects.filter(fact="x"),
    lambda: Signal.objects.filter(fact__icontains="x"),
    lambda: Signal.objects.filter(fact__in=["x"]),
    lambda: SignalSubject.objects.filter(name__startswith="x"),
    lambda: SignalSubject.objects.filter(signal__fact="x"),
    lambda: Signal.objects.order_by("-fact"),
    lambda: Signal.objects.update(fact="x"),
    lambda: CaseEvent.objects.filter(changes__a=1),
])  # fmt: skip
def test_questions_that_would_look_inside_are_refused(ask, desk):
    with pytest.raises(NotSealable) as refused:
        list(ask())
    assert "'x'" not in str(refused.value)


def test_emptiness_can_be_asked_and_closed_values_say_nothing(signal, desk):
    assert Signal.objects.exclude(observed_when="").count() == 1
    assert Signal.objects.filter(interpretation="").count() == 1
    (found,) = Signal.objects.values_list("observed_when", flat=True)
    assert f"{found} {found!r} {[found]}" == "(verzegeld) (verzegeld) [(verzegeld)]"
    (row,) = Signal.objects.values("fact", "reference")
    assert "z1." not in str(row)


def change(query: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, values)


@pytest.mark.parametrize("act", ["flip", "column", "row", "record", "cut", "readable"])
def test_tampering_is_refused_without_content(signal, actor, cast, at, act):
    other = reported(actor, cast, at, fact="Een heel ander verhaal.", subjects=(SubjectEntry(name="Ander"),))
    _, context = as_desk(actor, at)
    with context:
        one, two = signal.subjects.order_by("pk")
        stored, table = raw(SignalSubject, one.pk, "name"), "casework_signalsubject"
        if act == "column":
            change(f"update {table} set description = name where id = %s", one.pk)
            field = "description"
        else:
            foreign = raw(SignalSubject, other.subjects.get().pk, "name")
            put = {
                "flip": stored[:-6] + ("A" if stored[-6] != "A" else "B") + stored[-5:],
                "row": raw(SignalSubject, two.pk, "name"),
                "record": foreign,
                "cut": stored[:30],
                "readable": NAME,
            }[act]
            change(f"update {table} set name = %s where id = %s", put, one.pk)
            field = "name"
        with pytest.raises(Tampered) as refused:
            getattr(SignalSubject.objects.get(pk=one.pk), field)
        assert str(refused.value) == f"sealed value refused: {table}.{field} was changed or moved"


def test_a_row_that_takes_another_rows_envelope_along_is_refused(signal, desk):
    row = signal.subjects.first()
    row.pk = uuid4()
    with pytest.raises(Tampered):
        row.save(force_insert=True)


def test_a_destroyed_record_cannot_be_read_or_written(signal, desk):
    keystore.destroy([signal.pk])
    with pytest.raises(keystore.Destroyed):
        _ = Signal.objects.get(pk=signal.pk).fact
    event = SignalEvent(
        owning_unit_id=signal.owning_unit_id, signal=signal, actor="x", kind="x", note="n", at=signal.due_at
    )
    with pytest.raises(keystore.Destroyed):
        event.save()
