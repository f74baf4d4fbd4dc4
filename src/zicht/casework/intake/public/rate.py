# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How often somebody may send, try a code or write, per hour. Counts under a keyed digest; keeps no address.

The counters stand in the shared cache and are read and written without a lock: requests that arrive in the same
moment can each pass, so a limit may be exceeded by the number of server processes, not by more.
"""

import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600
_SALT = b"zicht.casework.intake.public.rate"


@dataclass(frozen=True)
class Limit:
    """At most so many per hour from one address, and from all addresses together."""

    name: str
    per_address: int
    in_all: int


# A house with forty labour migrants has one address, so the limit per address is not tight.
SENDING = Limit("sending", 15, 1_000)
WRONG_CODES = Limit("wrong-codes", 10, 500)
MESSAGES = Limit("messages", 30, 2_000)


def address_of(request: HttpRequest) -> str:
    """The address that a visitor comes from. Believes only as many proxies as the settings name."""
    proxies = int(getattr(settings, "ZICHT_PROXIES", 0))
    address = str(request.META.get("REMOTE_ADDR", ""))
    if proxies:
        hops = [part.strip() for part in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
        address = hops[-proxies] if len(hops) >= proxies else address
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 6:
        # One visitor has a whole network of 64 bits.
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def allowed(limit: Limit, request: HttpRequest, *, at: datetime) -> bool:
    """False when this address, or all together, used up the hour."""
    mine, everybody = _keys(limit, request, at)
    found: dict[str, int] = cache.get_many([mine, everybody])
    return found.get(mine, 0) < limit.per_address and found.get(everybody, 0) < limit.in_all


def count(limit: Limit, request: HttpRequest, *, at: datetime) -> None:
    """Count one. Called last in a request: the counter of all is one row that others wait for."""
    for key in _keys(limit, request, at):
        cache.set(key, cache.get(key, 0) + 1, HOUR)


def _keys(limit: Limit, request: HttpRequest, at: datetime) -> tuple[str, str]:
    hour = int(at.timestamp()) // HOUR
    derived = hmac.digest(settings.SECRET_KEY.encode(), _SALT, "sha256")
    digest = hmac.digest(derived, f"{hour}:{address_of(request)}".encode(), "sha256").hex()[:32]
    return f"public:{limit.name}:{digest}", f"public:{limit.name}:all:{hour}"
