# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the pages of the register read. Everything starts at the gate."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.models import Unit
from zicht.access.roles import Kind, Role
from zicht.access.visible import visible
from zicht.reference.groups import explain_group
from zicht.reference.lists import code_list
from zicht.register import gate
from zicht.register.identifiers import of_this_name
from zicht.register.matching import YEARS_APART, Shared, birth_years, compare
from zicht.register.models import Delivery, RegisterEvent, Report
from zicht.register.rules import RuleFacts, rulings

EVENT_WORDS = {
    "entered": "Opgenomen",
    "waiting": "Ontvangen, wacht op de registrator",
    "refused": "Niet opgenomen, gegevens gewist",
    "withdrawn": "Toestemming ingetrokken, gegevens gewist",
    "corrected": "Verbeterd of aangevuld",
    "episode_added": "Periode van uitbuiting toegevoegd",
    "episode_dropped": "Periode van uitbuiting weggehaald",
    "linked": "Gekoppeld aan een andere melding",
    "unlinked": "Koppeling losgemaakt",
    "judged_different": "Beoordeeld: niet dezelfde persoon",
    "judged_later": "Beoordeeld: later opnieuw bekijken",
    "judgement_undone": "Oordeel over dezelfde persoon teruggenomen",
}
BASIS_WORDS = {"duty": "plicht", "permitted": "bevoegdheid", "consent": "toestemming"}
GROUP_WORDS = {
    "BL-SU": "Binnenlandse seksuele uitbuiting",
    "GO-SU": "Grensoverschrijdende seksuele uitbuiting",
    "AU": "Arbeidsuitbuiting",
    "CU": "Criminele uitbuiting",
    "ON": "Onbekend",
}
RULE_EFFECTS = {"enriches": "Vult alleen aan", "letter": "Geen melding"}
PLACE_WORDS = {"unknown": "Gevraagd, niet bekend", "not_asked": "Niet gevraagd"}
LANGUAGE_WORDS = {"nl": "Nederlands", "en": "Engels", "pl": "Pools", "ro": "Roemeens", "bg": "Bulgaars"}
SEX_WORDS = {"": "niet bekend", "female": "vrouw", "male": "man", "other": "anders"}


@dataclass(frozen=True)
class Candidate:
    """A report that may be about the same person, with the comparison a registrar reads."""

    report: Report
    lines: tuple[Shared, ...]


def scope_line() -> str:
    """What this register holds; stands above every list and figure of it."""
    place = settings.REGISTER_PLACE or "(plaats niet ingesteld)"
    if settings.REGISTER_SCOPE == "national":
        return f"Landelijk register, {place}: wat aan dit register is gemeld."
    return f"Register van regio {place}: wat via dit register is gemeld. Dit is geen landelijk beeld."


def keeping_units(actor: Actor, *, at: datetime) -> QuerySet[Unit]:
    """The registers that the actor keeps."""
    units = visible(actor, Kind.REPORT, at=at).units & actor.units(at, Role.REGISTRAR)
    return Unit.objects.filter(pk__in=units).select_related("organisation")


def waiting_count(actor: Actor, *, at: datetime) -> int:
    """How many reports wait for a registrar; for the start page."""
    return gate.reports(actor, at=at).filter(state=Report.State.WAITING).count()


def report_list(actor: Actor, *, state: str, year: int | None, group: str, at: datetime) -> QuerySet[Report]:
    """Reports by state, year and reporter group; waiting and newest years first by key, in a stable order."""
    found = gate.reports(actor, at=at).select_related("organisation", "delivery")
    if state:
        found = found.filter(state=state)
    if year is not None:
        found = found.filter(year=year)
    if group:
        found = found.filter(reporter_group=group)
    return found.order_by("-year", "id")


def row_of(report: Report) -> dict[str, Any]:
    """One line of the list, without anything that names a person."""
    refused = report.state == Report.State.REFUSED
    return {
        "report": report,
        "group": group_label(report.reporter_group),
        "forms": "-" if refused else labels("forms", report.forms),
    }


def years(actor: Actor, *, at: datetime) -> list[int]:
    """Years in which something was reported, newest first."""
    found = gate.reports(actor, at=at).order_by("-year").values_list("year", flat=True).distinct()
    return list(found)


