# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two teams of a municipality: what Youth wrote Safety does not see, until Youth shares it: then what was chosen."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.journeys.scenery import worker_runs
from tests.journeys.walker import Journal, Walker
from zicht.reference.lists import code_list

pytestmark = [pytest.mark.browser, pytest.mark.database]

FACT = "Een meisje van school wordt elke dag opgewacht door een man in een auto."
TITLE = "Meisje bij de school"
SUMMARY = "Wordt elke middag opgewacht, komt dan niet thuis."
NAME, YEAR, PLATE = "Mila Vos", "2005", "X-123-YZ"
WHY = "Veiligheid kijkt wie de man met de auto is."
MINIMAL = "Alleen zo kan Veiligheid op straat kijken."
MADE_BY_IRIS = (FACT, TITLE, SUMMARY, NAME, PLATE)
# Every list, count and notice of a focal point.
LISTS = (
    "/start/", "/signalen/", "/casussen/", "/pakketten/gemeente/", "/pakketten/gemeente/verzoeken/",
    "/vergelijken/gemeente/contacten/", "/mijn-meldingen/",
)  # fmt: skip
COUNTED = re.compile(r"\d+")


def write_signal(iris: Walker) -> str:
    """To her own function, with a plate. Returns the reference."""
    page = iris.page
    iris.link("Signaal melden")
    iris.write("Wat is er gebeurd?", FACT)
    iris.tick("Eén persoon")
    iris.press_on(page.locator("summary", has_text=re.compile("^Adres, plek")))
    page.locator("[name=thing-0-kind]").select_option(label=code_list("thing_kinds").label("vehicle"))
    iris.fill(page.locator("[name=thing-0-value]"), PLATE)
    iris.tick(re.compile("Aandachtsfunctionaris jeugd Lindestede"), exact=False)
    iris.button("Versturen")
    iris.sees("Verstuurd en ontvangen")
    return iris.heading().split()[-1]


def weigh_and_open(iris: Walker, reference: str) -> tuple[str, str]:
    """From the inbox to a case with a person. Returns the addresses of signal and case."""
    iris.link("Inbox signalen")
    iris.link(reference)
    signal = path_of(iris)
    iris.link("Wegen")
    iris.tick("Er zijn aanwijzingen voor mensenhandel")
    iris.write("Waarom denkt u dat?", "Elke dag dezelfde man, zij is bang.")
    iris.button("Weging vastleggen")
    iris.link("Er een casus van maken")
    iris.write("Titel van de casus", TITLE)
    iris.write("Samenvatting in uw eigen woorden", SUMMARY)
    iris.button("Casus maken")
    iris.sees("De casus is gemaakt")
    iris.press_on(iris.page.locator("aside .zicht-facts a"))
    case = path_of(iris)
    iris.link("Persoon toevoegen")
    iris.tick(code_list("person_roles").label("possible_victim"))
    iris.fill(iris.page.locator("[name=name]"), NAME)
    iris.fill(iris.page.locator("[name=birth_year]"), YEAR)
    iris.button("Toevoegen")
    iris.sees("De persoon is toegevoegd")
    return signal, case


def path_of(walker: Walker) -> str:
    """The page that is open."""
    return urlsplit(walker.page.url).path


def finds(walker: Walker, kind: str, value: str) -> str:
    """What the search says."""
    walker.go("/zoeken/")
    walker.page.get_by_label("Waarop zoekt u?").select_option(label=kind)
    walker.page.get_by_label("Wat zoekt u?").fill(value)
    walker.page.get_by_role("button", name="Zoeken", exact=True).click()
    walker.sees("Gevonden op")
    return walker.page.locator("main").inner_text()


def counts(walker: Walker) -> dict[str, list[str]]:
    """Every number on every list, as somebody reads them."""
    seen = {}
    for path in LISTS:
        walker.go(path)
        seen[path] = COUNTED.findall(walker.page.locator("main").inner_text())
    return seen


def nothing_for(walker: Walker, pages: tuple[str, str], references: tuple[str, str]) -> None:
    """No page, no row, no hit; the same answer as for what does not exist."""
    walker.watch.expected.add(404)
    for path in pages:
        walker.go(path)
        refused = walker.page.content()
        walker.go(re.sub(r"[0-9a-f-]{36}", "00000000-0000-4000-8000-000000000000", path))
        assert without_tokens(refused) == without_tokens(walker.page.content())
    for path in LISTS:
        walker.go(path)
        for hidden in (*MADE_BY_IRIS, *references):
            assert hidden not in walker.page.content(), f"{hidden} on {path}"
    asked = (
        *(("Kenmerk", reference) for reference in references), ("Kenteken", PLATE),
        ("Naam, precies zo geschreven", NAME), ("Naam en geboortejaar, zoals het klinkt", f"{NAME} {YEAR}"),
    )  # fmt: skip
    for kind, value in asked:
        assert "Niets gevonden" in finds(walker, kind, value), kind


