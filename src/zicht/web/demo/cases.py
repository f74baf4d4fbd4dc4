# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Twenty ordinary cases with their signals, packages and care. The four histories are in stories.py."""

from dataclasses import dataclass
from datetime import timedelta

from zicht.access.models import Person
from zicht.casework.cases.models import CasePerson
from zicht.web.demo import care
from zicht.web.demo.book import Book
from zicht.web.demo.casework import CaseLife, accept, open_case, refuse, send_package
from zicht.web.demo.facts import Facts, facts_for
from zicht.web.demo.scenes import NAMES_OF
from zicht.web.demo.signals import Wish, new_signal

LAST_NAMES = (
    "Verhoeve", "Abbink", "Castelar", "Dorresteyn", "Eskandar", "Fokkens", "Gyamera", "Haddad", "Ibarra", "Jaspar",
    "Kowal", "Lubbing", "Maduro", "Nistorin", "Oduyale", "Petrenko", "Quist", "Rosalia", "Stoica", "Tahiri",
)  # fmt: skip
LANGUAGE = {
    "NL": "Nederlands", "PL": "Pools", "RO": "Roemeens", "MD": "Roemeens", "BG": "Bulgaars", "TR": "Turks",
    "CN": "Mandarijn", "MA": "Arabisch", "DZ": "Arabisch", "CO": "Spaans", "BR": "Portugees", "UA": "Oekraïens",
    "HU": "Hongaars", "VN": "Vietnamees", "ID": "Indonesisch", "GN": "Frans", "BA": "Bosnisch", "LY": "Arabisch",
}  # fmt: skip
TOWNS = ("Lindestede", "Waterhoven", "Lindestede", "Oostermeent", "Lindestede", "Veldrade", "Lindestede", "Kreekdijk")
HANDLERS = {
    "Lindestede": "noor",
    "Waterhoven": "eva",
    "Oostermeent": "mila",
    "Veldrade": "yusuf",
    "Kreekdijk": "greet",
}


@dataclass(frozen=True)
class Plan:
    """One case: how long ago, the group of its victims, how many, who gets a package and what they answer."""

    days: int
    group: str
    persons: int
    to: str = "care"
    answer: str = "accepted"
    signals: int = 1


# 33 people in 17 packages to the care coordinator; labour cases hold more people, as in life.
PLANS: tuple[Plan, ...] = (
    Plan(1010, "BL-SU", 1), Plan(960, "AU", 4, signals=3), Plan(905, "CU", 1), Plan(850, "GO-SU", 2),
    Plan(790, "AU", 3, signals=2), Plan(735, "AU", 2, to="nla"), Plan(680, "BL-SU", 1, signals=2),
    Plan(630, "GO-SU", 1), Plan(575, "AU", 4, signals=3), Plan(520, "CU", 2, signals=2), Plan(470, "BL-SU", 1),
    Plan(420, "AU", 3, signals=2), Plan(365, "GO-SU", 2), Plan(320, "AU", 2, to="nla", signals=2),
    Plan(270, "CU", 1, answer="refused"), Plan(225, "BL-SU", 1, signals=2), Plan(180, "AU", 3, signals=3),
    Plan(135, "GO-SU", 1), Plan(95, "AU", 2), Plan(60, "BL-SU", 1),
)  # fmt: skip
# A title says no more than what fits every scene of its form.
TITLES = {
    "BL-SU": ("Vermoeden van seksuele uitbuiting", "Een ander bepaalt wat mag", "Zorgen over dwang"),
    "GO-SU": ("Vermoeden van seksuele uitbuiting", "Afhankelijk van een ander"),
    "AU": ("Afhankelijk van de werkgever", "Vermoeden van arbeidsuitbuiting", "Zorgen over werk en loon"),
    "CU": ("Doet dingen voor anderen", "Vermoeden van criminele uitbuiting", "Door anderen gestuurd"),
}
ACTIONS: tuple[tuple[str, str, str], ...] = (
    ("care", "Veilig contact zoeken via de begeleider.", "Gelukt. De persoon wil praten, op een rustige plek."),
    ("administrative", "Inschrijvingen op het adres nagaan met Burgerzaken.", "Vier inschrijvingen zijn onterecht."),
    ("criminal", "Overleggen met AVIM of er een onderzoek mogelijk is.", "Er is nu te weinig; AVIM kijkt mee."),
    ("status", "Vragen naar briefadres, verzekering en bankrekening.", "Briefadres en verzekering zijn geregeld."),
)
NEED = (
    "De zorgcoördinator kan alleen helpen als deze gegevens bekend zijn. Minder is niet genoeg voor veilig contact."
)
NEED_PARTNER = "Voor onderzoek naar het bedrijf zijn vorm, plaats en rollen nodig. Namen gaan niet mee."


