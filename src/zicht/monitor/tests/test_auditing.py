# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The auditor: the whole edition, two editions, country and regions, and a planted leak of each kind."""

from dataclasses import replace

import polars as pl
import pytest

from unseen.disclosure import UnprotectableError
from zicht.monitor.auditing import audit_publication
from zicht.monitor.declaring import definitions
from zicht.monitor.disclosure import MINIMUM_CELL, MINIMUM_WIDTH
from zicht.monitor.protecting import protect_or_leave_out, protect_tables
from zicht.monitor.publications import Publication
from zicht.monitor.result import Cell, CountedTable, Head, Words
from zicht.monitor.tests.golden import edition, golden_edition, golden_reports

KNOWN = definitions()
FEW = ("2.7", "2.8", "2.9")


def few(reports, **names):
    """Three tables of an edition: enough to be linked."""
    return tuple(table for table in edition(reports, **names).tables if table.id in FEW)


def protected(title, tables, **more):
    places = more.get("places", frozenset())
    return Publication(title, tables, protect_tables(tables, KNOWN, **more).tables, places)


def by_code(publications, **more):
    found = audit_publication(publications, KNOWN, **more)
    return {code: [each for each in found if each.code == code] for code in {each.code for each in found}}


@pytest.fixture(scope="module")
def national():
    return protected("2015-2019", few(golden_reports()))


def test_the_whole_edition_may_leave():
    tables = golden_edition().tables
    out = Publication("2015-2019", tables, golden_edition().protected(KNOWN).tables)
    assert audit_publication([out], KNOWN) == ()


def test_a_plain_table_may_not():
    tables = few(golden_reports())
    found = by_code([Publication("plain", tables, tables)])
    assert set(found) == {"open"}
    assert all(each.low == each.high < MINIMUM_CELL for each in found["open"])
    assert "ruwe tabel" in found["open"][0].remedy.nl


def test_hiding_only_what_is_small_may_not(national):
    """A planted leak inside an edition: the total gives each hidden number away."""
    shown = tuple(
        replace(
            table,
            cells=tuple(
                tuple(
                    Cell(None, suppressed=True) if c.count is not None and 0 < c.count < MINIMUM_CELL else c
                    for c in line
                )
                for line in table.cells
            ),
        )
        for table in national.tables
    )
    found = by_code([Publication("only small", national.tables, shown)])
    assert set(found) == {"computed"}
    assert all(each.high - each.low < MINIMUM_WIDTH for each in found["computed"])
    assert "2.9" in " ".join(each.words.nl for each in found["computed"])


def late(number):
    """The reports without some victims of 2019 who are reported later."""
    last = golden_reports().filter((pl.col("year") == 2019) & (pl.col("reporter_group") == "nla"))
    return golden_reports().filter(~pl.col("victim").is_in(last["victim"].unique().sort().head(number).to_list()))


def test_the_difference_of_two_editions_is_found_and_mended(national):
    before = protected("first", few(late(4)))
    found = by_code([before, replace(national, title="second")])
    assert found["difference"]
    assert "verschil" in found["difference"][0].remedy.nl
    assert {title for each in found["difference"] for title in each.titles} == {"first", "second"}
    mended = protected("second", national.tables, earlier=[before])
    assert by_code([before, mended]) == {}


def test_the_same_edition_twice_is_one_edition(national):
    assert by_code([national, replace(national, title="again")]) == {}


def places(share):
    """The golden victims divided over two regions, with so many of hundred in the first."""
    number = pl.col("victim").str.slice(1).cast(pl.Int64)
    inside = number % 100 < share
    return golden_reports().filter(inside), golden_reports().filter(~inside)


def test_the_country_without_its_regions_is_found_and_mended(national):
    """The page of all regions but a small one gives the small one away."""
    most, _ = places(97)
    alone = protected("Most", few(most), places=frozenset({"Noord", "Oost", "Zuid"}))
    found = by_code([national, alone])
    assert set(found) == {"rest"}
    assert "country without Noord+Oost+Zuid" in found["rest"][0].words.nl
    done, left_out = protect_or_leave_out(alone.tables, KNOWN, places=alone.places, earlier=[national])
    kept = tuple(table for table in alone.tables if table.id not in left_out)
    assert kept
    assert by_code([national, Publication("Most", kept, done.tables, alone.places)]) == {}


def survey(title, drugs, money, base):
    """A table of the survey in the shape of the monitor: forms overlap."""
    rows = [
        Head(code, Words(nl, en), kind, facts)
        for code, nl, en, kind, facts in [
            ("drugs", "Drugs", "Drugs", "category", (("form", "drugs"),)),
            ("money", "Geldezel", "Money mule", "category", (("form", "money"),)),
            ("total", "Totaal", "Total", "total", ()),
        ]
    ]
    column = Head("total", Words("Totaal", "Total"), "total")
    cells = tuple((Cell(n, numerator=n, denominator=base, percentage=100 * n / base),) for n in (drugs, money, base))
    words = Words(title, title)
    return (
        CountedTable(
            "5",
            words,
            "persons",
            "reported",
            words,
            "none",
            "category",
            tuple(rows),
            (column,),
            cells,
            partition=False,
        ),
    )


G4 = frozenset({"Amsterdam", "Den Haag", "Rotterdam", "Utrecht"})
REST = G4 - {"Rotterdam"}


def test_rotterdam_is_found_by_subtracting_what_stands_elsewhere():
    """Figure 5 of the survey report of 2022 prints the four cities; a footnote prints three of them."""
    four, three = survey("Figuur 5", 182, 205, 467), survey("voetnoot 181", 119, 118, 263)
    out = [Publication("Figuur 5", four, four, G4), Publication("voetnoot 181", three, three, REST)]
    assert by_code(out) == {}
    found = by_code(out, withheld=[frozenset({"Rotterdam"})])
    assert {(each.low, each.high) for each in found["rest"]} == {(63, 63), (87, 87), (204, 204)}
    assert "trek de gepubliceerde plaatsen" in found["rest"][0].words.nl
    with pytest.raises(UnprotectableError):
        protect_tables(
            three, KNOWN, earlier=[replace(out[0], shown=four), out[1]], withheld=[frozenset({"Rotterdam"})]
        )


def test_three_cities_are_withheld_where_four_are_out():
    four, three = survey("Figuur 5", 182, 205, 467), survey("voetnoot 181", 119, 118, 263)
    out = Publication("Figuur 5", four, four, G4)
    done = protect_tables(three, KNOWN, earlier=[out], places=REST, withheld=[frozenset({"Rotterdam"})])
    assert all(cell.suppressed for _, _, cell in done.tables[0].walk())
    assert audit_publication([out, Publication("later", three, done.tables, REST)], KNOWN) == ()
