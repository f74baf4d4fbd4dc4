# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: S603 - every command is a list of our own words; no shell reads it

"""Copy the whole database to a file and put it back, on the embedded server and on any other.

Both run as the owner: for the app role, row policies would hide rows. A copy holds personal data in readable
form; the file is closed for everybody but its maker.
"""

import contextlib
import errno
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import psycopg
from psycopg import pq
from psycopg.conninfo import make_conninfo

from zicht.base.pghost import APP, NO_SPACE, PgError, clean_environment, major_version, wheel_programs

# pg_restore does not notice every cut: the file ends with this mark and the digest of all before it.
_MARK = b"\nZICHT-SHA256:"
_DEBIAN = Path("/usr/lib/postgresql")
_NOT_EMPTY = """select exists (
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
      and not exists (select from pg_depend d
                      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))"""
# The extensions' descriptions belong to the super-user; a restore as owner would fail on them.
_LEAVE_OUT = re.compile(rb"^\d+; \d+ \d+ COMMENT - EXTENSION ")
_DEFAULTS_OF = re.compile(rb'^(ALTER DEFAULT PRIVILEGES) FOR ROLE (?:"[^"]+"|\S+)')
_CAUSES = {
    errno.ENOENT: "dit bestand bestaat niet",
    errno.EISDIR: "dit is een map",
    errno.EACCES: "u mag er niet bij",
    errno.EPERM: "u mag er niet bij",
    errno.ENOSPC: "de schijf is vol",
    errno.EROFS: "op deze schijf mag niet worden geschreven",
}
_COPY = re.compile(rb"^COPY .+ FROM stdin;$")


def backup(*, owner: dict[str, Any], file: Path) -> None:
    """Write the database to `file` (PostgreSQL's custom format, mode 0600), whole or not at all.

    owner: Django's entry of the owner. An older copy is replaced only at the end. Raises PgError.
    """
    file = file.absolute()
    if file.is_dir() or not file.parent.is_dir():
        raise PgError(f"{file} kan geen bestand worden. Noem een bestand in een map die bestaat.")
    bindir = _programs(_server_major(owner), "pg_dump")
    half: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".zicht-", suffix=".half", dir=file.parent)
        half = Path(name)
        with os.fdopen(handle, "wb") as out:
            _run([str(bindir / "pg_dump"), "--format=custom", "--no-password"], owner, out)
            out.seek(0, os.SEEK_END)
            out.write(_MARK + _digest(half, half.stat().st_size))
            out.flush()
            os.fsync(out.fileno())
        half.replace(file)
    except OSError as error:
        raise PgError(f"De kopie {file} kan niet worden geschreven{_cause(error)}.") from error
    finally:
        if half is not None:
            half.unlink(missing_ok=True)


def restore(*, owner: dict[str, Any], file: Path, replace: bool, known_migrations: set[tuple[str, str]]) -> None:
    """Put the copy in `file` back, in one transaction: on any fault the database stays as it was.

    known_migrations: (app, name) of every migration of this program; a copy with another one is newer and is
    refused. replace: may the database hold something? Then it is taken away in the same transaction.
    The caller migrates afterwards. Raises PgError.
    """
    with _connect(owner) as connection:
        major = connection.info.server_version // 10000
        _check_target(connection, replace)
    _check_whole(file)
    bindir = _programs(max(major, _archive_needs(file)), "pg_restore")
    _check_migrations(bindir, file, known_migrations)
    with tempfile.NamedTemporaryFile(prefix="zicht-list-") as listing:
        toc = _read([str(bindir / "pg_restore"), "--list", str(file)])
        listing.write(b"".join(line for line in toc if not _LEAVE_OUT.match(line)))
        listing.flush()
        command = [
            str(bindir / "pg_restore"),
            "--no-owner",
            "--use-list",
            listing.name,
            "--file=-",
            str(file),
        ]
        _play(bindir, owner, command, replace, major)


def _cause(error: OSError) -> str:
    """The system's reason in Dutch, with its sign; the sign alone when we have no words for it."""
    if error.errno is None:
        return ""
    sign = errno.errorcode.get(error.errno, str(error.errno))
    return f": {_CAUSES[error.errno]} ({sign})" if error.errno in _CAUSES else f" ({sign})"


def _digest(file: Path, size: int) -> bytes:
    """SHA-256 of the first `size` bytes."""
    digest = hashlib.sha256()
    with file.open("rb") as source:
        while size > 0 and (block := source.read(min(size, 1 << 20))):
            digest.update(block)
            size -= len(block)
    return digest.digest()


