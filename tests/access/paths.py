# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every way by which a record can come out beside its own page, and what each of them shows to somebody.

A path says for which kind and purpose it is, how to walk it, and which filter stands in it: taking that filter out
must be seen by the harness (test_secondary_paths.py). A new way out adds its line here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.permissions.doors import attempt
from tests.permissions.world import HATS, OWNERS, World
from zicht.access.actors import Actor
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import now
from zicht.base.context import acting
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.intake.models import Signal
from zicht.casework.overview.models import SubjectRequest
from zicht.casework.sharing.models import ReceivedPackage

Walk = Callable[[World, str, Actor], set[str]]
Plant = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Path:
    """walk: the owners whose record comes out (or how many, as text). of: name of the record in the world.

    action: what decide() is asked. counts: the path gives a number, not records.
    """

    name: str
    kind: Kind
    purpose: Purpose
    of: str
    walk: Walk
    plant: Plant
    action: str = "read"
    counts: bool = False


# Pages that were already walked while every filter stood, by person and address.
WALKED: dict[tuple[str, str], HttpResponse] = {}


def walked(world: World, person: str, url: str) -> HttpResponse:
    """A page with an address that several ways share, as the start page; walked once while nothing is planted."""
    if (person, url) not in WALKED:
        WALKED[person, url] = attempt(world.clients[person], "get", url)
    return WALKED[person, url]


def comes_in(world: World, person: str, actor: Actor) -> bool:
    """False where one knock says it all: nobody passes a door for a purpose that he or she does not have."""
    return actor.purpose in actor.purposes(now()) and HATS.get(person, actor.purpose) in {actor.purpose, None}


def tried(world: World, person: str, actor: Actor) -> tuple[str, ...]:
    """The owners whose record is asked for: all of them, or one by somebody who stands before a closed door."""
    return OWNERS if comes_in(world, person, actor) else OWNERS[:1]


def searched(page: str, word: str, of: str) -> Walk:
    """A list that is asked for one reference: the key of the record stands in the answer."""

    def walk(world: World, person: str, actor: Actor) -> set[str]:
        found = set()
        for owner in tried(world, person, actor):
            record: Any = world.records[of, owner]
            response = attempt(world.clients[person], "get", f"{reverse(page)}?{word}={record.reference}")
            if str(record.pk) in response.content.decode():
                found.add(owner)
        return found

    return walk


PHONE = "06 12 34 56 78"


def looked_up(page: str, of: str) -> Walk:
    """The page that searches by identifier; the same telephone number stands in the record of every owner."""

    def walk(world: World, person: str, actor: Actor) -> set[str]:
        asked = {"kind": "phone", "value": PHONE}
        text = attempt(world.clients[person], "post", reverse(page), asked).content.decode()
        return {owner for owner in OWNERS if str(world.records[of, owner].pk) in text}

    return walk


def listed(page: str, of: str, query: str = "") -> Walk:
    """A whole list."""

    def walk(world: World, person: str, actor: Actor) -> set[str]:
        text = walked(world, person, reverse(page) + query).content.decode()
        return {owner for owner in OWNERS if str(world.records[of, owner].pk) in text}

    return walk


def opened(page: str, of: str) -> Walk:
    """A page or file with the key of a record in its address: all but "not here" and "choose a hat" tells."""

    def walk(world: World, person: str, actor: Actor) -> set[str]:
        found = set()
        for owner in tried(world, person, actor):
            url = reverse(page, kwargs={"key": world.records[of, owner].pk})
            answer = attempt(world.clients[person], "get", url)
            to_hats = answer.headers.get("Location", "").startswith(reverse("access:hats"))
            if answer.status_code != 404 and not to_hats:
                found.add(owner)
        return found

    return walk


def noticed(block: str, label: str) -> Walk:
    """What the start page says is waiting: a number."""

    def walk(world: World, person: str, actor: Actor) -> set[str]:
        context = walked(world, person, reverse("start")).context
        blocks = [b for b in context["blocks"] if b.title == block]
        return {str(sum(w["count"] for b in blocks for w in b.waits if w["label"] == label))}

    return walk


def counted(world: World, person: str, actor: Actor) -> set[str]:
    """Rows for figures: each owner's report has a year of its own."""
    from zicht.register.extract import report_rows

    at = now()
    with acting(actor.context(at)):
        years = {row.year for row in report_rows(actor, first_year=1900, last_year=2100, at=at)}
    return {owner for n, owner in enumerate(OWNERS) if FIRST_YEAR + n in years}


