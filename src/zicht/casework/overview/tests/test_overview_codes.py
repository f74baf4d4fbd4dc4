# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""No code and no English word reaches the person concerned."""

from dataclasses import fields

import pytest

from zicht.casework.overview import codes
from zicht.casework.overview.words import LABELS, OWN_LABELS, _parts
from zicht.exchange.formats import ConsentStatement, VictimReport

REPORT = {
    "organisation": "7cb56de5-6c5f-53f7-8068-fd15392cd878", "organisation_name": "Stichting Oeverzorg",
    "reporter_group": "care_coordinator", "basis": "consent", "year": 2026, "reported_on": "2026-11-17",
    "consent": {
        "answer": "given", "given_by": "self", "on": "2026-11-16", "language": "nl", "text_version": "2026-11",
    },
    "forms": ["AU"], "nationality": "NL", "sex": "male", "age": 22, "list_version": "2026-11",
    "sectors_sexual": [], "manners": [], "police_unit": "",
}  # fmt: skip


def test_a_report_to_the_register_is_told_in_words():
    told = _parts(REPORT)
    assert told.startswith("Organisatie: Stichting Oeverzorg; Soort organisatie: ")
    for words in (
        "Waarom melden mocht: met toestemming", "Gemeld op: 17 november 2026", "Antwoord over meetellen: ja",
        "Wie het antwoord gaf: De persoon zelf", "Taal: Nederlands", "Nationaliteit: Nederland", "Geslacht: man",
    ):  # fmt: skip
        assert words in told
    for code in ("_", "version", "7cb56de5", "given", "self", "male", "AU;"):
        assert code not in told, code


@pytest.mark.parametrize("shape", [VictimReport, ConsentStatement])
def test_every_part_of_a_report_has_a_label_or_says_nothing(shape):
    named = set(OWN_LABELS) | set(LABELS) | set(codes.LABELS) | codes.SILENT
    assert {field.name for field in fields(shape)} <= named


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("scope", ["count", "name"], "Meetellen, zonder naam, Ook naam en geboortejaar, zodat niemand dubbel telt"),
        ("source", "person", "de persoon vertelde het"),
        ("source", "van de buurman", "van de buurman"),
        ("seen", "not_observed", "niet gezien"),
        ("conclusion", "none", "Geen aanwijzingen voor mensenhandel"),
        ("summary", "Woont bij een tante.", None),
    ],
)
def test_codes_in_words(name, value, words):
    assert codes.in_words(name, value) == words
