# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One signal from the street to a figure, and back to whoever gave it."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.scenery import SLUG, fill_register, open_public_door, worker_runs
from tests.journeys.walker import Journal, Walker
from zicht.base.clock import local_day, now
from zicht.casework.intake.public.words import words_in
from zicht.reference.lists import code_list

pytestmark = [pytest.mark.browser, pytest.mark.database]

POLISH = words_in("pl")
FACT = "Mieszkam z dwunastoma osobami w jednym pokoju. Szef zabrał paszport koledze i nie płaci."
NEIGHBOUR = "Oeverzorg"


@pytest.fixture
def region(committed: None, cast: Any) -> Any:
    open_public_door(cast)
    fill_register(cast, at=now())
    return cast


def send_signal(walker: Walker) -> str:
    """The public form, on a phone, in Polish. Returns the receipt code."""
    walker.go(f"/melden/{SLUG}/")
    expect(walker.page.locator("html")).to_have_attribute("lang", "pl")
    walker.sees("Uwaga")  # the translation says that no native speaker read it
    walker.write(POLISH["fact_label"], FACT)
    walker.tick(POLISH["about_person"])
    walker.tick(POLISH["age_adult"])
    walker.tick(POLISH["form_AU"])
    walker.write(POLISH["place_label"], "Havenstraat")
    walker.button(POLISH["send_button"])
    walker.sees(POLISH["sent_title"])
    code = walker.page.locator(".zicht-receipt").inner_text().strip()
    assert FACT not in walker.page.content()
    return code


def weigh(walker: Walker) -> None:
    walker.link("Inbox signalen")
    walker.press_on(walker.page.locator("main table th a").first)
    walker.sees(FACT)
    walker.link("Wegen")
    walker.tick("Er zijn aanwijzingen voor mensenhandel")
    walker.write("Waarom denkt u dat?", "Paspoort afgenomen, geen loon, veel mensen in een kamer.")
    proposed = walker.page.get_by_label("Welke route kiest u?").locator("option", has_text="(voorgesteld)")
    walker.choose("Welke route kiest u?", proposed.inner_text())
    walker.button("Weging vastleggen")
    walker.sees("De weging is vastgelegd")


def make_case(walker: Walker) -> None:
    walker.link("Er een casus van maken")
    walker.write("Titel van de casus", "Werknemers op een kamer")
    walker.write("Samenvatting in uw eigen woorden", "Geen loon, geen paspoort, veel mensen in huis.")
    walker.button("Casus maken")
    walker.sees("De casus is gemaakt")


def add_person(walker: Walker) -> None:
    walker.press_on(walker.page.locator("aside .zicht-facts a"))
    walker.link("Persoon toevoegen")
    walker.tick(code_list("person_roles").label("possible_victim"))
    walker.button("Toevoegen")
    walker.sees("De persoon is toegevoegd")


def send_package(walker: Walker) -> None:
    walker.link("Delen")
    walker.link(re.compile(NEIGHBOUR), exact=False)
    walker.sees("Er is nog niets verstuurd")
    assert "Havenstraat" not in walker.page.locator("main").inner_text()
    walker.write("Waarom is dit nodig?", "Onderdak en zorg.")
    walker.tick(code_list("informed_reasons").label("consented"))
    walker.page.locator("main summary").click()
    walker.choose("Grondslag", walker.page.get_by_label("Grondslag").locator("option").nth(1).inner_text())
    walker.write("Waarom kan het niet met minder", "Zonder deze gegevens kan de zorg niet beginnen.")
    walker.button("Versturen")
    walker.sees("Gedeeld met")


def accept(walker: Walker) -> None:
    walker.link("Ontvangen pakketten")
    walker.press_on(walker.page.locator("main table th a").first)
    walker.sees("Onderdak en zorg.")
    walker.button("Aannemen")
    walker.sees("Pakket aangenomen")


def record_consent(walker: Walker) -> None:
    walker.link(re.compile("^Zorg voor deze persoon"), exact=False)
    walker.sees("Nog niet gevraagd.")
    walker.link("Toestemming vragen en vastleggen")
    walker.tick("Ja, toestemming gegeven")
    walker.tick("De persoon zelf")
    walker.choose("In welke taal is het uitgelegd?", "Pools")
    walker.button("Antwoord vastleggen")
    walker.sees("toestemming gegeven")


def report(walker: Walker) -> None:
    walker.link("Melden aan het register")
    walker.sees("Deze melding is compleet")
    walker.choose("Nationaliteit", code_list("countries").label("PL"))
    walker.button("Versturen naar het register")
    walker.sees("nog geen bericht")


def cell(walker: Walker) -> str:
    """The number of victims of labour exploitation this year, as the analyst reads it."""
    walker.go("/cijfers/werkcijfer/")
    table = walker.page.get_by_role("region", name=re.compile("^Aantal slachtoffers, per jaar")).locator("table")
    heads = table.locator("thead th").all_inner_texts()
    row = table.get_by_role("row", name=re.compile("^Arbeidsuitbuiting")).locator("th, td").all_inner_texts()
    # The share stands below the number.
    return row[heads.index(str(local_day(now()).year))].split()[0]


def read_feedback(walker: Walker, code: str) -> str:
    walker.go("/bericht/")
    walker.write(POLISH["code_label"], code)
    walker.button(POLISH["code_button"])
    walker.sees(POLISH["status_title"])
    expect(walker.page.locator("html")).to_have_attribute("lang", "pl")
    return walker.page.locator("main").inner_text()


def test_from_the_street_to_a_figure(window: Any, journal: Journal, region: Any) -> None:
    reporter, noor, fatima, yara = (
        window(width=360, locale="pl-PL"), window(), window(), window()
    )  # fmt: skip
    for walker, name in ((noor, "Noor Verbeek"), (fatima, "Fatima el Amrani"), (yara, "Yara Smit")):
        walker.step_in(name)
    assert cell(yara) == "31"
    with journal.step("Melder: signaal in het Pools"):
        code = send_signal(reporter)
    with journal.step("Noor: wegen, voorgestelde route"):
        weigh(noor)
    with journal.step("Noor: casus maken"):
        make_case(noor)
    with journal.step("Noor: persoon toevoegen"):
        add_person(noor)
    with journal.step("Noor: pakket aan de zorgcoördinator"):
        send_package(noor)
    assert worker_runs() == 1
    with journal.step("Fatima: pakket aannemen"):
        accept(fatima)
    with journal.step("Fatima: toestemming vastleggen"):
        record_consent(fatima)
    with journal.step("Fatima: melden aan het register"):
        report(fatima)
    assert cell(yara) == "31"
    assert worker_runs() >= 2
    with journal.step("Yara: het werkcijfer"):
        assert cell(yara) == "32"
    fatima.page.reload()
    fatima.sees("opgenomen")
    with journal.step("Melder: antwoord lezen met de code"):
        answer = read_feedback(reporter, code)
    for heard in ("step_received", "step_weighed", "step_in_case", "step_package_sent", "step_package_accepted"):
        assert POLISH[heard] in answer
    for hidden in ("Noor", "Fatima", NEIGHBOUR, "Paspoort afgenomen"):
        assert hidden not in answer
