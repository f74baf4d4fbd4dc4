# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the person concerned reads: classes of data, fields and parts in plain words."""

from typing import Any

from django.db import models

from zicht.base.fields import DataClass
from zicht.casework.overview.codes import LABELS as CODED_LABELS
from zicht.casework.overview.codes import in_words
from zicht.casework.sharing.words import LABELS, value_in_words
from zicht.reference.lists import code_list, names

# Classes that are about the person. Who reported and who works on it are never told.
TOLD: dict[DataClass, str] = {
    DataClass.PERSONAL: "gewoon persoonsgegeven",
    DataClass.SPECIAL: "bijzonder persoonsgegeven (AVG art. 9)",
    DataClass.CRIMINAL: "strafrechtelijk gegeven (AVG art. 10)",
    DataClass.RESIDENCE: "gegeven over verblijf, apart afgeschermd",
    DataClass.POLICE: "politiegegeven (Wpg)",
}
PARTS: dict[str, str] = {
    "held": "Wat er over u staat",
    "source": "Waar het vandaan komt",
    "history": "Wat ermee gebeurde",
    "seen": "Wie het zag, en waarvoor",
    "given": "Aan wie het is gegeven",
    "terms": "Hoe lang het blijft staan",
}
HEADS: dict[str, tuple[str, ...]] = {
    "held": ("Gegeven", "Wat er staat", "Soort gegeven", "Staat in"),
    "source": ("Wanneer", "Van wie", "Hoe"),
    "history": ("Wanneer", "Wat", "Wat er staat", "Staat in"),
    "seen": ("Organisatie en afdeling", "Als", "Waarvoor", "Wanneer"),
    "given": ("Aan wie", "Wanneer", "Waarvoor", "Grondslag", "Welke gegevens", "Antwoord"),
    "terms": ("Wat", "Tot wanneer"),
}
# Shares of the width of a page, per part.
WIDTHS: dict[str, tuple[int, ...]] = {
    "held": (3, 6, 3, 3), "source": (2, 4, 4), "history": (2, 3, 6, 3),
    "seen": (4, 3, 3, 3), "given": (3, 3, 3, 4, 7, 3), "terms": (3, 4),
}  # fmt: skip
EMPTY: dict[str, str] = {
    "held": "Er staat niets over u.",
    "source": "Niet bekend.",
    "history": "Er is niets bij geschreven.",
    "seen": "Niemand anders dan wie dit overzicht maakte.",
    "given": "Er is niets aan een ander gegeven.",
    "terms": "De termijn is nog niet vastgesteld.",
}
OWN_LABELS: dict[str, str] = {
    "observed_when": "Wanneer het gezien is",
    "fact": "Wat er gezien is",
    "interpretation": "Wat iemand erover dacht",
    "coercion": "Tekenen van dwang",
    "outcome_note": "Toelichting bij het einde",
    "description": "Beschrijving",
    "role": "Rol",
    "value": "Adres, plaats, telefoon of account",
    "ground": "Grond om dit vast te leggen",
    "ground_note": "Toelichting bij die grond",
    "code": "Teken dat is nagegaan",
    "seen": "Gezien of niet",
    "source": "Hoe dat bekend is",
    "conclusion": "Conclusie",
    "reasons": "Redenen",
    "route_forms": "Vormen bij de keuze van de route",
    "route_age_class": "Leeftijd bij de keuze van de route",
    "chosen_because": "Waarom die route",
    "text": "Afspraak",
    "result": "Wat ervan kwam",
    "end_reason": "Waarom de zorg eindigde",
    "answer": "Antwoord over meetellen",
    "given_by": "Wie het antwoord gaf",
    "body": "Wat aan het register is gemeld",
    "necessity": "Waarom delen nodig was",
    "proportionality": "Waarom het niet met minder kon",
    "answer_reason": "Toelichting bij het antwoord",
    "feedback": "Terugkoppeling",
    "advice": "Advies van de functionaris gegevensbescherming",
    "reason": "Waarom",
    "why": "Waarom",
    "addition": "Wat wij erbij schreven",
    "Handover.answer": "Antwoord op de overdracht",
    "AccessRequest.answer": "Antwoord op de vraag om toegang",
    "judgement": "Oordeel van de functionaris gegevensbescherming",
}
# Fields whose value is a code, or codes, of a list.
LISTS: dict[str, str] = {
    "coercion": "coercion_means", "role": "person_roles", "ground": "grounds", "code": "indicators",
    "route_forms": "forms", "route_age_class": "age_classes",
}  # fmt: skip
RIGHTS: tuple[str, ...] = (
    "Klopt iets niet? U mag vragen om het te verbeteren of aan te vullen.",
    "U mag vragen om gegevens weg te halen of het gebruik te stoppen. Moet iets toch blijven, dan hoort u waarom.",
    "Gaf u toestemming? Die mag u altijd intrekken. Uw zorg hangt daar niet van af.",
    "Niemand besluit over u met een computer alleen. Er is geen score over u.",
    "Niet eens met dit overzicht? Vraag de functionaris gegevensbescherming van de organisatie hierboven.",
    "U kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens, of naar de rechter gaan.",
)


def label_of(field: str, model: str = "") -> str:
    """A field in words; where two models have one of this name, of this model."""
    own = OWN_LABELS.get(f"{model}.{field}") or OWN_LABELS.get(field)
    return own or LABELS.get(field) or CODED_LABELS.get(field) or field.replace("_", " ")


def value_of(record: models.Model, field: Any) -> str:
    """A value in words; "" when nothing is known."""
    value = getattr(record, field.name)
    if value in (None, "", [], {}):
        return ""
    coded = in_words(field.name, value)
    if coded is not None:
        return coded
    listed = LISTS.get(field.name)
    if listed in names():
        codes = value if isinstance(value, list) else [value]
        return ", ".join(code_list(listed).label(code) for code in codes)
    shown = getattr(record, f"get_{field.name}_display", None)
    if shown is not None and field.choices:
        return str(shown())
    if isinstance(value, dict):
        return _parts(value)
    return value_in_words(field.name, value) if field.name in LABELS else _plain(value)


def _parts(value: dict[str, Any]) -> str:
    told = ((label_of(name), _said(name, part)) for name, part in value.items())
    return "; ".join(f"{label}: {words}" for label, words in told if words)


def _said(name: str, value: Any) -> str:
    coded = in_words(name, value)
    return _plain(value) if coded is None else coded


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_plain(part) for part in value)
    if isinstance(value, dict):
        return _parts(value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return "" if value is None else str(value)
