# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Is the audit trail as it was written? Reads the chain as owner and computes every digest again, in Python.

The database makes the chain (access/migrations/0004_logs.py); nothing of its functions is trusted here. Whoever owns
the database can write a whole new chain: only a head that was kept elsewhere shows that (`against`).
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connections, transaction

CHUNK = 2_000
FIRST = bytes(32)
# An act gets its place at commit: one that took long may stand behind acts of a later day.
LATE = timedelta(days=2)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMNS = (
    "id", "at", "trace", "actor", "owning_unit_id", "purpose", "action", "kind", "record", "what", "method", "status",
    "found",
)  # fmt: skip


class BadHead(ValueError):
    """A file that is not the head of a chain."""


@dataclass(frozen=True)
class Head:
    """The last link: with it, kept elsewhere, all that came before is fixed."""

    seq: int
    hash: bytes

    def text(self) -> str:
        """As it stands in a file."""
        return json.dumps({"seq": self.seq, "hash": self.hash.hex()}) + "\n"


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was written: what, and at which link or act."""

    what: (
        str  # changed, removed, expiry_changed, link_removed, link_changed, unchained, doubled, rewritten, shortened
    )
    seq: int | None
    act: str


def read_head(file: Path) -> Head:
    """A head that was kept. Raises BadHead."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return Head(int(found["seq"]), bytes.fromhex(found["hash"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadHead(f"{file} is geen kop van een keten. Noem head.json van een eerdere uitvoer.") from error


def digest_of(row: dict[str, Any]) -> bytes:
    """The digest of an act: SHA-256 over its values as a JSON list, the moment in microseconds."""
    values = [row[name] for name in _COLUMNS]
    values[0] = str(values[0])
    values[1] = (row["at"] - _EPOCH) // timedelta(microseconds=1)
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).digest()


def link(before: bytes, seq: int, act: UUID, digest: bytes) -> bytes:
    """The hash of a link."""
    return hashlib.sha256(before + seq.to_bytes(8, "big") + act.bytes + digest).digest()


@dataclass(frozen=True)
class Expiry:
    """An act that says which acts went because their term was over: from before this day, and its own place."""

    act: UUID
    seq: int
    before: date


def expiries(using: str) -> tuple[dict[UUID, Expiry], list[UUID]]:
    """Acts of expiry whose digest is that of the places that were marked, and those whose is not."""
    places: dict[UUID, Any] = {}
    with connections[using].cursor() as cursor:
        after: tuple[UUID, int] = (UUID(int=0), 0)
        while True:
            cursor.execute(
                "select expiry, seq from access_auditexpiry where (expiry, seq) > (%s, %s) order by 1, 2 limit %s",
                [*after, CHUNK],
            )
            rows = cursor.fetchall()
            for act, seq in rows:
                places.setdefault(act, hashlib.sha256()).update(seq.to_bytes(8, "big"))
            if len(rows) < CHUNK:
                break
            after = rows[-1]
        cursor.execute(
            "select a.id, c.seq, a.what from access_auditrow a join access_auditchain c on c.act = a.id"
            " where a.action = 'log.expired'"
        )
        told = {act: (seq, *what.partition(" ")[::2]) for act, seq, what in cursor.fetchall()}
    good = {
        act: Expiry(act, told[act][0], date.fromisoformat(told[act][1]))
        for act, digest in places.items()
        if act in told and told[act][2] == digest.hexdigest()
    }
    return good, sorted(places.keys() - good.keys())


