# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The cast: a few invented people, the same in tests, demo and manual.

Everybody has one job in the story of one signal. Eva is the stranger: right role, wrong municipality.
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import NAMESPACE_DNS, UUID, uuid5

from zicht.access.accounts import vouch_for_address
from zicht.access.models import Function, FunctionHolder, Membership, Organisation, Person, Unit
from zicht.access.roles import Role

SINCE = date(2023, 1, 1)


def invented_key(name: str) -> UUID:
    """The same key in every demo and test."""
    return uuid5(NAMESPACE_DNS, f"{name}.zicht.example")


@dataclass(frozen=True)
class OrganisationSpec:
    """An invented organisation and its units."""

    name: str
    sector: str
    units: tuple[str, ...]
    municipality: str = ""
    reporter_group: str = ""
    basis: str = "consent"


@dataclass(frozen=True)
class PersonSpec:
    """One of the cast: seat, function and part in the story (story in Dutch, for the demo's page)."""

    key: str
    name: str
    organisation: str
    unit: str
    role: Role
    story: str
    function: str = ""
    answer_days: int = 5


ORGANISATIONS: tuple[OrganisationSpec, ...] = (
    OrganisationSpec(
        "Gemeente Lindestede", "municipality", ("Veiligheid", "Jeugd", "Loket", "Bestuur"), municipality="DEMO-G1"
    ),
    OrganisationSpec("Gemeente Waterhoven", "municipality", ("Veiligheid",), municipality="DEMO-G2"),
    OrganisationSpec("Stichting Oeverzorg", "care", ("Zorgcoördinatie",), reporter_group="care_coordinator"),
    OrganisationSpec("Politie Waterlinde", "police", ("AVIM",), reporter_group="police", basis="duty"),
    OrganisationSpec(
        "Arbeidsinspectie Waterlinde", "inspectorate", ("Toezicht en opsporing",), reporter_group="nla", basis="duty"
    ),
    OrganisationSpec("Scholengroep De Meent", "ond", ("Leerlingzaken",)),
    OrganisationSpec("Zorg- en Veiligheidshuis Waterlinde", "oov", ("Casustafel",)),
    OrganisationSpec("Slachtofferregister Waterlinde", "register", ("Register",)),
)

CAST: tuple[PersonSpec, ...] = (
    PersonSpec(
        "sanne",
        "Sanne Kuipers",
        "Scholengroep De Meent",
        "Leerlingzaken",
        Role.REPORTER,
        "Ziet op school dingen die niet kloppen en meldt dat.",
    ),
    PersonSpec(
        "noor",
        "Noor Verbeek",
        "Gemeente Lindestede",
        "Veiligheid",
        Role.FOCAL_POINT,
        "Aandachtsfunctionaris mensenhandel. Weegt de signalen van Lindestede.",
        function="Aandachtsfunctionaris mensenhandel Lindestede",
    ),
    PersonSpec(
        "daan",
        "Daan Postma",
        "Gemeente Lindestede",
        "Veiligheid",
        Role.FOCAL_POINT,
        "Vervangt Noor en werkt in dezelfde inbox.",
        function="Aandachtsfunctionaris mensenhandel Lindestede",
    ),
    PersonSpec(
        "iris",
        "Iris de Wit",
        "Gemeente Lindestede",
        "Jeugd",
        Role.FOCAL_POINT,
        "Werkt bij Jeugd. Zelfde gemeente, andere afdeling: zij ziet de inbox van Veiligheid niet.",
        function="Aandachtsfunctionaris jeugd Lindestede",
    ),
    PersonSpec(
        "eva",
        "Eva Mulder",
        "Gemeente Waterhoven",
        "Veiligheid",
        Role.FOCAL_POINT,
        "Aandachtsfunctionaris in de buurgemeente. Ziet niets van Lindestede.",
        function="Aandachtsfunctionaris mensenhandel Waterhoven",
    ),
    PersonSpec(
        "fatima",
        "Fatima el Amrani",
        "Stichting Oeverzorg",
        "Zorgcoördinatie",
        Role.CARE_COORDINATOR,
        "Zorgcoördinator voor de regio. Regelt zorg, vraagt toestemming en meldt aan het register.",
        function="Zorgcoördinator Waterlinde",
    ),
    PersonSpec(
        "joris",
        "Joris van Dam",
        "Politie Waterlinde",
        "AVIM",
        Role.PARTNER,
        "Ketenpartner. Krijgt alleen wat gedeeld is, neemt aan of weigert.",
        function="AVIM mensenhandel",
    ),
    PersonSpec(
        "marijke",
        "Marijke Brouwer",
        "Zorg- en Veiligheidshuis Waterlinde",
        "Casustafel",
        Role.CHAIR,
        "Voorzitter van de casustafel. Ziet een casus alleen met een toestemming die afloopt.",
    ),
    PersonSpec(
        "tom",
        "Tom Aalders",
        "Slachtofferregister Waterlinde",
        "Register",
        Role.REGISTRAR,
        "Registrator. Beoordeelt twijfelachtige meldingen en koppelt dubbele.",
        function="Registrator Waterlinde",
    ),
    PersonSpec(
        "yara",
        "Yara Smit",
        "Slachtofferregister Waterlinde",
        "Register",
        Role.ANALYST,
        "Analist. Ziet cijfers, geen namen. Controleert edities van de monitor.",
    ),
    PersonSpec(
        "renske",
        "Renske Hofstra",
        "Slachtofferregister Waterlinde",
        "Register",
        Role.POLICY_OFFICER,
        "Stelt edities van de monitor samen en publiceert ze. Ziet geen gegevens over personen.",
    ),
    PersonSpec(
        "bas",
        "Bas Willems",
        "Gemeente Lindestede",
        "Bestuur",
        Role.POLICY_OFFICER,
        "Beleidsmedewerker. Maakt het jaarlijkse bericht aan de raad. Ziet geen gegevens over personen.",
    ),
    PersonSpec(
        "lotte",
        "Lotte Jansen",
        "Gemeente Lindestede",
        "Bestuur",
        Role.PRIVACY_OFFICER,
        "Functionaris gegevensbescherming. Ziet wie wat deed, niet de inhoud.",
    ),
    PersonSpec(
        "ruben",
        "Ruben Meijer",
        "Gemeente Lindestede",
        "Bestuur",
        Role.ADMINISTRATOR,
        "Beheerder. Maakt accounts en plaatsen, ziet geen inhoud.",
    ),
    PersonSpec(
        "hanna",
        "Hanna Bakker",
        "Gemeente Lindestede",
        "Bestuur",
        Role.CUSTODIAN,
        "Bewaart wie gemeld heeft. Geeft een naam alleen vrij op een verzoek met een reden.",
        function="Bewaarder identiteit melders Lindestede",
    ),
    PersonSpec(
        "stefan",
        "Stefan Vos",
        "Arbeidsinspectie Waterlinde",
        "Toezicht en opsporing",
        Role.INSPECTOR,
        "Toezichthouder en opsporingsambtenaar. Kiest een pet; de ene ziet het werk van de andere niet.",
        function="Arbeidsinspectie mensenhandel",
    ),
)


