# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Tasks done at the same time by processes of our own.

Not multiprocessing: that runs the caller's main file again in every child, or copies a process whose threads hold
locks. A worker here is a fresh Python that reads pickled tasks and writes pickled answers.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol, TypeVar

import numpy as np

import unseen
from unseen.capture import CaptureData, CaptureError
from unseen.methods import estimate
from unseen.result import Estimate, Reason

# One thread each: the processes are the parallel part.
ALONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1", "NUMBA_NUM_THREADS": "1"}


class Job(Protocol):
    """Work that a worker can do: it can be pickled, has a name, and never raises."""

    @property
    def key(self) -> tuple[str, ...]:
        """What it is for."""

    def run(self) -> Any:
        """Do it."""


@dataclass(frozen=True)
class Task:
    """One call of one method. key: what it is for. seed: of its own chance: the order of work is no matter."""

    key: tuple[str, ...]
    method: str
    data: CaptureData
    level: float
    seed: int
    options: Mapping[str, Any]

    def run(self) -> Answer:
        """The estimate, or why there is no answer at all."""
        rng = np.random.default_rng(self.seed)
        try:
            return estimate(self.data, self.method, level=self.level, rng=rng, **dict(self.options))
        except CaptureError as fault:
            return Reason("not_applicable", f"{self.method}: {fault}")
        except Exception as fault:  # one broken method must not take the others along; the verdict names it
            return Reason("broken", f"{self.method} broke off: {type(fault).__name__}: {fault}")


Answer = Estimate | Reason
AnyJob = TypeVar("AnyJob", bound=Job)


def do_all(tasks: Sequence[AnyJob], *, workers: int, tick: Callable[[AnyJob], None]) -> dict[tuple[str, ...], Any]:
    """All answers by key; a Reason where a worker died. workers: processes beside this one; below 2 all is done here.

    Tasks are begun in the order given: the longest first.
    """
    found: dict[tuple[str, ...], Any] = {}
    if workers < 2 or len(tasks) < 2:
        for task in tasks:
            found[task.key] = task.run()
            tick(task)
        return found
    waiting: queue.SimpleQueue[AnyJob] = queue.SimpleQueue()
    for task in tasks:
        waiting.put(task)
    lock = threading.Lock()

    def run() -> None:
        with _Worker() as worker:
            while True:
                try:
                    task = waiting.get_nowait()
                except queue.Empty:
                    return
                answer = worker.ask(task)
                with lock:
                    found[task.key] = answer
                    tick(task)

    threads = [threading.Thread(target=run, daemon=True) for _ in range(min(workers, len(tasks)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {task.key: found[task.key] for task in tasks}


class _Worker:
    """A Python beside this one. A worker that dies answers with a reason, and the next task gets a new one."""

    def __enter__(self) -> _Worker:
        self._process = self._started()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        """Close both pipes: a worker ends when nothing more can come."""
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.wait()

    def ask(self, task: Job) -> Any:
        try:
            send(self._process.stdin, task)
            return receive(self._process.stdout)
        except (OSError, EOFError):
            self._process.kill()
            self._end()
            self._process = self._started()
            return Reason("broken", f"{' '.join(task.key)}: its process ended before it answered")

    @staticmethod
    def _started() -> subprocess.Popen[bytes]:
        home = str(Path(unseen.__file__).parents[1])
        path = os.pathsep.join([home, *filter(None, [os.environ.get("PYTHONPATH")])])
        return subprocess.Popen(
            [sys.executable, "-m", "unseen.comparing.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, **ALONE, "PYTHONPATH": path},
        )  # fmt: skip


def send(pipe: IO[bytes] | None, thing: object) -> None:
    """Write one pickled thing, its length before it."""
    assert pipe is not None
    body = pickle.dumps(thing)
    pipe.write(struct.pack("<Q", len(body)) + body)
    pipe.flush()


def receive(pipe: IO[bytes] | None) -> Any:
    """Read one thing. Raises EOFError where the other side is gone."""
    assert pipe is not None
    head = pipe.read(8)
    if len(head) < 8:
        raise EOFError
    body = pipe.read(struct.unpack("<Q", head)[0])
    return pickle.loads(body)  # noqa: S301 — from a process of our own, started by us
