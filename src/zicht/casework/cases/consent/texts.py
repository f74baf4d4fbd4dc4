# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The texts on consent, by kind and version. Data: a new text is a new version, an old one stays legible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zicht.reference.lists import code_list
from zicht.reference.model import Entry, UnknownCode

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "Engels", "pl": "Pools", "ro": "Roemeens", "bg": "Bulgaars"}


@dataclass(frozen=True)
class ConsentText:
    """One text in all its languages, with whether somebody confirmed it. words: paragraphs by language."""

    kind: str
    version: str
    title: str
    status: str
    age_of_own_consent: int
    words: dict[str, tuple[str, ...]]

    @property
    def nl(self) -> tuple[str, ...]:
        """The Dutch text, which the others follow."""
        return self.words["nl"]

    @property
    def others(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Code, name and paragraphs of every other language."""
        return [(code, name, self.words[code]) for code, name in LANGUAGE_NAMES.items() if code in self.words][1:]


def texts(kind: str = "register") -> tuple[ConsentText, ...]:
    """All texts of a kind, old ones too."""
    return tuple(_text(entry) for entry in code_list("consent_texts").entries if entry.code == kind)


def text_on(day: date, kind: str = "register") -> ConsentText:
    """The text in force on that day. Raises LookupError when there is none."""
    try:
        return _text(code_list("consent_texts").get(kind, day))
    except UnknownCode:
        raise LookupError(f"no text on consent ({kind}) for {day.isoformat()}") from None


def _text(entry: Entry) -> ConsentText:
    found = entry.attributes
    return ConsentText(
        kind=entry.code,
        version=str(found["version"]),
        title=entry.nl,
        status=entry.status,
        age_of_own_consent=int(found["age_of_own_consent"]),
        words={code: tuple(found[f"text_{code}"]) for code in LANGUAGE_NAMES if f"text_{code}" in found},
    )
