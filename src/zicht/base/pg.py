# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: S603 - every command is a list of our own words; no shell reads it

"""The embedded PostgreSQL: start, reuse and stop it.

Only the wheel's programs are used. Everybody proves who they are by their account (peer authentication);
there is no password and no network socket. The log never holds a statement,
a value or an error of a statement.
"""

import contextlib
import fcntl
import functools
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from zicht.base import pghost
from zicht.base.pghost import APP, DATABASE, OWNER, SUPERUSER, PgError, Server, describe, home

__all__ = ["APP", "DATABASE", "OWNER", "PgError", "Server", "describe", "ensure", "home", "stop"]

EXTENSIONS = ("pg_trgm", "unaccent")
# Less than this and initdb cannot finish; an honest refusal beforehand beats a half-made directory.
_ROOM_FOR_A_CLUSTER = 120 * 1024 * 1024
_LOG_LIMIT = 5 * 1024 * 1024
# So long may the processes of a killed server keep its memory.
_PATIENCE_AFTER_KILL = 5.0
_STEP = 0.02
_SIGNALS = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}
_ROLE = """select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolreplication, rolcreatedb
             from pg_roles where rolname = %s"""
# A started server is our child until we end; unless asked, a dead child would stay in the process list.
_children: list[subprocess.Popen[bytes]] = []


def ensure(*, wait: float = 30.0) -> Server:
    """Start the server or reuse the running one; make what is missing; return where it is.

    Makes the cluster, the roles zicht_owner (owns the database, may make databases for tests) and zicht_app
    (neither may pass row policies), the database and its extensions. Callers at the same time wait for each
    other. The server outlives the caller and its terminal. wait: seconds. Raises PgError.
    """
    server = describe()
    user = pghost.account(server.datadir)
    try:
        _make_home(server.datadir.parent, user)
        with _locked(server.datadir.parent, user, wait):
            if not _answers(server):
                if os.geteuid() == 0 and server.bindir != pghost.source_programs():
                    pghost.copy_programs(server.datadir.parent)
                _make_cluster(server, user)
                _configure(server, user)
                _start(server, user, wait)
            _make_roles(server)
    except (OSError, psycopg.Error) as error:
        raise PgError(pghost.explain(server.datadir, str(error))) from error
    return server


def stop(*, mode: str = "fast") -> None:
    """Stop the server and wait until it is gone; nothing happens when none runs.

    mode: `smart` waits for sessions, `fast` ends them, `immediate` is a crash on purpose.
    """
    server = describe()
    place = server.datadir.parent
    if not server.datadir.is_dir():
        return
    with _locked(place, pghost.account(server.datadir), 30.0):
        pid = _postmaster(server.datadir)
        if pid is None:
            return
        os.kill(pid, _SIGNALS[mode])
        if not _until(lambda: not _processes(server.datadir), 60.0):
            raise PgError(f"De database stopt niet (proces {pid}). Probeer het opnieuw met mode 'immediate'.")


def _make_home(place: Path, user: pwd.struct_passwd) -> None:
    if not place.is_dir():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        # The system user must pass through a home that stays the super-user's.
        place.mkdir(exist_ok=True)
        place.chmod(0o711 if os.geteuid() == 0 else 0o700)
    reachable = ["test", "-x", str(place)]
    if subprocess.run(reachable, check=False, **pghost.as_account(user)).returncode != 0:
        raise PgError(
            f"Gebruiker {user.pw_name} kan niet bij {place}: een map daarboven is gesloten. Kies "
            f"met ZICHT_HOME "
            "een map die wel bereikbaar is. Zicht opent zelf geen mappen van anderen."
        )


@contextlib.contextmanager
def _locked(place: Path, user: pwd.struct_passwd, wait: float) -> Iterator[None]:
    handle = os.open(place / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        if os.geteuid() == 0:
            os.fchown(handle, user.pw_uid, user.pw_gid)
        if not _until(lambda: _try_lock(handle), wait):
            raise PgError(f"Een ander proces is al {wait:.0f} seconden bezig met de database in {place}.")
        yield
    finally:
        os.close(handle)


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _make_cluster(server: Server, user: pwd.struct_passwd) -> None:
    """Make the data directory under another name first: a broken attempt never looks like a cluster."""
    if server.datadir.is_dir():
        _check_version(server)
        return
    place = server.datadir.parent
    if shutil.disk_usage(place).free < _ROOM_FOR_A_CLUSTER:
        raise PgError(pghost.explain(server.datadir, pghost.NO_SPACE))
    half = place / "data.half"
    shutil.rmtree(half, ignore_errors=True)
    pghost.make_directory(half, user)
    command = [str(server.bindir / "initdb"), "--pgdata", str(half), "--username", SUPERUSER]
    command += [
        "--auth-local=peer",
        "--auth-host=reject",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--data-checksums",
    ]
    if server.version >= 17:
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        env=pghost.clean_environment(),
        umask=0o077,
        **pghost.as_account(user),
    )
    if done.returncode != 0:
        shutil.rmtree(half, ignore_errors=True)
        raise PgError(pghost.explain(server.datadir, done.stderr))
    half.rename(server.datadir)


