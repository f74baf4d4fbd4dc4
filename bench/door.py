# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Signals saved through the public form: real requests, several visitors at a time, each from an address of its own.

A visitor asks for the form, sends it and reads the page behind it. Every visitor has another loopback address, so
that the product's own limit per address stays as it is; the run stays below the limit of all together.
"""

import http.client
import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from bench.numbers import Times, clocked, times_of
from bench.place import HOST, BenchError, free_port, run, running, until_answer

MOST = 900  # the public form takes 1,000 an hour from everybody together
CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
FACT = "Zes mannen slapen in een schuur naast het bedrijf. Hun paspoorten liggen bij de baas."


@dataclass(frozen=True)
class Site:
    """What one visitor does: the form's address, what is filled in, how the last page shows that it was stored."""

    port: int
    path: str
    fields: dict[str, str]
    stored: Callable[[str], bool]


@dataclass(frozen=True)
class Saved:
    """How many were saved per second, and how long one visitor's sending took (the POST alone)."""

    per_second: float
    post: Times
    count: int


def address(number: int) -> str:
    """A loopback address for visitor `number`: no two visitors share one."""
    return f"127.{10 + number // 62_500}.{number // 250 % 250 + 1}.{number % 250 + 1}"


def visit(site: Site, number: int) -> float:
    """One visitor. Returns the milliseconds of the POST; raises BenchError when nothing was stored."""
    connection = http.client.HTTPConnection(HOST, site.port, timeout=60, source_address=(address(number), 0))
    try:
        cookies: dict[str, str] = {}
        _, text, _ = _ask(connection, "GET", site.path, cookies)
        form = urlencode(_hidden(text) | site.fields)
        answer: list[tuple[int, str, str]] = []
        spent = clocked(lambda: answer.append(_ask(connection, "POST", site.path, cookies, form)))
        status, text, there = answer[0]
        if status != 302:
            raise BenchError(f"the form answered {status} instead of 302")
        status, text, _ = _ask(connection, "GET", there, cookies)
        if status != 200 or not site.stored(text):
            raise BenchError(f"the page behind the form ({status}) does not show that anything was stored")
        return spent
    finally:
        connection.close()


def _ask(
    connection: http.client.HTTPConnection, method: str, path: str, cookies: dict[str, str], body: str = ""
) -> tuple[int, str, str]:
    headers = {"Accept-Language": "pl"}
    if cookies:
        headers["Cookie"] = "; ".join(f"{n}={v}" for n, v in cookies.items())
    if method == "POST":
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    for line in answer.headers.get_all("Set-Cookie") or []:
        name, _, value = line.partition(";")[0].partition("=")
        cookies[name] = value
    return answer.status, answer.read().decode(), answer.headers.get("Location", "")


def _hidden(text: str) -> dict[str, str]:
    found = {}
    for tag in HIDDEN.findall(text):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[name.group(1)] = value.group(1) if value else ""
    return found


def saved(site: Site, *, count: int, threads: int, first: int = 0) -> Saved:
    """Let `count` visitors come, `threads` at a time."""
    if count > MOST:
        raise BenchError(f"at most {MOST} visitors: more would meet the product's own limit")
    ready = threading.Barrier(threads)

    def one_after_another(turn: int) -> list[float]:
        ready.wait()
        return [visit(site, first + n) for n in range(turn, count, threads)]

    start = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        spent = [each for turn in pool.map(one_after_another, range(threads)) for each in turn]
    return Saved(count / (time.perf_counter() - start), times_of(spent), count)


def ours(port: int) -> Site:
    """The public form of Lindestede."""
    fields = {"fact": FACT, "about": "persons", "age": "adult", "kinds": "AU", "place": "Schuur aan de Dijkweg"}
    return Site(port, "/melden/lindestede/", fields, lambda text: CODE.search(text) is not None)


def beside_peer(port: int, home: Path, *, count: int, threads: int) -> tuple[Saved, Saved]:
    """Our form, then the peer's, on the same machine and the same database server."""
    run(["-c", "from bench import plain; plain.make_table()"], home=home)
    peer_port = free_port()
    server = ["-m", "gunicorn", "--bind", f"{HOST}:{peer_port}", "--workers", "2", "--threads", "4"]
    server += ["--log-level", "warning", "--no-control-socket", "bench.plain:application"]
    with running(server, home=home) as child:
        until_answer(peer_port, "/", child)
        peer = Site(peer_port, "/", {"fact": FACT, "about": "persons"}, lambda text: "Thank you" in text)
        for site in (ours(port), peer):
            saved(site, count=threads * 2, threads=threads, first=50_000)
        first = saved(ours(port), count=count, threads=threads)
        return first, saved(peer, count=count, threads=threads)