FIRST_YEAR = 1950


def unfiltered(module: str, name: str, model: Any) -> Plant:
    """Put the whole table where the gate was called."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(f"{module}.{name}", lambda *_, **__: model.objects.all())

    return plant


def unguarded_request(patch: pytest.MonkeyPatch) -> None:
    """The files of an overview without their gate."""
    gate = "zicht.casework.overview.gate"
    patch.setattr(f"{gate}.request_for", lambda actor, key, at: SubjectRequest.objects.get(pk=key))
    patch.setattr(f"{gate}.about", lambda actor, request, at: CasePerson.objects.get(pk=request.person_id))


def unguarded_extract(patch: pytest.MonkeyPatch) -> None:
    """The function that gives rows for figures, without the line that says of which registers; and no first look."""
    from django.db import connection

    from zicht.register import extract

    with connection.cursor() as cursor:
        cursor.execute("select pg_get_functiondef('zicht_register_extract'::regproc)")
        (text,) = cursor.fetchone()
        line = "and r.owning_unit_id = any((select zicht_units('figure'))::int[])"
        assert line in text
        cursor.execute(text.replace(line, ""))
        # monkeypatch puts this back at the end of the test.
        patch.setattr(extract, "_may_count", lambda actor, at: True)
    UNDO.append(text)


UNDO: list[str] = []


INTAKE, CASES, SHARING = "zicht.casework.intake.queries", "zicht.casework.cases.queries", "zicht.casework.sharing"
HANDLING = Purpose.SIGNAL_HANDLING
WAYS = [
    ("", "focal-", HANDLING, "Signalen en casussen"),
    ("care-", "", Purpose.CARE_COORDINATION, "Zorg"),
    ("partner-", "partner-", Purpose.PARTNER_HANDLING, "Ontvangen en in behandeling"),
    ("supervision-", "supervision-", Purpose.SUPERVISION, "Toezicht"),
    ("investigation-", "investigation-", Purpose.INVESTIGATION, "Opsporing"),
]

PATHS: list[Path] = [
    Path("search signals", Kind.SIGNAL, HANDLING, "signal", searched("intake:inbox", "kenmerk", "signal"),
         unfiltered(INTAKE, "signals", Signal)),
    Path("list signals", Kind.SIGNAL, HANDLING, "signal", listed("intake:inbox", "signal"),
         unfiltered(INTAKE, "signals", Signal)),
    Path("notify signals", Kind.SIGNAL, HANDLING, "signal", noticed("Signalen en casussen", "nieuwe signalen"),
         unfiltered(INTAKE, "signals", Signal), counts=True),
    Path("list own signals", Kind.SIGNAL, Purpose.REPORTING, "signal", listed("intake:mine", "signal"),
         unfiltered(INTAKE, "signals", Signal)),
    Path("statistics", Kind.FIGURE, Purpose.ANALYSIS, "entered", counted, unguarded_extract),
]  # fmt: skip
for _dossier, _sharing, _purpose, _title in WAYS:
    PATHS += [
        Path(f"search cases {_purpose}", Kind.CASE, _purpose, "case",
             searched(f"dossier:{_dossier}cases", "reference", "case"), unfiltered(CASES, "cases", Case)),
        Path(f"list cases {_purpose}", Kind.CASE, _purpose, "case", listed(f"dossier:{_dossier}cases", "case"),
             unfiltered(CASES, "cases", Case)),
        Path(f"notify cases {_purpose}", Kind.CASE, _purpose, "case", noticed(_title, "open casussen"),
             unfiltered(CASES, "own_cases", Case), action="write", counts=True),
        Path(f"list packages {_purpose}", Kind.PACKAGE, _purpose, "received",
             listed(f"sharing:{_sharing}received", "received"),
             unfiltered(f"{SHARING}.pages", "received_packages", ReceivedPackage)),
        Path(f"notify packages {_purpose}", Kind.PACKAGE, _purpose, "received",
             noticed(_title, "pakketten wachten op antwoord"),
             unfiltered(f"{SHARING}.queries", "received_packages", ReceivedPackage), counts=True),
    ]  # fmt: skip
for _prefix, _purpose in (("", HANDLING), ("care-", Purpose.CARE_COORDINATION)):
    PATHS += [
        Path(f"{_kind} overview {_purpose}", Kind.CASE, _purpose, "subject_request",
             opened(f"overview:{_prefix}{_kind}", "subject_request"), unguarded_request, action="write")
        for _kind in ("pdf", "ods", "csv")
    ]  # fmt: skip
