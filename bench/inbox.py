# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The inbox as it fills: the whole page through Django, and its list with and without row policies.

Every size has a database and a process of its own; the rounds go from one to the next in turn, so that whatever
else the machine does meets all sizes alike. As a program: python -m bench.inbox SIZE. It prints what it prepared as
JSON, then answers every line that it reads with the milliseconds of one round.
"""

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.numbers import Times, clocked, times_of
from bench.place import ROOT, BenchError, environment

PAGES = {"inbox": "/signalen/", "start": "/start/"}
LISTS = ("walled", "bare")


@dataclass(frozen=True)
class Size:
    """With `signals` in the unit: queries per page; times per page, and of the list with row policies and without."""

    signals: int
    queries: dict[str, int]
    times: dict[str, Times]


def client_for(person: Any) -> Any:
    """A test client with a session that has a second factor."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session.save()
    return client


class Desk:
    """A focal point's desk with so many signals in this process's database."""

    def __init__(self, cast: Any, signals: int, *, at: datetime) -> None:
        from bench.rows import fill

        fill(cast, upto=signals, at=at)
        self.cast, self.at = cast, at
        self.client = client_for(cast.people["noor"])
        self.turn = False

    def queries(self) -> dict[str, int]:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        found = {}
        for name, path in PAGES.items():
            with CaptureQueriesContext(connection) as captured:
                self._get(path)
            found[name] = len(captured)
        return found

    def round(self) -> dict[str, float]:
        """Milliseconds of each page and of the two lists, once."""
        found = {name: clocked(lambda path=path: self._get(path)) for name, path in PAGES.items()}
        return found | self._lists()

    def _get(self, path: str) -> None:
        answer = self.client.get(path)
        if answer.status_code != 200:
            raise BenchError(f"{path} answered {answer.status_code}")

    def _lists(self) -> dict[str, float]:
        """The first page of the list: as the application behind row policies, and as owner, who passes them."""
        from zicht.access.actors import for_person
        from zicht.access.roles import Purpose
        from zicht.base.context import transaction_as
        from zicht.casework.intake.queries import PAGE_SIZE, Filters, inbox

        actor = for_person(self.cast.people["noor"], purpose=Purpose.SIGNAL_HANDLING, strong=True)
        found: dict[str, list[Any]] = {}
        with transaction_as(actor.context(self.at)):
            rows = inbox(actor, Filters(), at=self.at)[: PAGE_SIZE + 1]
            asked = {"walled": rows.all(), "bare": rows.using("owner")}
            # In turn first: whoever comes second finds a warmer cache.
            self.turn = not self.turn
            spent = {
                name: clocked(lambda name=name: found.update({name: list(asked[name])}))
                for name in (LISTS if self.turn else reversed(LISTS))
            }
        if [r.pk for r in found["walled"]] != [r.pk for r in found["bare"]]:
            raise BenchError("the list is not the same with and without row policies")
        return spent


def main(signals: int, answer: Callable[[object], None]) -> None:
    """Prepare, then one round for each line on standard input."""
    import django

    from zicht.web.running import prepare_database

    prepare_database()
    django.setup()
    from zicht.base.clock import now
    from zicht.web.demo.cast import build_cast, read_cast

    build_cast(using="owner")
    desk = Desk(read_cast(), signals, at=now())
    desk.round()
    answer(desk.queries())
    for _ in sys.stdin:
        answer(desk.round())


class Elsewhere:
    """A desk in another process."""

    def __init__(self, signals: int, home: Path) -> None:
        self.signals = signals
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.inbox", str(signals)],
            env=environment(home, ZICHT_DEMO="1"),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def heard(self) -> Any:
        """The next answer. Raises BenchError when the process ended."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise BenchError(f"the desk with {self.signals} signals ended")
        return json.loads(line)

    def round(self) -> dict[str, float]:
        assert self.process.stdin is not None
        print(file=self.process.stdin, flush=True)
        found: dict[str, float] = self.heard()
        return found

    def end(self) -> None:
        with contextlib.suppress(BrokenPipeError):
            self.process.communicate(timeout=60)


def measure(place: Path, *, sizes: tuple[int, ...], rounds: int) -> list[Size]:
    """Prepare a desk per size, one after the other, then measure in turn."""
    desks: list[Elsewhere] = []
    try:
        queries = []
        for size in sizes:
            desks.append(Elsewhere(size, place / f"desk-{size}"))
            queries.append(desks[-1].heard())
        found: list[dict[str, list[float]]] = [{name: [] for name in (*PAGES, *LISTS)} for _ in desks]
        for _ in range(rounds):
            for desk, spent in zip(desks, found, strict=True):
                for name, each in desk.round().items():
                    spent[name].append(each)
        return [
            Size(desk.signals, counted, {name: times_of(each) for name, each in spent.items()})
            for desk, counted, spent in zip(desks, queries, found, strict=True)
        ]
    finally:
        for desk in desks:
            desk.end()


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zicht.web.settings")
    main(int(sys.argv[1]), lambda found: print(json.dumps(found), flush=True))
