# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What stands in a message, per kind. Each shape reads and checks a body, and writes one.

    casework.package          Package         chosen fields of a case for another unit
    casework.package-answer   PackageAnswer   accepted, or refused with a reason
    casework.package-withdrawal  PackageWithdrawal  the sender takes it back before an answer
    casework.package-feedback    PackageFeedback    what became of it, from the receiver
    casework.info-request     InfoRequest     a question for information, or for leave to pass something on
    casework.info-request-answer InfoRequestAnswer  agreed, or refused with a reason
    casework.info-request-withdrawal  InfoRequestWithdrawal  the question is taken back
    casework.contact-verdict  ContactVerdict  what a person concluded about a contact
    register.report           VictimReport    one victim, with the ground for reporting
    register.receipt          Receipt         what the register did with a report
    register.withdrawal       ReportWithdrawal  consent for a report was withdrawn
    register.refusals         RefusalCounts   how many people refused in a year

`X.read(body)` raises BadBody, whose text names fields and never their content. `x.body()` gives JSON. There is
no field for the identity of a reporter or of a worker: what has no place cannot travel.
"""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from zicht.exchange.asking import (
    InfoRequest,
    InfoRequestAnswer,
    InfoRequestWithdrawal,
    PackageFeedback,
    PackageWithdrawal,
)
from zicht.exchange.contacts import ContactVerdict
from zicht.exchange.reading import BadBody, Reader, yes_or_why
from zicht.exchange.shape import Shape

__all__ = [
    "CASE_FIELDS", "PERSON_FIELDS", "SHAPES", "BadBody", "ConsentStatement", "ContactVerdict", "InfoRequest",
    "InfoRequestAnswer", "InfoRequestWithdrawal", "Package", "PackageAnswer", "PackageFeedback", "PackageWithdrawal",
    "Receipt", "ReportWithdrawal", "Shape", "VictimReport",
]  # fmt: skip

# Everything of a case, and of a person in it, that can be chosen for a package.
CASE_FIELDS: tuple[str, ...] = ("about", "forms", "age_class", "acute", "summary")
PERSON_FIELDS: tuple[str, ...] = (
    "roles", "name", "birth_year", "sex", "nationality", "language", "forms", "safe_contact", "family_involved",
    "note",
)  # fmt: skip


REGIMES = ("avg", "wpg")


@dataclass(frozen=True)
class Package(Shape):
    """Chosen fields of a case.

    reference: the sender's own reference, to ask about. purpose, legal_basis: codes of the lists; the basis is
    to be confirmed by the privacy officer. case: some of CASE_FIELDS. persons: each some of PERSON_FIELDS.
    covenant: its name, where it is the basis ("covenant"). informed: code of informed_reasons. onward: may be
    passed on without asking. regimes: for a field that was received before, "avg" or "wpg" and who wrote it first;
    the others are under `regime`. keep_out: keys of people of the receiver who see nothing of it. request: what
    this answers. keep_until: until when the sender keeps the case, where that is known; the copy goes no later.
    """

    kind: ClassVar[str] = "casework.package"

    reference: str
    purpose: str
    legal_basis: str
    necessity: str
    ends_on: date
    case: dict[str, Any] = field(default_factory=dict)
    persons: tuple[dict[str, Any], ...] = ()
    basis_version: str = ""
    covenant: str = ""
    proportionality: str = ""
    informed: str = ""
    onward: bool = False
    answer_by: date | None = None
    feedback_on: date | None = None
    regime: str = "avg"
    regimes: dict[str, dict[str, str]] = field(default_factory=dict)
    keep_out: tuple[UUID, ...] = ()
    request: UUID | None = None
    keep_until: date | None = None

    @classmethod
    def read(cls, body: Any) -> Self:
        """Raises BadBody, also for a field that is not in CASE_FIELDS or PERSON_FIELDS."""
        reader = Reader(body, {f.name for f in fields(cls)})
        found = cls(
            reference=reader.text("reference", 20, required=True),
            purpose=reader.text("purpose", 30, required=True),
            legal_basis=reader.text("legal_basis", 60, required=True),
            necessity=reader.text("necessity", 2_000, required=True),
            ends_on=reader.day("ends_on", required=True) or date.min,
            case=_case(reader.part("case")),
            persons=tuple(_person(part) for part in reader.parts("persons", PERSON_FIELDS)),
            basis_version=reader.text("basis_version", 20),
            covenant=reader.text("covenant", 160),
            proportionality=reader.text("proportionality", 2_000),
            informed=reader.text("informed", 30),
            onward=reader.flag("onward") if "onward" in reader.body else False,
            answer_by=reader.day("answer_by"),
            feedback_on=reader.day("feedback_on"),
            regime=_regime(reader),
            regimes=_regimes(reader.part("regimes")),
            keep_out=reader.some_keys("keep_out"),
            request=reader.key("request") if reader.body.get("request") else None,
            keep_until=reader.day("keep_until"),
        )
        reader.close()
        return found


def _regime(reader: Reader) -> str:
    found = reader.text("regime", 5) or "avg"
    if found not in REGIMES:
        reader.wrong("regime")
    return found


def _regimes(body: Any) -> dict[str, dict[str, str]]:
    known = {*CASE_FIELDS, *(f"person.{name}" for name in PERSON_FIELDS)}
    reader = Reader(body, known)
    found = {}
    for name in known & set(reader.body):
        part = Reader(reader.body[name], {"regime", "unit"})
        found[name] = {"regime": _regime(part), "unit": part.text("unit", 320)}
        part.close()
    reader.close()
    return found


def _case(body: Any) -> dict[str, Any]:
    reader = Reader(body, set(CASE_FIELDS))
    read: dict[str, Any] = {
        "about": lambda: reader.text("about", 10),
        "forms": lambda: list(reader.codes("forms")),
        "age_class": lambda: reader.text("age_class", 10),
        "acute": lambda: reader.flag("acute"),
        "summary": lambda: reader.text("summary", 20_000),
    }
    found = {name: read[name]() for name in CASE_FIELDS if name in reader.body}
    reader.close()
    return found


def _person(reader: Reader) -> dict[str, Any]:
    read: dict[str, Any] = {
        "roles": lambda: list(reader.codes("roles")),
        "birth_year": lambda: reader.number("birth_year", 1900, 2100),
        "forms": lambda: list(reader.codes("forms")),
        "note": lambda: reader.text("note", 20_000),
    }
    found = {}
    for name in PERSON_FIELDS:
        if name in reader.body:
            found[name] = read[name]() if name in read else reader.text(name, 500)
    reader.close()
    return found


@dataclass(frozen=True)
class PackageAnswer(Shape):
    """What the receiver of a package decided. A refusal has a reason."""

    kind: ClassVar[str] = "casework.package-answer"

    accepted: bool
    reason: str = ""

    @classmethod
    def read(cls, body: Any) -> Self:
        """Raises BadBody."""
        return cls(*yes_or_why(body, "accepted"))


@dataclass(frozen=True)
class ConsentStatement(Shape):
    """The consent that travels with a report: answer (given), by whom (self, guardian), day, language, text."""

    kind: ClassVar[str] = "consent"

    answer: str
    given_by: str
    on: date
    language: str
    text_version: str

    @classmethod
    def read(cls, body: Any) -> Self:
        """Raises BadBody."""
        reader = Reader(body, {f.name for f in fields(cls)})
        found = cls(
            answer=reader.text("answer", 10, required=True),
            given_by=reader.text("given_by", 20, required=True),
            on=reader.day("on", required=True) or date.min,
            language=reader.text("language", 20),
            text_version=reader.text("text_version", 20),
        )
        reader.close()
        return found


@dataclass(frozen=True)
class VictimReport(Shape):
    """One report about one victim.

    organisation: key of the reporting organisation, which the register knows. basis: duty, permitted, consent;
    as the sender states it: the register holds it against its own record. year: year of the report. forms,
    sectors_*, manners: codes of the lists. nationality: ISO 3166-1 alpha-2 or "" when unknown. age: at the
    moment of reporting. name, birth_year: only so that the registrar sees whether two reports are one person.
    """

    kind: ClassVar[str] = "register.report"

    organisation: UUID
    organisation_name: str
    reporter_group: str
    basis: str
    year: int
    reported_on: date
    consent: ConsentStatement | None = None
    forms: tuple[str, ...] = ()
    nationality: str = ""
    sex: str = ""
    age: int | None = None
    sectors_sexual: tuple[str, ...] = ()
    sectors_labour: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()
    police_unit: str = ""
    list_version: str = ""
    name: str = ""
    birth_year: int | None = None
    # What some reporters must know before their report counts (register_rules).
    signs: tuple[str, ...] = ()
    reflection_offered_on: date | None = None
    reflection_accepted_on: date | None = None
    # The earlier message that this one replaces: same report, better facts.
    corrects: UUID | None = None

    @classmethod
    def read(cls, body: Any) -> Self:
        """Raises BadBody."""
        reader = Reader(body, {f.name for f in fields(cls)})
        consent = reader.body.get("consent")
        found = cls(
            organisation=reader.key("organisation"),
            organisation_name=reader.text("organisation_name", 160),
            reporter_group=reader.text("reporter_group", 30, required=True),
            basis=reader.text("basis", 10, required=True),
            year=reader.number("year", 2000, 2100) or 0,
            reported_on=reader.day("reported_on", required=True) or date.min,
            consent=None if consent is None else ConsentStatement.read(consent),
            forms=reader.codes("forms"),
            nationality=reader.text("nationality", 10),
            sex=reader.text("sex", 10),
            age=reader.number("age", 0, 130),
            sectors_sexual=reader.codes("sectors_sexual"),
            sectors_labour=reader.codes("sectors_labour"),
            manners=reader.codes("manners"),
            police_unit=reader.text("police_unit", 40),
            list_version=reader.text("list_version", 40),
            name=reader.text("name", 500),
            birth_year=reader.number("birth_year", 1900, 2100),
            signs=reader.codes("signs"),
            reflection_offered_on=reader.day("reflection_offered_on"),
            reflection_accepted_on=reader.day("reflection_accepted_on"),
            corrects=reader.key("corrects") if reader.body.get("corrects") else None,
        )
        if found.year == 0:
            reader.wrong("year")
        reader.close()
        return found


@dataclass(frozen=True)
class Receipt(Shape):
    """What the register did: state entered, waiting or refused, and why in plain words without names."""

    kind: ClassVar[str] = "register.receipt"

    state: str
    text: str = ""

    @classmethod
    def read(cls, body: Any) -> Self:
        """Raises BadBody."""
        reader = Reader(body, {f.name for f in fields(cls)})
        found = cls(state=reader.text("state", 10, required=True), text=reader.text("text", 2_000))
        if found.state not in {"entered", "waiting", "refused"}:
            reader.wrong("state")
        reader.close()
        return found


@dataclass(frozen=True)
class ReportWithdrawal(Shape):
    """Consent was withdrawn. report: the message that brought the report; the register erases what it said."""

    kind: ClassVar[str] = "register.withdrawal"

    report: UUID
    withdrawn_on: date

    @classmethod
    def read(cls, body: Any) -> Self:
        """Raises BadBody."""
        reader = Reader(body, {f.name for f in fields(cls)})
        found = cls(report=reader.key("report"), withdrawn_on=reader.day("withdrawn_on", required=True) or date.min)
        reader.close()
        return found


@dataclass(frozen=True)
class RefusalCounts(Shape):
    """How many people refused to be counted in a year that is over, per form; one, several or unknown. Nobody else.

    The group of the reporter is what the register has recorded of the sender. Sent once a year, so that no number can
    be tied to an act. counts: {"form": code, "number": how many}.
    """

    kind: ClassVar[str] = "register.refusals"

    year: int
    counts: tuple[dict[str, Any], ...] = ()

    @classmethod
    def read(cls, body: Any) -> Self:
        """Raises BadBody."""
        reader = Reader(body, {f.name for f in fields(cls)})
        found = cls(
            year=reader.number("year", 2000, 2100) or 0,
            counts=tuple(
                {"form": part.text("form", 10, required=True), "number": part.number("number", 1, 100_000) or 0}
                for part in reader.parts("counts", ("form", "number"))
            ),
        )
        if found.year == 0:
            reader.wrong("year")
        reader.close()
        return found


SHAPES: dict[str, type[Shape]] = {
    s.kind: s
    for s in (
        Package,
        PackageAnswer,
        PackageWithdrawal,
        PackageFeedback,
        InfoRequest,
        InfoRequestAnswer,
        InfoRequestWithdrawal,
        ContactVerdict,
        VictimReport,
        Receipt,
        ReportWithdrawal,
        RefusalCounts,
    )
}
