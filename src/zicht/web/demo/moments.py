# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The present: what waits this morning for each of the cast, and the doors that stand open or closed."""

import tomllib
from datetime import timedelta
from pathlib import Path

from zicht.access.models import Grant
from zicht.access.roles import Kind, Purpose
from zicht.casework.intake import public
from zicht.casework.intake.models import Draft, PublicDoor
from zicht.web.demo import care
from zicht.web.demo.book import Book
from zicht.web.demo.cases import NEED, Plan, add_victim, case_with_signals
from zicht.web.demo.casework import CaseLife, open_case, send_package
from zicht.web.demo.facts import Facts
from zicht.web.demo.lives import Life
from zicht.web.demo.signals import NO_TIME, Wish, new_public_signal, new_signal
from zicht.web.demo.voices import ANSWERS, VOICES

SLUG = "lindestede"
POINTS = ("112", "police", "mma", "comensha", "labour_inspectorate", "veilig_thuis", "kindertelefoon")


def open_doors(book: Book) -> None:
    """The public form of Lindestede is open; the one of Waterhoven waits for a function and a term."""
    open_to = book.cast.functions["Aandachtsfunctionaris mensenhandel Lindestede"]
    book.add(
        PublicDoor(
            owning_unit_id=open_to.unit_id, slug=SLUG, municipality="DEMO-G1", title="Gemeente Lindestede",
            function_id=open_to.pk, answer_days=5, open=True, reporting_points=_points(),
        )
    )  # fmt: skip
    closed = book.unit("Gemeente Waterhoven", "Veiligheid")
    book.add(
        PublicDoor(owning_unit_id=closed.pk, slug="waterhoven", municipality="DEMO-G2", title="Gemeente Waterhoven")
    )


def _points() -> list[str]:
    """The reporting points that the room knows."""
    file = Path(public.__path__[0]) / "texts" / "reporting_points.toml"
    if not file.exists():
        return []
    known = {point["code"] for point in tomllib.loads(file.read_text(encoding="utf-8")).get("point", [])}
    return [code for code in POINTS if code in known]


def tell_present(book: Book) -> None:
    """Today's state for everybody of the cast."""
    _noor(book)
    _others(book)
    _sanne(book)
    _packages(book)
    _marijke(book)
    _tom(book)


def _signal(book: Book, key: str, days: float, function: str = "", wish: Wish | None = None) -> Life:
    name = function or "Aandachtsfunctionaris mensenhandel Lindestede"
    received = book.ago(days) if days >= 1 else book.at - timedelta(hours=24 * days)
    return new_signal(book, book.cast.functions[name], book.person(key), received, wish)


def _noor(book: Book) -> None:
    """The inbox of Lindestede: new, late, taken, waiting, weighed, and lines that nobody read."""
    wish = Wish(kind="signal", acute=False)
    for days in (0.6, 1, 2, 3):
        _signal(book, "noor", days, wish=wish)
    for days in (9, 14):
        _signal(book, "noor", days, wish=wish)  # nobody took them: late
    acute = Wish(forms=("SU",), about="person", age="adult", kind="signal", acute=True)
    _signal(book, "noor", 0.2, wish=acute)
    _signal(book, "noor", 2, wish=Wish(kind="advice", forms=("CU",), about="person", age="minor"))
    for key, days in (("noor", 4), ("noor", 6), ("daan", 5), ("daan", 12)):
        _signal(book, key, days, wish=wish).take(1)
    for days, again in ((13, 14), (19, 28), (27, 28)):
        life = _signal(book, "noor", days, wish=wish)
        life.take(1)
        life.wait(1, book.rng.choice(NO_TIME), again)
    for key, days in (("noor", 7), ("daan", 10)):
        _signal(book, key, days, wish=wish).weigh(2, "suspicion")
    _signal(book, "noor", 20, wish=wish).weigh(2, "unclear")
    _public(book)


def _public(book: Book) -> None:
    """Signals from the street: one of this night, two in which the reporter wrote back and nobody read it."""
    function = book.cast.functions["Aandachtsfunctionaris mensenhandel Lindestede"]
    noor = book.person("noor")
    by_language = {voice.language: voice for voice in VOICES if voice.reply}
    new_public_signal(book, function, noor, book.at - timedelta(hours=7), by_language["ro"])
    for language, days in (("pl", 4), ("en", 6)):
        voice = by_language[language]
        life = new_public_signal(book, function, noor, book.at - timedelta(days=days, hours=13), voice)
        life.take(1)
        asked = life.clock + timedelta(minutes=12)
        life.say(ANSWERS[language], from_reporter=False, at=asked, read_at=asked + timedelta(hours=9), author=noor)
        life.say(voice.reply, from_reporter=True, at=asked + timedelta(hours=9), read_at=None)


def _others(book: Book) -> None:
    """A few for Iris, Eva and the other towns."""
    youth = "Aandachtsfunctionaris jeugd Lindestede"
    young = Wish(kind="signal", age="minor", forms=("CU",), acute=False)
    _signal(book, "iris", 1, youth, young)
    _signal(book, "iris", 4, youth, Wish(kind="signal", age="minor", forms=("SU",), about="person")).take(1)
    _signal(book, "iris", 11, youth, young)
    for key, town in (("eva", "Waterhoven"), ("mila", "Oostermeent"), ("yusuf", "Veldrade"), ("greet", "Kreekdijk")):
        function = f"Aandachtsfunctionaris mensenhandel {town}"
        _signal(book, key, 1, function)
        _signal(book, key, 5, function).take(1)
        _signal(book, key, 16, function).weigh(3, "suspicion")
        if key == "eva":
            _signal(book, key, 12, function)


