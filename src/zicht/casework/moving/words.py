# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Codes as words on the pages of this room."""

from collections.abc import Iterable

from zicht.casework.intake.queries import municipality_name
from zicht.casework.intake.words import forms


def forms_in_words(codes: Iterable[str]) -> str:
    """The forms of exploitation."""
    return forms(codes)


def municipality_in_words(code: str) -> str:
    """The name of a municipality; empty when none is known."""
    return municipality_name(code) if code else ""