@dataclass
class Cast:
    """The cast as stored: people, units, organisations and functions by their short names."""

    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    units: dict[tuple[str, str], Unit] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)

    def unit_of(self, key: str) -> Unit:
        """The unit in which somebody has a seat."""
        spec = next(p for p in CAST if p.key == key)
        return self.units[spec.organisation, spec.unit]

    def function_of(self, key: str) -> Function:
        """The function that somebody holds."""
        spec = next(p for p in CAST if p.key == key)
        return self.functions[spec.function]


def build_organisations(specs: tuple[OrganisationSpec, ...], cast: Cast, *, using: str) -> None:
    """Store organisations and units that are not there yet."""
    for spec in specs:
        organisation, _ = Organisation.objects.using(using).get_or_create(
            name=spec.name,
            defaults={
                "key": invented_key(spec.name),
                "sector": spec.sector,
                "municipality": spec.municipality,
                "reporter_group": spec.reporter_group,
                "basis": spec.basis,
            },
        )
        cast.organisations[spec.name] = organisation
        for unit in spec.units:
            cast.units[spec.name, unit], _ = Unit.objects.using(using).get_or_create(
                organisation=organisation, name=unit, defaults={"key": invented_key(f"{spec.name}/{unit}")}
            )


def build_people(specs: tuple[PersonSpec, ...], cast: Cast, *, using: str) -> None:
    """Store people with their seat and function. Nobody gets a password: the demo has its own way in."""
    for spec in specs:
        unit = cast.units[spec.organisation, spec.unit]
        person = Person(
            key=invented_key(f"person/{spec.key}"),
            email=f"{spec.key}@zicht.example",
            name=spec.name,
            invented=True,
        )
        person.set_unusable_password()
        person.save(using=using)
        vouch_for_address(person, using=using)
        cast.people[spec.key] = person
        Membership.objects.using(using).create(person=person, unit=unit, role=spec.role.value, valid_from=SINCE)
        if spec.function:
            function, _ = Function.objects.using(using).get_or_create(
                unit=unit,
                name=spec.function,
                defaults={"role": spec.role.value, "answer_days": spec.answer_days},
            )
            cast.functions[spec.function] = function
            FunctionHolder.objects.using(using).create(function=function, person=person, valid_from=SINCE)


def build_cast(*, using: str = "owner") -> Cast:
    """Store the whole cast. Runs as owner, once, on an empty database."""
    cast = Cast()
    build_organisations(ORGANISATIONS, cast, using=using)
    build_people(CAST, cast, using=using)
    return cast


def read_cast(*, using: str = "default") -> Cast:
    """The cast as it is stored."""
    cast = Cast()
    for organisation in Organisation.objects.using(using).all():
        cast.organisations[organisation.name] = organisation
    for unit in Unit.objects.using(using).select_related("organisation"):
        cast.units[unit.organisation.name, unit.name] = unit
    for function in Function.objects.using(using).select_related("unit__organisation"):
        cast.functions[function.name] = function
    for person in Person.objects.using(using).filter(invented=True):
        cast.people[person.email.partition("@")[0]] = person
    return cast


def invented_keys() -> dict[str, UUID]:
    """Keys of the stored cast by their short name."""
    found = Person.objects.filter(invented=True, is_active=True).values_list("email", "key")
    return {email.partition("@")[0]: key for email, key in found}


def invented_person(key: str) -> Person | None:
    """One of the cast by key; nobody else can be found this way."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return Person.objects.filter(key=wanted, invented=True, is_active=True).first()