def tell_cases(book: Book) -> None:
    """Write all of PLANS."""
    for number, plan in enumerate(PLANS):
        town = TOWNS[number % len(TOWNS)]
        handler = book.person("daan" if town == "Lindestede" and number % 4 == 2 else HANDLERS[town])
        life, facts = case_with_signals(book, plan, town, handler)
        _work(life, plan)
        _pass_on(life, facts, plan)


def case_with_signals(
    book: Book, plan: Plan, town: str, handler: Person, wish: Wish | None = None, title: str = "", summary: str = ""
) -> tuple[CaseLife, dict[CasePerson, Facts]]:
    """A signal that is weighed and becomes a case, other signals that join it, and the people in it."""
    function = book.cast.functions[f"Aandachtsfunctionaris mensenhandel {town}"]
    known = [facts_for(book, plan.group) for _ in range(plan.persons)]
    forms = tuple(sorted(known[0].forms))
    young = any(f.age is not None and f.age < 18 for f in known)
    wish = wish or Wish(forms=forms, kind="signal", age="minor" if young else "adult")
    first = new_signal(book, function, handler, book.ago(plan.days), wish)
    first.take(1)
    first.weigh(1, "suspicion")
    key = book.key()
    if not first.join(1, key, first=True):
        raise ValueError("a case needs a signal that is old enough")
    life = open_case(
        book, function.unit, handler, first.clock, key=key, title=title or book.rng.choice(TITLES[plan.group]),
        forms=list(first.signal.forms), about="place" if first.signal.about == "place" else "person",
        age_class=first.signal.age_class, acute=first.signal.acute, summary=summary or first.signal.fact,
        due_on=(first.clock + timedelta(days=90)).date(),
    )  # fmt: skip
    people = {add_victim(book, life, facts): facts for facts in known}
    if book.chance(0.5):
        life.add_person(["possible_offender"], life.later(1), note="Alleen bekend van horen zeggen.")
    for number in range(1, plan.signals):
        _another(book, life, plan, number, wish)
    return life, people


def add_victim(book: Book, life: CaseLife, facts: Facts, name: str = "") -> CasePerson:
    """A possible victim with invented facts."""
    return life.add_person(
        ["possible_victim"], life.clock,
        name=name or f"{book.rng.choice(NAMES_OF[facts.sex])} {book.rng.choice(LAST_NAMES)}",
        birth_year=None if facts.age is None else life.clock.year - facts.age, sex=facts.sex,
        nationality=facts.nationality, language=LANGUAGE.get(facts.nationality, "Engels"), forms=sorted(facts.forms),
        safe_contact="Via de begeleider, niet bellen." if book.chance(0.5) else "",
        family_involved=book.pick({"unknown": 60, "no": 30, "yes": 10}),
    )  # fmt: skip