def _sanne(book: Book) -> None:
    """Her own signal with feedback and a question, an older one with its end, and a form to finish."""
    sanne, noor = book.person("sanne"), book.person("noor")
    own = Wish(
        forms=("CU",), about="person", age="minor", kind="signal", reporter=sanne, acute=False,
        fact="Een leerling van 15 heeft elke week een andere telefoon. Na school staat een scooter met twee oudere "
        "jongens te wachten. Hij gaat mee, ook als hij zegt dat hij naar huis wil.",
        thought="Ik denk dat hij iets voor hen moet doen.",
    )  # fmt: skip
    life = _signal(book, "noor", 8, wish=own)
    life.take(1)
    life.weigh(
        1, "suspicion",
        reasons="Steeds andere telefoons, en oudere jongens die op hem wachten. Ertegen: hij zegt zelf niets. "
        "Eerst de vraag of hij slachtoffer is.",
    )  # fmt: skip
    life.say(
        "Dank voor je melding. Weet je of hij thuis iemand heeft bij wie hij terecht kan?",
        from_reporter=False, at=book.after(life.clock, 1), read_at=None, author=noor,
    )  # fmt: skip
    old = _signal(book, "noor", 190, wish=Wish(forms=("SU",), age="minor", kind="signal", reporter=sanne))
    old.take(1)
    old.weigh(2, "none")
    old.close(5, "no_trafficking")
    body = {
        "kind": ["signal"], "submission": [str(book.key())], "about": ["person"],
        "fact": ["Een meisje uit 3B wordt elke dag gebeld in de pauze en gaat dan meteen weg."],
    }  # fmt: skip
    unit = book.unit("Scholengroep De Meent", "Leerlingzaken")
    book.add(Draft(id=book.key(), owning_unit_id=unit.pk, person_id=sanne.pk, saved_at=book.ago(2), body=body))


def _packages(book: Book) -> None:
    """A package that waits for Fatima, one for Joris."""
    noor = book.person("noor")
    waiting, _ = case_with_signals(book, Plan(24, "AU", 2, signals=1), "Lindestede", noor)
    send_package(waiting, book.unit("Stichting Oeverzorg", "Zorgcoördinatie"), book.ago(2), NEED)
    other, _ = case_with_signals(book, Plan(28, "CU", 1), "Lindestede", noor)
    other.plan("care", "Met het wijkteam afspreken wie het eerste gesprek voert.", book.ago(9), days=5)
    send_package(
        other, book.unit("Politie Waterlinde", "AVIM"), book.ago(1),
        "De jongen wordt bedreigd. De politie kan nagaan wie de groep aanstuurt; zijn naam gaat niet mee.",
    )  # fmt: skip


def _marijke(book: Book) -> None:
    """One case on the table, readable for two more weeks."""
    noor, marijke = book.person("noor"), book.person("marijke")
    life, _ = case_with_signals(
        book, Plan(45, "AU", 1, signals=2), "Lindestede", noor, title="Gezin in een loods bij een bedrijf"
    )
    fields = ["about", "acute", "actions", "age_class", "forms", "person.roles", "summary"]
    starts = book.ago(14)
    reason = "De casustafel bespreekt wie de regie neemt."
    life.plan("administrative", "Gebruik van de loods controleren.", book.ago(20), days=35)
    life.event("grant_given", starts, act="case.give_grant", note=reason, changes={"fields": fields})
    book.add(
        Grant(
            id=book.key(), kind=Kind.CASE.value, record=life.case.pk, person_id=marijke.pk,
            person_unit_id=book.cast.unit_of("marijke").pk,
            purpose=Purpose.CASE_TABLE.value, fields=fields, starts=starts, ends=book.at + timedelta(days=14),
            given_by_id=noor.pk, owning_unit_id=life.unit.pk,
        )
    )  # fmt: skip


def _tom(book: Book) -> None:
    """Three reports that only a person can decide about; two of them are about one woman."""
    fatima, joris = book.person("fatima"), book.person("joris")
    unclear = Facts((), "", "female", 24)
    police = _own_case(book, "Politie Waterlinde", "AVIM", joris, 30, "Vrouw aangetroffen bij een controle")
    seen = add_victim(book, police, unclear, "Ilinca Varzaru")
    care.to_register(care.Reporting(police, seen, unclear), book.ago(12), None)

    known = Facts(("SU",), "", "female", 24)
    helping = _own_case(
        book, "Stichting Oeverzorg", "Zorgcoördinatie", fatima, 21, "Vrouw zonder papieren in de opvang"
    )
    same = add_victim(book, helping, known, "Ilinca Varzaru")
    care.start_track(helping, same, book.ago(20))
    consent = care.ask(helping, same, "given", book.ago(8))
    care.report(care.Reporting(helping, same, known), consent, book.ago(6))

    vague = Facts((), "NL", "male", 22)
    young = _own_case(
        book, "Stichting Oeverzorg", "Zorgcoördinatie", fatima, 18, "Jongeman die bij De Veerhaven kwam"
    )
    man = add_victim(book, young, vague, "Jorrit Wassink")
    care.start_track(young, man, book.ago(17))
    agreed = care.ask(young, man, "given", book.ago(5))
    care.report(care.Reporting(young, man, vague), agreed, book.ago(4))


def _own_case(book: Book, organisation: str, unit: str, owner: object, days: float, title: str) -> CaseLife:
    """A case that a partner opened itself, without a package."""
    person = book.person(str(getattr(owner, "email", "")).partition("@")[0])
    return open_case(
        book, book.unit(organisation, unit), person, book.ago(days), title=title, forms=[], age_class="unknown",
        summary="Zelf binnengekomen, niet via een pakket.",
    )  # fmt: skip
