# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms of comparing: what to compare, and what came of a contact."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from zicht.base.formfields import Saved, choose_many, choose_one, long_text
from zicht.casework.matching import rules


class AskForm(forms.Form):
    """Which kinds of identifiers to compare. Offers only what stands in the record; nothing is chosen beforehand."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: Iterable[str], **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid.uuid4()}
        super().__init__(*args, **kwargs)
        offered = [(kind, words[0].upper() + words[1:]) for kind, words in rules.KINDS.items() if kind in set(kinds)]
        self.fields["kinds"] = choose_many(
            "Wat wilt u vergelijken?", offered, required=True, help_text="Kies alleen wat nodig is."
        )


class VerdictForm(Saved):
    """What a person concluded. The reason is for both sides only when it is shared."""

    verdict = choose_one(
        "Wat is uw oordeel?",
        [("same", "Het gaat om hetzelfde"), ("other", "Het is niet hetzelfde"), ("unclear", "Nog niet duidelijk")],
    )
    reason = long_text(
        "Waarom?", required=True, rows=3,
        help_text="Schrijf op waarop u dit baseert. Noem geen gegevens die u niet mag delen.",
    )  # fmt: skip
    share = forms.BooleanField(
        label="De ander mag mijn oordeel lezen", required=False,
        help_text="U leest het oordeel van de ander pas als u beiden deelt.",
    )  # fmt: skip
