# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What stands on the pages about packages: the same words in preview, outbox and inbox."""

from datetime import datetime
from typing import Any

from django.db.models import Case as When
from django.db.models import IntegerField, QuerySet, Value
from django.db.models import When as Is

from zicht.access.actors import Actor
from zicht.access.models import Person
from zicht.casework.cases.models import Case
from zicht.casework.cases.ways import Way
from zicht.casework.sharing.actions import Choice, contents
from zicht.casework.sharing.gate import received_packages
from zicht.casework.sharing.models import Package, ReceivedPackage
from zicht.casework.sharing.words import described
from zicht.exchange import formats
from zicht.reference.lists import code_list


def person_of(actor: Actor) -> Person:
    """The person behind an actor who is signed in."""
    if actor.person is None:
        raise LookupError("nobody is signed in")
    return Person.objects.get(pk=actor.person)


def terms(package: formats.Package) -> list[tuple[str, Any]]:
    """Why, on which ground and until when."""
    basis = code_list("legal_bases").label(package.legal_basis)
    return [
        ("Kenmerk van de afzender", package.reference),
        ("Doel", code_list("purposes").label(package.purpose)),
        (
            "Grondslag",
            f"{basis}, te bevestigen door de functionaris gegevensbescherming",
        ),
        ("Waarom dit nodig is", package.necessity),
        ("Te gebruiken tot en met", package.ends_on),
    ]


def shown(package: formats.Package) -> dict[str, Any]:
    """A package for a template: terms, facts and persons."""
    return {"terms": terms(package), **described(package)}


def preview(case: Case, choice: Choice) -> dict[str, Any]:
    """Made by the same code as the message itself."""
    return {"shown": shown(formats.Package.read(contents(case, choice).body()))}


def sent(package: Package) -> dict[str, Any]:
    """A sent package with its answer."""
    return {"package": package, "shown": shown(formats.Package.read(package.body))}


def received(package: ReceivedPackage, way: Way) -> dict[str, Any]:
    """A received package; the content of a refused one is gone."""
    body = formats.Package.read(package.body) if package.body else None
    return {
        "package": package,
        "shown": shown(body) if body else None,
        "waiting": package.state == ReceivedPackage.State.WAITING,
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
