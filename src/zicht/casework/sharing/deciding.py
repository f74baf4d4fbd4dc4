# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the decision table says about one share: per kind of data in it, the strictest answer counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from zicht.access.covenants import between, waiting
from zicht.access.models import Covenant, Unit
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.fields import DataClass, data_class_of
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.cases.origins import origins_of
from zicht.casework.sharing.models import AssistantCount
from zicht.reference import disclosure
from zicht.reference.disclosure import Answer, Question, Rule
from zicht.reference.lists import code_list

SECTORS: dict[str, str] = {
    "municipality": "municipality", "care": "care", "police": "police", "inspectorate": "inspectorate",
    "oov": "table", "register": "register",
}  # fmt: skip
ABOUT_A_PERSON = frozenset({DataClass.PERSONAL, DataClass.SPECIAL, DataClass.CRIMINAL})
# Codes that say how old somebody is or what is done to them say nothing about anybody where nobody is named.
ABOUT_A_PLACE = frozenset({"forms", "age_class"})


class NotAllowed(ValueError):
    """The table says no, or something that it asks for is missing. Carries the row that says so."""

    def __init__(self, rule: Rule) -> None:
        super().__init__(rule.id)
        self.rule = rule


@dataclass(frozen=True)
class Said:
    """One kind of data in a share, the question about it and the row that answers."""

    data: str
    question: Question
    rule: Rule


def sender_kind(unit: Unit) -> str:
    """What the table calls the sender."""
    found = SECTORS.get(unit.organisation.sector, "other")
    return "other" if found == "register" else found


def receiver_kind(sender: Unit, receiver: Unit) -> str:
    """What the table calls the receiver: sharing between units of one organisation is sharing too."""
    if sender.organisation_id == receiver.organisation_id:
        return "own_organisation"
    return SECTORS.get(receiver.organisation.sector, "other")


def covenant_for(sender: Unit, receiver: Unit, purpose: str, *, day: date) -> Covenant | None:
    """The covenant that both confirmed and that names this purpose; the one that lasts longest."""
    found = between(sender.pk, receiver.pk, purpose=Purpose(purpose), day=day)
    return found.order_by("-ends_on", "pk").first()


def waits_for(sender: Unit, receiver: Unit, purposes: Iterable[str], *, day: date) -> list[str]:
    """Covenants that would help if they were checked and confirmed, in words for the screen."""
    return _waits({sender.pk, receiver.pk}, [Purpose(p) for p in purposes], day)


def all_that_wait(sender: Unit, *, day: date) -> list[str]:
    """The same for every covenant that names this unit, whoever gets something."""
    return _waits({sender.pk}, list(Purpose), day)


def _waits(units: set[int], purposes: list[Purpose], day: date) -> list[str]:
    found = waiting(units, purposes=purposes, day=day)
    return [f"Convenant “{c.title}” geeft nog geen grondslag. Het wacht op {_and(on)}." for c, on in found]


def _and(parts: list[str]) -> str:
    return " en ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def classes_of(case: Case, fields: Iterable[str], *, persons: bool) -> frozenset[str]:
    """The kinds of data in these fields of this case."""
    police = case.owning_unit.organisation.sector == "police"
    theirs = {f"person.{o.field}" if o.person_id else o.field for o in origins_of(case) if o.regime == "wpg"}
    found = set()
    for name in fields:
        if name.startswith("person.") and not persons:
            continue
        model = CasePerson if name.startswith("person.") else Case
        held = data_class_of(model._meta.get_field(name.removeprefix("person."))) or DataClass.PERSONAL
        if name in ABOUT_A_PLACE and case.about == "place" and not persons:
            held = DataClass.INTERNAL
        if held in ABOUT_A_PERSON and (police or name in theirs):
            held = DataClass.POLICE
        found.add((DataClass.INTERNAL if held is DataClass.PUBLIC else held).value)
    return frozenset(found) or frozenset({DataClass.INTERNAL.value})


def consent_of(informed: str) -> str:
    """What the table is told about consent, from the answer about informing the person."""
    if not informed:
        return "not_asked"
    return str(code_list("informed_reasons").get(informed).attributes["consent"])


def ask_table(
    sender: Unit, receiver: Unit, *, purpose: str, classes: Iterable[str], informed: str, danger: bool,
    covenant: Covenant | None,
) -> list[Said]:  # fmt: skip
    """The answers, one per kind of data, the strictest first."""
    said = []
    for data in sorted(classes):
        question = Question(
            sender=sender_kind(sender), receiver=receiver_kind(sender, receiver), purpose=purpose, data=data,
            consent=consent_of(informed), danger="yes" if danger else "no",
            covenant="in_force" if covenant and data in covenant.data_classes else "none",
        )  # fmt: skip
        said.append(Said(data, question, disclosure.answer(question)))
    first = disclosure.strictest(one.rule for one in said)
    return sorted(said, key=lambda one: (one.rule is not first, one.data))


def count(question: Question, rule: Rule, *, at: datetime) -> None:
    """One more time that the table said no or "ask". No person, no worker, no record, no audit row."""
    if rule.answer not in (Answer.ASK, Answer.NO):
        return
    key = {
        "year": local_day(at).year, "sender": question.sender, "receiver": question.receiver,
        "purpose": question.purpose, "data": question.data, "rule": rule.id,
    }  # fmt: skip
    with transaction.atomic():
        row, _ = AssistantCount.objects.get_or_create(**key, defaults={"answer": rule.answer.value})
        AssistantCount.objects.filter(pk=row.pk).update(number=F("number") + 1)
