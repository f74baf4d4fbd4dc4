# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""With JavaScript off: the public door with its code, the professional's form, weighing, a case."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.scenery import SLUG, open_public_door
from tests.journeys.walker import Journal, Walker
from zicht.casework.intake.public.words import words_in

pytestmark = [pytest.mark.browser, pytest.mark.database]

DUTCH = words_in("nl")
SEEN = "Elke ochtend stappen zes mannen in een wit busje."
FACT = "Een leerling slaapt in de les en heeft nooit geld bij zich."
MORE = "Zegt dat een oom alles bewaart."


@pytest.fixture
def region(committed: None, cast: Any) -> Any:
    open_public_door(cast)
    return cast


def test_a_signal_and_its_code(window: Any, journal: Journal, region: Any) -> None:
    walker: Walker = window(width=360, scripts=False)
    with journal.step("Melder: signaal zonder scripts"):
        walker.go(f"/melden/{SLUG}/")
        walker.write(DUTCH["fact_label"], SEEN)
        walker.tick(DUTCH["about_persons"])
        walker.button(DUTCH["send_button"])
        expect(walker.page).to_have_title(re.compile(DUTCH["sent_title"]))
        code = walker.page.locator(".zicht-receipt").inner_text().strip()
    with journal.step("Melder: lezen met de code, iets zeggen"):
        walker.link(DUTCH["sent_status"])
        walker.write(DUTCH["code_label"], code)
        walker.button(DUTCH["code_button"])
        walker.sees(DUTCH["step_received"])
        walker.page.locator("main textarea").fill(MORE)
        walker.button(DUTCH["conv_button"])
        walker.sees(DUTCH["conv_sent"])
        walker.sees(MORE)
    with journal.step("Melder: weg, en de bladzijde is dicht"):
        walker.button(DUTCH["leave_button"])
        walker.sees(DUTCH["leave_done"])
        walker.go("/bericht/signaal/" if False else "/bericht/")
        walker.go("/bericht/signaal/")
        expect(walker.page).to_have_url(walker.site + "/bericht/")


def fill_and_keep(walker: Walker) -> None:
    """Persons beyond the two rows that stand there, things beyond the three; then put away for later."""
    page = walker.page
    walker.link("Signaal melden")
    walker.write("Wat is er gebeurd?", FACT)
    walker.press_on(page.locator("summary", has_text=re.compile("^Personen$")))
    walker.fill(page.locator("[name=person-0-description]"), MORE)
    walker.button("Meer personen")
    walker.sees("Er zijn regels bij gekomen")
    walker.fill(page.locator("[name=person-3-name]"), "Nummer vier")
    walker.press_on(page.locator("summary", has_text=re.compile("^Adres, plek")))
    walker.button("Meer gegevens")
    page.locator("[name=thing-5-kind]").select_option(index=1)
    walker.fill(page.locator("[name=thing-5-value]"), "Een loods achter het spoor")
    expect(page.locator("[name=person-3-name]")).to_have_value("Nummer vier")
    walker.button("Bewaren en later verder")
    walker.sees("Uw formulier is bewaard")


def go_on_and_send(walker: Walker) -> str:
    page = walker.page
    walker.link(re.compile("^Signaal, bewaard op"), exact=False)
    for name, text in (("fact", FACT), ("person-0-description", MORE), ("person-3-name", "Nummer vier")):
        expect(page.locator(f"[name={name}]")).to_have_value(text)
    expect(page.locator("[name=thing-5-value]")).to_have_value("Een loods achter het spoor")
    walker.tick("Eén persoon")
    page.get_by_label(re.compile("Aandachtsfunctionaris mensenhandel Lindestede")).check()
    walker.button("Versturen")
    walker.sees("Verstuurd en ontvangen")
    reference = walker.heading().split()[-1]
    walker.go("/concepten/")
    walker.sees("Geen bewaarde formulieren")
    return reference


def test_from_a_kept_form_to_a_case(window: Any, journal: Journal, region: Any) -> None:
    sanne, noor = window(scripts=False), window(scripts=False)
    sanne.step_in("Sanne Kuipers")
    noor.step_in("Noor Verbeek")
    with journal.step("Sanne: formulier met meer regels, bewaren"):
        fill_and_keep(sanne)
    with journal.step("Sanne: verder en versturen"):
        reference = go_on_and_send(sanne)
    with journal.step("Noor: wegen"):
        noor.link("Inbox signalen")
        noor.link(reference)
        for words in (FACT, MORE, "Nummer vier", "Een loods achter het spoor"):
            noor.sees(words)
        noor.link("Wegen")
        noor.tick("Er zijn aanwijzingen voor mensenhandel")
        noor.write("Waarom denkt u dat?", "Geen geld, moe, een oom die alles bewaart.")
        noor.button("Weging vastleggen")
        noor.sees("De weging is vastgelegd")
    with journal.step("Noor: casus maken"):
        noor.link("Er een casus van maken")
        noor.write("Titel van de casus", "Leerling en oom")
        noor.write("Samenvatting in uw eigen woorden", "Moe, geen geld, een oom bewaart alles.")
        noor.button("Casus maken")
        noor.sees("De casus is gemaakt")
    sanne.go("/mijn-meldingen/")
    sanne.link(reference)
    sanne.sees("Gewogen")
