# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Three years of invented signals over seven inboxes, each with a history that fits its age."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid5

from zicht.access.models import Function, Person
from zicht.casework.intake import rules
from zicht.casework.intake.models import (
    Receipt,
    ReporterIdentity,
    Signal,
    SignalIndicator,
    SignalSubject,
    SignalThing,
)
from zicht.reference.lists import code_list
from zicht.web.demo.book import Book
from zicht.web.demo.lives import Life
from zicht.web.demo.region import BY_DOMAIN, INBOXES, Inbox
from zicht.web.demo.scenes import (
    DOMAIN_SHARES,
    FAMILY_NAMES,
    FIRMS,
    FORM_SHARES,
    NAMES,
    SCENES,
    SPOTS,
    STREETS,
    WHENS,
    Scene,
)
from zicht.web.demo.voices import ANSWERS, VOICES, Voice

YEARS = 3
DAYS = YEARS * 365
PUBLIC_SINCE = 420  # days before the anchor on which the public door of Lindestede opened
PUBLIC_SHARE = 0.3
ADVICE_SHARE = 0.12

# How signals of earlier months ended. Invented; "no trafficking" is a normal end and the most common one.
ENDS: dict[str, float] = {
    "no_trafficking": 31, "insufficient_information": 24, "passed_on": 27, "harmed": 9, "duplicate": 4,
    "outside_area": 3, "withdrawn": 2,
}  # fmt: skip
CONCLUSION_FOR = {
    "no_trafficking": "none", "insufficient_information": "unclear", "passed_on": "suspicion", "harmed": "harmed",
}  # fmt: skip
NO_TIME = (
    "Twee zaken met spoed gaan voor. Volgende week is er weer ruimte.",
    "De collega die dit kan doen is ziek.",
    "Wij wachten tot het wijkteam iemand kan vrijmaken.",
)


@dataclass(frozen=True)
class Wish:
    """What a signal must be; empty fields are left to chance."""

    forms: tuple[str, ...] | None = None
    about: str = ""
    age: str = ""
    fact: str = ""
    thought: str = ""
    kind: str = ""
    reporter: Person | None = None
    acute: bool | None = None
    name: str = ""


def _fill(book: Book, words: str) -> str:
    choose = book.rng.choice
    slots = {"straat": choose(STREETS), "nr": book.rng.randrange(2, 180), "bedrijf": choose(FIRMS)}
    return words.format(**slots, plek=choose(SPOTS), naam=choose(NAMES))


def _scene(book: Book, wish: Wish, domain: str) -> Scene:
    forms = wish.forms if wish.forms is not None else book.pick(FORM_SHARES)
    fitting = [s for s in SCENES if s.forms == forms and (not wish.about or s.about == wish.about)]
    fitting = [s for s in fitting if not wish.age or s.age == wish.age] or fitting
    fitting = fitting or [s for s in SCENES if s.forms == forms] or list(SCENES[:1])
    near = [s for s in fitting if domain in s.domains]
    return book.rng.choice(near or fitting)


def new_signal(book: Book, function: Function, handler: Person, received: datetime, wish: Wish | None = None) -> Life:
    """A signal of a professional with everything that hangs on it, and its first event."""
    wish = wish or Wish()
    domain = book.pick(DOMAIN_SHARES)
    reporter = wish.reporter or book.person(book.rng.choice(BY_DOMAIN[domain]))
    scene = _scene(book, wish, domain)
    kind = wish.kind or ("advice" if scene.advice and book.chance(ADVICE_SHARE * 2.5) else "signal")
    acute = wish.acute if wish.acute is not None else kind == "signal" and book.chance(0.03)
    advice = kind == "advice"
    fact = wish.fact or (scene.advice if advice else _fill(book, book.rng.choice(scene.facts)))
    if not wish.fact and not advice:
        details = book.rng.sample(scene.details, k=min(len(scene.details), 2 if book.chance(0.5) else 1))
        fact = " ".join([fact, *(_fill(book, words) for words in details)])
    age = wish.age or scene.age
    signal = _signal(
        book, function, received,
        kind=kind, about=scene.about, fact=fact, forms=list(scene.forms), age_class=age, acute=acute,
        interpretation=wish.thought or ("" if advice or book.chance(0.25) else book.rng.choice(scene.thoughts)),
        observed_when=book.rng.choice(WHENS) if book.chance(0.7) else "",
        coercion=[] if age == "minor" or advice else book.rng.sample(scene.coercion, k=min(len(scene.coercion), 1)),
        reporter_id=reporter.pk, reporter_known=True,
    )  # fmt: skip
    _identity(book, signal, name=reporter.name)
    _own_words(book, signal, reporter)
    life = Life(book, signal, handler, received)
    if not advice:
        _indicators(book, signal, scene.seen)
        _subjects(book, signal, wish)
        _things(book, signal, scene)
    life.received()
    return life


