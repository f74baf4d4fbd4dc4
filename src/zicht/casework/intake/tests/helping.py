# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A signal in Noor's inbox, reported by Sanne, in as few words as a test needs."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.test import Client

from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.casework.intake.actions import receive_signal
from zicht.casework.intake.entry import SignalEntry
from zicht.casework.intake.models import Signal

REPORT = "/signaal-melden/"


def entry_of(**changes: Any) -> SignalEntry:
    plain = SignalEntry(fact="Een jongen pint elke week geld voor ouderen.", about="person", submission=uuid4())
    return replace(plain, **changes)


def reported(actor: Any, cast: Any, at: Any, *, to: str = "noor", by: str = "sanne", **changes: Any) -> Signal:
    """Somebody reports; the signal lies in somebody's inbox."""
    who = actor(by, Purpose.REPORTING)
    entry = entry_of(reporter=who.person, **changes)
    with acting(who.context(at)):
        return receive_signal(actor=who, function=cast.function_of(to), entry=entry, at=at)


def as_desk(actor: Any, at: Any, key: str = "noor") -> Any:
    """The context of a focal point who handles signals, and the actor."""
    who = actor(key, Purpose.SIGNAL_HANDLING)
    return who, acting(who.context(at))


def typed(cast: Any, **changes: Any) -> dict[str, Any]:
    """The form with the three required fields only."""
    plain = {
        "submission": str(uuid4()),
        "fact": "Een vrouw slaapt in de bedrijfshal en mag niet weg.",
        "about": "person",
        "function": str(cast.function_of("noor").pk),
        "do": "send",
    }
    return {**plain, **changes}


def page_text(client: Client, url: str, **query: Any) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())
