# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What waits for somebody, per purpose. Each block is counted in the context of its own purpose."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from zicht.access.actors import Actor
from zicht.access.covenantparties import covenants_for
from zicht.access.hats import purposes_now
from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.casework.care.queries import care_counts
from zicht.casework.cases.consent.gate import waiting_questions
from zicht.casework.cases.queries import case_counts, reading_along
from zicht.casework.intake.queries import desk_counts, reporter_counts
from zicht.casework.matching.queries import waiting_contacts
from zicht.casework.moving.queries import custody_counts, emergencies_to_judge, moving_counts
from zicht.casework.overview.gate import to_decide
from zicht.casework.overview.gate import waiting as asked_to_see
from zicht.casework.retention.queries import keeping_counts, waiting_lists
from zicht.casework.sharing.queries import late_feedback, open_requests, waiting_packages
from zicht.monitor.gate import to_check
from zicht.register.queries import waiting_count
from zicht.register.samequeries import waiting_pairs
from zicht.web import startwords


@dataclass(frozen=True)
class Block:
    """One part of the start page. waits: dicts with count, label, url, optionally late and text."""

    title: str
    waits: tuple[dict[str, Any], ...] = ()
    text: str = ""
    links: tuple[dict[str, str], ...] = ()

    @property
    def now(self) -> list[dict[str, Any]]:
        """What there is to do: first what is late, then what waits, then what is simply in hand."""
        found = [
            wait | {"label": startwords.words(wait["label"], wait["count"]), "rank": startwords.rank(wait["label"])}
            for wait in self.waits
            if wait["count"]
        ]
        return sorted(found, key=lambda wait: wait["rank"])

    @property
    def nothing(self) -> list[str]:
        """Where there is nothing to do, in words."""
        return [startwords.thing(wait["label"]) for wait in self.waits if not wait["count"]]


Maker = Callable[[Actor, datetime], Block]


def start_blocks(actor: Actor, *, at: datetime, hat: Purpose | None = None) -> list[Block]:
    """The blocks of all purposes that the actor has, in a fixed order; of several jobs the one in use."""
    blocks = []
    mine = purposes_now(actor, hat, at=at)
    for purpose, make in MAKERS:
        if purpose in mine:
            worn = actor.with_purpose(purpose)
            with acting(worn.context(at)):
                blocks.append(make(worn, at))
    return blocks


def _wait(count: int, label: str, name: str, query: str = "", **more: Any) -> dict[str, Any]:
    return {"count": count, "label": label, "url": reverse(name) + query, **more}


def _link(label: str, name: str) -> dict[str, str]:
    return {"label": label, "url": reverse(name)}


def _contacts(actor: Actor, at: datetime, prefix: str) -> tuple[dict[str, Any], ...]:
    count = waiting_contacts(actor, at=at)
    return (_wait(count, "contacten zonder oordeel", f"matching:{prefix}contacts"),)


def _moving(actor: Actor, at: datetime, prefix: str) -> list[dict[str, Any]]:
    """Work that moves to here, and work that nobody owns any more: only when there is some."""
    found = moving_counts(actor, at=at)
    waits = [
        _wait(found["handovers"], "overdrachten wachten op antwoord", f"moving:{prefix}handovers"),
        _wait(found["requests"], "vragen om toegang wachten op antwoord", f"moving:{prefix}requests"),
        _wait(found["emergencies"], "keer noodtoegang tot uw gegevens", f"moving:{prefix}emergency"),
        _wait(found["left"], "mensen weg met open werk: over te nemen", f"moving:{prefix}work"),
    ]
    return [wait for wait in waits if wait["count"]]


def _feedback(actor: Actor, at: datetime, prefix: str, cases: str) -> tuple[dict[str, Any], ...]:
    """Questions between units and feedback that is over its day, theirs and ours."""
    theirs, ours = late_feedback(actor, at=at)
    return (
        _wait(open_requests(actor, at=at), "verzoeken om informatie", f"sharing:{prefix}requests"),
        _wait(ours, "terugkoppelingen te laat door u", f"sharing:{prefix}received", "?state=accepted"),
        _wait(theirs, "terugkoppelingen te laat door anderen", cases),
    )


