# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two people at the same record, two presses at once, and a database that goes away in between."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from playwright.sync_api import expect

from tests.journeys.scenery import SLUG, open_public_door
from tests.journeys.walker import Walker
from zicht.access.roles import Purpose
from zicht.base.clock import now
from zicht.base.context import transaction_as
from zicht.casework.cases.actions import open_case
from zicht.casework.cases.models import Case
from zicht.casework.intake.actions import receive_signal
from zicht.casework.intake.entry import SignalEntry
from zicht.casework.intake.models import Receipt, Signal
from zicht.casework.intake.public.words import words_in

pytestmark = [pytest.mark.browser, pytest.mark.database]

DUTCH = words_in("nl")
FIRST, NOORS, DAANS = "Zes mannen in een busje.", "Zes mannen in een wit busje.", "Zeven mannen in een busje."
WHEN = "Elke ochtend om zes uur"


@pytest.fixture
def region(committed: None, cast: Any) -> Any:
    open_public_door(cast)
    return cast


def two(window: Any) -> tuple[Walker, Walker]:
    """Noor and Daan at work; the second to save may hear that somebody was first."""
    noor, daan = window(), window()
    daan.watch.expected.add(409)
    noor.step_in("Noor Verbeek")
    daan.step_in("Daan Postma")
    return noor, daan


def stored(model: Any) -> list[Any]:
    """Everything of a kind, read as owner."""
    return list(model.objects.using("owner").all())


def correct(walker: Walker, *, fact: str, why: str) -> None:
    walker.write("Wat is er gebeurd?", fact)
    walker.write("Waarom verandert u dit?", why)
    walker.button("Bewaren")


def a_signal(cast: Any, actor: Any) -> Signal:
    me, at = actor("sanne", Purpose.REPORTING), now()
    entry = SignalEntry(fact=FIRST, about="persons", submission=uuid4(), reporter=cast.people["sanne"].pk)
    with transaction_as(me.context(at)):
        return receive_signal(actor=me, function=cast.function_of("noor"), entry=entry, at=at)


def a_case(cast: Any, actor: Any) -> Case:
    me, at = actor("noor", Purpose.SIGNAL_HANDLING), now()
    facts: dict[str, Any] = {"about": "person", "forms": [], "age_class": "unknown", "acute": False}
    with transaction_as(me.context(at)):
        return open_case(
            actor=me, unit=cast.unit_of("noor"), title="Busje", summary=FIRST, owner=None, at=at, **facts
        )


def test_both_versions_of_a_signal_and_a_choice_for_each_part(window: Any, region: Any, actor: Any) -> None:
    path = f"/signalen/{a_signal(region, actor).pk}/"
    noor, daan = two(window)
    for walker in (noor, daan):
        walker.go(path + "verbeteren/")
    noor.write("Wanneer was het?", WHEN)
    correct(noor, fact=NOORS, why="Kleur nagevraagd")
    noor.sees("De verbetering is bewaard")
    correct(daan, fact=DAANS, why="Geteld")
    daan.sees("Een collega heeft dit signaal intussen verbeterd")
    for words in (NOORS, DAANS, WHEN):
        daan.sees(words)
    # Where nothing is chosen, what stands there stays; Daan picks his own words for one part only.
    daan.page.locator("input[name=choose-fact][value=mine]").check()
    daan.button("Deze keuze bewaren")
    daan.sees("De verbetering is bewaard")
    signal = stored(Signal)[0]
    assert (signal.fact, signal.observed_when) == (DAANS, WHEN)
    noor.go(path)
    for words in (DAANS, WHEN, NOORS, FIRST):
        assert words in noor.page.content(), f"lost: {words}"


@pytest.mark.parametrize("keeps", ["mine", "theirs"])
def test_both_versions_of_a_case(keeps: str, window: Any, region: Any, actor: Any) -> None:
    path = f"/casussen/{a_case(region, actor).pk}/"
    noor, daan = two(window)
    for walker in (noor, daan):
        walker.go(path + "wijzigen/")
    noor.write("Samenvatting", NOORS)
    noor.write("Korte omschrijving", "Wit busje")
    noor.button("Opslaan")
    noor.sees("De gegevens zijn opgeslagen")
    daan.write("Samenvatting", DAANS)
    daan.button("Opslaan")
    daan.sees("Iemand anders heeft dit net opgeslagen")
    daan.sees(NOORS)
    # Daan did not touch the title, but his page still holds the old one: he is told.
    for label in ("Samenvatting", "Korte omschrijving"):
        daan.sees(f"{label} (anders dan wat u invulde)")
    assert daan.page.get_by_text("(anders dan wat u invulde)").count() == 2
    expect(daan.page.get_by_label("Samenvatting")).to_have_value(DAANS)
    assert stored(Case)[0].summary == NOORS
    if keeps == "mine":
        daan.button("Mijn versie opslaan")
        daan.sees("De gegevens zijn opgeslagen")
    else:
        daan.link("Opgeslagen versie houden")
        daan.page.wait_for_url("**" + path)
    assert stored(Case)[0].summary == (DAANS if keeps == "mine" else NOORS)


