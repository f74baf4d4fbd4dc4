# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Sorting Dutch names, and codes that people can read aloud."""

import secrets
import unicodedata

# No 0/O, 1/I/L, U: easily confused when read aloud or copied by hand.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_PARTICLES = {
    "van",
    "de",
    "der",
    "den",
    "het",
    "'t",
    "ten",
    "ter",
    "te",
    "in",
    "op",
    "von",
    "el",
    "al",
    "di",
    "da",
}


def sort_key(name: str) -> str:
    """A key that sorts names as a Dutch reader expects: particles last, accents ignored, ij before y kept as ij.

    The database sorts by code point, so the key is stored beside the name.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = plain.replace("-", " ").split()
    lead = []
    while len(words) > 1 and words[0] in _PARTICLES:
        lead.append(words.pop(0))
    return " ".join([*words, *lead])


def readable_code(groups: int = 4, size: int = 4) -> str:
    """A random code such as 7KQD-M3VH-…; four groups of four carry 78 bits."""
    letters = ["".join(secrets.choice(CODE_ALPHABET) for _ in range(size)) for _ in range(groups)]
    return "-".join(letters)


def normalised_code(text: str) -> str:
    """What somebody typed, as the code it must be: upper case, no spaces or dashes."""
    return "".join(c for c in text.upper() if c in CODE_ALPHABET)


def safe_cell(text: str) -> str:
    """The text for a cell of a CSV file: a spreadsheet would run one that begins like a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