def _desk(actor: Actor, at: datetime) -> Block:
    found = desk_counts(actor, at=at)
    cases, keeping = case_counts(actor, at=at), keeping_counts(actor, at=at)
    packages = waiting_packages(actor, at=at)
    return Block(
        "Signalen en casussen",
        waits=(
            _wait(found["new"], "nieuwe signalen", "intake:inbox", "?staat=received"),
            _wait(found["late"], "signalen over de termijn", "intake:inbox", "?te_laat=1"),
            _wait(found["unread_messages"], "ongelezen berichten van melders", "intake:inbox"),
            _wait(
                found["waiting_capacity"], "signalen wachten op capaciteit", "intake:inbox", "?staat=waiting_capacity"
            ),
            _wait(cases.open, "open casussen", "dossier:cases"),
            _wait(packages, "pakketten wachten op antwoord", "sharing:focal-received"),
            *_feedback(actor, at, "focal-", "dossier:cases"),
            *_contacts(actor, at, ""),
            _wait(cases.late_actions, "acties over de datum", "dossier:cases", "?te_laat=1"),
            *_moving(actor, at, ""),
            _wait(asked_to_see(actor, at=at), "verzoeken om inzage", "overview:requests"),
            _wait(keeping["lists"], "lijsten om te vernietigen: bekijk ze", "retention:lists"),
            _wait(keeping["reviews"], "vage signalen om opnieuw te bekijken", "retention:vague"),
        ),
        links=(_link("De openbare deur van uw gemeente", "public:door"),),
    )


def _care(actor: Actor, at: datetime) -> Block:
    cases, care = case_counts(actor, at=at), care_counts(actor, at=at)
    packages = waiting_packages(actor, at=at)
    return Block(
        "Zorg",
        waits=(
            _wait(packages, "pakketten wachten op antwoord", "sharing:received"),
            *_feedback(actor, at, "", "dossier:care-cases"),
            *_contacts(actor, at, "care-"),
            _wait(asked_to_see(actor, at=at), "verzoeken om inzage", "overview:care-requests"),
            _wait(cases.open, "open casussen", "dossier:care-cases"),
            _wait(cases.late_actions, "acties over de datum", "dossier:care-cases", "?te_laat=1"),
            *_moving(actor, at, "care-"),
            _wait(care["open"], "lopende zorgtrajecten", "care:tracks"),
            _wait(care["waiting_capacity"], "trajecten wachten op capaciteit", "care:tracks"),
        ),
        links=(_link("Zorgtrajecten", "care:tracks"),),
    )


def _handling(title: str, prefix: str) -> Maker:
    """The block of somebody who receives packages and works on cases behind a door of his or her own."""

    def make(actor: Actor, at: datetime) -> Block:
        cases, packages = case_counts(actor, at=at), waiting_packages(actor, at=at)
        return Block(
            title,
            waits=(
                _wait(packages, "pakketten wachten op antwoord", f"sharing:{prefix}received"),
                *_feedback(actor, at, prefix, f"dossier:{prefix}cases"),
                *(_contacts(actor, at, prefix) if prefix == "partner-" else ()),
                _wait(cases.open, "open casussen", f"dossier:{prefix}cases"),
                _wait(cases.late_actions, "acties over de datum", f"dossier:{prefix}cases", "?te_laat=1"),
                *_moving(actor, at, prefix),
            ),
        )

    return make


def _table(actor: Actor, at: datetime) -> Block:
    return Block(
        "Casustafel",
        waits=(_wait(reading_along(actor, at=at), "casussen waarvoor u nu toestemming hebt", "dossier:table-cases"),),
        text="U ziet een casus alleen zolang de eigenaar daarvoor toestemming geeft.",
    )


def _register(actor: Actor, at: datetime) -> Block:
    waiting = waiting_count(actor, at=at)
    return Block(
        "Register",
        waits=(
            _wait(waiting, "meldingen wachten op uw besluit", "register:reports", "?staat=waiting"),
            _wait(waiting_pairs(actor, at=at), "paren om te beoordelen: een persoon of twee", "register:pairs"),
        ),
        links=(_link("Een bestand inlezen", "register:import"), _link("Leveringen", "register:deliveries")),
    )


def _figures(actor: Actor, at: datetime) -> Block:
    return Block(
        "Cijfers",
        text="Het werkcijfer telt wat via dit register is gemeld. Het is niet voor publicatie.",
        waits=(_wait(to_check(actor, at=at).count(), "edities wachten op uw controle", "monitor:checks"),),
        links=(
            _link("Slachtoffers per groep per jaar", "monitor:figure"),
            _link("Schattingen van wie niet gezien is", "monitor:runs"),
            _link("Gepubliceerde cijfers", "monitor:published"),
        ),
    )


