# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Declarations: a new one needs no code, a broken one says what is wrong; the care series counts as its source."""

import shutil

import polars as pl
import pytest

from zicht.monitor.counting import Extract, count, extract_of
from zicht.monitor.declaring import DEFINITIONS, BrokenDeclarationError, definitions
from zicht.monitor.events import events
from zicht.monitor.frames import victims
from zicht.monitor.tests.golden import golden_reports

FIGURE = """
[[figure]]
id = "N.1"
title_nl = "Nieuw"
title_en = "New"
unit = "victims"
base = "adults"
variable = "sex"
columns = ["period:2015-2017,2018-2019", "total"]
"""
BASE = """
[adults]
nl = "Gemelde slachtoffers van 18 jaar of ouder."
en = "Reported victims of 18 or older."
where = [{ column = "emm_only", is = false }, { column = "age", from = 18 }]
"""


@pytest.fixture
def place(tmp_path):
    for name in ("variables", "bases", "figures"):
        shutil.copyfile(DEFINITIONS / f"{name}.toml", tmp_path / f"{name}.toml")

    def write(file, text, *, instead=False):
        path = tmp_path / f"{file}.toml"
        path.write_text(text if instead else path.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture(scope="module")
def extract():
    return extract_of(victims(golden_reports()), definitions())


def test_a_new_declaration_needs_no_code(place, extract):
    place("bases", BASE)
    known = definitions(place("figures", FIGURE))
    table = count(known.figures["N.1"], extract, known)
    adults = golden_adults()
    assert [head.code for head in table.columns] == ["2015-2017", "2018-2019", "total"]
    assert table.cell("total", "total").count == adults.height
    assert (
        table.cell("male", "2018-2019").count
        == adults.filter((pl.col("sex") == "male") & (pl.col("year") >= 2018)).height
    )
    share = table.cell("male", "total")
    assert share.percentage == pytest.approx(100 * share.numerator / share.denominator)


def golden_adults():
    found = victims(golden_reports())
    return found.filter(~pl.col("emm_only") & (pl.col("age") >= 18))


@pytest.mark.parametrize(("file", "text", "says"), [
    ("figures", FIGURE.replace('"adults"', '"nobody"'), "no base nobody; there are"),
    ("figures", FIGURE.replace('"sex"', '"shoe"'), "no variable shoe; there are"),
    ("figures", FIGURE.replace('unit = "victims"', 'unit = "heads"'), "unit is one of victims, reports"),
    ("figures", FIGURE.replace('base = "adults"\n', ""), "base is missing"),
    ("figures", FIGURE + 'colour = "red"\n', "colour is no field of a figure"),
    ("figures", FIGURE.replace("period:2015-2017", "period:2015 tot 2017"), "write period"),
    ("figures", FIGURE.replace("N.1", "2.7").replace("adults", "reported"), "2.7 stands there twice"),
    ("figures", FIGURE.replace('"sex"', '"residence"').replace("adults", "reported"), "turn the figure off"),
    ("figures", FIGURE.replace("[[figure]]", "[figure"), "figures.toml: "),
    ("bases", BASE.replace("from = 18", "more = 18"), "one of is, has, only, from, to, known"),
    ("bases", BASE.replace('nl = "', 'de = "'), "adults: nl is missing"),
    ("bases", BASE.replace('column = "age", from = 18', 'column = "forms", has = "XU"'), "XU is no code of forms"),
    ("variables", '[shoe]\ncolumn = "sex"\nkind = "size"\n', "kind is one of value, class"),
    ("variables", '[shoe]\ncolumn = "sex"\nkind = "value"\n', "shoe: 'words' is missing"),
    ("variables", '[shoe]\ncolumn = "sex"\nkind = "value"\nlist = "shoes"\nwords = { nl = "a", en = "b" }', "shoe"),
])  # fmt: skip
def test_a_broken_declaration_names_file_entry_and_remedy(place, file, text, says):
    directory = place(file, text)
    if file == "figures":
        place("bases", BASE)
    with pytest.raises(BrokenDeclarationError, match=r"(figures|bases|variables)\.toml: ") as broken:
        definitions(directory)
    assert says in str(broken.value)


def test_a_file_that_is_not_there_is_named(place, tmp_path):
    place("bases", BASE)
    (tmp_path / "figures.toml").unlink()
    with pytest.raises(BrokenDeclarationError, match=r"figures\.toml is not in"):
        definitions(tmp_path)


def test_figures_that_are_off_say_why_and_are_in_no_edition():
    off = {figure.id: figure.off for figure in definitions().figures.values() if figure.off}
    assert {"2.3-OR", "2.3-OR-sex", "2.3-OR-age", "2.3-OR-nationality", "2.3-OR-unit", "2.5-year"} <= set(off)
    # The extended edition with residence data of every other year.
    assert {"X.1", "X.2", "X.3"} <= set(off)
    assert all(len(why) > 20 for why in off.values())


def test_every_figure_has_notes_and_its_breaks_are_events():
    codes = {event.code for event in events()}
    on = [figure for figure in definitions().figures.values() if not figure.off]
    assert all(figure.notes for figure in on)
    assert {code for figure in on for code in figure.breaks} <= codes


def test_neither_nationality_nor_unit_is_a_place_of_exploitation():
    assert {figure.place for figure in definitions().figures.values()} <= {"none", "reporter", "residence"}


def test_police_units_stand_in_the_order_of_their_list(extract):
    known = definitions()
    table = count(known.figures["2.12"], extract, known)
    units = [row.code for row in table.rows if row.kind == "category" and row.code != "unknown"]
    assert units == [category.code for category in known.variables["police_unit"].categories]
    counts = [table.cell(unit, "total").count for unit in units]
    assert counts != sorted(counts, reverse=True)


def test_care_series_of_a_region_with_its_two_breaks():
    """Regional series 2018-2021, plan of approach of Nijkerk (2022), section 2.2."""
    known = definitions(DEFINITIONS / "care", frozenset({"year", "care_track"}))
    numbers = {2018: (26, 20), 2019: (11, 9), 2020: (22, 14), 2021: (19, 13)}
    rows = [(year, n < tracks) for year, (reports, tracks) in numbers.items() for n in range(reports)]
    frame = pl.DataFrame(rows, schema={"year": pl.Int16, "care_track": pl.Boolean}, orient="row")
    table = count(known.figures["C.1"], Extract(frame, tuple(numbers)), known)
    assert [[cell.count for cell in line] for line in table.cells] == [[26, 11, 22, 19], [20, 9, 14, 13]]
    assert table.cell("care_followed", "2018").percentage == pytest.approx(100 * 20 / 26)
    assert table.breaks == ("aliens-circular-2020", "care-classes-2021")
    assert set(table.breaks) <= {event.code for event in events()}
    assert not table.partition
