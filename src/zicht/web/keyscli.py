# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What `zicht keys …` does: master keys, the store with the keys of records, the blind index."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connections

from zicht.access import index
from zicht.base import keyring, keystore
from zicht.base.sealedrows import sealed_fields


def status() -> int:
    """Print where the store is and which master key wraps how much. Exit code 1 while a rotation is not finished."""
    current = keyring.current()
    print(f"Sleutelkast: {keystore.store_place()}")
    made = "" if keystore.backup_place().exists() else " (nog niet gemaakt)"
    print(f"Reservekopie: {keystore.backup_place()}{made}")
    counted = keystore.counts()
    for master in keyring.masters():
        word = "huidige hoofdsleutel" if master.name == current.name else "oudere hoofdsleutel"
        print(f"  {master.name}: {word}, {counted.get(master.name, 0)} sleutels van dossiers en meldingen")
    strange = set(counted) - {m.name for m in keyring.masters()}
    for name in sorted(strange):
        print(f"  {name}: ONTBREEKT in ZICHT_MASTER_KEYS, {counted[name]} sleutels zijn niet te openen")
    print(f"Vernietigd: {len(keystore.destroyed())}")
    left = sum(number for name, number in counted.items() if name != current.name)
    if left:
        print("Geef 'zicht keys rotate' om alles onder de huidige hoofdsleutel te brengen.")
    return 1 if left else 0


def rotate() -> int:
    """Bring everything under the current master key: keys of records first, then digests and second steps."""
    current = keyring.current()
    print(f"Alles komt onder hoofdsleutel '{current.name}'. U kunt stoppen met Ctrl-C en later verder gaan.")
    keys = keystore.rotate(_told("sleutels"))
    digests = keystore.rekey_digests("owner", _told("zoeksleutels"))
    # What others wrote under the older key while this ran.
    keys += keystore.rotate()
    digests += keystore.rekey_digests("owner")
    print(f"Klaar: {keys} sleutels en {digests} zoeksleutels. De oudere hoofdsleutel kan uit ZICHT_MASTER_KEYS,")
    print("zodra alle processen opnieuw zijn gestart met de nieuwe als eerste.")
    return 0


def _told(what: str) -> Callable[[int], None]:
    return lambda done: print(f"  {done} {what}", flush=True)


def backup() -> int:
    """Bring the backup of the store up to date."""
    print(f"De sleutelkast is bewaard in {keystore.backup()}.")
    return 0


def tidy() -> int:
    """Forget keys of which no row was ever stored."""
    print(f"{keystore.tidy(records_in_use())} sleutels zonder gegevens opgeruimd.")
    return 0


def reindex() -> int:
    """Make the blind index anew."""
    print(f"De zoeksleutels van {index.rebuild('owner')} dossiers en meldingen zijn opnieuw gemaakt.")
    return 0


def records_in_use(using: str = "owner") -> frozenset[UUID]:
    """Every record whose key seals a stored row."""
    found: set[UUID] = set()
    for model in apps.get_models():
        if not sealed_fields(model):
            continue
        path = getattr(model, "sealed_by", "pk").replace(".", "__")
        rows: Any = model._default_manager.using(using).order_by()
        found.update(rows.values_list(path, flat=True).distinct().iterator())
    connections[using].close()
    return frozenset(found)