def _policy(actor: Actor, at: datetime) -> Block:
    return Block(
        "Beleid",
        text="Aanbevelingen en wat ervan kwam, en waar mensen blijven tussen signaal en melding. U ziet geen "
        "gegevens over personen.",
        links=(
            _link("Aanbevelingen", "policy:recommendations"),
            _link("Trechters van diensten", "policy:funnels"),
            _link("Aansluiting op het register", "policy:reconciliations"),
            _link("Jaarlijks bericht aan de raad", "monitor:council"),
            _link("Edities van de monitor", "monitor:editions"),
            _link("Schattingen van wie niet gezien is", "monitor:estimates"),
            _link("Waar de wet blokkeert", "sharing:counts-policy"),
        ),
    )


def _oversight(actor: Actor, at: datetime) -> Block:
    urgent = emergencies_to_judge(actor, at=at)
    elsewhere = _wait(urgent["elsewhere"], "noodtoegangen van uw mensen bij anderen", "moving:emergencies")
    return Block(
        "Toezicht",
        text="U ziet wie wat deed en met welk doel, niet de inhoud.",
        waits=(
            _wait(urgent["waiting"], "noodtoegangen te beoordelen", "moving:emergencies", late=urgent["late"]),
            *([elsewhere] if elsewhere["count"] else []),
            _wait(waiting_lists(actor, at=at), "lijsten om te vernietigen wachten op u", "retention:overseen"),
            _wait(covenants_for(actor, at=at).count(), "convenanten wachten op u", "access:covenants-waiting"),
            _wait(waiting_questions(actor, at=at), "vragen over toestemming wachten op u", "dossier:questions"),
            _wait(to_decide(actor, at=at).count(), "verzoeken om inzage wachten op uw besluit", "overview:overseen"),
        ),
        links=(
            _link("Toezicht: wat er te bekijken is", "access:oversight"),
            _link("Handelingen", "access:audit"),
            _link("Convenanten", "access:covenants"),
            _link("Waar de wet blokkeert", "sharing:counts"),
            _link("Vergelijkingen in aantallen", "matching:counts"),
        ),
    )


def _custody(actor: Actor, at: datetime) -> Block:
    found = custody_counts(actor, at=at)
    return Block(
        "Wie er meldde",
        waits=(_wait(found["waiting"], "vragen wachten op uw antwoord", "moving:custody", late=found["late"]),),
        text="U bewaart wie er meldde. U ziet niets van de signalen zelf.",
    )


def _administration(actor: Actor, at: datetime) -> Block:
    return Block(
        "Beheer",
        text="U beheert mensen en plekken. U ziet geen inhoud van signalen of casussen.",
        links=(
            _link("Organisatie en mensen", "access:staff"),
            _link("Afdelingen", "access:units"),
            _link("Functies met een inbox", "access:inboxes"),
            _link("Eigen definities", "access:definitions"),
        ),
    )


def _reporting(actor: Actor, at: datetime) -> Block:
    found = reporter_counts(actor, at=at)
    return Block(
        "Zelf iets melden",
        waits=(
            _wait(found["open"], "meldingen van u lopen nog", "intake:mine"),
            _wait(found["unread_messages"], "nieuwe berichten voor u", "intake:mine"),
            _wait(found["drafts"], "bewaarde formulieren", "intake:drafts"),
        ),
        links=(
            _link("Een signaal melden", "intake:new"),
            _link("Advies vragen zonder iemand te noemen", "intake:advice"),
            _link("Wie volgt op?", "access:functions"),
            _link("Mag ik dit delen?", "sharing:assistant"),
            _link("Convenanten", "access:covenants"),
        ),
    )


MAKERS: tuple[tuple[Purpose, Maker], ...] = (
    (Purpose.SIGNAL_HANDLING, _desk),
    (Purpose.CARE_COORDINATION, _care),
    (Purpose.PARTNER_HANDLING, _handling("Ontvangen en in behandeling", "partner-")),
    (Purpose.SUPERVISION, _handling("Toezicht", "supervision-")),
    (Purpose.INVESTIGATION, _handling("Opsporing", "investigation-")),
    (Purpose.CASE_TABLE, _table),
    (Purpose.REGISTER_KEEPING, _register),
    (Purpose.ANALYSIS, _figures),
    (Purpose.POLICY_MAKING, _policy),
    (Purpose.OVERSIGHT, _oversight),
    (Purpose.IDENTITY_CUSTODY, _custody),
    (Purpose.ADMINISTRATION, _administration),
    (Purpose.REPORTING, _reporting),
)
