# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A question for advice names nobody. Pure: what in a text points at one person or home without a name.

Names cannot be recognised without mistakes; numbers and addresses can. This helps the asker, it proves nothing.
"""

import re

# Word on the screen → what it looks like. Nine digits or more: phone numbers and citizen numbers, no dates or years.
TRACES: dict[str, re.Pattern[str]] = {
    "een e-mailadres": re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE),
    "een telefoonnummer of ander lang nummer": re.compile(r"(?<![\d-])\+?\d(?:[ \-]?\d){8,}(?!\d)"),
    "een kenteken": re.compile(r"\b(?=[\dA-Z-]*\d)(?=[\dA-Z-]*[A-Z])[\dA-Z]{1,3}-[\dA-Z]{2,3}-[\dA-Z]{1,2}\b"),
    "een postcode": re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b"),
}


def traces(text: str) -> list[str]:
    """What stands in the text that an advice question leaves out, in words; empty when nothing was recognised."""
    return [name for name, pattern in TRACES.items() if pattern.search(text)]
