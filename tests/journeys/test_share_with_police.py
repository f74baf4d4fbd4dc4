# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The municipality shares with the police the least for a purpose, under a covenant; who sees what of it."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from tests.journeys.scenery import worker_runs
from tests.journeys.walker import Journal, Walker
from zicht.access.models import Covenant, CovenantParty
from zicht.access.roles import Purpose
from zicht.base.clock import local_day, now
from zicht.base.context import transaction_as
from zicht.casework.cases.actions import add_person, open_case
from zicht.casework.cases.models import Case
from zicht.reference.lists import code_list

pytestmark = [pytest.mark.browser, pytest.mark.database]

SUMMARY = "Stond drie keer met een koffer bij het station, steeds met dezelfde man."
WHY = "De politie kan nagaan wie hem stuurt."
MOST_CLICKS = 4
HIDDEN = (SUMMARY, "Mila Vos", WHY, "Politie Waterlinde")
# What the municipality's privacy officer reads of it: each act, in the order in which it happened.
ACTS = ("pakket verstuurd", "antwoord op pakket ontvangen", "terugkoppeling over pakket ontvangen")
OVERSIGHT = (
    "access:audit", "access:oversight", "access:reading", "access:denials", "access:agreements", "sharing:counts",
    "matching:counts", "overview:overseen", "retention:overseen", "moving:emergencies", "dossier:questions",
)  # fmt: skip


@pytest.fixture
def region(committed: None, cast: Any) -> Any:
    """A covenant that the privacy officer checked, between safety in Lindestede and the police."""
    day = local_day(now())
    made = Covenant(
        owning_unit_id=cast.unit_of("lotte").pk, title="Samenwerking mensenhandel", purposes=["partner_handling"],
        data_classes=["personal", "criminal"], source="Map 12", starts_on=day - timedelta(days=30),
        ends_on=day + timedelta(days=300), checked_by_id=cast.people["lotte"].pk, checked_on=day - timedelta(days=30),
    )  # fmt: skip
    made.save(using="owner")
    for key in ("noor", "joris"):
        CovenantParty(
            covenant_id=made.pk, owning_unit_id=made.owning_unit_id, unit_id=cast.unit_of(key).pk,
            contact_id=cast.function_of(key).pk, confirmed_by_id=cast.people["lotte"].pk, confirmed_at=now(),
        ).save(using="owner")  # fmt: skip
    return cast


def a_case(cast: Any, actor: Any) -> Case:
    me, at = actor("noor", Purpose.SIGNAL_HANDLING), now()
    with transaction_as(me.context(at)):
        made = open_case(
            actor=me, unit=cast.unit_of("noor"), title="Jongen met koffer", about="person", forms=["CU"],
            age_class="adult", acute=False, summary=SUMMARY, owner=cast.people["noor"], at=at,
        )  # fmt: skip
        add_person(actor=me, case=made, roles=["possible_victim"], name="Mila Vos", birth_year=2005, at=at)
    return made


def share(noor: Walker) -> None:
    """Four clicks and one sentence: share, with whom, does the person know, send."""
    noor.link("Delen")
    noor.link(re.compile("^Politie Waterlinde"), exact=False)
    noor.sees("Ja, als u het afweegt en vastlegt")
    preview = noor.page.locator("section.zicht-card").inner_text()
    assert SUMMARY in preview
    assert "Mila Vos" not in preview
    noor.tick(code_list("informed_reasons").label("informed"))
    noor.page.get_by_label("Waarom is dit nodig?").focus()  # with the Tab key
    noor.type(WHY)
    noor.button("Versturen")
    noor.sees("Gedeeld met Politie Waterlinde, AVIM")