def _another(book: Book, life: CaseLife, plan: Plan, number: int, wish: Wish) -> None:
    """A weak signal of somebody else that turns out to belong to the same case."""
    function = book.cast.functions[f"Aandachtsfunctionaris mensenhandel {life.unit.organisation.name.split()[-1]}"]
    received = book.ago(max(plan.days - 9 * number, 18))
    more = new_signal(book, function, life.owner, received, Wish(forms=wish.forms, kind="signal", age=wish.age))
    more.weigh(1, "suspicion")
    if more.join(1, life.case.pk, first=False, why="Hetzelfde adres en dezelfde werkwijze, los van elkaar gezien."):
        life.event("signal_added", more.clock)


def _work(life: CaseLife, plan: Plan) -> None:
    """Actions with owners and dates; old ones are done."""
    book = life.book
    for track, text, result in book.rng.sample(ACTIONS, k=2):
        at = life.later(1)
        done = book.after(at, book.rng.randrange(3, 20))
        finished = done < book.at and (plan.days > 150 or book.chance(0.5))
        life.plan(track, text, at, days=14, result=result if finished else "", done=done if finished else None)


def _pass_on(life: CaseLife, facts: dict[CasePerson, Facts], plan: Plan) -> None:
    """A package to the care coordinator or the inspectorate, with the answer and what came after."""
    book = life.book
    if plan.to == "nla":
        sent = send_package(life, book.unit("Arbeidsinspectie Waterlinde", "Opsporing"), life.later(2), NEED_PARTNER)
        theirs = accept(sent, book.person("shanti"), 3)
        theirs.plan("administrative", "Controle van het bedrijf voorbereiden.", theirs.later(1), days=30)
        if plan.days > 500:
            theirs.close(theirs.later(60), "harmed", "Boete voor te weinig loon. Geen aanwijzing voor dwang.")
    else:
        sent = send_package(life, book.unit("Stichting Oeverzorg", "Zorgcoördinatie"), life.later(2), NEED)
        if plan.answer == "refused":
            refuse(sent, book.person("fatima"), 2, "De persoon heeft al een vaste begeleider, die verder gaat.")
        else:
            coordinator = book.person("aylin" if plan.days % 3 == 0 else "fatima")
            _care(accept(sent, coordinator, 2), list(facts.values()), plan)
    if plan.days > 400:
        life.close(life.later(70), "passed_on", "De zorg loopt bij de zorgcoördinator. Hier is niets meer te doen.")
    elif 200 < plan.days < 300:
        life.wait(life.later(20), "De collega voor het bestuurlijk spoor is er tot volgende maand niet.")


def _care(life: CaseLife, known: list[Facts], plan: Plan) -> None:
    """A track per person; the question about registration; a report where consent was given."""
    book = life.book
    for number, (person, facts) in enumerate(zip(life.persons, known, strict=True)):
        person.nationality, person.sex = facts.nationality, facts.sex
        started = life.later(book.rng.randrange(1, 6))
        track = care.start_track(life, person, started)
        place = (plan.days + 7 * number) % 10
        if place == 9:
            care.wait_track(life, track, life.later(3))
        elif place != 4:
            _registration(life, person, facts, place)
        if plan.days > 400 and place != 9:
            care.end_track(life, track, life.later(book.rng.randrange(30, 120)))
    if plan.days > 600:
        life.close(life.later(10), "passed_on", "De zorg is afgerond. Nazorg is afgesproken.")


def _registration(life: CaseLife, person: CasePerson, facts: Facts, place: int) -> None:
    at = life.later(life.book.rng.randrange(4, 15))
    givers = care.may_ask(life, person, at)
    if not givers:
        return  # perhaps a child, and family may be involved: nobody is asked before there is a safe way
    if place in (2, 7):
        care.ask(life, person, "refused", at)
        return
    consent = care.ask(life, person, "given", at, given_by=givers[-1])
    sent = care.report(care.Reporting(life, person, facts), consent, life.later(1))
    if place == 5 and life.book.chance(0.4) and sent.state == "entered":
        care.withdraw(life, person, sent, life.later(30))
