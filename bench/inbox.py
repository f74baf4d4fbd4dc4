# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The inbox as it fills: the whole page through Django, and its list with and without row policies.

As a program it prints JSON: python -m bench.inbox ROUNDS SIZE...
"""

import json
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bench.numbers import Times, side_by_side

PAGES = {"inbox": "/signalen/", "late": "/signalen/?late=on", "mine": "/signalen/?owner=me", "start": "/start/"}


@dataclass(frozen=True)
class Size:
    """With `signals` in the unit: times and queries per page; the list under row policies and as owner without."""

    signals: int
    pages: dict[str, Times]
    queries: dict[str, int]
    walled: Times
    bare: Times


def client_for(person: Any) -> Any:
    """A test client with a session that has a second factor."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session.save()
    return client


def measure(cast: Any, *, sizes: list[int], rounds: int, at: datetime) -> list[Size]:
    """Fill the desk to each size in turn and measure there."""
    from bench.rows import fill

    client = client_for(cast.people["noor"])
    found = []
    for size in sizes:
        fill(cast, upto=size, at=at)
        pages = side_by_side(rounds, *(lambda path=path: _get(client, path) for path in PAGES.values()))
        walled, bare = _lists(cast, rounds, at)
        found.append(
            Size(
                signals=size,
                pages=dict(zip(PAGES, pages, strict=True)),
                queries={name: _queries(client, path) for name, path in PAGES.items()},
                walled=walled,
                bare=bare,
            )
        )
    return found


def _get(client: Any, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")


def _queries(client: Any, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        _get(client, path)
    return len(captured)


def _lists(cast: Any, rounds: int, at: datetime) -> tuple[Times, Times]:
    """The first page of the list: as the application's role behind row policies, and as owner, who passes them."""
    from zicht.access.actors import for_person
    from zicht.access.roles import Purpose
    from zicht.base.context import transaction_as
    from zicht.casework.intake.queries import PAGE_SIZE, Filters, inbox

    actor = for_person(cast.people["noor"], purpose=Purpose.SIGNAL_HANDLING, strong=True)
    with transaction_as(actor.context(at)):
        rows = inbox(actor, Filters(), at=at)[: PAGE_SIZE + 1]
        walled, bare = side_by_side(rounds, lambda: list(rows.all()), lambda: list(rows.using("owner")))
        if [r.pk for r in rows.all()] != [r.pk for r in rows.using("owner")]:
            raise RuntimeError("the list is not the same with and without row policies")
    return walled, bare


def main() -> None:
    import django

    from zicht.web.running import prepare_database

    prepare_database()
    django.setup()
    from zicht.base.clock import now
    from zicht.web.demo.cast import build_cast, read_cast

    build_cast(using="owner")
    found = measure(read_cast(), sizes=[int(s) for s in sys.argv[2:]], rounds=int(sys.argv[1]), at=now())
    print(json.dumps([asdict(size) for size in found]))


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zicht.web.settings")
    main()
