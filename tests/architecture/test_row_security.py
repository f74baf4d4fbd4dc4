# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The second wall: who may see which row is decided by the database, whatever the program asks."""

import psycopg
import pytest
from django.apps import apps
from psycopg import sql

from tests.architecture.policies import faults_of_plan, faults_of_text
from tests.architecture.test_data_classes import ABOUT_NOBODY
from tests.rows import our_models, protected_tables
from zicht.base.fields import data_class_of
from zicht.base.records import append_only_tables

pytestmark = pytest.mark.database

# Tables with something about a person that every signed-in person may need: who works where. Everything in them is
# the identity of a professional, nothing is about anybody whom a record is about.
OPEN_TO_ALL = {
    "access_person": "reporters can read who is behind an inbox; sign-in reads it before anybody acts",
    "access_functionholder": "who is behind a function, shown to reporters",
    "access_covenant": "gives a basis to all its parties, and names only who wrote and checked it",
    "access_standin": "who stands in for whom and when, shown behind an inbox like its holders",
}
# Everybody reads them; only the owning unit writes. They hold nothing about anybody.
READ_BY_ALL = {
    "casework_publicdoor": "the public form of a municipality shows what stands on its door",
    "monitor_editionfile": "renderings of published figures, made at publication",
}
# Read by all as well, because signing in reads seats before anybody acts; written only by who keeps the seats of the
# organisation. They carry the unit, or the function, instead of an owning unit.
SEATS = {"access_membership", "access_functionholder"}
# Everybody leaves a trace; nobody but an overseer reads one.
ANYBODY_MAY_ADD = {"access_auditrow", "access_processingrow", "access_decisionrow"}


def about_somebody(model) -> list[str]:
    return [f.name for f in model._meta.local_fields if data_class_of(f) not in ABOUT_NOBODY and not f.auto_created]


def tables_that_need_a_wall(found) -> set[str]:
    return {m._meta.db_table for m in found if about_somebody(m)} - OPEN_TO_ALL.keys()


def test_every_table_about_somebody_has_row_security_and_an_owning_unit(house):
    needed = tables_that_need_a_wall(our_models())
    assert len(needed) > 15
    assert sorted(needed - set(protected_tables())) == []
    names = {m._meta.db_table: {f.name for f in m._meta.fields} for m in our_models()}
    assert sorted(t for t in needed if "owning_unit" not in names[t]) == []


def test_the_tables_open_to_all_hold_professionals_only():
    by_table = {m._meta.db_table: m for m in our_models()}
    for table, reason in OPEN_TO_ALL.items():
        classes = {data_class_of(by_table[table]._meta.get_field(n)).value for n in about_somebody(by_table[table])}
        assert classes == {"worker"}, table
        assert reason


def test_the_tables_read_by_all_hold_nothing_about_anybody():
    by_table = {m._meta.db_table: m for m in our_models()}
    assert {table: about_somebody(by_table[table]) for table in READ_BY_ALL} == {table: [] for table in READ_BY_ALL}


def test_a_planted_table_without_a_wall_is_found(as_owner):
    """The same question over a model that nobody protected."""
    from django.db import models
    from django.test.utils import isolate_apps

    from zicht.base.fields import personal

    with isolate_apps("zicht.casework"):

        class Planted(models.Model):
            name = personal(models.TextField())

            class Meta:
                app_label = "casework"

        assert tables_that_need_a_wall([Planted]) - set(protected_tables()) == {"casework_planted"}


def test_every_protected_row_carries_its_owning_unit(as_owner):
    rows = as_owner.execute(
        "select c.relname from pg_class c where c.relrowsecurity and not exists"
        " (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'owning_unit_id')"
    ).fetchall()
    assert {name for (name,) in rows} == SEATS


def test_row_security_is_never_forced(as_owner):
    # Backups run as owner and must see every row.
    assert as_owner.execute("select relname from pg_class where relforcerowsecurity").fetchall() == []


def policies(connection) -> list[tuple[str, str, str]]:
    query = "select tablename, policyname, coalesce(qual, '') || ' ' || coalesce(with_check, '') from pg_policies"
    return connection.execute(query).fetchall()


