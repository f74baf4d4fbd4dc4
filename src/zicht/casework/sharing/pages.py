# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What stands on the pages about packages: the same words in preview, outbox and inbox."""

from datetime import datetime
from typing import Any

from django.db.models import Case as When
from django.db.models import IntegerField, QuerySet, Value
from django.db.models import When as Is

from zicht.access.actors import Actor
from zicht.access.models import Person, Unit
from zicht.base.clock import local_day
from zicht.casework.cases.models import Case, FieldOrigin
from zicht.casework.cases.origins import not_onward
from zicht.casework.cases.ways import Way
from zicht.casework.sharing.actions import Choice, contents
from zicht.casework.sharing.gate import content_of, received_packages
from zicht.casework.sharing.models import Package, ReceivedPackage
from zicht.casework.sharing.words import described, field_label
from zicht.exchange import formats
from zicht.reference import disclosure
from zicht.reference.lists import code_list

REGIMES = {"avg": "Algemene verordening gegevensbescherming", "wpg": "Wet politiegegevens"}


def person_of(actor: Actor) -> Person:
    """The person behind an actor who is signed in."""
    if actor.person is None:
        raise LookupError("nobody is signed in")
    return Person.objects.get(pk=actor.person)


def terms(package: formats.Package) -> list[tuple[str, Any]]:
    """Why, on which ground and until when."""
    basis = (
        f"Convenant {package.covenant}" if package.covenant else code_list("legal_bases").label(package.legal_basis)
    )
    found: list[tuple[str, Any]] = [
        ("Kenmerk van de afzender", package.reference),
        ("Doel", code_list("purposes").label(package.purpose)),
        ("Grondslag", f"{basis or 'nog niet gekozen'}, te bevestigen door de functionaris gegevensbescherming"),
        ("Waarom dit nodig is", package.necessity or "de zin die u hieronder schrijft"),
    ]
    if package.proportionality:
        found.append(("Waarom het niet met minder kan", package.proportionality))
    if package.informed:
        found.append(("Weet de persoon ervan?", code_list("informed_reasons").label(package.informed)))
    if package.answer_by:
        found.append(("Antwoord voor", package.answer_by))
    if package.feedback_on:
        found.append(("Terugkoppeling voor", package.feedback_on))
    found.append(("Te gebruiken tot en met", package.ends_on))
    onward = "mag zonder het te vragen" if package.onward else "alleen na akkoord van de afzender"
    return [*found, ("Doorgeven aan anderen", onward), ("Regime", REGIMES[package.regime])]


def shown(package: formats.Package) -> dict[str, Any]:
    """A package for a template: terms, facts and persons."""
    return {"terms": terms(package), **described(package)}


def preview(case: Case, choice: Choice) -> dict[str, Any]:
    """Made by the same code as the message itself; what is still to be written is empty."""
    return {"shown": shown(contents(case, choice))}


STATES = ReceivedPackage.State.choices


def answer_late(package: ReceivedPackage, *, at: datetime) -> bool:
    """True when it waits and the day for an answer is over."""
    waiting = package.state == ReceivedPackage.State.WAITING
    return waiting and package.answer_by is not None and package.answer_by < local_day(at)


def feedback_late(package: Package | ReceivedPackage, *, at: datetime) -> bool:
    """True when feedback was asked before a day that is over, and did not come."""
    return package.feedback_at is None and package.feedback_on is not None and package.feedback_on < local_day(at)


def sent(package: Package, *, at: datetime) -> dict[str, Any]:
    """A sent package with its answer, and what was written down with it."""
    facts = []
    rule = next((r for r in disclosure.rules() if r.id == package.assistant_rule), None)
    if rule is not None:
        facts.append(("Antwoord op “mag dit?”", rule.words))
    if package.advice:
        facts.append(("Advies van de functionaris gegevensbescherming", package.advice))
    if package.kept_out:
        facts.append(("Buiten gehouden bij de ontvanger", f"{len(package.kept_out)} persoon of personen"))
    return {
        "package": package, "shown": shown(formats.Package.read(package.body)), "assistant": facts,
        "feedback_late": feedback_late(package, at=at),
    }  # fmt: skip


def received(package: ReceivedPackage, way: Way, *, at: datetime) -> dict[str, Any]:
    """A received package; the content is gone when it was refused, withdrawn, or its time is over."""
    body = content_of(package, at=at)
    return {
        "package": package,
        "shown": shown(body) if body else None,
        "waiting": package.state == ReceivedPackage.State.WAITING,
        "late": package.answer_by is not None and package.answer_by < local_day(at),
        "accepted": package.state == ReceivedPackage.State.ACCEPTED,
        "feedback_late": feedback_late(package, at=at),
        "feedback_url": way.url("feedback", package.pk),
        "keep_out_url": way.url("keep-out", package.pk),
        "case_url": way.case_url(package.case_id) if package.case_id else "",
        "accept_url": way.url("accept", package.pk),
        "refuse_url": way.url("refuse", package.pk),
        "back": way.url("package", package.pk),
        "crumbs": [{"label": "Ontvangen pakketten", "url": way.url("received")}, {"label": "Pakket"}],
    }


def received_rows(actor: Actor, state: str, *, at: datetime) -> "QuerySet[ReceivedPackage]":
    """Received packages; those without an answer first, then the newest."""
    found = received_packages(actor, at=at)
    if state in ReceivedPackage.State.values:
        found = found.filter(state=state)
    first = When(
        Is(state=ReceivedPackage.State.WAITING, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return found.annotate(first=first).order_by("first", "-received_at", "id")


def blocked_rows(blocked: dict[str, FieldOrigin], case: Case, way: Way, to: Unit) -> list[dict[str, Any]]:
    """What somebody else wrote and has to agree on first, per sender, with the way to ask."""
    found: dict[Any, dict[str, Any]] = {}
    for name, origin in blocked.items():
        url = f"{way.url('onward', case.pk)}?pakket={origin.disclosure}&naar={to.pk}"
        row = found.setdefault(origin.disclosure, {"unit": origin.origin_unit, "fields": [], "url": url})
        row["fields"].append(field_label(name).lower())
    return list(found.values())


def not_onward_to(case: Case, to: Unit) -> dict[str, FieldOrigin]:
    """What somebody else wrote and may not go to this unit without agreement."""
    return not_onward(case, to_unit=to.key, sender=to.pk)