class Verification:
    """One walk along the chain. Memory stays flat: faults are given out one by one."""

    def __init__(self, *, using: str = "owner", against: Head | None = None) -> None:
        self.using = using
        self.against = against
        self.start = 0
        self.head = Head(0, FIRST)
        self.links = 0
        self.expired = 0  # acts that went by term, as an act in the chain says
        self.before: date | None = None  # what went by term was from before this day
        self._expiries: dict[UUID, Expiry] = {}
        self._latest: date | None = None  # day of the latest act so far that is still there

    def faults(self) -> Iterator[Fault]:
        """Everything that is wrong, in the order of the chain; then what hangs on no link."""
        connection = connections[self.using]
        with transaction.atomic(using=self.using), connection.cursor() as cursor:
            # One picture of the database for the whole walk, although others go on writing.
            if not connection.savepoint_ids:
                cursor.execute("set transaction isolation level repeatable read, read only")
            self._expiries, wrong = expiries(self.using)
            for act in wrong:
                yield Fault("expiry_changed", None, str(act))
            for found in self.rows():
                yield from self._link_faults(found)
            yield from self._end_faults()
            yield from self._unchained()

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every link with its act, by chunks; the act's values are None where it is gone."""
        names = ", ".join(f"a.{name}" for name in _COLUMNS)
        query = (
            f"select c.seq, c.act, c.digest, c.hash, e.expiry, {names} from access_auditchain c"  # noqa: S608 - ours
            " left join access_auditexpiry e on e.seq = c.seq"
            " left join access_auditrow a on a.id = c.act where c.seq > %s order by c.seq limit %s"
        )
        after = self.start
        while True:
            with connections[self.using].cursor() as cursor:
                cursor.execute(query, [after, CHUNK])
                rows = cursor.fetchall()
            for row in rows:
                yield dict(zip(("seq", "act", "digest", "hash", "expiry", *_COLUMNS), row, strict=True))
            if len(rows) < CHUNK:
                return
            after = rows[-1][0]

    def _link_faults(self, found: dict[str, Any]) -> Iterator[Fault]:
        seq, act = found["seq"], found["act"]
        digest, stored = bytes(found["digest"]), bytes(found["hash"])
        for gone in range(self.head.seq + 1, min(seq, self.head.seq + 1 + CHUNK)):
            yield Fault("link_removed", gone, "")
        if found["id"] is None:
            if not self._by_term(found):
                yield Fault("removed", seq, str(act))
        elif digest_of(found) != digest:
            yield Fault("changed", seq, str(act))
        if seq == self.head.seq + 1 and link(self.head.hash, seq, act, digest) != stored:
            yield Fault("link_changed", seq, str(act))
        if self.against is not None and seq == self.against.seq and stored != self.against.hash:
            yield Fault("rewritten", seq, str(act))
        self.head = Head(seq, stored)
        self.links += 1
        if found["at"] is not None:
            day = found["at"].date()
            self._latest = day if self._latest is None else max(self._latest, day)

    def _by_term(self, found: dict[str, Any]) -> bool:
        """It went because its term was over: a later act says so, and what stood before it is old enough too."""
        expiry = self._expiries.get(found["expiry"])
        if expiry is None or expiry.seq <= found["seq"]:
            return False
        if self._latest is not None and self._latest > expiry.before + LATE:
            return False
        self.expired += 1
        self.before = expiry.before if self.before is None else max(self.before, expiry.before)
        return True

    def _end_faults(self) -> Iterator[Fault]:
        if self.against is not None and self.head.seq < self.against.seq:
            yield Fault("shortened", self.head.seq, "")

    def _unchained(self) -> Iterator[Fault]:
        query = (
            "select a.id from access_auditrow a left join access_auditchain c on c.act = a.id"
            " where c.act is null order by a.at limit %s"
        )
        with connections[self.using].cursor() as cursor:
            cursor.execute(query, [CHUNK])
            for (act,) in cursor.fetchall():
                yield Fault("unchained", None, str(act))


def export(directory: Path, *, using: str = "owner") -> tuple[int, Head]:
    """Write every act that is not yet in `directory` as JSON lines, and the head. Returns how many, and the head.

    A file says in its name which links it holds; it is written whole or not at all.
    """
    directory.mkdir(parents=True, exist_ok=True)
    done = max((int(file.stem.rpartition("-")[2]) for file in directory.glob("audit-*-*.jsonl")), default=0)
    walk = Verification(using=using)
    # The last act of the earlier file is read once more: it is the head when nothing was added.
    walk.start = max(done - 1, 0)
    written, first, temporary = 0, 0, directory / ".audit.part"
    with transaction.atomic(using=using), _private(temporary) as out:
        for found in walk.rows():
            walk.head = Head(found["seq"], bytes(found["hash"]))
            if found["seq"] <= done:
                continue
            first, written = first or found["seq"], written + 1
            out.write(_line(found))
    if written:
        temporary.rename(directory / f"audit-{first:012d}-{walk.head.seq:012d}.jsonl")
    else:
        temporary.unlink()
    with _private(directory / ".head.part") as out:
        out.write(walk.head.text())
    (directory / ".head.part").rename(directory / "head.json")
    return written, walk.head


def _line(found: dict[str, Any]) -> str:
    row = {name: found[name] for name in _COLUMNS}
    row |= {"id": str(found["act"]), "at": row["at"].astimezone(UTC).isoformat() if row["at"] else None}
    link_of = {"seq": found["seq"], "hash": bytes(found["hash"]).hex(), "digest": bytes(found["digest"]).hex()}
    return json.dumps({**link_of, **row}, ensure_ascii=False) + "\n"


def _private(file: Path) -> Any:
    """A fresh file that only its owner reads."""
    file.unlink(missing_ok=True)
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8")