def fill_report(walker: Walker, *, fact: str = FIRST) -> None:
    walker.go("/signaal-melden/")
    walker.write("Wat is er gebeurd?", fact)
    walker.tick("Meer personen")
    walker.page.get_by_label(re.compile("Aandachtsfunctionaris mensenhandel Lindestede")).check()


TWICE = """() => {
  const form = document.querySelector('main form.zicht-form')
  const send = async () => {
    const body = new URLSearchParams(new FormData(form, form.querySelector('[value=send]')))
    const answer = await fetch(form.action, {method: 'POST', body})
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    return {address: answer.url, heading: page.querySelector('h1').textContent}
  }
  return Promise.all([send(), send()])
}"""


def test_two_presses_on_their_way_make_one_signal(window: Any, region: Any) -> None:
    sanne = window()
    sanne.step_in("Sanne Kuipers")
    fill_report(sanne)
    # The page itself sends its form twice at once, so that no answer is thrown away; then somebody presses again.
    ends = sanne.page.evaluate(TWICE)
    sanne.button("Versturen")
    sanne.page.wait_for_url(re.compile(r"/mijn-meldingen/[0-9a-f-]{36}/$"))
    assert ends == [{"address": sanne.page.url, "heading": sanne.heading()}] * 2
    assert len(stored(Signal)) == 1


def test_two_presses_on_the_public_door_give_one_code_that_works(window: Any, region: Any) -> None:
    walker = window()
    sent: list[str] = []
    walker.page.on("request", lambda request: sent.append(request.method))
    walker.go(f"/melden/{SLUG}/")
    walker.write(DUTCH["fact_label"], FIRST)
    walker.tick(DUTCH["about_persons"])
    walker.page.evaluate("""() => {
      const send = document.querySelector('main form.zicht-form button[type=submit]')
      send.click(); setTimeout(() => send.click(), 0)
    }""")
    walker.sees(DUTCH["sent_title"])
    code = walker.page.locator(".zicht-receipt").inner_text().strip()
    walker.go("/bericht/")
    walker.write(DUTCH["code_label"], code)
    walker.button(DUTCH["code_button"])
    walker.sees(DUTCH["step_received"])
    assert sent.count("POST") == 3, "two presses and the code"
    assert (len(stored(Signal)), len(stored(Receipt))) == (1, 1)


def end_connections() -> int:
    """Ends what the application holds of connections to the database; returns how many."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity "
            "where datname = current_database() and usename = current_user and pid <> pg_backend_pid()"
        )
        ended: int = cursor.fetchone()[0]
    connections["default"].close()
    return ended


@contextlib.contextmanager
def no_database() -> Iterator[None]:
    """The application gets no connection. The owner says so, and holds the only one."""
    owner = connections["owner"]
    name = owner.ops.quote_name(owner.settings_dict["NAME"])
    with owner.cursor() as cursor:
        end_connections()
        cursor.execute(f"alter database {name} connection limit 0")
        try:
            yield
        finally:
            cursor.execute(f"alter database {name} connection limit -1")
    owner.close()


def test_a_database_that_comes_back_is_not_noticed(window: Any, region: Any) -> None:
    sanne = window()
    sanne.step_in("Sanne Kuipers")
    fill_report(sanne)
    assert end_connections() > 0, "the application holds no connection: this test ends nothing"
    sanne.button("Versturen")
    sanne.sees("Verstuurd en ontvangen")
    end_connections()
    sanne.page.reload()
    sanne.sees(FIRST)
    assert len(stored(Signal)) == 1


def test_a_database_that_is_away_loses_nothing_confirmed(window: Any, region: Any) -> None:
    sanne = window()
    sanne.watch.expected.add(503)
    sanne.step_in("Sanne Kuipers")
    fill_report(sanne)
    sanne.button("Versturen")
    sanne.sees("Verstuurd en ontvangen")
    confirmed = sanne.page.url
    fill_report(sanne, fact=DAANS)
    with no_database():
        sanne.button("Versturen")
        sanne.sees("Zicht kan even niet bij de gegevens")
        sanne.sees("Bel 112")
        assert DAANS not in sanne.page.content()
    # Loading the page again sends what was typed once more.
    sanne.page.reload()
    sanne.sees("Verstuurd en ontvangen")
    sanne.sees(DAANS)
    sanne.go(confirmed.removeprefix(sanne.site))
    sanne.sees(FIRST)
    assert sorted(signal.fact for signal in stored(Signal)) == sorted((FIRST, DAANS))
