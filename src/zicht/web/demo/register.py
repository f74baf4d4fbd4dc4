# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The register of the invented region: victims per group and year, most of them delivered by file.

The numbers per cell are invented. Who reports about whom follows the Slachtoffermonitor 2015-2019: 5,691 reports on
5,060 victims (1.12 each), the police 2,984 of them; FairWork and the labour inspectorate report labour exploitation,
care coordinators and others need consent. The police unit stays empty: an invented region lies in no real one.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from zicht.access.roles import Purpose
from zicht.reference.lists import code_list
from zicht.register.models import Delivery, RegisterEvent, Report, Victim
from zicht.web.demo.book import Book
from zicht.web.demo.facts import GROUPS, Facts, facts_for

STORY_GROUP = "AU"
STORY_COUNT = 31

# Victims per group, from three years ago up to the current year, before anybody walks through the story. Some cells
# are below ten, so that the protection of small numbers shows; 31 stands in one place only.
MATRIX: dict[str, tuple[int, int, int, int]] = {
    "BL-SU": (16, 19, 18, 17),
    "GO-SU": (24, 30, 34, 29),
    STORY_GROUP: (14, 17, 22, STORY_COUNT),
    "CU": (6, 8, 11, 12),
    "ON": (12, 13, 11, 10),
}
REPORTERS: dict[str, dict[str, float]] = {
    "BL-SU": {"police": 55, "care_coordinator": 28, "other": 15, "kmar": 2},
    "GO-SU": {"police": 60, "care_coordinator": 12, "other": 20, "kmar": 8},
    "AU": {"fairwork": 42, "nla": 17, "police": 27, "care_coordinator": 10, "other": 4},
    "CU": {"police": 72, "care_coordinator": 16, "other": 8, "kmar": 4},
    "ON": {"police": 58, "care_coordinator": 17, "other": 25},
}
SECOND_REPORT = 0.125
GOVERNMENT = ("police", "kmar", "nla")
ENTERED = "Opgenomen uit een bestand."


def tell_register(book: Book) -> None:
    """Fill the cells up to MATRIX with victims from files. What came by message counts already."""
    unit = book.unit("Slachtofferregister Waterlinde", "Register").pk
    last = book.today.year
    for place, year in enumerate(range(last - 3, last + 1)):
        found = list(_year(book, unit, year, place))
        for source in ("government", "others"):
            mine = [r for r in found if (r["reporter_group"] in GOVERNMENT) == (source == "government")]
            for half, rows in enumerate((mine[::2], mine[1::2])):
                _file(book, unit, rows, _day(book, year, half, source))


def _day(book: Book, year: int, half: int, source: str) -> datetime:
    """Files come after each half year; those of the current year have come already."""
    day = date(year, 7, 14) if half == 0 else date(year + 1, 1, 21)
    day += timedelta(days=0 if source == "government" else 9)
    shift = 12 + 7 * half + (2 if source == "others" else 0)
    moment = book.at.replace(year=day.year, month=day.month, day=day.day)
    return book.office(min(moment, book.at - timedelta(days=shift)))


def _year(book: Book, unit: int, year: int, place: int) -> Iterator[dict[str, Any]]:
    for group in GROUPS:
        wanted = MATRIX[group][place] - book.counted[year, group]
        if wanted < 0:
            raise ValueError(f"more {group} reported in {year} than the story has")
        for number in range(wanted):
            key = f"W{year}-{group}-{number + 1:03d}"
            victim = book.add(Victim(id=book.key(), owning_unit_id=unit))
            victim.name_in_file(key)
            book.counted[year, group] += 1
            yield from _reports(book, victim, year, group)


def _reports(book: Book, victim: Victim, year: int, group: str) -> Iterator[dict[str, Any]]:
    """One report, or two of different reporters that agree about the facts."""
    facts = facts_for(book, group)
    first = book.pick(REPORTERS[group])
    yield _row(victim, year, first, facts)
    if book.chance(SECOND_REPORT):
        others = {name: share for name, share in REPORTERS[group].items() if name != first}
        yield _row(victim, year, book.pick(others), facts)


def _row(victim: Victim, year: int, reporter: str, facts: Facts) -> dict[str, Any]:
    basis = str(code_list("reporter_groups").get(reporter).attributes["basis"])
    return {
        "victim_id": victim.pk, "year": year, "reporter_group": reporter, "basis": basis,
        "consent": {"answer": "given", "declared_by": "delivery"} if basis == "consent" else {},
        "forms": sorted(facts.forms), "nationality": facts.nationality, "sex": facts.sex, "age": facts.age,
        "sectors_sexual": list(facts.sectors_sexual), "sectors_labour": list(facts.sectors_labour),
        "manners": list(facts.manners),
    }  # fmt: skip


def _file(book: Book, unit: int, rows: list[dict[str, Any]], at: datetime) -> None:
    if not rows:
        return
    digest = hashlib.sha256(repr([sorted(r.items(), key=lambda i: i[0]) for r in rows]).encode()).hexdigest()
    delivery = book.add(
        Delivery(id=book.key(), owning_unit_id=unit, source="file", received_at=at, digest=digest, rows=len(rows))
    )
    registrar = book.person("tom")
    for row in rows:
        report = book.add(
            Report(
                id=book.key(), owning_unit_id=unit, delivery_id=delivery.pk, state="entered", state_reason=ENTERED,
                list_version=code_list("forms").version, **row,
            )
        )  # fmt: skip
        book.add(
            RegisterEvent(
                owning_unit_id=unit, report_id=report.pk, actor=f"person:{registrar.pk}", kind="entered",
                note=ENTERED, at=at,
            )
        )  # fmt: skip
    book.audit(
        "register.import", "report", delivery.pk, at=at, unit=unit, purpose=Purpose.REGISTER_KEEPING.value,
        who=registrar,
    )  # fmt: skip