def _check_version(server: Server) -> None:
    try:
        made_with = (server.datadir / "PG_VERSION").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise PgError(
            f"{server.datadir} bestaat, maar is geen map van PostgreSQL. Haal hem weg of kies een andere ZICHT_HOME."
        ) from None
    if made_with != str(server.version):
        raise PgError(
            f"De gegevens in {server.datadir} zijn gemaakt met PostgreSQL {made_with}; nu is versie "
            f"{server.version} "
            f"in gebruik. Er is niets veranderd. Zo komt u verder: 1. zet ZICHT_PG_BIN op de "
            f"programma's van versie "
            f"{made_with} en maak een kopie met 'zicht backup BESTAND'; 2. geef de map data een andere naam; "
            "3. haal ZICHT_PG_BIN weg en zet de kopie terug met 'zicht restore BESTAND'."
        )


def _configure(server: Server, user: pwd.struct_passwd) -> None:
    """Write our settings anew at each start: the home may have moved."""
    for folder in (server.socketdir, server.datadir.parent / "log"):
        pghost.make_directory(folder, user)
    socket = str(server.socketdir).replace('"', '""').replace("'", "''")
    settings = pghost.SETTINGS.format(socket=socket, port=server.port)
    names = sorted({user.pw_name, pwd.getpwuid(0).pw_name})
    lines = [f'zicht "{name}" "{role}"' for name in names for role in (SUPERUSER, OWNER, APP)]
    main = server.datadir / "postgresql.conf"
    include = "include 'zicht.conf'\n"
    content = main.read_text(encoding="utf-8")
    if not content.endswith(include):
        _write(main, content + include, user)
    _write(server.datadir / "zicht.conf", settings, user)
    _write(server.datadir / "pg_hba.conf", "local all all peer map=zicht\n", user)
    _write(server.datadir / "pg_ident.conf", "\n".join(lines) + "\n", user)


def _write(path: Path, content: str, user: pwd.struct_passwd) -> None:
    """Replace a file whole: a full disk leaves the old one."""
    if path.is_file() and path.read_text(encoding="utf-8") == content:
        return
    half = path.with_name(path.name + ".half")
    half.unlink(missing_ok=True)
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            if os.geteuid() == 0:
                os.fchown(file.fileno(), user.pw_uid, user.pw_gid)
            file.write(content)
        half.rename(path)
    finally:
        half.unlink(missing_ok=True)


def _start(server: Server, user: pwd.struct_passwd, wait: float) -> None:
    log = server.datadir.parent / "log" / "server.log"
    if log.is_file() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_suffix(".old.log"))
    patience = time.monotonic() + min(wait, _PATIENCE_AFTER_KILL)
    while True:
        _clear_leftovers(server, patience)
        begin = log.stat().st_size if log.is_file() else 0
        child = None if _postmaster(server.datadir) else _launch(server, user, log)
        if _until(functools.partial(_answers_or_ended, server, child), wait):
            if _answers(server):
                return
        elif not _ended(child):
            raise PgError(
                f"De database draait (proces {_postmaster(server.datadir)}) maar geeft na "
                f"{wait:.0f} seconden geen "
                f"antwoord. Kijk in {log}, of stop dat proces en probeer het opnieuw."
            )
        with log.open(encoding="utf-8", errors="replace") as file:
            file.seek(begin)
            why = file.read()
        again = "is still in use" in why or "already exists" in why
        if not again or time.monotonic() > patience:
            raise PgError(pghost.explain(server.datadir, why, log))


def _ended(child: subprocess.Popen[bytes] | None) -> bool:
    return child is not None and child.poll() is not None


def _answers_or_ended(server: Server, child: subprocess.Popen[bytes] | None) -> bool:
    return _answers(server) or _ended(child)


