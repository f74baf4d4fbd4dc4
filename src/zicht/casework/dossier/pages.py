# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What stands on the pages of a case, put together from the rooms below. By grant only the granted fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from zicht.access.actors import Actor
from zicht.access.roles import Kind, Purpose
from zicht.access.visible import by_role
from zicht.base.clock import local_day
from zicht.casework.cases import rules
from zicht.casework.cases.gate import case_decision
from zicht.casework.cases.models import Case, CaseAction, CasePerson
from zicht.casework.cases.queries import history_of, listed, names_behind
from zicht.casework.cases.ways import Way
from zicht.casework.intake import gate as intake
from zicht.casework.matching.pages import compare_url
from zicht.casework.sharing import queries as sharing
from zicht.casework.sharing.words import LABELS, event_text, field_label, value_in_words
from zicht.reference.lists import code_list
from zicht.reference.retention import label as keeping_label

VICTIM_QUESTION = (
    "Bij iemand die als mogelijke dader in beeld is, is nog niet beantwoord of deze persoon zelf slachtoffer is. "
    "Stel die vraag eerst. Wie gedwongen werd, hoort niet gestraft te worden."
)
# Who answers when a person concerned asks what is held.
INSPECTION = {Purpose.SIGNAL_HANDLING: "overview:ask", Purpose.CARE_COORDINATION: "overview:care-ask"}
CASE_FACTS = ("about", "forms", "age_class", "acute", "summary")
PERSON_FACTS = (
    "name", "bsn", "birth_year", "sex", "nationality", "language", "forms", "safe_contact", "family_involved", "note",
)  # fmt: skip


def filtered(actor: Actor, asked: Any, *, at: datetime) -> "QuerySet[Case]":
    """The list under the filters of the address: state, owner, late, reference (by equality).

    Cases by grant stand in the plain list only: filters on what was not granted would tell it.
    """
    reference = _plain(asked.get("reference", "")).upper()
    if reference:
        return listed(actor, at=at).filter(reference=reference)
    found = listed(actor, at=at, late_only=bool(asked.get("late")))
    state, owner = asked.get("state", "active"), asked.get("owner", "")
    own = by_role(actor, Kind.CASE, at=at).own(regime="regime")
    if state in rules.STATES or owner or asked.get("late"):
        found = found.filter(own)
    if state == "active":
        found = found.exclude(own, state=rules.CLOSED)
    elif state in rules.STATES:
        found = found.filter(state=state)
    if owner == "none":
        found = found.filter(owner=None)
    elif owner == "me":
        found = found.filter(owner_id=actor.person)
    elif owner.isdecimal():
        found = found.filter(owner_id=int(owner[:9]))
    return found


def _plain(text: str) -> str:
    """What was typed, without what PostgreSQL does not keep in a text."""
    return text.replace("\x00", "").strip()


def list_rows(actor: Actor, page: Iterable[Case], way: Way, *, at: datetime) -> list[dict[str, Any]]:
    """One row per case; a case by grant shows no title, owner or clock."""
    mine = by_role(actor, Kind.CASE, at=at)
    return [
        {
            "case": case,
            "url": way.page("case", case.pk),
            "own": mine.works_on(case.owning_unit_id, case.regime),
            "late": getattr(case, "is_late", False),
        }
        for case in page
    ]


@dataclass(frozen=True)
class PersonCard:
    """A person on the page of a case."""

    person: CasePerson
    heading: str
    facts: list[tuple[str, Any]]
    ask_victim: bool
    edit_url: str
    inspection_url: str = ""
    referral_url: str = ""


def case_page(actor: Actor, case: Case, way: Way, *, at: datetime) -> dict[str, Any]:
    """Everything for the page of one case."""
    decision = case_decision(actor, case, at=at)
    fields = decision.fields
    own = not decision.read_only
    persons = list(case.persons.all())
    planned = list(case.actions.select_related("owner")) if own or "actions" in (fields or ()) else []
    cards = person_cards(persons, fields, way)
    found: dict[str, Any] = {
        "case": case, "own": own, "facts": case_facts(case, fields), "persons": cards,
        "actions": [action_row(a, way, at=at) for a in planned],
        "ask_victim": own and any(card.ask_victim for card in cards),
        "only_criminal": rules.purely_criminal(a.track for a in planned if a.done_at is None),
        "show_care": way.purpose is Purpose.CARE_COORDINATION and own,
    }  # fmt: skip
    if not own:
        found["granted_until"] = sharing.granted_until(actor, case, at=at)
        return found
    taken = sharing.taken_from(case)
    return found | {
        "urls": page_urls(case, way) | {"origin": way.url("package", taken.pk) if taken else ""},
        "steps": [step_link(case, step, way) for step in rules.steps_from(case.state)],
        "signals": list(intake.signals(actor, at=at).filter(case=case)[:50]),
        "packages": [(package, way.url("sent", package.pk)) for package in sharing.packages_of(case)],
        "taken_from": taken,
        "origins": sharing.origin_rows(case),
        "grants": [
            row | {"withdraw_url": way.url("withdraw", case.pk, row["grant"].pk)}
            for row in sharing.grants_of(case, at=at)
        ],
        "timeline": timeline(case),
    }


