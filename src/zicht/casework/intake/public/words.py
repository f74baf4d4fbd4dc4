# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The words of the public door in five languages, and the reporting points that exist already.

A translation that no native speaker reviewed says so on the page, and its texts about danger and consent are not
shown: Dutch and English stand there instead, each marked with its own language.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("nl", "en", "pl", "ro", "bg")
SOURCE = "nl"

# Texts about danger, and about what sending means and to what one agrees. A mistake here can hurt somebody.
CRITICAL = frozenset(
    {
        "danger_title",
        "danger_text",
        "acute_label",
        "acute_help",
        "contact_intro",
        "means_you",
        "means_person",
        "now_1",
        "now_2",
        "now_3",
        "sent_safe",
        "conv_intro",
    }
)


class Words:
    """The words of one language; `words["key"]`, in templates `{{ words.key }}`."""

    def __init__(self, language: str, name: str, reviewed: bool, texts: dict[str, str]) -> None:
        self.language, self.name, self.reviewed, self.texts = language, name, reviewed, texts

    def __getitem__(self, key: str) -> str:
        """The text; for a critical key without review Dutch and English. Raises KeyError for an unknown key."""
        if self.reviewed or key not in CRITICAL:
            return self.texts[key]
        return self._safe_languages(key)

    def _safe_languages(self, key: str) -> SafeString:
        order = sorted(("nl", "en"), key=lambda code: code != self.language)
        parts = [(code, words_in(code).texts[key]) for code in order]
        return format_html_join(mark_safe("<br>"), '<span lang="{}">{}</span>', parts)

    def filled(self, key: str, **values: Any) -> SafeString:
        """The text with its places filled in, escaped."""
        return format_html(self.texts[key], **values)

    def first(self, keys: Iterable[str]) -> str:
        """The text of the first key that exists. Raises KeyError."""
        for key in keys:
            if key in self.texts:
                return self[key]
        raise KeyError(", ".join(keys))

    def day(self, at: datetime) -> str:
        """A date as readers of this language write it."""
        local = timezone.localtime(at)
        # Month names need a case in Polish; figures are right everywhere.
        return formats.date_format(local, "j F Y" if self.language in ("nl", "en") else "d.m.Y")

    def moment(self, at: datetime) -> str:
        """A date with the time of day."""
        local = timezone.localtime(at)
        # The same form as on the pages of people who are signed in.
        clock = local.strftime(" om %H.%M uur") if self.language == "nl" else local.strftime(", %H:%M")
        return f"{self.day(at)}{clock}"


@cache
def words_in(language: str) -> Words:
    """The words of a language of LANGUAGES. Raises FileNotFoundError for another one."""
    with (FOLDER / f"{language}.toml").open("rb") as file:
        read = tomllib.load(file)
    meta = read["meta"]
    return Words(meta["language"], meta["name"], meta["reviewed"] is True, read["texts"])


@dataclass(frozen=True)
class ReportingPoint:
    """An organisation that takes reports already. checked: somebody rang the number and it was right."""

    code: str
    name: str
    phone: str
    nl: str
    en: str
    status: str
    source: str
    checked: bool = False
    always: bool = False

    @property
    def dial(self) -> str:
        """The number for a `tel:` link."""
        return self.phone.replace("-", "")


@cache
def reporting_points() -> tuple[ReportingPoint, ...]:
    """All reporting points, in the order of the file."""
    with (FOLDER / "reporting_points.toml").open("rb") as file:
        return tuple(ReportingPoint(**row) for row in tomllib.load(file)["point"])


def points_for(chosen: Iterable[str]) -> tuple[ReportingPoint, ...]:
    """The points that a door shows: those it chose and those that always stand there; all when it chose none."""
    wanted = set(chosen)
    return tuple(p for p in reporting_points() if not wanted or p.always or p.code in wanted)
