# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The auditor on all tables at once: an edition, its successor, the country beside a region; and what leaks there."""

import pytest

from zicht.monitor.auditing import audit_publication
from zicht.monitor.declaring import definitions
from zicht.monitor.protecting import protect_or_leave_out
from zicht.monitor.publications import Publication
from zicht.monitor.tests.golden import edition, golden_edition
from zicht.monitor.tests.test_auditing import late, places

KNOWN = definitions()
REGION = frozenset({"Noord"})


def out(title, made, *, earlier=(), where=frozenset()):
    """All tables of an edition as they may leave beside what is out, and which had to stay."""
    done, left = protect_or_leave_out(made.tables, KNOWN, earlier=earlier, places=where)
    kept = tuple(table for table in made.tables if table.id not in left)
    return Publication(title, kept, done.tables, where), left


def leaks(*publications):
    return {finding.code for finding in audit_publication(publications, KNOWN)}


@pytest.fixture(scope="module")
def national():
    return out("2015-2019", golden_edition())[0]


def test_two_whole_editions_one_after_the_other(national):
    """Four victims were reported late: nothing of the first edition and the second together gives them away."""
    first, _ = out("first", edition(late(4)))
    second, left = out("second", golden_edition(), earlier=[first])
    assert left == ()
    assert leaks(first, second) == set()
    # The same edition protected as if nothing were out.
    assert "difference" in leaks(first, national)


def test_the_country_beside_all_tables_of_a_region(national):
    inside, _ = places(30)
    made = edition(inside, place="Noord")
    region, left = out("Noord", made, earlier=[national], where=REGION)
    assert len(left) <= 3
    assert leaks(national, region) == set()
    # The region protected as if the country were not out.
    alone, _ = out("alone", made, where=REGION)
    assert leaks(national, alone) & {"rest", "computed"}
