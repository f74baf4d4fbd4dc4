# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The audit trail is a chain: what somebody does to it as owner of the database is found, and named."""

import json
import threading
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import connections, transaction

from zicht.access import chain
from zicht.access.chain import Head, Verification
from zicht.access.cli import export_command, verify_command
from zicht.access.models import AuditRow
from zicht.base.context import Context, acting, transaction_as

pytestmark = pytest.mark.database


def _as(actor: str) -> Context:
    """The context of this actor: the database takes a row from whoever it names only."""
    return Context(person=int(actor.removeprefix("person:"))) if actor.startswith("person:") else Context()


def write(at, number: int = 1, **values) -> list[AuditRow]:
    """Acts of the application's role, each in a transaction of its own."""
    rows = []
    for _ in range(number):
        row = AuditRow(**({"at": at, "actor": "person:1", "action": "planted.act", "purpose": "reporting"} | values))
        with transaction.atomic(), acting(_as(row.actor)) as context:
            row.trace = context.trace
            row.save(force_insert=True)
        rows.append(row)
    return rows


def as_owner(*statements: str, **values) -> None:
    """What only the owner of the database can do: nothing fires, nothing is refused."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("alter table access_auditrow disable trigger user")
        for statement in statements:
            cursor.execute(statement, values)
        cursor.execute("alter table access_auditrow enable trigger user")


def found(against: Head | None = None) -> list[tuple[str, int | None]]:
    return [(fault.what, fault.seq) for fault in Verification(against=against).faults()]


@pytest.fixture
def rows(committed, at) -> list[AuditRow]:
    return [row for number in range(5) for row in write(at, actor=f"person:{number}")]


def test_what_was_written_is_one_unbroken_chain(rows, at):
    odd = 'naïef "é\\ \t\n\x01\x7f 日本'
    write(at + timedelta(microseconds=7), what=odd, status=404, found=0, kind="case", record=str(uuid4()))
    walk = Verification()
    assert list(walk.faults()) == []
    assert (walk.links, walk.head.seq) == (6, 6)


def test_acts_of_one_transaction_and_acts_taken_back(committed, at):
    with transaction.atomic():
        AuditRow.objects.bulk_create(AuditRow(at=at, actor="public", action="planted.act") for _ in range(3))
    with transaction.atomic():
        AuditRow(at=at, actor="public", action="planted.gone").save(force_insert=True)
        transaction.set_rollback(True)
    write(at)
    walk = Verification()
    assert (list(walk.faults()), walk.links) == ([], 4)


@pytest.mark.parametrize("column", ["actor", "action", "purpose", "what", "at", "owning_unit_id"])
def test_a_changed_act_is_found(rows, column):
    value = {"at": "at + interval '1 microsecond'", "owning_unit_id": "(select min(id) from access_unit)"}
    as_owner(
        f"update access_auditrow set {column} = {value.get(column, 'upper(%(new)s)')} where id = %(id)s",
        id=rows[2].pk,
        new="else",
    )
    assert found() == [("changed", 3)]


def test_a_removed_act_is_found_and_named(rows):
    as_owner("delete from access_auditrow where id = %(id)s", id=rows[1].pk)
    (fault,) = Verification().faults()
    assert (fault.what, fault.seq, fault.act) == ("removed", 2, str(rows[1].pk))


def test_an_act_removed_with_its_link_is_found(rows):
    as_owner(
        "delete from access_auditrow where id = %(id)s",
        "delete from access_auditchain where act = %(id)s",
        id=rows[1].pk,
    )
    assert found() == [("link_removed", 2)]
    # Closing the gap does not help: the next link was made from the one that is gone.
    as_owner("update access_auditchain set seq = seq - 1 where seq > 2")
    assert ("link_changed", 2) in found()


def test_acts_in_another_order_are_found(rows):
    as_owner(
        "update access_auditchain set seq = -1 where seq = 2",
        "update access_auditchain set seq = 2 where seq = 4",
        "update access_auditchain set seq = 4 where seq = -1",
    )
    assert [what for what, _ in found()] == ["link_changed"] * 4
    assert {seq for _, seq in found()} == {2, 3, 4, 5}


def test_two_acts_that_changed_places_are_found(rows):
    ids = {"one": rows[1].pk, "two": rows[3].pk, "other": uuid4()}
    as_owner(
        "update access_auditrow set id = %(other)s where id = %(one)s",
        "update access_auditrow set id = %(one)s where id = %(two)s",
        "update access_auditrow set id = %(two)s where id = %(other)s",
        **ids,
    )
    assert found() == [("changed", 2), ("changed", 4)]


def test_an_act_put_between_is_found(rows, at):
    new = uuid4()
    add = (
        "insert into access_auditrow (id, at, trace, actor, purpose, action, kind, record, what, method)"
        " select %(id)s, at, trace, actor, purpose, action, kind, record, what, method from access_auditrow limit 1"
    )
    as_owner(add, id=new)
    (fault,) = Verification().faults()
    assert (fault.what, fault.act) == ("unchained", str(new))
    as_owner("insert into access_auditchain values (6, %(id)s, '\\x00', '\\x00')", id=new)
    assert ("link_changed", 6) in found()


def test_a_tail_cut_off_is_found_with_a_head_kept_elsewhere(rows, tmp_path, capsys):
    assert export_command(tmp_path) == 0
    as_owner(
        "delete from access_auditrow where id = any(%(ids)s)",
        "delete from access_auditchain where seq > 3",
        ids=[rows[3].pk, rows[4].pk],
    )
    assert found() == []
    assert found(chain.read_head(tmp_path / "head.json")) == [("shortened", 3)]
    assert verify_command(tmp_path / "head.json") == 1
    assert "eindigt eerder" in capsys.readouterr().err


def test_a_chain_written_anew_is_found_with_a_head_kept_elsewhere(rows, tmp_path):
    export_command(tmp_path)
    kept = chain.read_head(tmp_path / "head.json")
    as_owner(
        "update access_auditrow set actor = 'person:2' where id = %(id)s",
        "delete from access_auditchain",
        "insert into access_auditwait (act) select id from access_auditrow order by at, id",
        id=rows[0].pk,
    )
    assert found() == []
    assert found(kept) == [("rewritten", 5)]


def test_the_command_says_what_is_wrong_and_ends_with_1(rows, capsys, tmp_path):
    assert verify_command(None) == 0
    assert "De keten klopt." in capsys.readouterr().out
    as_owner("update access_auditrow set actor = 'person:2' where id = %(id)s", id=rows[0].pk)
    assert verify_command(None) == 1
    told = capsys.readouterr()
    assert f"schakel 1: de handeling is veranderd ({rows[0].pk})" in told.err
    (tmp_path / "head.json").write_text("{}")
    assert verify_command(tmp_path / "head.json") == 2


def test_the_export_holds_every_act_once_and_is_private(rows, at, tmp_path):
    export_command(tmp_path / "elders")
    write(at, 2)
    export_command(tmp_path / "elders")
    export_command(tmp_path / "elders")
    files = sorted((tmp_path / "elders").glob("*.jsonl"))
    assert [f.name for f in files] == [f"audit-{a:012d}-{b:012d}.jsonl" for a, b in ((1, 5), (6, 7))]
    lines = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    assert [line["seq"] for line in lines] == [1, 2, 3, 4, 5, 6, 7]
    assert {line["id"] for line in lines} >= {str(row.pk) for row in rows}
    head = chain.read_head(tmp_path / "elders" / "head.json")
    assert (head.seq, head.hash.hex()) == (7, lines[-1]["hash"])
    assert {f.stat().st_mode & 0o777 for f in (tmp_path / "elders").iterdir()} == {0o600}


def test_the_walk_reads_by_chunks(rows, at, monkeypatch):
    monkeypatch.setattr(chain, "CHUNK", 2)
    walk = Verification()
    assert (list(walk.faults()), walk.links) == ([], 5)
    as_owner("delete from access_auditchain where seq = 2")
    assert found()[0] == ("link_removed", 2)


def test_writers_at_the_same_time_make_one_chain(committed, at):
    problems: list[Exception] = []

    def writer(number: int) -> None:
        try:
            for _ in range(10):
                write(at, actor=f"person:{number}")
        except Exception as error:
            problems.append(error)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=writer, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    walk = Verification()
    assert problems == []
    assert (list(walk.faults()), walk.links) == ([], 60)


def test_the_application_cannot_touch_the_chain(rows):
    for statement in (
        "select 1 from access_auditchain",
        "insert into access_auditchain values (9, gen_random_uuid(), '', '')",
        "update access_auditchain set seq = 9",
        "delete from access_auditwait",
        "insert into access_auditwait values (gen_random_uuid())",
        "alter table access_auditrow disable trigger user",
    ):
        connection = connections["default"]
        settings = connection.get_connection_params()
        with (
            connection.Database.connect(**settings) as own,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            own.execute(statement)


def test_a_trigger_on_a_table_of_ones_own_adds_no_link(rows):
    """The functions run as owner: on another table than theirs they refuse."""
    connection = connections["default"]
    for name in ("zicht_audit_wait", "zicht_audit_chain"):
        with connection.Database.connect(**connection.get_connection_params()) as own:
            own.execute("create temp table mine (id uuid, act uuid)")
            own.execute(f"create trigger t after insert on mine for each row execute function {name}()")
            with pytest.raises(psycopg.errors.RaiseException, match="not the trigger"):
                own.execute("insert into mine values (gen_random_uuid(), gen_random_uuid())")
            own.rollback()
    assert found() == []


def test_two_who_write_in_the_opposite_order_do_not_wait_for_each_other(committed, cast, at):
    """The lock of the chain is taken after all foreign keys are checked: else these two would be a deadlock."""
    unit = cast.unit_of("noor")
    meet, problems = threading.Barrier(2, timeout=20), []

    def locks_then_acts() -> None:
        with transaction_as(Context(person=1)) as mine:
            type(unit).objects.select_for_update().get(pk=unit.pk)
            meet.wait()
            AuditRow(at=at, trace=mine.trace, actor="person:1", action="planted.first").save(force_insert=True)

    def acts_then_names_what_is_locked() -> None:
        with transaction_as(Context(person=2)) as mine:
            told = {"at": at, "trace": mine.trace, "actor": "person:2"}
            AuditRow(**told, action="planted.second").save(force_insert=True)
            AuditRow(**told, action="planted.third", owning_unit=unit, record="x").save(force_insert=True)
            meet.wait()

    def run(work) -> None:
        try:
            work()
        except Exception as error:
            problems.append(error)
        finally:
            connections["default"].close()

    threads = [
        threading.Thread(target=run, args=(work,)) for work in (locks_then_acts, acts_then_names_what_is_locked)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    walk = Verification()
    assert problems == []
    assert (list(walk.faults()), walk.links) == ([], 3)
