# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Keys of records, in a store of their own. Without its key a record is unreadable, here and in every old backup.

A record (signal, case, package, message, report) has one random key; the key's name is the record's own key in the
database. The store holds it wrapped by a master key (keyring.py). These functions are the whole face: another store
than the file (keyfile.py) may take its place behind them.
"""

import os
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from zicht.base import keyring
from zicht.base.keyfile import KeyFile, Wrapped
from zicht.base.pghost import home

CACHE_LIMIT = 20_000
BATCH = 500
DAY = 24 * 60 * 60
_NONCE = 12

Replay = Callable[[frozenset[UUID], str], int]
Rekey = Callable[[str, Callable[[int], None]], int]


class Destroyed(Exception):
    """The key of this record was destroyed: what it sealed cannot be read any more."""


class UnknownKey(Exception):
    """No key of this name is in the store: another store belongs to this database, or the text was made up."""


def create(records: Iterable[UUID]) -> None:
    """Make sure that each of these records has a key; on the disk when this returns. Raises Destroyed."""
    missing = [r for r in dict.fromkeys(records) if _cached(r) is None]
    have = {k.record for k in _file().read(missing)}
    missing = [r for r in missing if r not in have]
    if not missing:
        return
    for record in missing:
        if _file().is_destroyed(record):
            raise Destroyed("the key of this record was destroyed")
    master = keyring.current()
    _file().add((_wrap(master, r, secrets.token_bytes(32)) for r in missing), at=int(time.time()))


def get(record: UUID) -> AESGCM:
    """The key of a record, ready to use. Raises Destroyed, UnknownKey."""
    found = _cached(record)
    if found is not None:
        return found
    preload([record])
    found = _cached(record)
    if found is not None:
        return found
    if _file().is_destroyed(record):
        raise Destroyed("the key of this record was destroyed")
    raise UnknownKey("no key of this name is in the key store")


def preload(records: Iterable[UUID]) -> None:
    """Fetch the keys of a list at once. Records without a key are left out."""
    wanted = [r for r in dict.fromkeys(records) if _cached(r) is None]
    if not wanted:
        return
    found = [(key.record, AESGCM(_unwrap(key))) for key in _file().read(wanted)]
    with _lock:
        for record, ready in found:
            _cache[record] = ready
        while len(_cache) > CACHE_LIMIT:
            _cache.popitem(last=False)


def destroy(records: Iterable[UUID]) -> int:
    """Remove the keys of these records from the store and from its backup, for good. Returns how many there were.

    Call it after the commit of the transaction that removed the rows.
    """
    wanted = list(dict.fromkeys(records))
    gone = _file().remove(wanted, at=int(time.time()))
    with _lock:
        for record in wanted:
            _cache.pop(record, None)
    place = backup_place()
    if not place.exists():
        backup()
        return gone
    # In place: copying a large store for every destruction would take long.
    copy = KeyFile(place)
    try:
        copy.remove(wanted, at=int(time.time()))
    finally:
        copy.close()
    return gone


def destroyed() -> frozenset[UUID]:
    """Records whose key was destroyed, so that a restored backup can be brought up to date."""
    return _file().destroyed()


def rotate(say: Callable[[int], None] = lambda _: None) -> int:
    """Wrap every key that is under an older master with the current one, in small steps. Gives how many.

    May be stopped and started again; others read and write meanwhile. The backup follows at the end.
    """
    master, done = keyring.current(), 0
    while found := _file().not_under(master.name, BATCH):
        _file().rewrap((old, _wrap(master, old.record, _unwrap(old))) for old in found)
        done += len(found)
        say(done)
    backup()
    return done


def counts() -> dict[str, int]:
    """How many record keys each master key wraps."""
    return _file().counts()


def backup() -> Path:
    """Bring the backup of the store up to date: the same keys, and none that was destroyed."""
    place = backup_place()
    _file().copy_to(place)
    return place


def tidy(in_use: frozenset[UUID]) -> int:
    """Forget keys of which no row was ever stored: made more than a day ago and not in use. Gives how many."""
    left = [r for r in _file().older_than(int(time.time()) - DAY) if r not in in_use]
    _file().forget(left)
    with _lock:
        for record in left:
            _cache.pop(record, None)
    backup()
    return len(left)


def store_place() -> Path:
    """Where the store is."""
    return Path(settings.KEY_STORE) if settings.KEY_STORE else home() / "keys" / "keys.sqlite"


def backup_place() -> Path:
    """Where its backup is: better on another disk."""
    given = settings.KEY_BACKUP
    return Path(given) if given else store_place().with_name(store_place().name + ".backup")


def on_destroyed(replay: Replay) -> Replay:
    """Register how a room takes destroyed records out of a database that was restored from an older backup.

    The function gets the destroyed records and the name of the connection (the owner's), and gives how many rows it
    removed. Register it in AppConfig.ready(); what hangs on a record goes first.
    """
    if replay not in _replays:
        _replays.append(replay)
    return replay


def replay_destructions(using: str = "owner") -> int:
    """Destroy again what was destroyed since the backup was made. Gives how many rows that took out."""
    gone = destroyed()
    return sum(replay(gone, using) for replay in _replays) if gone else 0


def on_rotate(rekey: Rekey) -> Rekey:
    """Register how digests under a derived key are made anew. It gets a connection's name and a way to report."""
    if rekey not in _rekeys:
        _rekeys.append(rekey)
    return rekey


def rekey_digests(using: str = "owner", say: Callable[[int], None] = lambda _: None) -> int:
    """Make every digest that rests on an older master key anew. Gives how many."""
    return sum(rekey(using, say) for rekey in _rekeys)


def close() -> None:
    """Let go of the file and of every key in memory."""
    global _open
    with _lock:
        _cache.clear()
        if _open is not None:
            _open.close()
        _open = None


_replays: list[Replay] = []
_rekeys: list[Rekey] = []
_cache: OrderedDict[UUID, AESGCM] = OrderedDict()
_lock = threading.RLock()
_open: KeyFile | None = None


def _file() -> KeyFile:
    """The open store of this process; opened anew where the place changed, after a fork, or when the file is gone."""
    global _open
    place = store_place()
    with _lock:
        if _open is None or _open.path != place or _open.pid != os.getpid():
            _cache.clear()
            _open = KeyFile(place)
        return _open


def _cached(record: UUID) -> AESGCM | None:
    file = _file()
    with _lock:
        if file.someone_destroyed():
            _cache.clear()
        found = _cache.get(record)
        if found is not None:
            _cache.move_to_end(record)
        return found


def _about(master: str, record: UUID) -> bytes:
    return b"zicht record key\0" + master.encode() + b"\0" + record.bytes


def _wrap(master: keyring.Master, record: UUID, key: bytes) -> Wrapped:
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(keyring.derived(master, "record-keys")).encrypt(nonce, key, _about(master.name, record))
    return Wrapped(record, master.name, nonce + sealed)


def _unwrap(key: Wrapped) -> bytes:
    master = keyring.named(key.master)
    nonce, sealed = key.wrapped[:_NONCE], key.wrapped[_NONCE:]
    try:
        return AESGCM(keyring.derived(master, "record-keys")).decrypt(nonce, sealed, _about(key.master, key.record))
    except InvalidTag:
        raise keyring.KeyringError(
            f"De hoofdsleutel '{key.master}' past niet op deze sleutelkast, of de kast is beschadigd."
        ) from None
