# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The bounds of disclosure control: who may change them, and only upwards."""

import pytest

from zicht.access.roles import Role
from zicht.monitor.auditing import audit_publication
from zicht.monitor.declaring import definitions
from zicht.monitor.disclosure import MINIMUM_BASE, MINIMUM_CELL, MINIMUM_WIDTH, Limits, LimitsError
from zicht.monitor.protecting import protect_tables
from zicht.monitor.publications import Publication
from zicht.monitor.tests.golden import golden_edition

STRICTER = Limits().raised(by=Role.PRIVACY_OFFICER, cell=15)


def test_the_bounds_are_ten():
    """Lowering one here is a decision of its own: this test is where it is seen."""
    assert (MINIMUM_CELL, MINIMUM_BASE, MINIMUM_WIDTH) == (10, 10, 10)


@pytest.mark.parametrize("lower", [{"cell": 9}, {"base": 9}, {"width": 9}, {"cell": 20, "width": 10}])
def test_no_limits_are_below_the_bounds(lower):
    with pytest.raises(LimitsError, match="mag niet lager"):
        Limits(**lower)


def test_the_privacy_officer_raises_them_and_nobody_lowers_them():
    assert (STRICTER.cell, STRICTER.width) == (15, 15)
    with pytest.raises(LimitsError, match="alleen omhoog"):
        STRICTER.raised(by=Role.PRIVACY_OFFICER, cell=12)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PRIVACY_OFFICER])
def test_others_raise_nothing(role):
    with pytest.raises(LimitsError, match="privacyfunctionaris"):
        Limits().raised(by=role, cell=20)


def test_stricter_limits_hide_more_and_audit_as_strictly():
    tables = tuple(table for table in golden_edition().tables if table.id in ("2.9", "2.12"))
    usual, strict = (protect_tables(tables, definitions(), limits=each) for each in (Limits(), STRICTER))
    assert strict.lost[0] > usual.lost[0]
    shown = [cell for table in strict.tables for _, _, cell in table.walk() if cell.count]
    assert min(cell.count for cell in shown) >= STRICTER.cell
    out = [Publication("strict", tables, strict.tables)]
    assert audit_publication(out, definitions(), limits=STRICTER) == ()
    out = [Publication("usual", tables, usual.tables)]
    assert audit_publication(out, definitions(), limits=STRICTER)


def test_no_share_stands_on_a_base_below_the_limit():
    tables = tuple(table for table in golden_edition().tables if table.id in ("2.7", "2.9"))
    shown = protect_tables(tables, definitions(), limits=Limits(base=1000)).tables
    told = {True: 0, False: 0}
    for counted, table in zip(tables, shown, strict=True):
        for row, column, cell in table.walk():
            small = (counted.cell("total", column.code).count or 0) < 1000
            if row.kind != "mean" and not cell.suppressed:
                assert (cell.percentage is None) == small
                told[small] += 1
    assert all(told.values())
