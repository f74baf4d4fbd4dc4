# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The texts on consent, by version. Data: a new text is a new version, an old one stays legible."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "consent_texts.toml"


@dataclass(frozen=True)
class ConsentText:
    """One text in Dutch and English, with its days of validity and whether somebody confirmed it."""

    version: str
    valid_from: date
    valid_to: date | None
    status: str
    age_of_own_consent: int
    nl: tuple[str, ...]
    en: tuple[str, ...]


@cache
def texts() -> tuple[ConsentText, ...]:
    """All texts, as the file has them."""
    with FILE.open("rb") as file:
        found = tomllib.load(file)["text"]
    return tuple(
        ConsentText(
            version=entry["version"],
            valid_from=entry["valid_from"],
            valid_to=entry.get("valid_to"),
            status=entry["status"],
            age_of_own_consent=entry["age_of_own_consent"],
            nl=tuple(entry["nl"]),
            en=tuple(entry["en"]),
        )
        for entry in found
    )


def text_on(day: date) -> ConsentText:
    """The text in force on that day. Raises LookupError when there is none."""
    valid = [t for t in texts() if t.valid_from <= day and (t.valid_to is None or day <= t.valid_to)]
    if not valid:
        raise LookupError(f"no text on consent for {day.isoformat()}")
    return max(valid, key=lambda text: text.valid_from)
