# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Everybody round the cast: the other organisations of the invented region and the people who work there."""

from dataclasses import dataclass
from datetime import date, timedelta

from zicht.access.models import Function, FunctionHolder, Membership, Organisation, OwnDefinition, Person
from zicht.access.roles import Role
from zicht.web.demo.cast import (
    CAST,
    SINCE,
    Cast,
    OrganisationSpec,
    PersonSpec,
    build_organisations,
    build_people,
)

SAFETY = "Veiligheid"

# Organisations that exist already get the extra units; the others are new.
EXTRA_ORGANISATIONS: tuple[OrganisationSpec, ...] = (
    OrganisationSpec("Gemeente Waterhoven", "municipality", ("Jeugd", "Loket"), municipality="DEMO-G2"),
    OrganisationSpec("Gemeente Oostermeent", "municipality", (SAFETY, "Loket"), municipality="DEMO-G3"),
    OrganisationSpec("Gemeente Veldrade", "municipality", (SAFETY, "Jeugd"), municipality="DEMO-G4"),
    OrganisationSpec("Gemeente Kreekdijk", "municipality", (SAFETY,), municipality="DEMO-G5"),
    OrganisationSpec("Politie Waterlinde", "police", ("Basisteam Lindestede",)),
    OrganisationSpec("Christelijk College Oeverland", "ond", ("Zorgteam",)),
    OrganisationSpec("Vakschool De Stroom", "ond", ("Studentbegeleiding",)),
    OrganisationSpec("Wijkteams Lindestede", "jzw", ("Noord", "Zuid")),
    OrganisationSpec("Jongerenwerk Waterlinde", "jzw", ("Straatwerk",)),
    OrganisationSpec("Veilig Thuis Waterlinde", "jzw", ("Advies",)),
    OrganisationSpec("Opvang De Veerhaven", "care", ("Opvang",), reporter_group="other"),
    OrganisationSpec("Woningstichting Lindewoon", "ww", ("Woonbeheer",)),
    OrganisationSpec("Werkplein Waterlinde", "wfs", ("Inkomen", "Schuldhulp")),
    OrganisationSpec(
        "Arbeidsinspectie Waterlinde", "inspectorate", ("Opsporing",), reporter_group="nla", basis="duty"
    ),
    OrganisationSpec("Marechaussee Waterlinde", "police", ("Grenstoezicht",), reporter_group="kmar", basis="duty"),
    OrganisationSpec("RIEC Waterlinde", "oov", ("Analyse",)),
    OrganisationSpec("Stichting Recht op Loon", "ngo", ("Hulplijn",), reporter_group="fairwork"),
)

AVIM = "AVIM mensenhandel"


def _focal(key: str, name: str, town: str, function: str = "", unit: str = SAFETY) -> PersonSpec:
    function = function or f"Aandachtsfunctionaris mensenhandel {town}"
    return PersonSpec(key, name, f"Gemeente {town}", unit, Role.FOCAL_POINT, "", function)


def _partner(key: str, name: str, organisation: str, unit: str, function: str) -> PersonSpec:
    return PersonSpec(key, name, organisation, unit, Role.PARTNER, "", function)


def _reporter(key: str, name: str, organisation: str, unit: str) -> PersonSpec:
    return PersonSpec(key, name, organisation, unit, Role.REPORTER, "")


def _officer(key: str, name: str, organisation: str, unit: str) -> PersonSpec:
    story = f"Functionaris gegevensbescherming van {organisation}. Bevestigt convenanten voor de eigen organisatie."
    return PersonSpec(key, name, organisation, unit, Role.PRIVACY_OFFICER, story)


# A covenant counts for who confirmed it: each organisation has an officer, and Lindestede a second one who checks.
OFFICERS: tuple[PersonSpec, ...] = (
    _officer("roos", "Roos Terlouw", "Gemeente Lindestede", "Bestuur"),
    _officer("karim", "Karim Bouzid", "Gemeente Waterhoven", SAFETY),
    _officer("wendy", "Wendy Schouten", "Politie Waterlinde", "AVIM"),
    _officer("hilde", "Hilde Verhoef", "Stichting Oeverzorg", "Zorgcoördinatie"),
    _officer("sjoerd", "Sjoerd Hiemstra", "Arbeidsinspectie Waterlinde", "Toezicht en opsporing"),
)

