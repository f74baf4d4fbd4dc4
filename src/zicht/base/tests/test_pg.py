# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the embedded server survives. No Django: every test has a home of its own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from zicht.base import pg, pghost


@pytest.fixture
def place(monkeypatch):
    base = Path(tempfile.mkdtemp(prefix="zpg-", dir="/tmp"))
    base.chmod(0o755)
    monkeypatch.setenv("ZICHT_HOME", str(base / "h"))
    yield base
    pg.stop(mode="immediate")
    shutil.rmtree(base)


def _main(server):
    return int((server.datadir / "postmaster.pid").read_text().split()[0])


def _works(server):
    with psycopg.connect(server.url(pg.APP)) as connection:
        return connection.execute("select current_user").fetchone() == (pg.APP,)


def _fill(ballast):
    with ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass


def test_describing_starts_and_makes_nothing(place):
    assert pg.describe().datadir == place / "h" / "data"
    assert not (place / "h").exists()


def test_started_twice_is_one_server(place):
    first = _main(pg.ensure())
    assert _main(pg.ensure()) == first


def test_callers_at_once_share_one_server(place):
    code = "from zicht.base import pg; s = pg.ensure(); print(open(s.datadir / 'postmaster.pid').readline())"
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda _: subprocess.check_output([sys.executable, "-c", code]), range(4)))
    assert len(set(runs)) == 1


def test_roles_cannot_pass_row_policies_even_after_handwork(place):
    server = pg.ensure()
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("alter role zicht_app bypassrls superuser")
    pg.ensure()
    with psycopg.connect(server.url(pg.OWNER)) as connection:
        roles = connection.execute(
            "select rolname, rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname ~ '^zicht' order by 1"
        ).fetchall()
        found = {name for (name,) in connection.execute("select extname from pg_extension").fetchall()}
        listening = connection.execute("show listen_addresses").fetchone()
    assert roles == [("zicht_app", False, False, False), ("zicht_owner", False, False, True)]
    assert {"pg_trgm", "unaccent"} <= found
    assert listening == ("",)
    assert server.socketdir.stat().st_mode & 0o077 == 0


def test_start_right_after_a_kill(place):
    server = pg.ensure()
    with psycopg.connect(server.url(pg.OWNER)) as connection:
        connection.execute("create table kept (n int)")
    killed = _main(server)
    os.kill(killed, signal.SIGKILL)
    assert _main(pg.ensure()) != killed
    with psycopg.connect(server.url(pg.OWNER)) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (0,)


@pytest.mark.parametrize("content", ["", "999999\n", "{mine}\n", "one\n"])
def test_a_useless_pid_file_is_no_obstacle(place, content):
    server = pg.ensure()
    pg.stop()
    (server.datadir / "postmaster.pid").write_text(content.format(mine=os.getpid()))
    assert _works(pg.ensure())


def test_data_of_another_version_is_left_alone_with_the_way_out(place):
    server = pg.ensure()
    pg.stop()
    (server.datadir / "PG_VERSION").write_text("14\n")
    with pytest.raises(pg.PgError, match=r"PostgreSQL 14.*zicht backup.*zicht restore"):
        pg.ensure()


def test_a_path_with_spaces_quotes_and_a_path_too_long_for_a_socket(place, monkeypatch):
    monkeypatch.setenv("ZICHT_HOME", str(place / "mijn 'eigen' map" / ("lang" * 25)))
    server = pg.ensure()
    try:
        assert _works(server)
    finally:
        pg.stop()
        shutil.rmtree(server.socketdir)


def test_the_log_never_holds_what_people_typed(place):
    server = pg.ensure()
    with psycopg.connect(server.url(pg.OWNER), autocommit=True) as connection:
        connection.execute("create table person (name text unique)")
        connection.execute("insert into person values ('Geheimnaam')")
        for bad in ("insert into person values ('Geheimnaam')", "select 'Geheimnaam'::int", "Geheimnaam"):
            with pytest.raises(psycopg.Error):
                connection.execute(bad)
    pg.stop()
    log = (place / "h" / "log" / "server.log").read_text()
    assert "ready to accept connections" in log
    assert "Geheimnaam" not in log


@pytest.mark.skipif(os.geteuid() != 0, reason="only the super-user can act as another user")
def test_an_ordinary_user_starts_one_too_and_the_super_user_runs_as_none(place):
    assert pg.ensure().datadir.stat().st_uid == pghost.account(pg.describe().datadir).pw_uid != 0
    user = pghost.account(pg.describe().datadir)
    own = place / "own"
    own.mkdir()
    os.chown(own, user.pw_uid, user.pw_gid)
    packages = os.pathsep.join(path for path in sys.path if path)
    code = "from zicht.base import pg; s = pg.ensure(); print(s.datadir.stat().st_uid); pg.stop()"
    environ = {"PATH": "/usr/bin:/bin", "PYTHONPATH": packages, "ZICHT_HOME": str(own / "h")}
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "import psycopg"], env=environ, user=user.pw_uid, check=False).returncode:
        pytest.skip("an ordinary user can run no Python that reads these packages")
    done = subprocess.run(
        [python, "-c", code],
        env=environ,
        user=user.pw_uid,
        group=user.pw_gid,
        capture_output=True,
        text=True,
        cwd="/",
    )
    assert done.stdout.strip() == str(user.pw_uid), done.stderr


def test_a_full_disk_is_said_plainly_and_loses_nothing(place):
    disk = place / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200m,mode=755", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    os.environ["ZICHT_HOME"] = str(disk / "h")
    try:
        server = pg.ensure()
        with psycopg.connect(server.url(pg.OWNER)) as connection:
            connection.execute("create table kept as select 1 as n")
        pg.stop()
        with pytest.raises(OSError, match="space"):
            _fill(disk / "ballast")
        with pytest.raises(pg.PgError, match=r"schijf van .* is vol"):
            pg.ensure()
        (disk / "ballast").unlink()
        with psycopg.connect(pg.ensure().url(pg.OWNER)) as connection:
            assert connection.execute("select n from kept").fetchone() == (1,)
    finally:
        pg.stop(mode="immediate")
        subprocess.run(["umount", str(disk)], check=True)
