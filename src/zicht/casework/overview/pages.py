# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What stands on the pages of a request, and behind which doors they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse

from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.formfields import Saved
from zicht.casework.cases.models import CasePerson
from zicht.casework.overview import document, rules, words
from zicht.casework.overview.forms import ChoicesForm, ExtendForm, HandForm
from zicht.casework.overview.models import SubjectRequest
from zicht.casework.overview.rules import Choice, Item
from zicht.casework.overview.telling import day_of
from zicht.reference.lists import code_list

ADULT = 18
FILES_AND_STEPS = ("pdf", "ods", "csv", "extend", "hand", "withdraw")
# By state: what stands on the page of a request that gives no overview now.
BLOCKED = {
    rules.OPEN: "Leg de vraag voor aan de functionaris gegevensbescherming, of gebruik het veilige contact. Er gaat "
    "niets weg zolang daar niets over is besloten.",
    rules.OFFICER: "De vraag ligt bij de functionaris gegevensbescherming. Die ziet dat er een vraag is, niet de "
    "inhoud. Het besluit komt op deze bladzijde.",
    rules.REFUSED: "De functionaris gegevensbescherming besloot dat er nu geen overzicht gaat. Vraagt een ouder of "
    "voogd ernaar, zeg dan alleen dat u over niemand zegt of er iets is.",
}


@dataclass(frozen=True)
class Hall:
    """A purpose, its part of the address and the prefix of its names."""

    purpose: Purpose
    path: str
    prefix: str

    def page(self, name: str, *args: Any) -> str:
        """Address of a page behind this door."""
        return reverse(f"overview:{self.prefix}{name}", args=args)

    def crumbs(self, last: str) -> list[dict[str, str]]:
        """The way back."""
        return [{"label": "Inzage", "url": self.page("requests")}, {"label": last}]


HALLS = (Hall(Purpose.SIGNAL_HANDLING, "signalen", ""), Hall(Purpose.CARE_COORDINATION, "zorg", "care-"))


@dataclass(frozen=True)
class StepWords:
    """The words of one step with a request."""

    title: str
    intro: str
    button: str
    done: str
    form: type[forms.Form]


STEPS = {
    "extend": StepWords(
        "Termijn verlengen",
        "U hebt een maand. Lukt dat niet, dan mag u twee maanden langer doen over een moeilijk verzoek. Vertel de "
        "persoon voor het einde van de eerste maand dat het langer duurt, en waarom.",
        "Verlengen", "De termijn is verlengd.", ExtendForm,
    ),
    "hand": StepWords(
        "Overzicht gegeven",
        "Geef het overzicht op een veilige manier. Stuur het niet naar een adres waar anderen de post lezen.",
        "Vastleggen", "Vastgelegd dat de persoon het overzicht heeft.", HandForm,
    ),
    "withdraw": StepWords(
        "Verzoek intrekken", "De persoon wil het overzicht niet meer. Later opnieuw vragen mag altijd.",
        "Intrekken", "Het verzoek is ingetrokken.", Saved,
    ),
    "officer": StepWords(
        "Voorleggen aan de functionaris",
        "De functionaris gegevensbescherming besluit hoe het verder gaat en ziet geen inhoud. Zeg niets tegen een "
        "ouder of voogd: ook niet dat er een vraag ligt.",
        "Voorleggen", "De vraag ligt bij de functionaris gegevensbescherming.", Saved,
    ),
}  # fmt: skip


def young(about: Any, *, at: datetime) -> tuple[bool, str]:
    """Whether the person may be a minor, and whether family may be involved (yes, no, unknown)."""
    if isinstance(about, CasePerson):
        if about.birth_year is not None:
            return local_day(at).year - about.birth_year - 1 < ADULT, about.family_involved
        return about.case.age_class != "adult", about.family_involved
    return about.age_class != "adult", "unknown"


def answer_page(
    found: SubjectRequest, items: Sequence[Item], choices: Mapping[str, Choice], form: ChoicesForm, hall: Hall,
    *, at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """Everything for the page of one request."""
    waiting = rules.undecided(items, choices)
    made = document.overview(found, items, choices, at=at)
    return {
        "found": found, "hall": hall, "form": form, "crumbs": hall.crumbs("Verzoek"), "made": made,
        "groups": groups_of(form, set(waiting)), "waiting": len(waiting), "always": _always(items),
        "rights": words.RIGHTS, "decision": decision_facts(found), "left_head": ("Onderdeel", "Reden", "Aantal"),
        "asked_by": rules.ASKERS.get(found.asked_by, ""),
        "late": found.state == rules.OPEN and found.due_on < local_day(at),
        "urls": {name: hall.page(name, found.pk) for name in FILES_AND_STEPS},
        "can_extend": found.state == rules.OPEN and found.extended_on is None and local_day(at) <= found.due_on,
    }  # fmt: skip


def blocked_page(found: SubjectRequest, hall: Hall) -> dict[str, Any]:
    """Everything for the page of a request that gives no overview now."""
    opens = found.state == rules.OPEN
    return {
        "found": found, "hall": hall, "crumbs": hall.crumbs("Verzoek"), "next": BLOCKED[found.state],
        "why": rules.NOT_ITS_OWN if found.asked_by == "representative" else rules.SAFE_WAY_FIRST,
        "decision": decision_facts(found), "officer_url": hall.page("officer", found.pk) if opens else "",
        "back": hall.page("requests"),
    }  # fmt: skip


def decision_facts(found: SubjectRequest) -> list[tuple[str, str]]:
    """What the privacy officer decided, in words; nothing before."""
    if not found.decision or found.decided_on is None:
        return []
    rows = [
        ("Besluit", rules.DECISIONS[found.decision]), ("Waarom", found.decision_reason),
        ("Besloten op", day_of(found.decided_on)),
    ]  # fmt: skip
    return [*rows, ("Opnieuw kijken op", day_of(found.review_on))] if found.review_on else rows


def officer_facts(found: SubjectRequest) -> list[tuple[str, str]]:
    """What the privacy officer reads of a request: nothing about the person."""
    return [
        ("Verzoek", str(found.pk)[:8]), ("Afdeling", str(found.owning_unit)),
        ("Wie vroeg", rules.ASKERS.get(found.asked_by, "-")),
        ("Hoe is gecontroleerd wie het is", code_list("identity_checks").label(found.identity_check)),
        ("Vastgelegd door", found.made_by.name),
        ("Gevraagd op", day_of(found.asked_on)), ("Antwoord uiterlijk", day_of(found.due_on)),
    ]  # fmt: skip


@dataclass
class Group:
    """Items that fold together: of one part, and what is held also by where it stands."""

    title: str
    rows: list[tuple[Item, forms.BoundField, forms.BoundField]]
    waiting: int = 0
    open: bool = False


def groups_of(form: ChoicesForm, waiting: set[str]) -> list[Group]:
    """What to choose about. Open: whatever has a fault, or else the first group where something waits."""
    found: dict[str, Group] = {}
    for row in form.rows():
        item, ground, reason = row
        title = words.PARTS[item.part] + (f": {item.cells[3]}" if item.part in rules.BY_RECORD else "")
        group = found.setdefault(title, Group(title, []))
        group.rows.append(row)
        group.waiting += item.key in waiting
        group.open |= bool(ground.errors or reason.errors)
    groups = list(found.values())
    if not any(group.open for group in groups):
        first = next((group for group in groups if group.waiting), None)
        if first is not None:
            first.open = True
    return groups


def _always(items: Sequence[Item]) -> int:
    return sum(1 for item in items if item.ground)
