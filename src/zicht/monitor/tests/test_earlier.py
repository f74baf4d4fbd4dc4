# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Editions that readers have: what was published is known in full, with the extract and without it."""

from dataclasses import replace

import polars as pl
import pytest

from zicht.monitor.canonical import extract_csv
from zicht.monitor.composing import Order, compose
from zicht.monitor.declaring import definitions
from zicht.monitor.earlier import CannotRememberError, published_before, remembered
from zicht.monitor.linking import link, name_of
from zicht.monitor.publications import combine
from zicht.monitor.publishing import publication_from
from zicht.monitor.tests.golden import golden_reports

ORDER = Order("proef", 2018, 2019, "national", "Nederland", ("2.7", "2.8", "T2.1"))


@pytest.fixture(scope="module")
def reports():
    return golden_reports().filter(pl.col("year").is_between(2018, 2019))


@pytest.fixture(scope="module")
def shown(reports):
    return publication_from(compose(ORDER, reports, definitions()).tables).tables


def told(tables):
    """Every number that stands open, by what it is."""
    known = definitions()
    return {
        name_of(table, row, column, known): cell.count
        for table in tables
        for row, column, cell in table.walk()
        if cell.count is not None and row.where is not None
    }


def test_what_was_stored_is_known_to_readers(reports, shown):
    before = published_before(ORDER, extract_csv(reports).decode(), shown, definitions())
    seen = combine([before], definitions()).seen
    assert len(told(before.shown)) > 100
    assert set(told(before.shown)) <= seen
    assert any(cell.suppressed for table in shown for _, _, cell in table.walk())
    assert told(before.shown).items() <= told(before.tables).items()


def test_without_the_extract_what_was_published_stays_and_the_hidden_fits(reports, shown):
    whole = published_before(ORDER, extract_csv(reports).decode(), shown, definitions())
    since = reports.filter(pl.int_range(pl.len()) % 50 != 0)
    lost = remembered(ORDER, since, shown, definitions())
    assert told(lost.shown) == told(whole.shown)
    assert told(lost.shown).items() <= told(lost.tables).items()
    # Every sum holds: what was taken for the hidden numbers fits.
    link(lost.tables, definitions()).cells()
    assert combine([lost], definitions()).seen == combine([whole], definitions()).seen
    assert min(told(lost.tables).values()) >= 0


def test_numbers_that_contradict_each_other_are_not_taken_along(reports, shown):
    first = shown[0]
    line = tuple(replace(cell, count=cell.count + 1) if cell.count else cell for cell in first.cells[-1])
    wrong = (replace(first, cells=(*first.cells[:-1], line)), *shown[1:])
    with pytest.raises(CannotRememberError):
        remembered(ORDER, reports, wrong, definitions())
