# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The interface for programs as a way out: lists, single records, and searching by reference."""

from typing import Any

from django.db import transaction

from tests.access.paths import HANDLING, Path, Walk, unfiltered
from tests.permissions.world import HATS, OWNERS, World
from zicht.access.actors import Actor
from zicht.access.apidoor import HEADER
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import now
from zicht.casework.cases.models import Case
from zicht.casework.intake.models import Signal

TAKEN = "zicht.casework.{}.gate"


def told(address: str, of: str, purpose: Purpose, *, search: bool = False) -> Walk:
    """The list, or the answer to a search for each reference. Nobody acts here for a purpose that is not in use."""

    def walk(world: World, person: str, actor: Actor) -> set[str]:
        if purpose not in actor.purposes(now()) or HATS.get(person, purpose) is not purpose:
            return set()
        client, head = world.clients[person], {HEADER: purpose.value}
        found = set()
        with transaction.atomic():
            whole = client.get(f"/api/v1/{address}?paginaGrootte=100", headers=head).content.decode()
            for owner in OWNERS:
                record: Any = world.records[of, owner]
                body = {"kenmerk": record.reference}
                answer = (
                    client.post(f"/api/v1/{address}/zoeken", body, "application/json", headers=head)
                    if search
                    else None
                )
                if str(record.pk) in (answer.content.decode() if answer else whole):
                    found.add(owner)
            transaction.set_rollback(True)
        return found

    return walk


API_PATHS = [
    Path("api signals", Kind.SIGNAL, HANDLING, "signal", told("signalen", "signal", HANDLING),
         unfiltered(TAKEN.format("intake"), "signals", Signal)),
    Path("api search signals", Kind.SIGNAL, HANDLING, "signal", told("signalen", "signal", HANDLING, search=True),
         unfiltered(TAKEN.format("intake"), "signals", Signal)),
    *(
        Path(f"api cases {purpose}", Kind.CASE, purpose, "case", told("casussen", "case", purpose),
             unfiltered(TAKEN.format("cases"), "cases", Case))
        for purpose in (HANDLING, Purpose.CARE_COORDINATION, Purpose.PARTNER_HANDLING, Purpose.CASE_TABLE)
    ),
]  # fmt: skip
