# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An open door and a signal sent through it, for the tests of this package."""

import re

from django.test import Client

from zicht.access.roles import Purpose
from zicht.base.context import transaction_as
from zicht.casework.intake.public.actions import DoorPlan, set_door
from zicht.casework.intake.public.gate import door_of

SLUG = "lindestede"
FORM = f"/melden/{SLUG}/"
FACT = "Przed świtem czternastu ludzi wsiada do jednego busa."


def make_door(cast, actor, at, *, opened=True, days=4, points=("mma", "comensha")):
    """The door of Noor's unit."""
    noor = actor("noor", Purpose.SIGNAL_HANDLING)
    unit = cast.unit_of("noor")
    plan = DoorPlan(cast.function_of("noor"), days, tuple(points), opened)
    with transaction_as(noor.context(at)):
        stored = door_of(unit)
        return set_door(actor=noor, unit=unit, plan=plan, expected=stored.version if stored else 0, at=at)


def found(pattern, page):
    """What the first group of a pattern matches on a page."""
    match = re.search(pattern, page.content.decode())
    assert match is not None, pattern
    return match[1]


def token_in(page):
    """The hidden token of the form on a page."""
    return found(r'name="token" value="([^"]+)"', page)


def fill(client, **changes):
    """Open the form and give what would be posted."""
    page = client.get(FORM)
    return {"token": token_in(page), "fact": FACT, "about": "persons", "age": "unknown", **changes}


def send(client=None, **changes):
    """Send a signal; gives client and code."""
    client = client or Client()
    answer = client.post(FORM, fill(client, **changes))
    assert answer.status_code == 302, answer.content.decode()
    return client, code_on(client.get(answer["Location"]))


def code_on(page):
    """The receipt code on the page after sending."""
    return found(r'class="zicht-receipt">([^<]+)<', page).strip()


def open_status(code, client=None):
    """Fill in a code; gives the page behind it."""
    client = client or Client()
    answer = client.post("/bericht/", {"code": code})
    assert answer.status_code == 302, answer.content.decode()
    return client, client.get(answer["Location"])
