# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Codes as words on the pages of this room."""

from collections.abc import Iterable

from zicht.casework.intake.queries import municipality_name
from zicht.casework.intake.words import forms
from zicht.casework.sharing.grants import FIELDS
from zicht.casework.sharing.rules import ALL, GRANT_EXTRA
from zicht.casework.sharing.words import field_label
from zicht.reference.lists import code_list


def forms_in_words(codes: Iterable[str]) -> str:
    """The forms of exploitation."""
    return forms(codes)


def municipality_in_words(code: str) -> str:
    """The name of a municipality; empty when none is known."""
    return municipality_name(code) if code else ""


def purpose_in_words(code: str) -> str:
    """The name of a purpose."""
    return code_list("purposes").label(code)


def readable_fields() -> list[tuple[str, str]]:
    """What of a case can be granted, with its words."""
    return [(name, field_label(name)) for name in (*ALL, *GRANT_EXTRA) if name in FIELDS]