def test_share_with_the_police_under_a_covenant(window: Any, journal: Journal, region: Any, actor: Any) -> None:
    case = a_case(region, actor)
    noor, joris, fatima, iris, lotte = (window() for _ in range(5))
    names = ("Noor Verbeek", "Joris van Dam", "Fatima el Amrani", "Iris de Wit", "Lotte Jansen")
    for walker, name in zip((noor, joris, fatima, iris, lotte), names, strict=True):
        walker.step_in(name)
    noor.go(f"/casussen/{case.pk}/")
    with journal.step("Noor: delen met de politie onder een convenant") as step:
        share(noor)
    assert step.clicks <= MOST_CLICKS, f"{step.clicks} clicks"
    assert step.keys == len(WHY), "more was typed than one sentence"
    previewed = noor.page.locator("section[aria-labelledby=content]").inner_text()
    assert worker_runs() == 1
    with journal.step("Joris: voorbeeld lezen en aannemen"):
        joris.link("Ontvangen pakketten")
        assert SUMMARY not in joris.page.content()
        joris.press_on(joris.page.locator("main table th a").first)
        package = urlsplit(joris.page.url).path
        joris.sees(WHY)
        # The same lines as the sender saw.
        received = joris.page.locator("section[aria-labelledby=content]").inner_text()
        assert received.partition("\n")[2] == previewed.partition("\n")[2]
        joris.button("Aannemen")
        joris.sees("Pakket aangenomen")
        joris.sees("van Gemeente Lindestede, Veiligheid (AVG)")
    assert worker_runs() >= 1  # as it does within seconds: the logs tell both acts at their own time
    with journal.step("Joris: terugkoppelen"):
        joris.link("Lees wat zij stuurden")
        joris.link("Terugkoppelen")
        joris.write("Wat is ermee gebeurd?", "Opgepakt. Er komt een gesprek.")
        joris.button("Versturen")
        joris.sees("De afzender leest uw terugkoppeling")
    assert worker_runs() >= 1
    noor.page.reload()
    noor.sees("Opgepakt. Er komt een gesprek.")
    nothing_for(fatima, ("sharing:received", "sharing:requests", "dossier:care-cases", "search-care"), case)
    nothing_for(iris, ("sharing:focal-received", "sharing:focal-requests", "dossier:cases", "search"), case)
    for walker in (fatima, iris, lotte):
        refused(walker, package, package.replace("/partner/", "/zorg/"), package.replace("/partner/", "/gemeente/"))
        refused(walker, *(reverse(name, args=[case.pk]) for name in ("dossier:case", "dossier:care-case")))
    acts_without_content(lotte, case)


def nothing_for(walker: Walker, names: tuple[str, ...], case: Case) -> None:
    """No package, no case, no word, no count, no hit."""
    for path in ("/start/", *map(reverse, names)):
        walker.go(path)
        for hidden in (*HIDDEN, case.reference):
            assert hidden not in walker.page.content(), f"{hidden} on {path}"
    # The last of them searches.
    for kind, value in (("reference", case.reference), ("name", "Mila Vos"), ("name_year", "Mila Vos 2005")):
        walker.page.locator("main [name=kind]").select_option(kind)
        walker.page.locator("main [name=value]").fill(value)
        walker.page.get_by_role("button", name="Zoeken", exact=True).click()
        walker.sees("Niets gevonden")


def refused(walker: Walker, *paths: str) -> None:
    """The address alone opens nothing."""
    walker.watch.expected.add(404)
    for path in paths:
        answer = walker.page.goto(walker.site + path)
        assert answer is not None
        assert answer.status == 404, path
        for hidden in HIDDEN:
            assert hidden not in walker.page.content()


def acts_without_content(walker: Walker, case: Case) -> None:
    """The privacy officer of Lindestede reads what was done, and no word of what it was about."""
    walker.go(reverse("access:audit"))
    rows = walker.page.locator("main tbody tr").all_inner_texts()
    places = [next(n for n, row in enumerate(rows) if act in row) for act in ACTS]
    assert places == sorted(places, reverse=True), "the newest first"
    for name in OVERSIGHT:
        walker.go(reverse(name))
        for hidden in (SUMMARY, "Mila Vos", WHY, "Opgepakt", case.reference):
            assert hidden not in walker.page.content(), f"{hidden} on {name}"