def case_facts(case: Case, fields: frozenset[str] | None) -> list[tuple[str, Any]]:
    """Label and value; only granted ones where `fields` is a set."""
    facts = [
        (field_label(name), value_in_words(name, getattr(case, name)))
        for name in CASE_FACTS
        if fields is None or name in fields
    ]
    if fields is None:
        facts.append(("Eigenaar", case.owner.name if case.owner else "nog niemand"))
        facts.append(("Volgende keer bekijken", _day(case.due_on) if case.due_on else "niet afgesproken"))
        facts.append(("Afdeling", str(case.owning_unit)))
        if case.keep_until:
            facts.append(("Bewaard tot en met", f"{_day(case.keep_until)} ({keeping_label(case.keep_basis)})"))
        if case.outcome:
            facts.append(("Reden van afsluiten", code_list("outcome_reasons").label(case.outcome)))
            facts.append(("Toelichting", case.outcome_note))
    return facts


def person_cards(persons: list[CasePerson], fields: frozenset[str] | None, way: Way) -> list[PersonCard]:
    """The persons of a case; by grant only when something about persons was granted."""
    shown = [n for n in PERSON_FACTS if fields is None or f"person.{n}" in fields]
    roles_shown = fields is None or "person.roles" in fields
    if not shown and not roles_shown:
        return []
    cards = []
    for number, person in enumerate(persons, start=1):
        words = value_in_words("roles", person.roles) if roles_shown else ""
        heading = f"Persoon {number}" + (f": {words}" if words else "")
        facts = [(field_label(n), value_in_words(n, getattr(person, n))) for n in shown]
        known = [(label, value) for label, value in facts if value]
        edit_url = way.page("person-edit", person.pk) if way.writes else ""
        inspect = (
            reverse(INSPECTION[way.purpose], args=[person.pk]) if fields is None and way.purpose in INSPECTION else ""
        )
        victim = way.writes and bool(rules.VICTIM_ROLES & set(person.roles))
        referral_url = way.page("person-referral", person.pk) if victim else ""
        open_question = rules.victim_question_open(person.roles)
        cards.append(PersonCard(person, heading, known, open_question, edit_url, inspect, referral_url))
    return cards


def page_urls(case: Case, way: Way) -> dict[str, str]:
    """Where the links on the page of a case go."""
    names = {"edit": "edit", "person_add": "person-add", "action_add": "action-add"}
    found = {key: way.page(name, case.pk) for key, name in names.items()}
    found["hand_over"] = reverse(f"moving:{way.prefix}propose", args=[case.pk])
    found["exclude"] = reverse(f"moving:{way.prefix}exclude", args=[case.pk])
    return found | {
        "compare": compare_url(way, case.pk),
        "new_package": way.url("new", case.pk),
        "grant": way.url("grant", case.pk),
        "may_i": way.url("may-i", case.pk),
        "ask": way.url("ask", case.pk),
    }


def action_row(planned: CaseAction, way: Way, *, at: datetime) -> dict[str, Any]:
    """An action with its state in words."""
    late = planned.done_at is None and planned.due_on < local_day(at)
    if planned.done_at is not None:
        code, words = "done", f"gedaan op {_day(local_day(planned.done_at))}"
    elif late:
        days = (local_day(at) - planned.due_on).days
        code, words = "late", f"{days} {'dag' if days == 1 else 'dagen'} te laat"
    else:
        code, words = "open", f"uiterlijk {_day(planned.due_on)}"
    track = rules.TRACKS.get(planned.track, planned.track)
    done_url = way.page("action-done", planned.pk) if way.writes else ""
    return {"action": planned, "track": track, "code": code, "words": words, "done_url": done_url}


def step_link(case: Case, step: rules.Step, way: Way) -> dict[str, Any]:
    """A link for a step in the table; back: work begins again, so it stands among the first buttons."""
    return {"label": step.label, "url": way.page(step.verb, case.pk), "back": step.target == rules.OPEN}


def timeline(case: Case) -> list[dict[str, Any]]:
    """The history in words."""
    events = history_of(case)
    names = names_behind(e.actor for e in events)
    return [
        {
            "at": e.at,
            "what": rules.EVENT_KINDS.get(e.kind, e.kind),
            "who": names[e.actor],
            "text": event_text(e.kind, e.note, e.changes),
        }
        for e in events
    ]


def victim_question_open(case: Case) -> bool:
    """True when somebody in the case is seen as offender and nobody answered whether this is a victim."""
    return any(rules.victim_question_open(person.roles) for person in case.persons.all())


def shown_names(fields: Iterable[str]) -> list[str]:
    """The fields of a form that both versions have."""
    return [name for name in fields if name in LABELS]


def conflict_pairs(stored: Any, names: Iterable[str], typed: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What the other one saved, field by field; the label says where `typed` is something else.

    A form holds all fields: without that mark somebody takes back a colleague's change elsewhere and does not see it.
    """
    found = []
    for name in names:
        theirs, mine = (value_in_words(name, value) for value in (getattr(stored, name), typed.get(name)))
        mark = "" if theirs.split() == mine.split() else " (anders dan wat u invulde)"
        found.append((field_label(name) + mark, theirs or "niets ingevuld"))
    return found


def _day(day: date) -> str:
    return date_format(day, "j F Y")
