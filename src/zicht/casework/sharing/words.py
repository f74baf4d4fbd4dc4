# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Fields of a case and its persons in words: the same for sender, preview, receiver and reader by grant."""

from collections.abc import Callable
from typing import Any

from zicht.access.models import Person
from zicht.casework.cases import rules
from zicht.exchange.formats import CASE_FIELDS, PERSON_FIELDS, Package
from zicht.reference.lists import code_list

LABELS: dict[str, str] = {
    "title": "Korte omschrijving",
    "about": "Waar het over gaat",
    "forms": "Vormen van uitbuiting",
    "age_class": "Leeftijd van het mogelijke slachtoffer",
    "acute": "Gevaar op dit moment",
    "summary": "Samenvatting",
    "owner": "Eigenaar",
    "due_on": "Volgende keer bekijken",
    "roles": "Rol in de casus",
    "name": "Naam",
    "bsn": "Burgerservicenummer",
    "birth_year": "Geboortejaar",
    "sex": "Geslacht",
    "nationality": "Nationaliteit",
    "language": "Taal",
    "safe_contact": "Veilig contact: hoe en wanneer",
    "family_involved": "Familie mogelijk betrokken",
    "note": "Aantekening",
    "wishes": "Wensen",
    "plan": "Plan",
    "actions": "Acties, met wie ze doet en wanneer",
}


def field_label(name: str) -> str:
    """The label of a field; "person." in front is left out."""
    short = name.removeprefix("person.")
    # Rooms beside this one write their own fields into the history of a case.
    return LABELS.get(short, short)


def _codes(name: str) -> Callable[[Any], str]:
    return lambda value: ", ".join(code_list(name).label(code) for code in value)


_WORDS: dict[str, Callable[[Any], str]] = {
    "about": lambda value: rules.ABOUT.get(value, value),
    "forms": lambda value: _codes("forms")(value) or "nog niet duidelijk",
    "age_class": lambda value: code_list("age_classes").label(value),
    "acute": lambda value: "ja" if value else "nee",
    "roles": _codes("person_roles"),
    # Whole on the form only: who reads along over a shoulder does not take the number away.
    "bsn": lambda value: f"{value[:6]}… (helemaal te zien bij Wijzigen)" if value else "",
    "sex": lambda value: rules.SEXES.get(value, value) if value else "",
    "nationality": lambda value: code_list("countries").label(value) if value else "",
    "family_involved": lambda value: rules.FAMILY.get(value, value),
}


def value_in_words(name: str, value: Any) -> str:
    """The value as it stands on a screen; empty when nothing is known."""
    if isinstance(value, Person):
        return value.name
    words = _WORDS.get(name)
    if words is not None:
        return words(value)
    return "" if value is None else str(value)


def event_text(kind: str, note: str, changes: dict[str, Any]) -> str:
    """A step in the history of a case: what was written, which fields changed, how it ended."""
    parts = [note if not note or note[-1] in ".!?" else f"{note}."]
    if changes.get("fields"):
        lead = "Te lezen: " if kind == "grant_given" else "Gewijzigd: "
        parts.append(lead + ", ".join(field_label(n).lower() for n in changes["fields"]) + ".")
    if changes.get("outcome"):
        parts.append(code_list("outcome_reasons").label(changes["outcome"]) + ".")
    return " ".join(p for p in parts if p)


def described(package: Package) -> dict[str, Any]:
    """What a receiver sees of a package: `facts` of the case and `persons`, each a list of label and value."""
    return {
        "facts": [
            (field_label(n), value_in_words(n, package.case[n]) or "niet bekend")
            for n in CASE_FIELDS
            if n in package.case
        ],
        "persons": [
            [(field_label(n), value_in_words(n, person[n]) or "niet bekend") for n in PERSON_FIELDS if n in person]
            for person in package.persons
        ],
    }
