# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Queries per page: everybody of the cast follows the links that he or she sees, and every page is counted.

As a program it prints JSON: python -m bench.pages. A page that no link led to is named, not left out.
"""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from bench.inbox import client_for
from bench.numbers import clocked

EACH = 2  # so many records of one kind per person: enough to see, short to run
TRIES = 12  # so many records are tried for a page that no link led to
NOT_FOLLOWED = ("/account/", "/static/", "/demo/kies", "/taal/")
DOORS = ("/", "/melden/lindestede/", "/bericht/", "/hulp/", "/privacy/", "/toegankelijkheid/", "/gezondheid/")
LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')


@dataclass
class Page:
    """One address of the program: the most queries that a visit took, its quickest time, who came there."""

    route: str
    queries: int = 0
    milliseconds: float = 0.0
    visits: int = 0
    people: list[str] = field(default_factory=list)


def crawl(cast: Any) -> dict[str, Page]:
    """Visit what the links lead to, as a stranger and as everybody of the cast."""
    from django.test import Client

    pages: dict[str, Page] = {}
    walk(Client(SERVER_NAME="localhost"), "anybody", DOORS, pages)
    for key, person in cast.people.items():
        if key in _known():
            walk(client_for(person), key, ("/start/",), pages)
    return pages


def _known() -> set[str]:
    from zicht.web.demo.cast import CAST

    return {spec.key for spec in CAST}


def walk(client: Any, who: str, doors: tuple[str, ...], pages: dict[str, Page]) -> None:
    """Follow links from `doors` on and note each page in `pages`."""
    waiting, asked = deque(doors), set(doors)
    visited: dict[str, int] = {}
    while waiting:
        path = waiting.popleft()
        route = _route(path)
        if route is None or visited.get(route, 0) >= EACH:
            continue
        answer, queries, spent = _count(client, path)
        if answer.status_code != 200:
            continue
        visited[route] = visited.get(route, 0) + 1
        _note(pages.setdefault(route, Page(route)), who, queries, spent)
        for there in _links(answer, path):
            if there not in asked:
                asked.add(there)
                waiting.append(there)
    _try_the_rest(client, who, asked, pages)


def _try_the_rest(client: Any, who: str, asked: set[str], pages: dict[str, Page]) -> None:
    """Pages that open in some states only: try them with the records whose links this person saw."""
    for route in unvisited(pages):
        before, marked, after = route.partition("<uuid:key>")
        if not marked or "<" in after:
            continue
        keys = sorted({m.group(1) for path in asked if (m := re.match(re.escape(before) + "([0-9a-f-]{36})/", path))})
        for key in keys[:TRIES]:
            answer, queries, spent = _count(client, before + key + after)
            if answer.status_code == 200:
                _note(pages.setdefault(route, Page(route)), who, queries, spent)
                break


def _note(page: Page, who: str, queries: int, spent: float) -> None:
    page.queries = max(page.queries, queries)
    page.milliseconds = min(page.milliseconds, spent) if page.visits else spent
    page.visits += 1
    if who not in page.people:
        page.people.append(who)


def _count(client: Any, path: str) -> tuple[Any, int, float]:
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    reset_queries()  # the log of all pages together is longer than Django keeps
    answers: list[Any] = []
    with CaptureQueriesContext(connection) as captured:
        spent = clocked(lambda: answers.append(client.get(path)))
    return answers[0], len(captured), spent


def _links(answer: Any, path: str) -> Iterator[str]:
    if "html" not in answer.headers.get("Content-Type", "") or answer.streaming:
        return
    for link in LINK.findall(answer.content.decode()):
        there = urlsplit(urljoin(path, link.replace("&amp;", "&")))
        if not there.netloc and there.path.startswith("/") and not there.path.startswith(NOT_FOLLOWED):
            yield there.path + (f"?{there.query}" if there.query else "")


def _route(path: str) -> str | None:
    from django.urls import Resolver404, resolve

    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    return f"/{match.route}"


def unvisited(pages: dict[str, Page]) -> list[str]:
    """Addresses that answer to GET (as far as the program says) and that no link led to."""
    from django.urls import get_resolver

    return sorted(r for r in _routes(get_resolver().url_patterns, "/") if r not in pages and not _skipped(r))


def _skipped(route: str) -> bool:
    return route.startswith(NOT_FOLLOWED)


def _routes(patterns: Any, before: str) -> Iterator[str]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns, here)
        elif not _posts_only(pattern.callback):
            yield here


def _posts_only(view: Any) -> bool:
    """True for a view that refuses GET: asked with a request that reaches nothing."""
    from django.http import HttpResponseNotAllowed
    from django.test import RequestFactory

    closures = getattr(view, "__closure__", None) or ()
    allowed = [c.cell_contents for c in closures if isinstance(c.cell_contents, list | tuple)]
    if any("GET" in a for a in allowed) or not any("POST" in a for a in allowed):
        return False
    return isinstance(view(RequestFactory().get("/")), HttpResponseNotAllowed)


def main() -> None:
    import django

    django.setup()
    from zicht.web.demo.cast import read_cast

    pages = crawl(read_cast())
    shown = [asdict(page) for _, page in sorted(pages.items())]
    print(json.dumps({"pages": shown, "unvisited": unvisited(pages)}))


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zicht.web.settings")
    main()
