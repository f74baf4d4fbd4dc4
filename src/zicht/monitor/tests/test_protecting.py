# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The whole edition is protected together: no sum and no bound gives a hidden number away."""

import polars as pl
import pytest

from unseen.disclosure import UnprotectableError, intervals, too_narrow
from zicht.monitor.bounding import bound
from zicht.monitor.counting import count, extract_of
from zicht.monitor.declaring import definitions
from zicht.monitor.disclosure import LEAST_HIDDEN, MINIMUM_CELL, MINIMUM_WIDTH
from zicht.monitor.frames import bits, victims
from zicht.monitor.linking import link, name_of
from zicht.monitor.protecting import protect_tables
from zicht.monitor.tests.golden import golden_edition, golden_reports

KNOWN = definitions()


@pytest.fixture(scope="module")
def protected():
    return golden_edition().protected(KNOWN)


def test_no_small_number_is_in_what_leaves(protected):
    shown = [cell for table in protected.tables for _, _, cell in table.walk() if not cell.suppressed]
    small = [cell for cell in shown if cell.count is not None and 0 < cell.count < MINIMUM_CELL]
    assert small == []
    assert all(table.protected for table in protected.tables)


def test_a_hidden_number_does_not_say_why_it_is_hidden(protected):
    """The words "smaller than 10" on one cell and not on another would tell what the audit thinks nobody knows."""
    reasons = {cell.reason for table in protected.tables for _, _, cell in table.walk() if cell.suppressed}
    assert len(reasons) == 1


def test_every_small_number_is_audited_and_wide_enough(protected):
    first, _, _ = protected.lost
    assert len(protected.found) >= first > 0
    assert not too_narrow(protected.found, width=MINIMUM_WIDTH)


def test_ranks_and_order_do_not_tell_what_is_hidden(protected):
    table = next(table for table in protected.tables if table.id == "T2.1")
    rows = [line for row, line in zip(table.rows, table.cells, strict=True) if row.kind == "category"]
    for at in range(len(table.columns)):
        ranks = {line[at].rank for line in rows}
        assert ranks == {None} or not any(line[at].suppressed for line in rows)
    last = [line[-1].suppressed for line in rows]
    assert last == sorted(last)
    hidden = [row.code for row, line in zip(table.rows, table.cells, strict=True) if line[-1].suppressed]
    assert hidden == sorted(hidden)


def hide(linked, *names):
    hidden = linked.mask(set(names) | linked.untold)
    return intervals(linked.cells(), hidden, floor=LEAST_HIDDEN, of=linked.mask(set(names)).nonzero()[0].tolist())


def test_rows_that_overlap_bound_their_hidden_total():
    """Figure 2.6 counts each manner: hiding the total of a year hides nothing where hardly any row overlaps."""
    table = next(table for table in golden_edition().tables if table.id == "2.6")
    column = next(head for head in table.columns if head.code == "2016")
    total = name_of(table, table.rows[-1], column, KNOWN)
    sums = link([table], KNOWN)
    bounded = link([table], KNOWN)
    bound(bounded, [table], KNOWN)
    total_column = name_of(table, table.rows[-1], table.columns[-1], KNOWN)
    (loose,) = [each for each in hide(sums, total, total_column) if each.name == total]
    (tight,) = [each for each in hide(bounded, total, total_column) if each.name == total]
    assert loose.low == LEAST_HIDDEN
    assert loose.high == float("inf")
    rows = [line[table.columns.index(column)].count for line in table.cells[:-1]]
    assert tight.low >= max(rows)
    assert tight.high <= sum(rows)


def test_a_number_that_is_out_already_cannot_be_protected():
    tables = golden_edition().tables
    small = next(name for name, count in link(tables, KNOWN).counts.items() if 0 < count < MINIMUM_CELL)
    with pytest.raises(UnprotectableError):
        protect_tables(tables, KNOWN, published=[small])


def sectors_known(of_how_many, among):
    """Figure 2.4a of so many people whose sector is known, among so many reported for sexual exploitation."""
    sexual = golden_reports().filter((pl.col("forms") & bits("forms")["SU"]) > 0, reporter_group="police", year=2019)
    each = sexual.unique("victim").sort("victim")
    known = each.filter(pl.col("sectors_sexual") > 0).head(of_how_many)
    unknown = each.filter(pl.col("sectors_sexual") == 0).head(among - of_how_many)
    counted = count(KNOWN.figures["2.4a"], extract_of(victims(pl.concat([known, unknown])), KNOWN), KNOWN)
    assert counted.coverage == (of_how_many, among)
    return protect_tables([counted], KNOWN).tables[0]


def test_of_how_many_something_is_known_is_not_told_where_that_number_is_hidden():
    assert sectors_known(5, 45).coverage is None
    assert sectors_known(30, 70).coverage == (30, 70)
