# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A directory of its own for one run, the programs that run in it, and taking all of it away again."""

import base64
import contextlib
import hashlib
import http.client
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
PATIENCE = 900.0  # seconds that anything here may take before it counts as failed
LONG = 7_200.0  # the same for filling a large database on a busy machine


class BenchError(Exception):
    """Something that should have been measured did not work. The message says what."""


@contextlib.contextmanager
def own_place() -> Iterator[Path]:
    """A fresh directory that goes away afterwards, with the databases in it."""
    place = Path(tempfile.mkdtemp(prefix="zicht-bench-"))
    place.chmod(0o711)  # as super-user the database runs under another account, which must get through
    try:
        yield place
    finally:
        for data in place.glob("**/data/PG_VERSION"):
            # A server that cannot be stopped is no reason to leave the others.
            with contextlib.suppress(BenchError):
                run(["-m", "zicht.web.cli", "db", "stop"], home=data.parents[1])
        shutil.rmtree(place, ignore_errors=True)


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a program in this run: the embedded database below `home`, nothing of the caller's."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("ZICHT_", "DATABASE_", "DJANGO_", "PG"))}
    key = home / "bench-key"
    if not key.exists():
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o711)
        key.write_text(secrets.token_urlsafe(50), encoding="ascii")
        key.chmod(0o600)
    secret = key.read_text(encoding="ascii")
    master = "bench:" + base64.b64encode(hashlib.sha256(secret.encode()).digest()).decode()
    given = {"ZICHT_HOME": str(home), "ZICHT_SECRET_KEY": secret, "ZICHT_MASTER_KEYS": master}
    return kept | given | {"ZICHT_REGISTER_PLACE": "Waterlinde", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"} | more


def run(arguments: list[str], *, home: Path, patience: float = PATIENCE, **more: str) -> str:
    """Run one of our programs to its end and return what it printed. Raises BenchError with its last words."""
    command = [sys.executable, *arguments]
    try:
        done = subprocess.run(
            command,
            env=environment(home, **more),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise BenchError(f"{' '.join(arguments)}: not ready after {patience:.0f} s") from late
    if done.returncode != 0:
        raise BenchError(f"{' '.join(arguments)}: {(done.stderr or done.stdout).strip()[-600:]}")
    return done.stdout


def asked(module: str, *arguments: str, home: Path, patience: float = PATIENCE, **more: str) -> Any:
    """What a measurement in a process of its own found: its last line, JSON."""
    return json.loads(run(["-m", module, *arguments], home=home, patience=patience, **more).strip().splitlines()[-1])


@contextlib.contextmanager
def running(arguments: list[str], *, home: Path, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program that serves until the block ends; its children end with it."""
    child = subprocess.Popen(
        [sys.executable, *arguments],
        env=environment(home, **more),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield child
    finally:
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, sign)
            try:
                child.wait(timeout=20)
                break
            except subprocess.TimeoutExpired:
                continue
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)


def free_port() -> int:
    """A port on this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def until_answer(port: int, path: str, child: "subprocess.Popen[bytes]") -> None:
    """Wait for the first 200. Raises BenchError when the program ends or takes too long."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        if child.poll() is not None:
            raise BenchError(f"the program ended with code {child.returncode} before its first page")
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.02)
    raise BenchError("no page within the time")