def delivery_list(actor: Actor, *, at: datetime) -> QuerySet[Delivery]:
    """Files and messages, newest first."""
    return gate.deliveries(actor, at=at).select_related("organisation").order_by("-received_at", "id")


def history(report: Report) -> list[dict[str, Any]]:
    """What happened to a report, newest first, in the words of the screen."""
    events = RegisterEvent.objects.filter(report=report).order_by("-at", "-id")
    return [{"at": e.at, "what": EVENT_WORDS.get(e.kind, e.kind), "text": e.note} for e in events]


def linked(actor: Actor, report: Report, *, at: datetime) -> list[Report]:
    """The other reports about the same victim."""
    found = gate.reports(actor, at=at).filter(victim_id=report.victim_id).exclude(pk=report.pk)
    return list(found.exclude(state=Report.State.REFUSED).select_related("organisation").order_by("year", "id"))


def candidates(actor: Actor, report: Report, *, at: datetime) -> QuerySet[Report]:
    """Reports of about the same years that do not contradict this one, for a person to judge. No score.

    The same name is always a candidate. Without names: the same sex, nationality and year of birth where both
    know it, and at least one of these known in both.
    """
    near = Q(year__gte=report.year - YEARS_APART, year__lte=report.year + YEARS_APART)
    found = gate.reports(actor, at=at).filter(near, owning_unit_id=report.owning_unit_id)
    found = found.exclude(state=Report.State.REFUSED).exclude(victim_id=report.victim_id)
    return found.filter(_same(report)).select_related("organisation").order_by("-year", "id")


def _same(report: Report) -> Q:
    born = birth_years(report)
    facts = Q()
    known = False
    if report.sex:
        facts &= Q(sex__in=("", report.sex))
    if report.nationality:
        facts &= Q(nationality__in=("", report.nationality))
        known = True
    if born:
        facts &= Q(birth_year__in=born) | Q(birth_year=None, age=None) | _age_fits(report, born)
        known = True
    named = Q(pk__in=of_this_name(report))
    # A report that knows nothing would be like every other one.
    return named | (facts & Q(sex=report.sex) & _something(report)) if known else named


def _something(report: Report) -> Q:
    either = Q(pk__in=())
    if report.nationality:
        either |= Q(nationality=report.nationality)
    if birth_years(report):
        either |= Q(birth_year__isnull=False) | Q(age__isnull=False)
    return either


def _age_fits(report: Report, born: frozenset[int]) -> Q:
    fits = Q(pk__in=())
    for year in range(report.year - YEARS_APART, report.year + YEARS_APART + 1):
        ages = {year - b for b in born} | {year - b - 1 for b in born}
        fits |= Q(birth_year=None, year=year, age__in=[age for age in ages if age >= 0])
    return fits


def compared(report: Report, others: list[Report]) -> list[Candidate]:
    """Each other report with the lines of the comparison."""
    return [Candidate(other, compare(report, other)) for other in others]


def facts_of(report: Report) -> list[tuple[str, str]]:
    """The facts of a report as pairs of label and words."""
    if report.state == Report.State.REFUSED:
        return []
    group, why = explain_group(forms=frozenset(report.forms), nationality=report.nationality or None)
    countries = code_list("countries")
    return [
        ("Naam", report.name or "niet bekend"),
        ("Geboortejaar", str(report.birth_year or "niet bekend")),
        ("Leeftijd bij de melding", "niet bekend" if report.age is None else f"{report.age} jaar"),
        ("Geslacht", SEX_WORDS.get(report.sex, report.sex)),
        ("Nationaliteit", countries.label(report.nationality) if report.nationality else "niet bekend"),
        ("Vormen van uitbuiting", labels("forms", report.forms)),
        ("Sectoren seksuele uitbuiting", labels("sectors_sexual", report.sectors_sexual)),
        ("Sectoren arbeidsuitbuiting", labels("sectors_labour", report.sectors_labour)),
        ("Manieren criminele uitbuiting", labels("criminal_manners", report.manners)),
        *_more_facts(report),
        ("Groep in de cijfers", f"{GROUP_WORDS[group]}. {why}"),
    ]


