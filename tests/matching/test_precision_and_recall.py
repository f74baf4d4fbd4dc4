# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often the sound key finds a person who comes back with a fault in the name, and how often it finds another one.

Printed at the end of a run, and the same table stands in docs/comparison.md.
"""

from collections import defaultdict
from pathlib import Path
from random import Random

import pytest

from tests.matching.people import FAULTS, Somebody, region
from zicht.reference.identifiers import keys, name_year

PEOPLE = 10_000
SEED = 20261121
# The least that is promised: measured, and rounded down. A wrong year is never found: the year is part of the key.
FLOORS = {
    "capitals and accents": 0.99,
    "tussenvoegsels": 0.96,
    "ij, y, ei": 0.95,
    "c/k, ph/f, dt/d/t, double letters": 0.87,
    "given name and surname exchanged": 0.99,
    "transliteration": 0.94,
    "one of two surnames": 0.99,
    "another birth day": 1.0,
    "another birth year": 0.0,
    "typing error": 0.68,
}
TABLE = Path(__file__).parents[2] / "docs" / "comparison.md"


@pytest.fixture(scope="module")
def people() -> list[Somebody]:
    return region(PEOPLE, seed=SEED)


@pytest.fixture(scope="module")
def index(people) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, who in enumerate(people):
        for key in keys("name_year", name_year(who.name, who.born.year)):
            found[key].add(number)
    return found


@pytest.fixture(scope="module")
def measured(people, index) -> dict[str, tuple[int, float, float]]:
    """Per fault: how many could have it, recall, precision (people found who are the person, of all found)."""
    rows = {}
    for fault, written in FAULTS.items():
        chance = Random(fault)
        tried = right = found = 0
        for number, who in enumerate(people):
            again = written(who, chance)
            if again is None:
                continue
            name, born = again
            hits = {n for key in keys("name_year", name_year(name, born.year)) for n in index.get(key, ())}
            tried += 1
            right += number in hits
            found += len(hits)
        rows[fault] = (tried, right / tried, right / found if found else 0.0)
    return rows


def lines(measured) -> list[str]:
    """The table of docs/comparison.md."""
    found = [
        "| fault in the name | tried | found again (recall) | of what is found, is the person (precision) |",
        "|---|---:|---:|---:|",
    ]
    for fault, (tried, recall, precision) in measured.items():
        shown = "-" if not recall and not precision else _percent(precision)
        found.append(f"| {fault} | {tried} | {_percent(recall)} | {shown} |")
    return found


def _percent(part: float) -> str:
    return f"{100 * part:.1f}%"


def test_recall_and_precision_of_the_sound_key_are_told_and_stay(measured, record_property):
    table = "\n".join(lines(measured))
    record_property("told", f"The sound key over {PEOPLE} invented persons:\n{table}")
    for fault, (tried, recall, _) in measured.items():
        assert tried > 100, fault
        assert recall >= FLOORS[fault], (fault, recall)
    assert measured["another birth year"][1] == 0.0


def test_most_of_what_is_found_is_the_same_person(measured):
    caught = [m for fault, m in measured.items() if fault not in {"another birth year", "typing error"}]
    assert min(precision for _, _, precision in caught) >= 0.94


def test_the_table_in_the_manual_is_this_one(measured):
    assert "\n".join(lines(measured)) in TABLE.read_text(encoding="utf-8")