def _identity(book: Book, signal: Signal, **known: str) -> None:
    """What the custodian keeps of who reported."""
    key = uuid5(signal.pk, "identity")
    book.add(ReporterIdentity(id=key, owning_unit_id=signal.owning_unit_id, signal_id=signal.pk, **known))


def new_public_signal(book: Book, function: Function, handler: Person, received: datetime, voice: Voice) -> Life:
    """A signal from the public door: no account, sometimes a way of contact, a receipt whose code nobody knows."""
    named = bool(voice.safe) and book.chance(0.4)
    name = book.rng.choice(NAMES) if named else ""
    contact = f"melder{book.rng.randrange(100, 999)}@zicht.example" if named else ""
    signal = _signal(
        book, function, received,
        door="public", language=voice.language, about=voice.about, fact=voice.fact, interpretation=voice.thought,
        forms=list(voice.forms), age_class="unknown", reporter_known=named or bool(voice.safe),
    )  # fmt: skip
    if signal.reporter_known:
        _identity(book, signal, name=name, contact=contact, safe_contact=voice.safe)
    _indicators(book, signal, ())
    book.add(
        Receipt(
            owning_unit_id=signal.owning_unit_id, signal_id=signal.pk, code_digest=f"{book.rng.getrandbits(256):064x}"
        )
    )
    life = Life(book, signal, handler, received)
    life.received()
    return life


def _signal(book: Book, function: Function, received: datetime, **values: object) -> Signal:
    acute = bool(values.get("acute", False))
    book.made[function.unit_id] += 1
    return book.add(
        Signal(
            id=book.key(), owning_unit_id=function.unit_id, function=function, reference=book.reference("S"),
            submission=book.key(), received_at=received, list_version=code_list("forms").version,
            due_at=rules.due_after(received, days=function.answer_days, acute=acute),
            municipality=function.unit.organisation.municipality, **values,
        )
    )  # fmt: skip


def _own_words(book: Book, signal: Signal, reporter: Person) -> None:
    """What the reporter's organisation means by the form, where it says so."""
    for definition in book.definitions:
        if definition.organisation_id == book.seats.get(reporter.pk) and definition.code in signal.forms:
            signal.own_definition = definition
            signal.own_definition_text = f"{definition.code}: {definition.definition}"


def _indicators(book: Book, signal: Signal, likely: Sequence[str]) -> None:
    indicators = code_list("indicators")
    sources = ("self", "person", "other", "file")
    answered = {code: "observed" for code in likely if book.chance(0.6)}
    for code in book.rng.sample(indicators.codes(), k=2):
        if book.chance(0.5) and not indicators.get(code).attributes["danger"]:
            answered.setdefault(code, "not_observed")
    for code in indicators.codes():
        seen = answered.get(code, "unknown")
        source = book.rng.choice(sources) if seen == "observed" else ""
        book.add(
            SignalIndicator(
                owning_unit_id=signal.owning_unit_id, signal_id=signal.pk, code=code,
                list_version=indicators.version, seen=seen, source=source,
            )
        )  # fmt: skip


def _subjects(book: Book, signal: Signal, wish: Wish) -> None:
    if signal.about == "place":
        return
    many = 1 if signal.about == "person" else book.rng.randrange(2, 4)
    for number in range(many):
        named = wish.name and number == 0
        full = f"{book.rng.choice(NAMES)} {book.rng.choice(FAMILY_NAMES)}" if book.chance(0.25) else ""
        _subject(book, signal, "possible_victim", str(wish.name) if named else full)
    if book.chance(0.2):
        _subject(book, signal, "possible_offender", "")