def _more_facts(report: Report) -> list[tuple[str, str]]:
    """What was said beyond the figures of the monitor; a fact on which nothing was said has no line."""
    country = code_list("countries").label(report.dublin_country) if report.dublin_country else ""
    dublin = code_list("dublin_states").label(report.dublin) if report.dublin else ""
    named = (
        ("Eerste contact", "contact_channels", report.channel),
        ("Soort platform", "platform_types", report.platform_type),
        ("Rol van techniek", "cyber_roles", report.cyber_role),
        ("Afloop van de strafzaak", "report_outcomes", report.outcome),
    )
    lines = [("Eerder asiel in een ander land", f"{dublin}{f' ({country})' if country else ''}")] if dublin else []
    lines += [(words, code_list(listed).label(code)) for words, listed, code in named if code]
    if report.help_kinds:
        lines.append(("Hulp en opvang", labels("help_kinds", report.help_kinds)))
    return lines


def episodes_of(report: Report) -> list[dict[str, Any]]:
    """Periods of exploitation in words, with what makes them one of a list."""
    found = []
    for episode in report.episodes.all():
        where = PLACE_WORDS.get(episode.country) or code_list("countries").label(episode.country)
        if episode.municipality:
            where += f", {code_list('municipalities').label(episode.municipality)}"
        start, end = _month(episode.from_year, episode.from_month), _month(episode.to_year, episode.to_month)
        when = f"{start or 'begin niet bekend'} tot {end or 'einde niet bekend'}"
        found.append({"key": episode.pk, "where": where, "when": when, "forms": labels("forms", episode.forms)})
    return found


def _month(year: int | None, month: int | None) -> str:
    if year is None:
        return ""
    return f"{month:02d}-{year}" if month else str(year)


def rules_of(report: Report) -> list[tuple[str, str]]:
    """The rules per reporter that held for this report, and whether they are met."""
    facts = RuleFacts(
        group=report.reporter_group, year=report.year, on=report.reported_on, forms=frozenset(report.forms),
        signs=frozenset(report.signs), reflection_offered_on=report.reflection_offered_on,
        reflection_accepted_on=report.reflection_accepted_on,
    )  # fmt: skip
    lines = []
    for ruling in rulings(facts):
        met = "voldaan" if ruling.met else "nog niet bekend"
        lines.append((RULE_EFFECTS.get(ruling.effect) or met.capitalize(), ruling.text))
    for words, day in (
        ("Bedenktijd aangeboden", report.reflection_offered_on),
        ("Bedenktijd aanvaard", report.reflection_accepted_on),
    ):
        if day is not None:
            lines.append((words, _day(day.isoformat())))
    return lines


def ground_of(report: Report) -> list[tuple[str, str]]:
    """Who reported on which ground; what the register keeps of the consent."""
    lines = [
        ("Melder", report.organisation.name if report.organisation else "geen organisatie vastgelegd"),
        ("Groep melders", group_label(report.reporter_group)),
        ("Grondslag", BASIS_WORDS.get(report.basis, report.basis)),
    ]
    consent = report.consent
    if consent.get("declared_by") == "delivery":
        lines.append(("Toestemming", "verklaard door wie het bestand aanleverde"))
    elif consent:
        who = {"self": "de persoon zelf", "guardian": "ouder of voogd"}.get(consent.get("given_by", ""), "onbekend")
        lines.append(("Toestemming", f"gegeven op {_day(consent.get('on', ''))} door {who}"))
        language = LANGUAGE_WORDS.get(consent.get("language", ""), "een andere taal")
        lines.append(("Tekst bij de vraag", f"versie {consent.get('text_version', '')}, {language}"))
    return lines


def _day(text: str) -> str:
    """An ISO date as a Dutch reader writes it."""
    parts = text.split("-")
    return "-".join(reversed(parts)) if len(parts) == 3 else "een onbekende dag"


def group_label(code: str) -> str:
    """The reporter group in words."""
    return code_list("reporter_groups").label(code)


def labels(listed: str, codes: list[str]) -> str:
    """Codes in words, or that nothing is known."""
    return ", ".join(code_list(listed).label(code) for code in codes) or "niet bekend"
