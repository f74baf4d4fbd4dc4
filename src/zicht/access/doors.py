# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Every page is a door with a sign: who may come in, for which purpose.

    @door(Purpose.SIGNAL_HANDLING)      signed in, with a role that has this purpose; others get 404
    @signed_in_door                     anybody who is signed in (own signals: purpose reporting)
    @public_door                        anybody
    @api_door(Kind.SIGNAL)              a program with a key or session of somebody with a purpose for it

The middleware reads the sign before the view runs, opens the transaction's context and puts the actor on the
request. A view without a sign does not open (a test walks the address table as well).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from django.http import HttpRequest

from zicht.access.actors import Actor
from zicht.access.roles import Kind, Purpose

if TYPE_CHECKING:
    from contextlib import ExitStack
    from datetime import datetime

V = TypeVar("V", bound=Callable[..., object])


@dataclass(frozen=True)
class Sign:
    """What stands on a door."""

    public: bool = False
    purpose: Purpose | None = None
    api: Kind | None = None


class ActingRequest(HttpRequest):
    """A request behind a door: it has an actor and a moment.

    hat: the job in use of somebody who has several. context_stack: the middleware's; closes with the transaction.
    """

    actor: Actor
    at: "datetime"
    hat: Purpose | None
    context_stack: "ExitStack"


def _put(view: V, sign: Sign) -> V:
    view.sign = sign  # type: ignore[attr-defined]  # a function has no such attribute until we hang the sign there
    return view


def door(purpose: Purpose) -> Callable[[V], V]:
    """Signed in with a second factor, with a role that has `purpose`."""

    def wrap(view: V) -> V:
        return _put(view, Sign(purpose=purpose))

    return wrap


def signed_in_door(view: V) -> V:
    """Anybody who is signed in with a second factor; acts for the purpose of reporting."""
    return _put(view, Sign(purpose=None))


def public_door(view: V) -> V:
    """Anybody; the actor is the public and reaches nothing until the view says what."""
    return _put(view, Sign(public=True))


def api_door(kind: Kind) -> Callable[[V], V]:
    """For programs: with a person's key or session, for a purpose that reaches records of `kind`."""

    def wrap(view: V) -> V:
        return _put(view, Sign(api=kind))

    return wrap


def sign_of(view: object) -> Sign | None:
    """The sign on a view, or None where it was forgotten."""
    return cast("Sign | None", getattr(view, "sign", None))