def _subject(book: Book, signal: Signal, role: str, name: str) -> None:
    looks = ("Draagt vaak een groene jas.", "Ongeveer 1,70 m, kort haar.", "Spreekt zacht.", "", "", "")
    book.add(
        SignalSubject(
            id=book.key(), owning_unit_id=signal.owning_unit_id, signal_id=signal.pk, role=role, name=name,
            description=book.rng.choice(looks),
            age_class=signal.age_class if role == "possible_victim" else "unknown",
        )
    )  # fmt: skip


def _things(book: Book, signal: Signal, scene: Scene) -> None:
    """Addresses, cars and firms; a phone, account or advert only with a ground."""
    choose = book.rng.choice
    for kind in scene.things:
        if not book.chance(0.55):
            continue
        value = {
            "address": f"{choose(STREETS)} {book.rng.randrange(2, 180)}",
            "company": choose(FIRMS),
            "vehicle": f"Busje, kenteken begint met XX-{book.rng.randrange(10, 99)}",
            "account": f"speler_{book.rng.randrange(100, 999)}",
            "phone": f"06-000000{book.rng.randrange(10, 99)}",
        }[kind]
        strict = bool(code_list("thing_kinds").get(kind).attributes.get("needs_ground"))
        ground = ("minority" if signal.age_class == "minor" else "coercion") if strict else ""
        note = "De leerling liet dit zelf zien." if strict else ""
        book.add(
            SignalThing(
                id=book.key(), owning_unit_id=signal.owning_unit_id, signal_id=signal.pk, kind=kind, value=value,
                ground=ground, ground_note=note,
            )
        )  # fmt: skip


def tell_signals(book: Book) -> None:
    """All signals that became no case. Each inbox gets its share over three years, a little more each year."""
    for inbox in INBOXES:
        function = book.cast.functions[inbox.name]
        done = book.made.get(function.unit_id, 0)
        for _ in range(max(0, inbox.signals - done)):
            # Up to the last five weeks; the present is written by moments.py, per person of the cast.
            days = 36 + (DAYS - 36) * (1 - book.rng.random() ** 0.85)
            _old_signal(book, inbox, function, days)


def _old_signal(book: Book, inbox: Inbox, function: Function, days: float) -> None:
    handler = book.person(book.rng.choice(inbox.people))
    if "noor" in inbox.people and days < PUBLIC_SINCE and book.chance(PUBLIC_SHARE):
        received = book.at - timedelta(days=days, minutes=book.rng.randrange(0, 900))
        voice = book.rng.choice(VOICES)
        life = new_public_signal(book, function, handler, received, voice)
        _talk(book, life, voice)
    else:
        life = new_signal(book, function, handler, book.ago(days))
    _live(book, life)


def _talk(book: Book, life: Life, voice: Voice) -> None:
    if not voice.reply or not book.chance(0.6):
        return
    answered = book.after(life.clock, 1)
    replied = answered + timedelta(hours=book.rng.randrange(5, 60))
    read = book.after(replied, 1)
    if read < book.at:
        life.say(ANSWERS[voice.language], from_reporter=False, at=answered, read_at=replied, author=life.handler)
        life.say(voice.reply, from_reporter=True, at=replied, read_at=read)


def _live(book: Book, life: Life) -> None:
    """From received to an end, with the delays of real life. Now and then a term was missed."""
    slow = book.rng.choice((0, 0, 1, 1, 2, 4, 9))
    if life.signal.kind == "advice":
        life.take(slow)
        life.close(book.rng.randrange(0, 4), "advice_given")
        return
    end = book.pick(ENDS)
    life.take(slow)
    if book.chance(0.1):
        life.wait(1, book.rng.choice(NO_TIME), 14)
        life.step("resume", book.rng.randrange(5, 25))
    if end in CONCLUSION_FOR and not life.weigh(book.rng.randrange(0, 5), CONCLUSION_FOR[end]):
        return
    life.close(book.rng.randrange(1, 20), end)
