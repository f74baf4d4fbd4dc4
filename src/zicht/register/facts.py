# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Adding to and correcting what a report says; every change stays readable in its history."""

from datetime import date, datetime
from typing import Any

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Unit
from zicht.access.roles import Kind
from zicht.register.identifiers import enter
from zicht.register.judging import NotPossible
from zicht.register.models import ReceptionDeparture, Report, ReportEpisode
from zicht.register.noting import note_event
from zicht.register.proposing import search_beside

# What a correction may change. The ground, the reporter and the victim are changed by other acts.
FACTS = (
    "year", "reported_on", "forms", "nationality", "sex", "age", "birth_year", "name", "sectors_sexual",
    "sectors_labour", "manners", "signs", "reflection_offered_on", "reflection_accepted_on", "dublin",
    "dublin_country", "channel", "platform_type", "cyber_role", "help_kinds", "outcome",
)  # fmt: skip


@action("register.correct", kind=Kind.REPORT)
def correct_report(
    *, actor: Actor, report: Report, facts: dict[str, Any], note: str, expected: int, at: datetime
) -> Report:
    """Replace facts of a report; what stood there before is kept in its history. Raises NotPossible, EditConflict.

    facts: some of FACTS. Nothing is appended when nothing changed.
    """
    if report.state == Report.State.REFUSED or not set(facts) <= set(FACTS):
        raise NotPossible("this report has no facts to correct")
    before = {name: getattr(report, name) for name in facts}
    changed = {name: value for name, value in facts.items() if value != before[name]}
    if not changed:
        return report
    report.save_if_current(expected=expected, **changed)
    changes = {name: [_plain(before[name]), _plain(value)] for name, value in changed.items()}
    note_event(report, actor=actor, kind="corrected", note=note, changes=changes, at=at)
    if {"name", "birth_year"} & set(changed):
        enter(report)
    search_beside(report, at=at)
    return report


@action("register.add_episode", kind=Kind.REPORT)
def add_episode(*, actor: Actor, report: Report, episode: dict[str, Any], at: datetime) -> Report:
    """Add a period of exploitation: country, municipality, from and to, forms. Raises NotPossible when refused."""
    if report.state == Report.State.REFUSED:
        raise NotPossible("this report has no facts")
    made = ReportEpisode.objects.create(owning_unit_id=report.owning_unit_id, report=report, **episode)
    note_event(report, actor=actor, kind="episode_added", changes={"episode": str(made.pk)} | episode, at=at)
    return report


@action("register.drop_episode", kind=Kind.REPORT)
def drop_episode(*, actor: Actor, report: Report, episode: ReportEpisode, at: datetime) -> Report:
    """Take a period away; what it said stays in the history."""
    names = ("country", "municipality", "from_year", "from_month", "to_year", "to_month", "forms")
    note_event(
        report, actor=actor, kind="episode_dropped", changes={name: getattr(episode, name) for name in names}, at=at
    )
    ReportEpisode.objects.filter(pk=episode.pk, report=report).delete()
    return report


@action("register.note_departure", kind=Kind.REPORT)
def note_departure(*, actor: Actor, unit: Unit, year: int, at: datetime) -> ReceptionDeparture:
    """A minor left reception for an unknown destination in this year: an event, counted apart."""
    return ReceptionDeparture.objects.create(owning_unit=unit, year=year, noted_at=at)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
