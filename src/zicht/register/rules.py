# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The counting rules of the register, pure: reports in, unique victims out, and what may enter.

Source: Slachtoffermonitor mensenhandel 2015-2019, chapter 2 (population, Figure 2.11) and the text on consent
since 25 May 2018. The unit is always named: a report is no victim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zicht.reference.lists import Entry as ListEntry
from zicht.reference.lists import code_list
from zicht.register.rows import ReportRow, VictimYear

# EMM reads the systems of police, KMar and others: it enriches what was reported and reports nobody itself.
ENRICHES_ONLY = "emm"
# The letters of the public prosecutor (dismissals) are about victims that the police had reported already.
LETTERS_ONLY = "om"
NOT_COUNTED = frozenset({ENRICHES_ONLY, LETTERS_ONLY})

DATE_WORDS = {
    "reflection_offered_on": "de dag waarop de bedenktijd is aangeboden",
    "reflection_accepted_on": "de dag waarop de bedenktijd is aanvaard (die kan niet voor het aanbod liggen)",
}

Basis = Literal["duty", "permitted", "consent"]
Decision = Literal["enter", "wait", "refuse"]


@dataclass(frozen=True)
class Entry:
    """Whether a report enters the register, and why, in Dutch for the receipt."""

    decision: Decision
    reason: str


@dataclass(frozen=True)
class RuleFacts:
    """What the rules per reporter look at. on: the day of the report; None in a file that gives the year only."""

    group: str
    year: int
    on: date | None = None
    forms: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()
    reflection_offered_on: date | None = None
    reflection_accepted_on: date | None = None


@dataclass(frozen=True)
class Ruling:
    """One rule that held on the day of a report: its effect, what is missing for it, and why, in Dutch.

    effect: report, enriches or letter. missing: names of dates and codes of signs that are not known.
    """

    code: str
    effect: str
    title: str
    text: str
    missing: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.missing


@dataclass(frozen=True)
class Gap:
    """A fact that is missing and puts the victim in the group unknown.

    the field and what to ask, in Dutch.
    """

    field: str
    text: str


def unique_victims(rows: Iterable[ReportRow]) -> tuple[VictimYear, ...]:
    """Unique victims per year of report, ordered by year and key.

    A person reported in two years counts in both (the yearly numbers of the source add up to its total).
    Persons known only through EMM, or only through a letter of the prosecutor, are left out.
    """
    together: dict[tuple[int, str], list[ReportRow]] = {}
    for row in rows:
        together.setdefault((row.year, row.victim_key), []).append(row)
    return tuple(
        _one_victim(together[key])
        for key in sorted(together)
        if any(row.reporter_group not in NOT_COUNTED for row in together[key])
    )


def count_reports(rows: Iterable[ReportRow]) -> Counter[tuple[int, str]]:
    """Reports per (year, reporter group).

    a report is victim x reporter group x year, without EMM and OM letters.
    """
    return Counter((year, group) for year, group, _ in _reports(rows))


def count_unit_reports(rows: Iterable[ReportRow]) -> Counter[tuple[int, str]]:
    """Police reports per (year, unit): victim x police unit x year.

    More than police reports: units report doubly.
    """
    seen = {
        (row.year, row.police_unit or "unknown", row.victim_key) for row in rows if row.reporter_group == "police"
    }
    return Counter((year, unit) for year, unit, _ in seen)


def completeness(report: ReportRow | VictimYear) -> tuple[Gap, ...]:
    """What will make this case count as unknown. Empty: the report is complete for the figure."""
    if not report.forms:
        return (Gap("forms", "De vorm van uitbuiting is niet bekend. Het slachtoffer telt dan als onbekend."),)
    if report.forms == {"OR"}:
        return (Gap("forms", "Alleen orgaanverwijdering telt als onbekend. Is er ook een andere vorm?"),)
    if "SU" in report.forms and report.nationality is None:
        text = "Bij seksuele uitbuiting is de nationaliteit nodig. Zonder telt het slachtoffer als onbekend."
        return (Gap("nationality", text),)
    return ()


def rulings(facts: RuleFacts) -> tuple[Ruling, ...]:
    """The rules of this reporter that held on the day of the report, out of register_rules. Decides nothing.

    Without a day the last day of the year is taken when the year had one rule, and otherwise the rule that held
    first: a later rule is not laid on a report that may be older.
    """
    day = facts.on or _day_of(facts)
    return tuple(
        _ruling(rule, facts)
        for rule in code_list("register_rules").at(day)
        if rule.attributes["group"] == facts.group and _about(rule, facts)
    )