EXTRA_PEOPLE: tuple[PersonSpec, ...] = (
    _focal("mila", "Mila Haverkamp", "Oostermeent"),
    _focal("yusuf", "Yusuf Demirel", "Veldrade"),
    _focal("greet", "Greet Hoekstra", "Kreekdijk"),
    _focal("willem", "Willem Dijkgraaf", "Waterhoven"),
    _focal("chantal", "Chantal Pinas", "Veldrade", "Aandachtsfunctionaris jeugd Veldrade", "Jeugd"),
    _focal("fenna", "Fenna Zijlstra", "Lindestede", "Aandachtsfunctionaris jeugd Lindestede", "Jeugd"),
    PersonSpec(
        "aylin",
        "Aylin Yildirim",
        "Stichting Oeverzorg",
        "Zorgcoördinatie",
        Role.CARE_COORDINATOR,
        "",
        "Zorgcoördinator Waterlinde",
    ),
    PersonSpec(
        "selma",
        "Selma Kovačević",
        "Slachtofferregister Waterlinde",
        "Register",
        Role.REGISTRAR,
        "",
        "Registrator Waterlinde",
    ),
    _partner("peter", "Peter Visscher", "Politie Waterlinde", "AVIM", AVIM),
    _partner("shanti", "Shanti Ramdin", "Arbeidsinspectie Waterlinde", "Opsporing", "Meldingen arbeidsuitbuiting"),
    _partner("koen", "Koen Terpstra", "Marechaussee Waterlinde", "Grenstoezicht", "Mensenhandel grens"),
    _partner("ilse", "Ilse van den Berg", "Veilig Thuis Waterlinde", "Advies", "Advies en melding"),
    _partner("omar", "Omar Boualli", "RIEC Waterlinde", "Analyse", "Informatieplein"),
    _partner("johanna", "Johanna Wierda", "Opvang De Veerhaven", "Opvang", "Plaatsing opvang"),
    *OFFICERS,
    _reporter("piotr", "Piotr Zielonka", "Stichting Recht op Loon", "Hulplijn"),
    _reporter("hanneke", "Hanneke Blom", "Christelijk College Oeverland", "Zorgteam"),
    _reporter("jamal", "Jamal Haddouti", "Vakschool De Stroom", "Studentbegeleiding"),
    _reporter("esther", "Esther Nijland", "Wijkteams Lindestede", "Noord"),
    _reporter("ravi", "Ravi Soekhlal", "Wijkteams Lindestede", "Zuid"),
    _reporter("naomi", "Naomi Karijodi", "Jongerenwerk Waterlinde", "Straatwerk"),
    _reporter("bram", "Bram Scholten", "Politie Waterlinde", "Basisteam Lindestede"),
    _reporter("linda", "Linda Kamphuis", "Gemeente Lindestede", "Loket"),
    _reporter("tarik", "Tarik Benalla", "Werkplein Waterlinde", "Inkomen"),
    _reporter("marloes", "Marloes Koster", "Werkplein Waterlinde", "Schuldhulp"),
    _reporter("dennis", "Dennis Vermeeren", "Woningstichting Lindewoon", "Woonbeheer"),
    _reporter("thijs", "Thijs Roelofsen", "Gemeente Oostermeent", "Loket"),
    _reporter("agnes", "Agnes Toussaint", "Gemeente Waterhoven", "Loket"),
)

# Who reports from which of CKM's five domains.
BY_DOMAIN: dict[str, tuple[str, ...]] = {
    "jzw": ("esther", "ravi", "naomi", "ilse", "johanna"),
    "ond": ("hanneke", "jamal"),
    "oov": ("bram", "linda", "koen"),
    "wfs": ("tarik", "marloes", "piotr", "agnes"),
    "ww": ("dennis", "thijs"),
}

DEFINITIONS: tuple[tuple[str, str, str], ...] = (
    (
        "Scholengroep De Meent", "CU",
        "Een leerling doet strafbare dingen omdat een ander dat wil. Ook als de leerling zegt het zelf te willen.",
    ),
    (
        "Woningstichting Lindewoon", "AU",
        "Een bewoner werkt voor wie ook de woning regelt en kan daardoor niet stoppen.",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Inbox:
    """Where signals arrive: a function, who is behind it, and how many signals of the three years are its own."""

    name: str
    people: tuple[str, ...]
    signals: int


INBOXES: tuple[Inbox, ...] = (
    Inbox("Aandachtsfunctionaris mensenhandel Lindestede", ("noor", "noor", "daan"), 285),
    Inbox("Aandachtsfunctionaris jeugd Lindestede", ("iris",), 42),
    Inbox("Aandachtsfunctionaris mensenhandel Waterhoven", ("eva", "willem"), 84),
    Inbox("Aandachtsfunctionaris mensenhandel Oostermeent", ("mila",), 72),
    Inbox("Aandachtsfunctionaris mensenhandel Veldrade", ("yusuf",), 58),
    Inbox("Aandachtsfunctionaris jeugd Veldrade", ("chantal",), 20),
    Inbox("Aandachtsfunctionaris mensenhandel Kreekdijk", ("greet",), 40),
)


def build_surroundings(cast: Cast, *, using: str, today: date) -> None:
    """Store the organisations, people and own definitions that are not there yet. Fills `cast`."""
    build_organisations(EXTRA_ORGANISATIONS, cast, using=using)
    missing = tuple(p for p in EXTRA_PEOPLE if p.key not in cast.people)
    build_people(missing, cast, using=using)
    for function in Function.objects.using(using).all():
        cast.functions[function.name] = function
    # Somebody who left: the administrator's page shows an ended seat as well.
    left = {"valid_to": today - timedelta(days=40)}
    Membership.objects.using(using).filter(person=cast.people["fenna"]).update(**left)
    FunctionHolder.objects.using(using).filter(person=cast.people["fenna"]).update(**left)
    for organisation, code, words in DEFINITIONS:
        OwnDefinition.objects.using(using).get_or_create(
            organisation=cast.organisations[organisation], list_name="forms", code=code,
            defaults={"definition": words, "valid_from": SINCE},
        )  # fmt: skip


def strangers(*, using: str) -> int:
    """How many people are stored who are not invented."""
    return Person.objects.using(using).filter(invented=False).count()


def towns(cast: Cast) -> dict[str, Organisation]:
    """The municipalities by code."""
    return {o.municipality: o for o in cast.organisations.values() if o.municipality}


assert len(CAST) + len(EXTRA_PEOPLE) == 48