def _check_whole(file: Path) -> None:
    try:
        size = file.stat().st_size - len(_MARK) - hashlib.sha256().digest_size
        with file.open("rb") as source:
            source.seek(max(size, 0))
            whole = size > 0 and source.read() == _MARK + _digest(file, size)
    except OSError as error:
        raise PgError(f"De kopie {file} is niet te lezen{_cause(error)}.") from error
    if not whole:
        raise PgError(f"{file} is beschadigd of niet door Zicht gemaakt. Er is niets veranderd.")


def _check_target(connection: psycopg.Connection[Any], replace: bool) -> None:
    if connection.execute("select 1 from pg_roles where rolname = %s", [APP]).fetchone() is None:
        raise PgError(f"De rol {APP} ontbreekt op deze server. Maak de server eerst klaar met 'zicht setup'.")
    row = connection.execute(_NOT_EMPTY).fetchone()
    if row != (True,):
        return
    if not replace:
        raise PgError(
            "De database is niet leeg. Er is niets veranderd. Wilt u alles vervangen door de kopie, "
            "gebruik dan --replace."
        )
    if connection.execute("select rolsuper from pg_roles where rolname = current_user").fetchone() == (True,):
        raise PgError(
            "Vervangen kan niet als superuser: die bezit ook delen van PostgreSQL zelf. Verbind als "
            "de gewone "
            "eigenaar van de database."
        )


def _play(bindir: Path, owner: dict[str, Any], command: list[str], replace: bool, major: int) -> None:
    """Feed the script to psql. Only a script that came whole gets its `commit`."""
    psql = [str(bindir / "psql"), "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1"]
    psql.append(f"--dbname={_conninfo(owner)}")
    with tempfile.TemporaryFile() as told:
        target = subprocess.Popen(
            psql, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=told, env=_environment(owner)
        )
        assert target.stdin is not None
        fault: PgError | None = None
        try:
            # No search path yet: every name in the script is complete.
            target.stdin.write(b"begin;\nset local lock_timeout = '30s';\n")
            target.stdin.write(b"drop owned by current_user;\n" if replace else b"")
            for line in _fitting(_read(command), major):
                target.stdin.write(line)
            target.stdin.write(b"commit;\n")
        except PgError as error:
            # In the middle of a table's rows any further word would be a row: end the session instead.
            target.kill()
            fault = error
        except BrokenPipeError:
            pass  # psql stopped at an error; its exit code tells
        finally:
            with contextlib.suppress(BrokenPipeError):
                target.stdin.close()
            code = target.wait()
        if fault:
            raise fault
        if code != 0:
            told.seek(0)
            raise PgError(_why(told.read(), "De kopie is niet teruggezet; de database is zoals hij was."))


def _fitting(lines: Iterator[bytes], major: int) -> Iterator[bytes]:
    """The script without what an older server, or one whose owner has another name, would refuse."""
    in_rows = False
    for line in lines:
        if in_rows:
            in_rows = line != b"\\.\n"
        elif _COPY.match(line):
            in_rows = True
        elif line.startswith(b"SET transaction_timeout") and major < 17:
            continue
        elif line.startswith(b"ALTER DEFAULT PRIVILEGES"):
            line = _DEFAULTS_OF.sub(rb"\1", line)
        yield line


def _check_migrations(bindir: Path, file: Path, known: set[tuple[str, str]]) -> None:
    command = [str(bindir / "pg_restore"), "--data-only", "--table=django_migrations", "--file=-", str(file)]
    columns: list[str] | None = None
    applied: set[tuple[str, str]] = set()
    for raw in _read(command):
        line = raw.decode("utf-8", "replace").rstrip("\n")
        if columns is None:
            head = re.match(r"COPY \S*django_migrations \((.+)\) FROM stdin;", line)
            columns = head.group(1).split(", ") if head else None
        elif line == "\\.":
            break
        else:
            row = dict(zip(columns, line.split("\t"), strict=True))
            applied.add((row["app"], row["name"]))
    if columns is None:
        raise PgError(f"{file} is geen kopie van Zicht: de lijst van migraties ontbreekt. Er is niets veranderd.")
    unknown = sorted(applied - known)
    if unknown:
        named = ", ".join(f"{app}.{name}" for app, name in unknown[:3])
        raise PgError(
            f"De kopie komt uit een nieuwere versie van Zicht (onbekend: {named}). Er is niets veranderd. "
            "Werk Zicht eerst bij en zet de kopie dan terug."
        )


