# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The commands `zicht keys`, and what backup and restore owe to the keys. Starts without Django."""

import argparse
from collections.abc import Callable
from typing import Any

VERBS = (
    ("status", "zeg waar de sleutelkast is en of een wisseling klaar is"),
    ("rotate", "breng alles onder de huidige hoofdsleutel, terwijl anderen doorwerken"),
    ("backup", "bewaar de sleutelkast in haar eigen reservekopie"),
    ("tidy", "ruim sleutels op waarbij nooit iets is opgeslagen"),
    ("reindex", "maak de zoeksleutels opnieuw"),
)


class Refusal(Exception):
    """A command cannot do what was asked. The message says what to do."""


def add(keys: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Put the commands in their family."""
    made = verb(keys, "new", new, "maak een hoofdsleutel voor ZICHT_MASTER_KEYS")
    made.add_argument("name", metavar="NAAM", help="bijvoorbeeld 2026-11")
    for name, text in VERBS:
        verb(keys, name, run, text).set_defaults(verb=name)


def new(arguments: argparse.Namespace) -> int:
    """Print a fresh master key. It is stored nowhere."""
    from zicht.base.keyring import new_text

    print(new_text(arguments.name))
    return 0


def run(arguments: argparse.Namespace) -> int:
    """Do something with the key store, as owner."""
    from zicht.base.keyring import KeyringError
    from zicht.web import cli

    cli._django()
    from zicht.web import keyscli

    command: Callable[[], int] = getattr(keyscli, arguments.verb)
    try:
        return command()
    except KeyringError as error:
        raise Refusal(str(error)) from None


def after_backup() -> None:
    """Bring the backup of the keys up to date: whatever key a row in the copy needs is in it."""
    from zicht.base import keystore

    print(f"De sleutels staan daar niet in; ze zijn bewaard in {keystore.backup()}.")


def after_restore() -> None:
    """Bring a restored database up to date: its tables, what was destroyed since, its digests."""
    from django.core.management import call_command

    from zicht.base import keyring, keystore

    try:
        keyring.masters()
    except keyring.KeyringError as error:
        raise Refusal(f"De kopie is teruggezet, maar nog niet bijgewerkt. {error} Herhaal dan de opdracht.") from None
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    gone = keystore.replay_destructions()
    # The copy may be from before a change of master keys.
    keystore.rekey_digests()
    print("Teruggezet.")
    if gone:
        print(f"Wat na deze kopie is vernietigd, is opnieuw vernietigd: {gone} gegevens.")
