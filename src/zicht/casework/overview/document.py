# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the person gets: the same parts on the page, in the PDF and in the files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format

from zicht.base.clock import local_day
from zicht.base.pdf import DOCUMENT, render
from zicht.base.sheets import Sheet
from zicht.casework.overview import rules, words
from zicht.casework.overview.models import SubjectRequest
from zicht.casework.overview.rules import Choice, Item
from zicht.reference.lists import code_list

TITLE = "Overzicht van uw gegevens"
LEAD = (
    "U vroeg wat er over u is vastgelegd. Hier staat wat er is, waar het vandaan komt, wie het zag en waarvoor.",
    "Ook staat er aan wie het is gegeven en hoe lang het blijft staan.",
    "Namen van medewerkers en van wie iets meldde staan er niet in.",
)
LEFT_OUT = "Wat is weggelaten"


@dataclass(frozen=True)
class Part:
    """One table of an overview."""

    code: str
    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]
    empty: str


@dataclass(frozen=True)
class Overview:
    """Everything that leaves: facts about the request, parts, what was left out."""

    facts: list[tuple[str, str]]
    parts: list[Part]
    left_out: list[tuple[str, str, str]]


def silent_grounds() -> frozenset[str]:
    """Grounds of which the overview does not say that something was left out."""
    return frozenset(e.code for e in code_list("withholding_grounds").entries if e.attributes.get("told") == "none")


def overview(
    request: SubjectRequest, items: Sequence[Item], choices: Mapping[str, Choice], *, at: datetime
) -> Overview:
    """What leaves after the choices."""
    told = rules.shown(items, choices)
    parts = [
        Part(code, title, words.HEADS[code], [i.cells for i in told if i.part == code], words.EMPTY[code])
        for code, title in words.PARTS.items()
    ]
    grounds = code_list("withholding_grounds")
    left = [
        (words.PARTS[part], grounds.label(ground), str(count))
        for part, ground, count in rules.left_out(items, choices, silent=silent_grounds())
    ]
    facts = [
        ("Organisatie", str(request.owning_unit)),
        ("Gevraagd op", date_format(request.asked_on, "j F Y")),
        ("Gemaakt op", date_format(local_day(at), "j F Y")),
        ("Kenmerk van dit verzoek", str(request.pk)[:8]),
    ]
    return Overview(facts, parts, left)


def sheets(made: Overview) -> list[Sheet]:
    """The parts as tables for a file."""
    found = [Sheet(part.title, part.head, part.rows) for part in made.parts]
    found.append(Sheet(LEFT_OUT, ("Onderdeel", "Reden", "Aantal"), made.left_out))
    found.append(Sheet("Over dit overzicht", ("Wat", "Antwoord"), made.facts))
    return found


def pdf(made: Overview, *, at: datetime) -> bytes:
    """The accessible PDF. Its title and its properties name nobody."""
    sections: list[dict[str, Any]] = []
    for part in made.parts:
        table = {
            "caption": part.title, "head": list(part.head), "rows": [list(r) for r in part.rows],
            "widths": list(words.WIDTHS[part.code]),
        }  # fmt: skip
        sections.append({"title": part.title, "table": table} if part.rows else
                        {"title": part.title, "text": [part.empty]})  # fmt: skip
    if made.left_out:
        table = {
            "caption": LEFT_OUT, "head": ["Onderdeel", "Reden", "Aantal"], "rows": [list(r) for r in made.left_out],
            "widths": [4, 6, 1],
        }  # fmt: skip
        sections.append({"title": LEFT_OUT, "table": table})
    else:
        sections.append({"title": LEFT_OUT, "text": ["Er is niets weggelaten waarover wij u iets kunnen zeggen."]})
    sections.append({"title": "Uw rechten en waar u kunt klagen", "text": list(words.RIGHTS)})
    data = {
        "title": TITLE, "lang": "nl", "lead": list(LEAD), "facts": [list(pair) for pair in made.facts],
        "sections": sections, "footer": made.facts[0][1], "mark": "Vertrouwelijk: alleen voor u",
    }  # fmt: skip
    return render(DOCUMENT, data, at=at)