def _launch(server: Server, user: pwd.struct_passwd, log: Path) -> subprocess.Popen[bytes]:
    _children[:] = [child for child in _children if child.poll() is None]
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        if os.geteuid() == 0:
            os.fchown(handle, user.pw_uid, user.pw_gid)
        # A session of its own: Ctrl-C in the terminal of the demo must not reach it.
        child = subprocess.Popen(
            [str(server.bindir / "postgres"), "-D", str(server.datadir)],
            stdin=subprocess.DEVNULL,
            stdout=handle,
            stderr=handle,
            cwd="/",
            env=pghost.clean_environment(),
            umask=0o077,
            start_new_session=True,
            **pghost.as_account(user),
        )
    finally:
        os.close(handle)
    _children.append(child)
    return child


def _clear_leftovers(server: Server, patience: float) -> None:
    """Remove the lock files of a server that is gone.

    PostgreSQL leaves them alone when they are empty or when another program got the old number. Ours decides
    by the working directory: while any process works in the data directory, nothing is removed.
    """
    # A killed server's processes notice within moments and go; until then its memory is not free.
    wait = max(0.0, patience - time.monotonic())
    _until(lambda: _postmaster(server.datadir) is not None or not _processes(server.datadir), wait)
    if _processes(server.datadir):
        return
    socket = server.socketdir / f".s.PGSQL.{server.port}"
    for leftover in (server.datadir / "postmaster.pid", socket, socket.with_name(socket.name + ".lock")):
        leftover.unlink(missing_ok=True)


def _processes(datadir: Path) -> dict[int, int]:
    """Number and parent's number of the processes that work in the data directory."""
    for child in _children:
        child.poll()
    found: dict[int, int] = {}
    try:
        ours = datadir.stat()
    except FileNotFoundError:
        return found
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            works_in = (entry / "cwd").stat()
            if (works_in.st_dev, works_in.st_ino) != (ours.st_dev, ours.st_ino):
                continue
            # The name stands in brackets and may itself hold brackets.
            name, rest = (entry / "stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)
        except OSError:
            continue
        if name.split("(", 1)[1].startswith("postgres"):
            found[int(entry.name)] = int(rest.split()[1])
    return found


def _postmaster(datadir: Path) -> int | None:
    """The server's main process: the one that the others have as parent."""
    processes = _processes(datadir)
    try:
        written = int((datadir / "postmaster.pid").read_text(encoding="ascii", errors="replace").split()[0])
    except (OSError, ValueError, IndexError):
        written = 0
    if written in processes:
        return written
    parents = [pid for pid, parent in processes.items() if parent not in processes and pid in processes.values()]
    return parents[0] if parents else None


def _answers(server: Server) -> bool:
    """True when the server on our socket serves our data directory."""
    try:
        with psycopg.connect(server.url(SUPERUSER, "postgres"), connect_timeout=5) as connection:
            row = connection.execute("show data_directory").fetchone()
            return row is not None and Path(row[0]).samefile(server.datadir)
    except (psycopg.OperationalError, OSError):
        return False


def _make_roles(server: Server) -> None:
    with psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        for role, creates in ((OWNER, True), (APP, False)):
            found = connection.execute(_ROLE, [role]).fetchone()
            if found == (True, False, False, False, False, creates):
                continue
            # Set again when it differs: handwork may not leave a role that passes row policies.
            verb, may = ("alter" if found else "create"), ("createdb" if creates else "nocreatedb")
            rights = f"login nosuperuser nobypassrls nocreaterole noreplication {may}"
            connection.execute(sql.SQL(f"{verb} role {{}} {rights}").format(sql.Identifier(role)))
        if connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone() is None:
            # Test databases are copies of template1. Only now: a copy fails while anybody is connected to it.
            _make_extensions(server, "template1")
            names = sql.Identifier(DATABASE), sql.Identifier(OWNER)
            connection.execute(sql.SQL("create database {} owner {} template template1").format(*names))
    _make_extensions(server, DATABASE)


def _make_extensions(server: Server, database: str) -> None:
    with psycopg.connect(server.url(SUPERUSER, database), autocommit=True) as connection:
        found = {name for (name,) in connection.execute("select extname from pg_extension").fetchall()}
        for extension in EXTENSIONS:
            if extension not in found:
                connection.execute(sql.SQL("create extension {}").format(sql.Identifier(extension)))


def _until(done: Callable[[], bool], wait: float) -> bool:
    deadline = time.monotonic() + wait
    while not done():
        if time.monotonic() >= deadline:
            return False
        time.sleep(_STEP)
    return True