def test_policies_compare_with_arrays_made_once(as_owner):
    found = policies(as_owner)
    assert {table for table, _, _ in found} == set(protected_tables())
    assert [(name, faults) for _, name, text in found if (faults := faults_of_text(text))] == []


def test_plans_show_arrays_made_once(as_app):
    for table in sorted(set(protected_tables()) - READ_BY_ALL.keys() - SEATS):
        query = sql.SQL("explain (costs off) select * from {}").format(sql.Identifier(table))
        assert faults_of_plan([line for (line,) in as_app.execute(query)]) == [], table


@pytest.mark.parametrize(
    "slow",
    [
        "owning_unit_id = any(zicht_units('signal'))",
        "owning_unit_id in (select unit_id from access_membership)",
        "exists (select 1 from access_membership m where m.unit_id = owning_unit_id)",
    ],
)
def test_a_planted_slow_policy_is_found(as_owner, slow):
    as_owner.autocommit = False
    try:
        as_owner.execute("create table planted (owning_unit_id int)")
        as_owner.execute("alter table planted enable row level security")
        as_owner.execute(f"create policy planted_read on planted for select using ({slow})")
        as_owner.execute("grant select on planted to zicht_app")
        (text,) = [text for table, _, text in policies(as_owner) if table == "planted"]
    finally:
        as_owner.rollback()
    assert faults_of_text(text)


def test_the_application_role_is_small(as_app):
    (role,) = as_app.execute("select current_user").fetchone()
    query = (
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = %s"
    )
    assert as_app.execute(query, [role]).fetchone() == (False,) * 5
    assert as_app.execute("select count(*) from pg_class where relowner = %s::regrole", [role]).fetchone() == (0,)
    assert as_app.execute("select count(*) from pg_proc where proowner = %s::regrole", [role]).fetchone() == (0,)
    (owner,) = as_app.execute(
        "select relowner::regrole::text from pg_class where relname = 'casework_case'"
    ).fetchone()
    assert as_app.execute("select pg_has_role(%s, %s, 'member')", [role, owner]).fetchone() == (False,)
    assert as_app.execute("select has_schema_privilege('public', 'create')").fetchone() == (False,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_app.execute("alter table casework_case disable row level security")


def test_without_somebody_who_acts_no_row_is_seen(filled, as_app, as_owner):
    for table in protected_tables():
        query = sql.SQL("select count(*) from {}").format(sql.Identifier(table))
        assert as_owner.execute(query).fetchone()[0] > 0, f"{table}: the test filled it with nothing"
        assert (as_app.execute(query).fetchone() == (0,)) is (table not in READ_BY_ALL.keys() | SEATS), table


def test_without_somebody_who_acts_nothing_is_written(filled, as_app, as_owner):
    for table in protected_tables():
        name = sql.Identifier(table)
        before = as_owner.execute(sql.SQL("select * from {}").format(name)).fetchall()
        if table not in ANYBODY_MAY_ADD:
            with pytest.raises(
                psycopg.errors.InsufficientPrivilege, match=r"row-level security|permission denied|zicht: "
            ):
                as_app.execute(sql.SQL("insert into {} default values").format(name))
        column = "id" if table in SEATS else "owning_unit_id"
        for change in ("delete from {}", f"update {{}} set {column} = {column}"):
            try:
                assert as_app.execute(sql.SQL(change).format(name)).rowcount == 0, table
            except psycopg.errors.InsufficientPrivilege:
                assert table in append_only_tables(apps.get_models())
        assert as_owner.execute(sql.SQL("select * from {}").format(name)).fetchall() == before, table


@pytest.mark.parametrize("verb", ["delete from {}", "update {} set owning_unit_id = owning_unit_id"])
def test_what_is_appended_stays_as_it_was_written(filled, as_app, verb):
    tables = append_only_tables(apps.get_models())
    assert {"access_auditrow", "casework_signalevent", "casework_consent", "register_registerevent"} <= set(tables)
    for table in tables:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"):
            as_app.execute(sql.SQL(verb).format(sql.Identifier(table)))


def test_the_application_cannot_widen_its_own_scopes(as_app):
    for change in (
        "insert into access_scope default values",
        "delete from access_scope",
        "update access_scope set role = ''",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_app.execute(change)
