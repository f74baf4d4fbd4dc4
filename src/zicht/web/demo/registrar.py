# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the registrar finds beside the reports: a pair to judge, a period of exploitation, departures from reception.

None of it changes a count: a pair that nobody judged is two persons, an episode belongs to a report that is there,
and a departure is no victim.
"""

from datetime import timedelta

from zicht.access.roles import Purpose
from zicht.register.duplicates import ordered
from zicht.register.models import DuplicateProposal, ReceptionDeparture, RegisterEvent, Report, ReportEpisode
from zicht.web.demo.book import Book

TWICE = "Ilinca Varzaru"
WORKED = "Levan Kobalia"
LEFT_RECEPTION = (0, 0, 1)  # years ago


def tell_registrar(book: Book) -> None:
    """After the reports are written."""
    reports = list(book.entered.values())
    register = book.unit("Slachtofferregister Waterlinde", "Register").pk
    _pair(book, [report for report in reports if report.name == TWICE])
    for report in reports:
        if report.name == WORKED:
            _episode(book, report)
    for ago in LEFT_RECEPTION:
        book.add(
            ReceptionDeparture(
                id=book.key(),
                owning_unit_id=register,
                year=book.today.year - ago,
                noted_at=book.at - timedelta(days=9),
            )
        )


def _pair(book: Book, reports: list[Report]) -> None:
    """The reports of police and care about one woman, with the reasons that the search gives."""
    one, other = reports
    first, second = ordered(one.pk, other.pk)
    reasons = ["name", "sound"] if one.birth_year == other.birth_year else ["name"]
    book.add(
        DuplicateProposal(
            id=book.key(), owning_unit_id=one.owning_unit_id, one_id=first, other_id=second, reasons=reasons,
            found_at=book.ago(6),
        )
    )  # fmt: skip


def _episode(book: Book, report: Report) -> None:
    """Where and when: the country of the exploitation, which is not that of the nationality."""
    year = report.year - 1
    made = book.add(
        ReportEpisode(
            id=book.key(), owning_unit_id=report.owning_unit_id, report_id=report.pk, country="NL", from_year=year,
            from_month=3, to_year=year, to_month=10, forms=["AU"],
        )
    )  # fmt: skip
    who, at = f"person:{book.person('tom').pk}", book.ago(3)
    book.add(
        RegisterEvent(
            owning_unit_id=report.owning_unit_id, report_id=report.pk, actor=who, kind="episode_added", at=at,
            changes={
                "episode": str(made.pk), "country": "NL", "municipality": "", "from_year": year, "from_month": 3,
                "to_year": year, "to_month": 10, "forms": ["AU"],
            },
        )
    )  # fmt: skip
    book.audit(
        "register.add_episode", "report", report.pk, at=at, unit=report.owning_unit_id,
        purpose=Purpose.REGISTER_KEEPING.value, who=book.person("tom"),
    )  # fmt: skip