def _archive_needs(file: Path) -> int:
    """The major version of PostgreSQL whose pg_dump wrote the file."""
    try:
        with file.open("rb") as archive:
            head = archive.read(4096)
    except OSError as error:
        raise PgError(f"De kopie {file} is niet te lezen{_cause(error)}.") from error
    if not head.startswith(b"PGDMP"):
        raise PgError(f"{file} is geen kopie van een database. Er is niets veranderd.")
    # The head holds the server's and then the program's version as text, such as `18.6`.
    found = [int(text) for text in re.findall(rb"(?<![\d.])(1[0-9]|2[0-9])\.\d+(?: \(|\x00|\x01)", head)]
    return max(found, default=0)


def _programs(major: int, program: str) -> Path:
    """Where a `program` lies that knows that major version: the same one, else the next newer."""
    chosen = os.environ.get("ZICHT_PG_BIN")
    places = [Path(chosen)] if chosen else []
    on_path = shutil.which(program)
    if not chosen:
        places += [Path(on_path).resolve().parent] if on_path else []
        places += sorted(_DEBIAN.glob("*/bin")) if _DEBIAN.is_dir() else []
        places += [wheel] if (wheel := wheel_programs()) else []
    found = {major_version(place, "psql"): place for place in places if (place / program).is_file()}
    able = [version for version in found if version >= major]
    if able:
        return found[min(able)]
    having = ", ".join(map(str, sorted(found))) or "geen"
    raise PgError(
        f"Voor PostgreSQL {major} is {program} van versie {major} of nieuwer nodig; gevonden: "
        f"{having}. Installeer "
        f"postgresql-client-{major}, of zet ZICHT_PG_BIN op de map met dat programma."
    )


def _server_major(owner: dict[str, Any]) -> int:
    with _connect(owner) as connection:
        return connection.info.server_version // 10000


def _conninfo(owner: dict[str, Any]) -> str:
    """The address without password: a command line is readable for others."""
    names = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()} - {"password"}
    given = {key: str(owner[name]) for key, name in names.items() if owner.get(name)}
    options = {key: value for key, value in owner.get("OPTIONS", {}).items() if key in known}
    return make_conninfo(**given, **options)


def _connect(owner: dict[str, Any]) -> psycopg.Connection[Any]:
    secret = str(owner["PASSWORD"]) if owner.get("PASSWORD") else None
    try:
        return psycopg.connect(make_conninfo(_conninfo(owner), password=secret), connect_timeout=10)
    except psycopg.OperationalError as error:
        raise PgError("De database geeft geen verbinding. Start hem, of controleer DATABASE_URL.") from error


def _environment(owner: dict[str, Any]) -> dict[str, str]:
    secret = {"PGPASSWORD": str(owner["PASSWORD"])} if owner.get("PASSWORD") else {}
    # Home: libpq looks there for .pgpass and certificates.
    return {**clean_environment(), "HOME": str(Path.home()), "PGCLIENTENCODING": "UTF8", **secret}


def _run(command: list[str], owner: dict[str, Any], out: BinaryIO) -> None:
    done = subprocess.run(
        [*command, f"--dbname={_conninfo(owner)}"],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.PIPE,
        env=_environment(owner),
    )
    if done.returncode != 0:
        raise PgError(_why(done.stderr, "De kopie is niet gemaakt; een oudere kopie is niet veranderd."))


def _read(command: list[str]) -> Iterator[bytes]:
    """The lines a program writes. Raises PgError at the end when it failed."""
    with tempfile.TemporaryFile() as told:
        source = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=told, env=clean_environment()
        )
        assert source.stdout is not None
        try:
            yield from source.stdout
        except GeneratorExit:
            source.kill()
            raise
        finally:
            source.stdout.close()
            code = source.wait()
        if code != 0:
            told.seek(0)
            raise PgError(_why(told.read(), "De kopie is beschadigd of niet leesbaar. Er is niets veranderd."))


def _why(told: bytes, meaning: str) -> str:
    """Add only what cannot quote a row: errors in data repeat the data."""
    text = told.decode("utf-8", "replace")
    if NO_SPACE in text:
        return f"{meaning} De schijf is vol: maak ruimte en probeer het opnieuw."
    if "lock timeout" in text:
        return f"{meaning} Anderen gebruiken de database: stop eerst de webserver en probeer het opnieuw."
    if "server version mismatch" in text or "unsupported version" in text:
        return f"{meaning} pg_dump en pg_restore zijn ouder dan de server of de kopie. Installeer een nieuwere."
    kinds = re.findall(r"(?:permission denied for \w+|must be owner of \w+|already exists|does not exist)", text)
    return f"{meaning} PostgreSQL meldt: {kinds[0]}." if kinds else meaning
