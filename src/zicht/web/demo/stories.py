# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Four histories, told as cases of Noor, Fatima and Joris. docs/cast.md says what each of them shows.

They follow the structure of the four case histories in the Slachtoffermonitor 2015-2019 (which parties, in which
order, with which end), not their words, names, ages, sexes or countries.
"""

from dataclasses import dataclass

from zicht.web.demo import care
from zicht.web.demo.book import Book
from zicht.web.demo.cases import NEED, Plan, case_with_signals
from zicht.web.demo.casework import CaseLife, accept, send_package
from zicht.web.demo.facts import Facts
from zicht.web.demo.signals import Wish

Line = tuple[str, str, str]  # track, what was agreed, what came of it


@dataclass(frozen=True)
class Story:
    """One history: the signal, what is known of the person, what each of the three did, and how it ended."""

    key: str
    days: int
    group: str
    title: str
    fact: str
    thought: str
    summary: str
    name: str
    facts: Facts
    language: str
    town_actions: tuple[Line, ...]
    police_actions: tuple[Line, ...]
    police_end: tuple[str, str]
    care_actions: tuple[Line, ...]
    wishes: str
    care_end: str = ""
    town_end: tuple[str, str] = ("", "")


STORIES: tuple[Story, ...] = (
    Story(
        "elsewhere", 560, "GO-SU", "Uitgebuit op weg hierheen",
        "Een jonge vrouw in de noodopvang vertelt dat zij in een ander land maanden moest bedelen en met mannen mee "
        "moest. Eén keer moest zij een pakje wegbrengen.",
        "Zij noemt bedragen die zij nog schuldig zou zijn. Ik geloof haar.",
        "Alles gebeurde buiten Nederland. Zij vroeg eerst asiel aan in een ander land en is hierheen gevlucht.",
        "Aminata Kourouma", Facts(("CU", "SU"), "GN", "female", 21, (), (), ("begging", "drugs")), "Frans",
        (("status", "Uitleg geven over de bedenktijd.", "Uitleg gegeven met een tolk. Zij wil de politie spreken."),),
        (
            ("criminal", "Informatief gesprek voeren.", "Gesprek gevoerd. Daarna deed zij aangifte."),
            ("criminal", "Nagaan of namen en plaatsen in systemen voorkomen.", "Geen treffer. Haar telefoon is weg."),
            ("criminal", "De aangifte voorleggen aan het Openbaar Ministerie.",
             "Geen rechtsmacht in Nederland en te weinig om over te dragen. Geseponeerd."),
            ("residence", "Doorgeven dat de aangifte is geseponeerd.", "Er komt geen vergunning op deze grond."),
        ),
        ("passed_on", "Geseponeerd. Dat zegt niets over slachtofferschap: zij blijft een mogelijk slachtoffer."),
        (("care", "Veilige opvang en een arts.", "Geplaatst in De Veerhaven, arts bezocht."),),
        "Wil niet terug naar het land waar het gebeurde.",
        "Overgedragen aan het land van de eerste aanvraag. Contactpersoon daar is op de hoogte.",
        ("passed_on", "De zorg en de procedure lopen bij anderen."),
    ),
    Story(
        "sheds", 430, "AU", "Werken in keuken en opslag achter een hek",
        "Een man met een verwonde hand stond bij het loket. Hij werkte zes maanden in een restaurant en in de kassen "
        "erachter, waar de spullen van het restaurant staan. Hij kreeg in al die tijd 250 euro.",
        "Volgens mij kon hij er niet weg.",
        "Er was een werkvergunning beloofd. Het terrein heeft een hek, camera's en honden. Na een ongeluk stopte de "
        "behandeling omdat niemand betaalde; daarna is hij weggestuurd. De kassen zijn opslag: de sector is horeca.",
        "Levan Kobalia", Facts(("AU",), "GE", "male", 33, (), ("hospitality",), ()), "Georgisch",
        (
            ("administrative", "Controle van restaurant en kassen met de Arbeidsinspectie.",
             "Gecontroleerd. Drie overtredingen."),
            ("administrative", "Boetes opleggen.", "Twee boetes opgelegd en betaald."),
        ),
        (
            ("criminal", "Aangifte opnemen.", "Opgenomen met een tolk."),
            ("criminal", "Zaak voorleggen aan het Openbaar Ministerie.", "Geseponeerd: te weinig bewijs van dwang."),
        ),
        ("passed_on", "Strafzaak geseponeerd. Bestuurlijk wel gelukt: de gemeente legde boetes op."),
        (
            ("care", "Behandeling van de hand hervatten.", "Geopereerd en genezen."),
            ("status", "Loon terugvragen met Stichting Recht op Loon.", "Deel van het loon is betaald."),
        ),
        "Wil zijn loon en een behandeling voor zijn hand.",
        "Heeft ander werk en een kamer. Loonzaak loopt bij Stichting Recht op Loon.",
        ("passed_on", "Boetes betaald. De zorg ligt bij de zorgcoördinator."),
    ),
    Story(
        "workshop", 300, "AU", "Onbetaald werk en daarna drugs verwerken",
        "Een andere verdachte verklaarde dat een vrouw in een telefoonwinkel zonder loon werkte en later in een "
        "achterkamer drugs moest inpakken.",
        "Zij begrijpt moeilijk wat haar overkomt.",
        "Zij heeft een lichte verstandelijke beperking. Zij werd geslagen en mocht haar medicijnen niet innemen. "
        "Twee vormen: arbeid en criminaliteit. De rekenregel van het cijfer telt haar bij arbeidsuitbuiting.",
        "Inês Carvalhal", Facts(("AU", "CU"), "PT", "female", 27, (), ("trade",), ("drugs",)), "Portugees",
        (("care", "De begeleider van het wijkteam erbij halen.", "Gebeurd. De begeleider blijft contactpersoon."),),
        (
            ("criminal", "Aangifte opnemen met een begeleider erbij.", "Opgenomen, twee dagen."),
            ("criminal", "Onderzoek naar criminele uitbuiting.", "Afgerond en naar het Openbaar Ministerie."),
            ("criminal", "De uitspraak afwachten.",
             "Twee veroordelingen voor harddrugs, niet voor mensenhandel. Zij blijft als slachtoffer staan."),
        ),
        ("passed_on", "Veroordeling op andere feiten. Slachtofferhulp regelt de schadevergoeding."),
        (
            ("care", "Medicijnen en neuroloog.", "Geregeld; er zijn geen aanvallen meer geweest."),
            ("status", "Schadevergoeding aanvragen.", "Aangevraagd en toegekend."),
        ),
        "Wil een baan met begeleiding en haar eigen sleutel.",
        "Werkt met begeleiding. Slachtofferhulp houdt contact.",
    ),
    Story(
        "friend", 190, "BL-SU", "Een vriend die alles regelt",
        "Een man met hersenletsel komt al weken niet op de sociale werkplaats. Een vriend meldt hem steeds ziek. Op "
        "zijn rekening komt en gaat veel geld.",
        "De vriend doet alle woorden. Ik denk dat hij van hem moet werken in de seksbranche.",
        "De uitbuiting begon lang voor de melding. De vriend plaatst advertenties, ontvangt het geld en gebruikt "
        "zijn bankgegevens. Er zijn schulden en hij ziet niemand meer. De zaak is bij de rechter, niet definitief.",
        "Rutger Lammerdink", Facts(("SU",), "NL", "male", 38, ("escort_hotel",), (), ()), "Nederlands",
        (("status", "Schuldhulp en bewindvoering aanvragen.", "Bewind is uitgesproken."),),
        (
            ("criminal", "Advertenties en betalingen vastleggen.", "Vastgelegd in het dossier."),
            ("criminal", "De uitspraak in hoger beroep volgen.", ""),
        ),
        ("", ""),
        (
            ("care", "Dagbesteding en nieuwe telefoon.", "Drie dagen per week dagbesteding."),
            ("status", "Identiteitsfraude melden bij bank en postbedrijven.", ""),
        ),
        "Wil zijn vriend niet kwijt en wil wel dat het stopt.",
    ),
)  # fmt: skip


def tell_stories(book: Book) -> None:
    """Write the four of them, each in three units."""
    for story in STORIES:
        _tell(book, story)


def _tell(book: Book, story: Story) -> None:
    noor, fatima, joris = (book.person(key) for key in ("noor", "fatima", "joris"))
    wish = Wish(
        forms=tuple(sorted(story.facts.forms)), kind="signal", age="adult", fact=story.fact, thought=story.thought,
        about="person", name=story.name, acute=False,
    )  # fmt: skip
    plan = Plan(story.days, story.group, 0)
    town, _ = case_with_signals(
        book, Plan(plan.days, plan.group, 1), "Lindestede", noor, wish, story.title, story.summary
    )
    _become(town, story)
    _lines(town, story.town_actions)
    to_care = send_package(town, book.unit("Stichting Oeverzorg", "Zorgcoördinatie"), town.later(1), NEED)
    to_police = send_package(
        town, book.unit("Politie Waterlinde", "AVIM"), town.later(1),
        "De persoon wil dat de politie meekijkt. Vorm, rol en samenvatting zijn nodig om te kunnen beginnen.",
    )  # fmt: skip
    helping = accept(to_care, fatima, 1)
    police = accept(to_police, joris, 2)
    helping.case.title = police.case.title = story.title
    _become(helping, story)
    _care(helping, story)
    police.persons[0].forms = sorted(story.facts.forms)
    _lines(police, story.police_actions)
    for life, (outcome, words) in ((police, story.police_end), (town, story.town_end)):
        if outcome:
            life.close(life.later(25), outcome, words)


def _become(life: CaseLife, story: Story) -> None:
    """The person of the story, in this unit's own case."""
    person, facts = life.persons[0], story.facts
    person.name, person.sex, person.nationality, person.language = (
        story.name, facts.sex, facts.nationality, story.language,
    )  # fmt: skip
    assert facts.age is not None
    person.birth_year = life.case.opened_at.year - facts.age
    person.forms, person.family_involved = sorted(facts.forms), "no"
    del life.persons[1:]


def _lines(life: CaseLife, lines: tuple[Line, ...]) -> None:
    for track, text, result in lines:
        at = life.later(3)
        done = life.book.after(at, 18) if result else None
        life.plan(track, text, at, days=30 if result else 210, result=result, done=done)


def _care(life: CaseLife, story: Story) -> None:
    track = care.start_track(
        life, life.persons[0], life.later(2), wishes=story.wishes,
        plan="Opvang en gezondheid eerst. Daarna geld, papieren en dagritme. De persoon bepaalt het tempo.",
    )  # fmt: skip
    consent = care.ask(life, life.persons[0], "given", life.later(6))
    care.report(care.Reporting(life, life.persons[0], story.facts), consent, life.later(2))
    _lines(life, story.care_actions)
    if story.care_end:
        care.end_track(life, track, life.later(20), story.care_end)
        life.close(life.later(2), "passed_on", story.care_end)
