# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""`zicht audit verify` and `zicht audit export`, as owner."""

import sys
from pathlib import Path

from zicht.access.chain import BadHead, Fault, Verification, export, read_head

SHOWN = 50  # the first faults are told one by one, the rest as a number

WORDS = {
    "changed": "de handeling is veranderd",
    "removed": "de handeling is weg",
    "expiry_changed": "wat volgens de termijn weg is, is niet wat deze handeling zegt",
    "link_removed": "de schakel is weg",
    "link_changed": "de schakel past niet op de vorige: veranderd, verplaatst of ertussen gezet",
    "unchained": "de handeling hangt aan geen schakel: toegevoegd buiten het programma om",
    "rewritten": "de keten is een andere dan die van het bewaarde bestand",
    "shortened": "de keten eindigt eerder dan het bewaarde bestand",
}


def verify_command(against: Path | None) -> int:
    """Walk along the chain. 0: as it was written; 1: not; 2: the kept head cannot be read."""
    try:
        head = read_head(against) if against is not None else None
    except BadHead as error:
        print(f"zicht: {error}", file=sys.stderr)
        return 2
    walk = Verification(against=head)
    wrong = 0
    for fault in walk.faults():
        wrong += 1
        if wrong <= SHOWN:
            print(_said(fault), file=sys.stderr)
    if wrong > SHOWN:
        print(f"… en nog {wrong - SHOWN}", file=sys.stderr)
    print(f"{walk.links} handelingen bekeken; kop {walk.head.seq} {walk.head.hash.hex()}")
    if walk.expired and walk.before is not None:
        print(f"{walk.expired} handelingen van voor {walk.before:%d-%m-%Y} zijn weg: hun termijn was voorbij.")
    print("De keten klopt." if not wrong else f"De keten klopt niet: {wrong} fouten.")
    return 1 if wrong else 0


def export_command(directory: Path) -> int:
    """Write what is new, and the head."""
    written, head = export(directory)
    print(f"{written} handelingen geschreven naar {directory}; kop {head.seq} {head.hash.hex()}")
    print("Bewaar deze map op een andere machine. Controleer later met: zicht audit verify --against head.json")
    return 0


def _said(fault: Fault) -> str:
    place = f"schakel {fault.seq}" if fault.seq is not None else "zonder schakel"
    return f"{place}: {WORDS[fault.what]}{f' ({fault.act})' if fault.act else ''}"
