# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Walks the addresses, and tries a door as somebody. Nothing that a try changes stays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver

from zicht.access.doors import Sign, sign_of


@dataclass(frozen=True)
class Address:
    """One entry of the URLconf: its full name, its pattern, the names in it, the view."""

    name: str
    pattern: str
    parts: tuple[str, ...]
    view: Any

    @property
    def sign(self) -> Sign | None:
        return sign_of(self.view)


def addresses(
    resolver: URLResolver | None = None, *, space: str = "", before: str = "", outer: tuple[str, ...] = ()
) -> Iterator[Address]:
    """Every address, those of libraries too."""
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern)
        parts = (*outer, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, space=inner, before=pattern, outer=parts)
        else:
            yield Address(f"{space}{entry.name or pattern}", pattern, parts, entry.callback)


@dataclass(frozen=True)
class Row:
    """Who comes in at one address, and what they get; everybody else gets 404.

    who: names of the cast; "*" everybody who is signed in; "+" people without an account too.
    get, post: status for those who come in (an empty form is posted); 405: this address does not take it.
    anonymous: both statuses for people without an account where they differ from being sent to sign in.
    key: which kind of record the address names; of: whose unit it belongs to.
    door: who passes the door of the page when not all of them get this record (they get 404 for it, and 405 for
    what the page does not take: that says nothing about the record).
    other_hat: who has this job as well, but does another one now: they are asked to choose.
    """

    name: str
    who: str
    get: int = 200
    post: int = 405
    key: str = ""
    of: str = ""
    door: str = ""
    anonymous: tuple[int, int] | None = None
    other_hat: str = ""

    def takes(self, method: str) -> bool:
        """True when the page answers to this method at all."""
        return (self.get if method == "get" else self.post) != 405

    def passes(self, person: str) -> bool:
        """True when this person passes the door of the page, whatever record is asked for."""
        return _named(person, self.door or self.who)

    def expects(self, person: str, method: str) -> int:
        """The status for this person."""
        status = self.get if method == "get" else self.post
        if person == "anonymous" and self.who != "+":
            return self.anonymous[method == "post"] if self.anonymous else 302
        if person in self.other_hat.split():
            return 302
        if not self.passes(person):
            return 404
        return status if status == 405 or _named(person, self.who) else 404


def _named(person: str, who: str) -> bool:
    return who in {"*", "+"} or person in who.split()


def attempt(client: Client, method: str, url: str, data: dict[str, str] | None = None) -> HttpResponse:
    """Knock, and take back whatever it changed, in the database and in the browser."""
    cookies = client.cookies.output()
    with transaction.atomic():
        response = getattr(client, method)(url, data)
        if hasattr(response, "render") and not response.is_rendered:
            response.render()
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))
    return response


def rows_missing(known: Iterable[str], found: Iterable[Address]) -> list[str]:
    """Addresses without a row."""
    rows = set(known)
    return [f"{address.name} ({address.pattern})" for address in found if address.name not in rows]