def _about(rule: ListEntry, facts: RuleFacts) -> bool:
    form = rule.attributes.get("only_form")
    return form is None or form in facts.forms


def _day_of(facts: RuleFacts) -> date:
    first, last = date(facts.year, 1, 1), date(facts.year, 12, 31)
    listed = code_list("register_rules")
    changes = [r for r in listed.at(last) if r.attributes["group"] == facts.group and r.valid_from > first]
    return first if changes else last


def _ruling(rule: ListEntry, facts: RuleFacts) -> Ruling:
    dates = [name for name in rule.attributes.get("needs_dates", ()) if getattr(facts, name) is None]
    signs = [code for code in rule.attributes.get("needs_signs", ()) if code not in facts.signs]
    offered, accepted = facts.reflection_offered_on, facts.reflection_accepted_on
    if not dates and offered and accepted and accepted < offered:
        dates = ["reflection_accepted_on"]
    words = f"{rule.nl}. {rule.help_nl}"
    if dates or signs:
        asked = [DATE_WORDS[name] for name in dates] + [code_list("report_signs").label(code) for code in signs]
        words += f" Nog niet bekend: {', '.join(word[0].lower() + word[1:] for word in asked)}."
    return Ruling(rule.code, str(rule.attributes["effect"]), rule.nl, words, (*dates, *signs))


def waits_for_rule(facts: RuleFacts) -> str:
    """Why a report waits although its ground is in order, in Dutch; empty when no rule keeps it waiting."""
    return " ".join(ruling.text for ruling in rulings(facts) if not ruling.met)


def may_enter(*, basis: Basis | None, consent_recorded: bool, complete: bool) -> Entry:
    """Whether a report may enter. Refused means: no personal data are kept, only that a report was refused.

    A report that waits is kept on its basis for the registrar, and is not counted until a person decided.
    """
    if basis is None:
        return Entry("refuse", "Van deze organisatie is geen grondslag vastgelegd. Er is niets bewaard.")
    if basis == "consent" and not consent_recorded:
        return Entry("refuse", "De toestemming ontbreekt. Er is niets bewaard. Hulp hangt hier niet van af.")
    if not complete:
        return Entry("wait", "De melding wacht op de registrator en telt nog niet mee: er ontbreken gegevens.")
    if basis == "consent":
        return Entry("enter", "De melding is compleet en de toestemming is vastgelegd.")
    return Entry("enter", "De melding is compleet en de organisatie heeft een grondslag.")


def _reports(rows: Iterable[ReportRow]) -> set[tuple[int, str, str]]:
    """Each counted report once: two police units about one person are one report of the group police."""
    return {(r.year, r.reporter_group, r.victim_key) for r in rows if r.reporter_group not in NOT_COUNTED}


def _one_victim(rows: list[ReportRow]) -> VictimYear:
    reports = [row for row in rows if row.reporter_group not in NOT_COUNTED]
    facts = reports + [row for row in rows if row.reporter_group == ENRICHES_ONLY]
    nationality, nationality_warning = _agreed("nationality", reports, facts)
    sex, sex_warning = _agreed("sex", reports, facts)
    ages = [row.age for row in facts if row.age is not None]
    return VictimYear(
        victim_key=rows[0].victim_key,
        year=rows[0].year,
        forms=_united("forms", facts),
        nationality=nationality,
        sex=sex,
        age=min(ages) if ages else None,  # two reports around a birthday: the first report is the younger age
        sectors_sexual=_united("sectors_sexual", facts),
        sectors_labour=_united("sectors_labour", facts),
        manners=_united("manners", facts),
        reporter_groups=frozenset(row.reporter_group for row in reports),
        warnings=tuple(warning for warning in (nationality_warning, sex_warning) if warning),
    )


def _agreed(name: str, reports: list[ReportRow], facts: list[ReportRow]) -> tuple[str | None, str]:
    """The one value that the reports agree on; EMM speaks only where no report does.

    A conflict is unknown.
    """
    values = set(_known(name, reports)) or set(_known(name, facts))
    if len(values) > 1:
        return None, f"{name}: de meldingen spreken elkaar tegen; telt als onbekend"
    return (values.pop() if values else None), ""


def _known(name: str, rows: list[ReportRow]) -> Iterator[str]:
    return (value for row in rows if (value := getattr(row, name)) is not None)


def _united(name: str, rows: list[ReportRow]) -> frozenset[str]:
    values: frozenset[str] = frozenset().union(*(getattr(row, name) for row in rows))
    return values
