# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Words of this place that no password may hold: those of a list, and the names of the organisations."""

import re
from typing import Any

from django.core.exceptions import ValidationError

from zicht.access.models import Organisation
from zicht.reference.lists import code_list

# Shorter parts of names, such as "de" and "van", stand in half of all good passwords.
SHORTEST = 5
# What people write instead of letters, hoping that nobody thinks of it.
INSTEAD = str.maketrans("01345789@$!|", "oieastbgasii")


class OwnWordsValidator:
    """Refuses a password that holds a word of this place, also with digits or signs for letters."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError that names the kind of word, not the word: over somebody's shoulder it tells less."""
        plain = password.casefold()
        if any(word in text for text in (plain, plain.translate(INSTEAD)) for word in own_words()):
            raise ValidationError(self.get_help_text(), code="password_own_word")

    def get_help_text(self) -> str:
        """For the page where one chooses."""
        return "Gebruik geen woord van deze plek, zoals de naam van een organisatie, 'zicht' of 'politie'."


def own_words() -> set[str]:
    """The words of the list, and the words in the names of organisations."""
    names = " ".join(Organisation.objects.values_list("name", flat=True)).casefold()
    parts = {part for part in re.split(r"[^\w]+", names) if len(part) >= SHORTEST}
    return parts | {entry.code for entry in code_list("own_words").entries}
