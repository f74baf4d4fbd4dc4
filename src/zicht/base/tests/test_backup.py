# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A copy comes back whole or not at all, on the embedded server and on PostgreSQL 15."""

import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest

from zicht.base import pg, pgroles
from zicht.base.backup import backup, restore

KNOWN = {("cases", "0001_initial")}
DEBIAN = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture(params=["wheel", "15"], scope="module")
def server(request):
    patch = pytest.MonkeyPatch()
    if request.param == "15":
        if not (DEBIAN / "postgres").is_file():
            pytest.skip("Debian's PostgreSQL 15 is not installed")
        patch.setenv("ZICHT_PG_BIN", str(DEBIAN))
    base = Path(tempfile.mkdtemp(prefix="zpb-", dir="/tmp"))
    base.chmod(0o755)
    patch.setenv("ZICHT_HOME", str(base / "h"))
    yield pg.ensure()
    pg.stop(mode="immediate")
    shutil.rmtree(base)
    patch.undo()


@pytest.fixture
def owner(server):
    with psycopg.connect(server.url(pg.OWNER)) as connection:
        connection.execute("drop owned by current_user")
        connection.execute("create table django_migrations (id int, app text, name text, applied timestamptz)")
        connection.execute("insert into django_migrations values (1, 'cases', '0001_initial', now())")
        connection.execute("create table signal (n int primary key, unit int)")
        connection.execute("insert into signal select n, n % 2 from generate_series(1, 5000) n")
        connection.execute("alter table signal enable row level security")
        connection.execute("create policy own on signal to zicht_app using (unit = 1)")
        connection.execute("grant select on signal to zicht_app")
        connection.execute("alter default privileges for role zicht_owner grant select on tables to zicht_app")
    # A server of one's own is reached by address: take the same road.
    return pgroles.connections({"DATABASE_URL": server.url(pg.APP), "DATABASE_OWNER_URL": server.url(pg.OWNER)})[1]


def _count(server, role=pg.OWNER):
    with psycopg.connect(server.url(role)) as connection:
        return connection.execute("select count(*) from signal").fetchone()[0]


def _add_one(server):
    with psycopg.connect(server.url(pg.OWNER)) as connection:
        connection.execute("insert into signal values (6001, 1)")


def test_a_copy_comes_back_with_rights_and_policies(server, owner, tmp_path):
    backup(owner=owner, file=tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
    _add_one(server)
    restore(owner=owner, file=tmp_path / "copy", replace=True, known_migrations=KNOWN)
    assert _count(server) == 5000
    assert _count(server, pg.APP) == 2500


def test_a_database_that_holds_something_is_not_overwritten(server, owner, tmp_path):
    backup(owner=owner, file=tmp_path / "copy")
    _add_one(server)
    with pytest.raises(pg.PgError, match="niet leeg"):
        restore(owner=owner, file=tmp_path / "copy", replace=False, known_migrations=KNOWN)
    assert _count(server) == 5001


def test_a_newer_copy_is_refused(server, owner, tmp_path):
    backup(owner=owner, file=tmp_path / "copy")
    with pytest.raises(pg.PgError, match="nieuwere versie"):
        restore(owner=owner, file=tmp_path / "copy", replace=True, known_migrations={("cases", "0000")})
    assert _count(server) == 5000


def test_an_empty_database_takes_a_copy_without_replace(server, owner, tmp_path):
    backup(owner=owner, file=tmp_path / "copy")
    with psycopg.connect(server.url(pg.OWNER)) as connection:
        connection.execute("drop owned by current_user")
    restore(owner=owner, file=tmp_path / "copy", replace=False, known_migrations=KNOWN)
    assert _count(server, pg.APP) == 2500


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.6, 0.9])
def test_a_broken_copy_leaves_the_old_data(server, owner, tmp_path, kept):
    backup(owner=owner, file=tmp_path / "copy")
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "copy").write_bytes(whole[: int(len(whole) * kept)])
    _add_one(server)
    with pytest.raises(pg.PgError):
        restore(owner=owner, file=tmp_path / "copy", replace=True, known_migrations=KNOWN)
    assert _count(server) == 5001


def test_a_copy_that_is_not_there_is_told_in_dutch(server, owner, tmp_path):
    for file, cause in ((tmp_path / "absent", "dit bestand bestaat niet"), (tmp_path, "dit is een map")):
        with pytest.raises(pg.PgError, match=f"is niet te lezen: {cause}") as told:
            restore(owner=owner, file=file, replace=True, known_migrations=KNOWN)
        assert "No such" not in str(told.value)
        assert "directory" not in str(told.value)


def test_a_failed_copy_leaves_the_older_one(server, owner, tmp_path):
    (tmp_path / "copy").write_text("older")
    with pytest.raises(pg.PgError):
        backup(owner={**owner, "USER": pg.APP}, file=tmp_path / "copy")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["older"]


def test_with_one_address_the_app_takes_off_the_owners_rights(server, owner):
    pgroles.prepare(server.url("postgres"))
    app, own = pgroles.connections({"DATABASE_URL": server.url("postgres")})
    assert own["OPTIONS"] == {}
    with psycopg.connect(server.url("postgres"), **app["OPTIONS"]) as connection:
        assert connection.execute("select current_user, count(*) from signal").fetchone() == (pg.APP, 2500)


def test_an_app_that_owns_the_data_is_refused(server, owner):
    with pytest.raises(pg.PgError, match="om de afscherming"):
        pgroles.prepare(server.url(pg.OWNER), server.url(pg.OWNER))


def test_a_bad_address_is_refused_without_repeating_the_password():
    with pytest.raises(pg.PgError) as told:
        pgroles.connections({"DATABASE_URL": "postgresql://a:geheim@[host/x"})
    assert "geheim" not in str(told.value)
