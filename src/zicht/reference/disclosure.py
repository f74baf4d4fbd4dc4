# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""May I share this with them for this? One decision table, in data/disclosure_rules.csv, and how it is read.

Precedence: of all rows that fit a question the one with the lowest rank answers. Two rows of one rank never fit
the same question, and the last row fits all (check() says so when either is broken). A row without a source
answers "ask the privacy officer", whatever else it says. docs/sharing.md tells how a lawyer changes the table.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import combinations, product
from pathlib import Path

from zicht.reference.model import Finding
from zicht.reference.reading import DATA

FILE = "disclosure_rules.csv"
ANY = "*"


class Answer(StrEnum):
    """What the table can say, from the mildest to the strictest."""

    YES = "yes"
    WEIGH = "weigh"
    CONSENT = "consent"
    ASK = "ask"
    NO = "no"


WORDS: dict[Answer, str] = {
    Answer.YES: "Ja, dit mag",
    Answer.WEIGH: "Ja, als u het afweegt en vastlegt",
    Answer.CONSENT: "Ja, na toestemming van de persoon",
    Answer.ASK: "Vraag het de functionaris gegevensbescherming",
    Answer.NO: "Nee, maar dit kan wel",
}

# What can be asked. The order is the order of the columns.
DIMENSIONS: dict[str, dict[str, str]] = {
    "sender": {
        "municipality": "een gemeente", "care": "een zorgorganisatie", "police": "de politie",
        "inspectorate": "een inspectie", "table": "een overleg (zorg- en veiligheidshuis)",
        "other": "een andere organisatie",
    },
    "receiver": {
        "own_organisation": "een andere afdeling van uw organisatie", "municipality": "een (andere) gemeente",
        "care": "een zorgorganisatie", "police": "de politie", "inspectorate": "een inspectie",
        "table": "een overleg (zorg- en veiligheidshuis)", "register": "het landelijke register",
        "other": "een andere organisatie",
    },
    "purpose": {
        "signal_handling": "een signaal behandelen", "care_coordination": "zorg coördineren",
        "partner_handling": "als partner behandelen", "case_table": "casusoverleg",
        "register_keeping": "register bijhouden", "supervision": "toezicht op de naleving",
        "investigation": "opsporing",
    },
    "data": {
        "internal": "niets over een persoon", "personal": "gegevens over een persoon",
        "special": "bijzondere gegevens, zoals gezondheid", "criminal": "vermoedens en strafbare feiten",
        "residence": "nationaliteit of verblijf", "reporter": "wie er gemeld heeft",
        "worker": "wie eraan werkt", "police": "gegevens van de politie",
    },
    "consent": {
        "given": "vindt het goed", "refused": "wil het niet", "unknown": "niet bekend", "not_asked": "niet gevraagd",
    },
    "covenant": {"in_force": "ja, gecontroleerd en door beide bevestigd", "none": "nee"},
    "danger": {"yes": "ja", "no": "nee"},
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One question, all of it in codes of DIMENSIONS. It names nobody."""

    sender: str
    receiver: str
    purpose: str
    data: str
    consent: str
    covenant: str
    danger: str

    def parts(self) -> tuple[str, ...]:
        """The codes in the order of DIMENSIONS."""
        return (self.sender, self.receiver, self.purpose, self.data, self.consent, self.covenant, self.danger)


@dataclass(frozen=True)
class Rule:
    """One row: for which questions, the answer, why, what can be done instead, and where that comes from."""

    id: str
    rank: int
    sets: tuple[frozenset[str], ...]
    answer: Answer
    why: str
    instead: str
    source: str
    reference: str
    status: str

    def fits(self, question: Question) -> bool:
        """True when every part of the question stands in this row."""
        return all(part in allowed for part, allowed in zip(question.parts(), self.sets, strict=True))

    @property
    def words(self) -> str:
        """The answer as it stands on a screen."""
        return WORDS[self.answer]

    @property
    def confirmed(self) -> bool:
        """False for everything that a privacy officer still has to confirm."""
        return self.status == "sourced"


def read_rules(path: Path | None = None) -> tuple[Rule, ...]:
    """The rows of the table. Raises ValueError for a row that cannot be read."""
    where = path or DATA / FILE
    lines = [line for line in where.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple(_rule(row) for row in csv.DictReader(lines))


def _rule(row: dict[str, str]) -> Rule:
    sets = tuple(_codes(row["id"], name, row[name]) for name in DIMENSIONS)
    answer = Answer(row["answer"]) if row["source"] else Answer.ASK
    return Rule(
        row["id"], int(row["rank"]), sets, answer, row["why"], row["instead"], row["source"], row["reference"],
        row["status"],
    )  # fmt: skip


def _codes(rule: str, name: str, text: str) -> frozenset[str]:
    known = frozenset(DIMENSIONS[name])
    found = known if text == ANY else frozenset(text.split("|"))
    if not found <= known:
        raise ValueError(f"{rule}: unknown {name}: {sorted(found - known)}")
    return found


@cache
def rules() -> tuple[Rule, ...]:
    """The shipped table."""
    return read_rules()


def answer(question: Question, table: Iterable[Rule] | None = None) -> Rule:
    """The row that answers: the lowest rank of those that fit. Raises LookupError when none fits."""
    fitting = [rule for rule in (rules() if table is None else table) if rule.fits(question)]
    if not fitting:
        raise LookupError("no row of the table fits")
    return min(fitting, key=lambda rule: rule.rank)


def strictest(found: Iterable[Rule]) -> Rule:
    """The row that counts for several kinds of data at once: the strictest answer, then the lowest rank."""
    order = list(Answer)
    return max(found, key=lambda rule: (order.index(rule.answer), -rule.rank))


def questions() -> Iterator[Question]:
    """Every question that can be asked: the full product of all dimensions."""
    for parts in product(*DIMENSIONS.values()):
        yield Question(*parts)


def coverage(table: Iterable[Rule] | None = None) -> dict[str, int]:
    """How many questions each row answers, by its id, in the order of the table."""
    held = tuple(rules() if table is None else table)
    found = {rule.id: 0 for rule in held}
    for question in questions():
        found[answer(question, held).id] += 1
    return found


def check(path: Path | None = None, known_sources: Iterable[str] = ()) -> list[Finding]:
    """What is wrong with the table, in Dutch: overlap, gaps, rows that never answer, unknown sources."""
    try:
        table = read_rules(path)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        return [Finding(FILE, "", f"is niet te lezen ({fault})", "herstel de regel")]
    found = [
        Finding(FILE, one.id, f"geldt met gelijke rang voor dezelfde vraag als '{two.id}'", "geef een andere rang")
        for one, two in combinations(table, 2)
        if one.rank == two.rank and all(a & b for a, b in zip(one.sets, two.sets, strict=True))
    ]
    known = set(known_sources)
    for rule in table:
        if known and rule.source and rule.source not in known:
            found.append(
                Finding(FILE, rule.id, f"noemt de onbekende bron '{rule.source}'", "zet die in sources.toml")
            )
        if rule.answer in (Answer.NO, Answer.ASK) and not rule.instead:
            found.append(Finding(FILE, rule.id, "zegt niet wat wel kan", "vul de kolom 'instead'"))
        if rule.source and rule.source != "zicht" and rule.status != "to_be_confirmed":
            found.append(Finding(FILE, rule.id, "is juridisch en niet 'to_be_confirmed'", "laat het bevestigen"))
    try:
        unused = [name for name, number in coverage(table).items() if not number]
    except LookupError:
        return [*found, Finding(FILE, "", "laat een vraag zonder antwoord", "zet een laatste regel met overal *")]
    return found + [
        Finding(FILE, name, "geeft nooit antwoord", "haal de regel weg of geef een lagere rang") for name in unused
    ]
