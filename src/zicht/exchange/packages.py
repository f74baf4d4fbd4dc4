# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Messages between instances travel as files: one encrypted file per message, with a name that says nothing.

A file is a JWE (RFC 7516, compact) with a shared key (alg "dir", enc "A256GCM"): read and made only by who
holds the key. Units are addressed by their keys, which are the same in every instance. How the files travel
(a mailbox, a share, a stick) is up to the organisations.
"""

import json
import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError
from joserfc import jwe
from joserfc.errors import JoseError

from zicht.access.actors import for_job
from zicht.access.models import Unit
from zicht.base.context import transaction_as
from zicht.exchange.delivery import accept, deliver_due
from zicht.exchange.formats import SHAPES, BadBody
from zicht.exchange.keys import NoKey, find, key_for, name_of
from zicht.exchange.models import Message

SUFFIX = ".zicht"
LARGEST = 10_000_000  # bytes
HEADER = {"alg": "dir", "enc": "A256GCM", "typ": "zicht-message+1"}


@dataclass
class Result:
    """What a run did. refused: name of a file and why, without anything of its content."""

    done: int = 0
    repeated: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


class Refused(ValueError):
    """A file that is not taken in; it stays where it is. The text is for the administrator."""


def export_queued(directory: Path, *, at: datetime) -> Result:
    """Write each message that waits for another instance into `directory`, once. Raises NotADirectoryError.

    A message without a key stays queued and is named in `refused` by its own key.
    """
    _check(directory)
    result = Result()
    remote = {u.key: u for u in Unit.objects.filter(remote=True).select_related("organisation")}
    for unit in Unit.objects.filter(remote=False).order_by("pk"):
        with transaction_as(for_job(unit.pk).context(at)):
            rows = Message.objects.select_for_update(skip_locked=True).filter(
                owning_unit=unit, direction="out", state=Message.State.QUEUED, to_unit__in=remote
            )
            for row in rows:
                try:
                    key = key_for(remote[row.to_unit], settings.EXCHANGE_KEYS)
                except NoKey as problem:
                    result.refused.append((str(row.message), str(problem)))
                    continue
                sealed = jwe.encrypt_compact({**HEADER, "kid": name_of(key)}, _plain(row), key)
                _write(directory, sealed)
                row.state, row.handled_at = Message.State.SENT, at
                row.save(update_fields=["state", "handled_at"])
                result.done += 1
    return result


def import_files(directory: Path, *, at: datetime) -> Result:
    """Take in each file of `directory` that is meant for us, deliver it, remove it. Raises NotADirectoryError.

    A file that cannot be taken in stays, with the reason in `refused`. A message that came before is not taken
    in again. Answers wait for the next export.
    """
    _check(directory)
    result = Result()
    for path in sorted(directory.glob(f"*{SUFFIX}")):
        try:
            fresh = _take_in(_open(path), at=at)
        except Refused as problem:
            result.refused.append((path.name, str(problem)))
            continue
        # Stored and committed: the file has done its work.
        path.unlink()
        result.done += fresh
        result.repeated += not fresh
    deliver_due(at=at)
    return result


def _check(directory: Path) -> None:
    if not directory.is_dir():
        raise NotADirectoryError("the folder for exchange files does not exist")


def _plain(row: Message) -> bytes:
    content = {
        "message": str(row.message), "from_unit": str(row.from_unit), "to_unit": str(row.to_unit), "kind": row.kind,
        "in_reply_to": str(row.in_reply_to) if row.in_reply_to else None, "body": row.body,
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False).encode()


def _write(directory: Path, sealed: str) -> None:
    """Whole or not at all: written under another name, then renamed."""
    path = directory / f"{uuid4().hex}{SUFFIX}"
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as handle:
        handle.write(sealed)
        handle.flush()
        os.fsync(handle.fileno())
    part.rename(path)


def _open(path: Path) -> dict[str, Any]:
    """Decrypt; only with the key that the file names. Raises Refused."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            raise Refused("not a file, or too large")
        opened = jwe.decrypt_compact(
            path.read_text(encoding="ascii"),
            lambda part: find(_kid_of(part.headers()), settings.EXCHANGE_KEYS),
            algorithms=[HEADER["alg"], HEADER["enc"]],
        )
        header = opened.headers()
        found = json.loads(opened.plaintext or b"")
    except Refused:
        raise
    except NoKey as problem:
        raise Refused(str(problem)) from None
    except OSError:
        raise Refused("cannot be read") from None
    except (JoseError, ValueError, TypeError, RecursionError):
        raise Refused("damaged, or changed on the way") from None
    if not isinstance(found, dict):
        raise Refused("not a message of this version")
    return found | {"kid": header["kid"]}


def _kid_of(header: dict[str, Any]) -> str:
    """The key that a file names. Nothing else may stand in the header: no compression, no other algorithm."""
    if {name: value for name, value in header.items() if name != "kid"} != HEADER:
        raise Refused("not a message of this version")
    return str(header.get("kid"))


def _take_in(found: dict[str, Any], *, at: datetime) -> bool:
    """Store what arrived for one of our units. False when it was here before. Raises Refused."""
    try:
        sender = Unit.objects.select_related("organisation").filter(key=UUID(found["from_unit"]), remote=True).first()
        receiver = Unit.objects.filter(key=UUID(found["to_unit"]), remote=False).first()
        reply = UUID(found["in_reply_to"]) if found["in_reply_to"] else None
        arrived = Message(
            message=UUID(found["message"]), from_unit=UUID(found["from_unit"]), to_unit=UUID(found["to_unit"]),
            from_name=str(sender or ""), kind=found["kind"], in_reply_to=reply, body=found["body"],
        )  # fmt: skip
        SHAPES[arrived.kind].read(arrived.body)
    except (KeyError, TypeError, ValueError, AttributeError, BadBody):
        raise Refused("not a message of this version") from None
    if sender is None:
        raise Refused("the sender is not known here as a unit of another instance")
    if receiver is None:
        raise Refused("no unit of ours has this address")
    # Whoever holds a key speaks only for the units that this key is shared with.
    try:
        if name_of(key_for(sender, settings.EXCHANGE_KEYS)) != found["kid"]:
            raise Refused("the sender has another key")
        with transaction_as(for_job(receiver.pk).context(at)):
            return accept(arrived, receiver, at=at)
    except NoKey as problem:
        raise Refused(str(problem)) from None
    except IntegrityError:
        # Another unit of ours has a message of this key: one message has one receiver.
        raise Refused("not a message of this version") from None
