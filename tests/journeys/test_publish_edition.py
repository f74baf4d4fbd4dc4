# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a choice of figures to a publication: two people, a figure with a base of seven that goes back, a PDF."""

import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.journeys.scenery import editions_run, fill_register
from tests.journeys.walker import Journal, Walker
from zicht.base.clock import local_day, now

pytestmark = [pytest.mark.browser, pytest.mark.database]

# Last year: seven people with criminal exploitation. Too few for a figure of their own, even over one year.
LAST_YEAR = {
    "AU": (27, ["AU"], "PL"),
    "BL-SU": (22, ["SU"], "NL"),
    "GO-SU": (19, ["SU"], "RO"),
    "CU": (7, ["CU"], "NL"),
}
TITLE = "Slachtoffers in Waterlinde"
WHY = "De basis is te klein. Neem er een jaar bij, of laat dit cijfer weg."


@pytest.fixture
def region(committed: None, cast: Any) -> Any:
    fill_register(cast, at=now())
    fill_register(cast, at=now(), year=local_day(now()).year - 1, of=LAST_YEAR)
    return cast


def compose(walker: Walker, year: int) -> None:
    walker.link("Edities")
    walker.sees("Nog geen editie")
    walker.link("Nieuwe editie")
    walker.write("Titel", TITLE, exact=True)
    walker.write("Titel in het Engels", "Victims in Waterlinde")
    walker.choose("Van jaar", str(year))
    walker.choose("Tot en met jaar", str(year))
    walker.tick(re.compile(r"^2\.6\. "), exact=False)
    walker.tick(re.compile(r"^2\.7\. "), exact=False)
    count(walker)


def count(walker: Walker) -> None:
    """Ask for the tables; the work on the background makes them."""
    walker.button("Opslaan en tellen")
    walker.sees("Zicht telt en beschermt de cijfers")
    assert editions_run() == 1
    walker.link("Kijk of het klaar is")


def send(walker: Walker) -> None:
    walker.button("Ter controle sturen")
    walker.sees("De editie wacht op controle door iemand anders.")


def open_to_check(walker: Walker) -> None:
    walker.link("Edities controleren")
    walker.sees("Er wacht 1 editie op u.")
    walker.link(TITLE)


def refuse(walker: Walker) -> None:
    open_to_check(walker)
    walker.sees("De basis van dit cijfer is kleiner dan 10.")
    walker.sees("U kunt deze editie zo niet goedkeuren.")
    expect(walker.page.get_by_role("button", name="Alle cijfers goedkeuren")).to_have_count(0)
    assert "7" not in re.findall(r"\b\d+\b", walker.page.locator("main table").first.inner_text().replace("2.7", ""))
    chosen = walker.page.get_by_label("Welk cijfer?").locator("option", has_text="2.6")
    walker.choose("Welk cijfer?", chosen.inner_text())
    walker.write("Waarom kan het zo niet?", WHY)
    walker.button("Terugsturen")
    walker.sees("De editie gaat terug")


def change(walker: Walker, year: int) -> None:
    walker.page.reload()
    walker.sees(WHY)
    walker.link("Wijzigen")
    walker.choose("Tot en met jaar", str(year))
    count(walker)
    expect(walker.page.get_by_text("kleiner dan 10")).to_have_count(0)


def read(walker: Walker, place: Path) -> None:
    walker.go("/cijfers/")
    walker.link(TITLE)
    walker.link(re.compile(r"^2\.7\. "), exact=False)
    table = walker.page.locator("main table").first
    assert "58" in table.locator("tr", has_text="Arbeidsuitbuiting").inner_text()  # 27 and 31
    walker.link("Terug naar de editie")
    for form in ("PDF", "ODS", "CSV", "JSON"):
        with walker.page.expect_download() as waiting:
            walker.link(form)
        waiting.value.save_as(place / form)
        assert (place / form).stat().st_size > 500
    with pikepdf.open(place / "PDF") as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).startswith("nl")
        assert TITLE in str(pdf.open_metadata()["dc:title"])


def test_an_edition_is_made_refused_changed_approved_and_published(
    window: Any, journal: Journal, region: Any, tmp_path: Path
) -> None:
    renske, yara, anybody = window(), window(), window()
    renske.step_in("Renske Hofstra")
    yara.step_in("Yara Smit")
    year = local_day(now()).year
    with journal.step("Renske: een editie over vorig jaar"):
        compose(renske, year - 1)
        renske.sees("De basis van dit cijfer is kleiner dan 10.")
        send(renske)
    with journal.step("Yara: een cijfer gaat terug"):
        refuse(yara)
    with journal.step("Renske: twee jaar in plaats van een"):
        change(renske, year)
        send(renske)
    with journal.step("Yara: goedkeuren"):
        open_to_check(yara)
        yara.button("Alle cijfers goedkeuren")
        yara.sees("Goedgekeurd.")
    with journal.step("Renske: publiceren"):
        renske.page.reload()
        renske.button("Publiceren")
        renske.sees("De editie is gepubliceerd.")
    assert editions_run() == 1
    with journal.step("Iedereen: lezen en downloaden"):
        read(anybody, tmp_path)
    for hidden in ("Renske", "Yara"):
        assert hidden not in anybody.page.content()