def without_tokens(page: str) -> str:
    """A page without what differs from one request to the next."""
    return re.sub(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|[0-9a-f-]{36}', "", page)


def share(iris: Walker, case: str) -> str:
    """With Safety, after consent, without the form of exploitation. Returns what the preview says."""
    page = iris.page
    iris.go(case)
    iris.link("Delen")
    iris.link("Gemeente Lindestede, Veiligheid")
    iris.write("Waarom is dit nodig?", WHY)
    iris.tick(code_list("informed_reasons").label("consented"))
    # Before it is known what the person thinks of it, the answer is to ask: then the rest is open already.
    if page.locator("main details:has([name=case_fields])").get_attribute("open") is None:
        iris.press_on(page.locator("main summary"))
    iris.press_on(page.locator("[name=case_fields][value=forms]"))
    iris.press_on(page.locator("[name=case_fields][value=age_class]"))
    iris.choose("Grondslag", page.get_by_label("Grondslag").locator("option").nth(1).inner_text())
    iris.write("Waarom kan het niet met minder", MINIMAL)
    iris.button("Voorbeeld vernieuwen")
    preview = page.locator("section.zicht-card").inner_text()
    assert SUMMARY in preview
    for kept in (NAME, FACT, PLATE, YEAR, "Vormen van uitbuiting", "Leeftijd"):
        assert kept not in preview, kept
    iris.button("Versturen")
    iris.sees("Gedeeld met Gemeente Lindestede, Veiligheid")
    return preview


def accept(noor: Walker, preview: str) -> str:
    """Reads the same lines that Iris saw, and takes them over. Returns the address of her own case."""
    noor.link("Ontvangen pakketten")
    noor.press_on(noor.page.locator("main table th a").first)
    noor.sees(WHY)
    received = noor.page.locator("section[aria-labelledby=content]").inner_text()
    assert lines_after_heading(received) == lines_after_heading(preview)
    noor.button("Aannemen")
    noor.sees("Pakket aangenomen")
    noor.sees("van Gemeente Lindestede, Jeugd")
    return path_of(noor)


def lines_after_heading(section: str) -> str:
    """The content of a package, whatever the heading above it."""
    return section.partition("\n")[2]


def test_safety_sees_what_youth_wrote_only_after_it_was_shared(
    window: Any, journal: Journal, committed: None, cast: Any
) -> None:
    iris, noor, daan = window(), window(), window()
    for walker, name in ((iris, "Iris de Wit"), (noor, "Noor Verbeek"), (daan, "Daan Postma")):
        walker.step_in(name)
    before = counts(noor)
    with journal.step("Iris (Jeugd): signaal schrijven"):
        reference = write_signal(iris)
    with journal.step("Iris: wegen, casus, persoon"):
        pages = weigh_and_open(iris, reference)
    references = (reference, iris.heading().split()[-1])
    for number, kind in enumerate(("Kenmerk", "Kenteken")):
        assert reference in finds(iris, kind, (reference, PLATE)[number]), "the search finds nothing for anybody"
    worker_runs()
    assert counts(noor) == before
    nothing_for(noor, pages, references)
    with journal.step("Iris: delen met Veiligheid"):
        preview = share(iris, pages[1])
    assert worker_runs() == 1
    for path in ("/start/", "/pakketten/gemeente/"):
        noor.go(path)
        assert SUMMARY not in noor.page.content(), "nothing of what it says on a list"
    with journal.step("Noor (Veiligheid): voorbeeld lezen en aannemen"):
        case = accept(noor, preview)
    shown = noor.page.locator("main").inner_text()
    assert SUMMARY in shown
    # A package carries the reference of the case that it came from, so that both can name it; it opens nothing.
    for kept in (NAME, FACT, PLATE, YEAR, TITLE, reference):
        assert kept not in shown, kept
    # The colleague at the same desk reads the copy; the originals stay with Youth, for both of them.
    daan.go(case)
    daan.sees(SUMMARY)
    for walker in (noor, daan):
        walker.watch.expected.add(404)
        for path in pages:
            walker.go(path)
            assert SUMMARY not in walker.page.content()
    for kind, value in (("Kenteken", PLATE), ("Kenmerk", reference), ("Kenmerk", references[1])):
        assert "Niets gevonden" in finds(noor, kind, value), kind
