# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Records as the interface tells them, out of what the rooms' gates opened. By grant only the granted fields."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.roles import Kind
from zicht.access.visible import visible
from zicht.casework.cases import gate as cases
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.intake import gate as intake
from zicht.casework.intake.models import Signal

# Name of the interface and of the field, for what a grant can open.
CASE_FIELDS = {
    "betreft": "about", "vormen": "forms", "leeftijd": "age_class", "acuut": "acute", "samenvatting": "summary",
}  # fmt: skip
PERSON_FIELDS = {
    "rollen": "roles", "naam": "name", "geboortejaar": "birth_year", "geslacht": "sex",
    "nationaliteit": "nationality", "taal": "language", "vormen": "forms", "veiligContact": "safe_contact",
    "familieBetrokken": "family_involved", "aantekening": "note",
}  # fmt: skip


def signals(actor: Actor, asked: dict[str, Any], *, at: datetime) -> "QuerySet[Signal]":
    """Signals that are open to the actor, under the filters that were asked for."""
    found = intake.signals(actor, at=at).select_related("owning_unit__organisation")
    if "vorm" in asked:
        found = found.filter(forms__contains=[asked["vorm"]])
    names = {
        "stand": "state", "kenmerk": "reference", "gemeente": "municipality", "acuut": "acute",
        "ontvangenVanaf": "received_at__gte", "ontvangenTot": "received_at__lt",
    }  # fmt: skip
    return _filtered(found, asked, names).order_by("-received_at", "id")


def listed_cases(actor: Actor, asked: dict[str, Any], *, at: datetime) -> "QuerySet[Case]":
    """Cases that are open to the actor. Filters look at own cases only: they would tell what was not granted."""
    found = cases.cases(actor, at=at)
    names = {"stand": "state", "geopendVanaf": "opened_at__gte", "geopendTot": "opened_at__lt"}
    if names.keys() & asked.keys():
        found = found.filter(Q(owning_unit__in=visible(actor, Kind.CASE, at=at).units))
    return _filtered(found, asked, names | {"kenmerk": "reference"}).order_by("-opened_at", "id")


def _filtered(found: "QuerySet[Any]", asked: dict[str, Any], names: dict[str, str]) -> "QuerySet[Any]":
    return found.filter(**{names[name]: value for name, value in asked.items() if name in names})


def signal_row(signal: Signal) -> dict[str, Any]:
    """A signal in a list."""
    return {
        "id": str(signal.pk), "kenmerk": signal.reference, "soort": signal.kind, "stand": signal.state,
        "acuut": signal.acute, "ontvangenOp": signal.received_at, "termijnOp": signal.due_at,
        "afdeling": str(signal.owning_unit),
    }  # fmt: skip


def signal_whole(actor: Actor, key: UUID, *, at: datetime) -> dict[str, Any]:
    """One signal. Raises NotHere."""
    signal = intake.signal_for(actor, key, at=at)
    subjects = [
        {"rol": p.role, "naam": p.name, "omschrijving": p.description, "leeftijd": p.age_class}
        for p in signal.subjects.all()
    ]
    things = [{"soort": t.kind, "waarde": t.value, "grond": t.ground} for t in signal.things.all()]
    signs = [{"code": i.code, "gezien": i.seen, "bron": i.source} for i in signal.indicators.all()]
    return signal_row(signal) | {
        "betreft": signal.about, "feit": signal.fact, "duiding": signal.interpretation,
        "waargenomenOm": signal.observed_when, "vormen": signal.forms, "leeftijd": signal.age_class,
        "dwangmiddelen": signal.coercion, "gemeente": signal.municipality, "uitkomst": signal.outcome,
        "afgeslotenOp": signal.closed_at, "casusId": signal.case_id, "betrokkenen": subjects, "gegevens": things,
        "tekens": signs,
    }  # fmt: skip


def case_row(case: Case, own: frozenset[int]) -> dict[str, Any]:
    """A case in a list; by grant only that it is there."""
    mine = case.owning_unit_id in own
    found: dict[str, Any] = {
        "id": str(case.pk), "kenmerk": case.reference, "afdeling": str(case.owning_unit), "alleenLezen": not mine,
    }  # fmt: skip
    if mine:
        found |= {"omschrijving": case.title, "stand": case.state, "geopendOp": case.opened_at}
    return found


def case_whole(actor: Actor, key: UUID, *, at: datetime) -> dict[str, Any]:
    """One case, as far as the decision opens it. Raises NotHere."""
    case = cases.case_for(actor, key, at=at)
    decision = cases.case_decision(actor, case, at=at)
    fields = decision.fields
    found = case_row(case, frozenset() if decision.read_only else frozenset({case.owning_unit_id}))
    found |= {name: getattr(case, field) for name, field in CASE_FIELDS.items() if fields is None or field in fields}
    persons = [part for person in case.persons.all() if (part := _person(person, fields))]
    if persons or fields is None:
        found["personen"] = persons
    if fields is None or "actions" in fields:
        found["acties"] = [
            {"spoor": a.track, "omschrijving": a.text, "uiterlijkOp": a.due_on, "gedaanOp": a.done_at,
             "resultaat": a.result if fields is None else ""}
            for a in case.actions.all()
        ]  # fmt: skip
    if fields is None:
        found |= {"uitkomst": case.outcome, "afgeslotenOp": case.closed_at}
    return found


def _person(person: CasePerson, fields: frozenset[str] | None) -> dict[str, Any]:
    return {
        name: getattr(person, field)
        for name, field in PERSON_FIELDS.items()
        if fields is None or f"person.{field}" in fields
    }
