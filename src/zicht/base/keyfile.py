# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The key store as a file: one small SQLite database with wrapped keys, apart from PostgreSQL and its backups.

`secure_delete` overwrites what is deleted, and after a destruction the log of writes is emptied as well.
"""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

_SHAPE = """
create table if not exists record_key (
    record blob primary key, master text not null, wrapped blob not null, made_at integer not null
) without rowid;
create index if not exists record_key_master on record_key (master);
create table if not exists destroyed (record blob primary key, at integer not null) without rowid;
create table if not exists state (name text primary key, value integer not null) without rowid;
insert or ignore into state values ('destructions', 0);
"""
_AT_ONCE = 500


class Wrapped(NamedTuple):
    """A record's key as it is stored: unreadable without the master key."""

    record: UUID
    master: str
    wrapped: bytes


class KeyFile:
    """One open file of keys. Safe to use from several threads and, through SQLite's locks, from several processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pid = os.getpid()
        self._lock = threading.RLock()
        _closed_file(path)
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        for setting in ("secure_delete = on", "journal_mode = wal", "synchronous = full", "temp_store = memory"):
            self._db.execute(f"pragma {setting}").fetchall()
        with self.writing():
            for statement in _SHAPE.split(";\n"):
                self._db.execute(statement)
        self._version = -1
        self._destructions = -1

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that writes; on the disk when it ends."""
        with self._lock:
            self._db.execute("begin immediate")
            try:
                yield self._db
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")

    def someone_destroyed(self) -> bool:
        """True once after a destruction by any process. Costs next to nothing while nobody writes."""
        with self._lock:
            version = self._db.execute("pragma data_version").fetchone()[0]
            if version == self._version:
                return False
            self._version = version
            count = self._db.execute("select value from state where name = 'destructions'").fetchone()[0]
            changed, self._destructions = count != self._destructions, count
            return bool(changed)

    def read(self, records: Iterable[UUID]) -> list[Wrapped]:
        """The stored keys of these records; those without one are left out."""
        found = []
        for part in _parts(records):
            marks = ", ".join("?" * len(part))
            query = f"select record, master, wrapped from record_key where record in ({marks})"  # noqa: S608 - marks only
            with self._lock:
                found += self._db.execute(query, part).fetchall()
        return [Wrapped(UUID(bytes=record), master, wrapped) for record, master, wrapped in found]

    def add(self, keys: Iterable[Wrapped], *, at: int) -> None:
        """Store new keys; a record that has one keeps it."""
        rows = [(k.record.bytes, k.master, k.wrapped, at) for k in keys]
        with self.writing() as db:
            db.executemany("insert or ignore into record_key values (?, ?, ?, ?)", rows)

    def rewrap(self, keys: Iterable[tuple[Wrapped, Wrapped]]) -> None:
        """Put the same key under another master; a record destroyed in the meantime stays destroyed."""
        rows = [(new.master, new.wrapped, old.record.bytes, old.master) for old, new in keys]
        with self.writing() as db:
            db.executemany("update record_key set master = ?, wrapped = ? where record = ? and master = ?", rows)

    def not_under(self, master: str, limit: int) -> list[Wrapped]:
        """Some keys that another master wraps."""
        query = "select record, master, wrapped from record_key where master <> ? limit ?"
        with self._lock:
            rows = self._db.execute(query, (master, limit)).fetchall()
        return [Wrapped(UUID(bytes=record), name, wrapped) for record, name, wrapped in rows]

    def counts(self) -> dict[str, int]:
        """How many keys each master wraps."""
        with self._lock:
            return dict(self._db.execute("select master, count(*) from record_key group by master order by master"))

    def remove(self, records: Iterable[UUID], *, at: int) -> int:
        """Take keys out for good and remember whose they were. Gives how many there were."""
        wanted = [record.bytes for record in records]
        with self.writing() as db:
            gone = db.executemany("delete from record_key where record = ?", [(r,) for r in wanted]).rowcount
            db.executemany("insert or ignore into destroyed values (?, ?)", [(r, at) for r in wanted])
            db.execute("update state set value = value + 1 where name = 'destructions'")
        self._forget_writes()
        return max(gone, 0)

    def forget(self, records: Iterable[UUID]) -> None:
        """Take out keys that never sealed a stored row. They do not count as destroyed."""
        with self.writing() as db:
            db.executemany("delete from record_key where record = ?", [(r.bytes,) for r in records])

    def destroyed(self) -> frozenset[UUID]:
        """Records whose key was destroyed."""
        with self._lock:
            return frozenset(UUID(bytes=r) for (r,) in self._db.execute("select record from destroyed"))

    def is_destroyed(self, record: UUID) -> bool:
        """True when the key of this record was destroyed."""
        with self._lock:
            query = "select 1 from destroyed where record = ?"
            return self._db.execute(query, (record.bytes,)).fetchone() is not None

    def older_than(self, moment: int) -> list[UUID]:
        """Records whose key was made before this moment."""
        with self._lock:
            rows = self._db.execute("select record from record_key where made_at < ?", (moment,)).fetchall()
        return [UUID(bytes=r) for (r,) in rows]

    def copy_to(self, path: Path) -> None:
        """Make `path` the same as this file, at once or not at all."""
        half = path.with_name(path.name + ".half")
        half.unlink(missing_ok=True)
        _closed_file(half)
        target = sqlite3.connect(half, isolation_level=None)
        try:
            with self._lock:
                self._db.backup(target)
            target.execute("pragma journal_mode = delete").fetchall()
        finally:
            target.close()
        with half.open("rb") as written:
            os.fsync(written.fileno())
        half.replace(path)

    def _forget_writes(self) -> None:
        """Empty the log of writes: it still held the pages with the keys."""
        with self._lock:
            self._db.execute("pragma wal_checkpoint(truncate)").fetchall()


def _closed_file(path: Path) -> None:
    """Make the file and its directory, closed for everybody else."""
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, mode=0o700)
        path.parent.chmod(0o700)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _parts(records: Iterable[UUID]) -> Iterator[list[bytes]]:
    wanted = [record.bytes for record in records]
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
