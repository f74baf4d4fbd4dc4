# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""axe on every page of the table, part 4 of 4 (files of their own, so that the workers share them)."""

from typing import Any

import pytest

from tests.journeys.visits import Walk, quarter

pytestmark = [pytest.mark.browser, pytest.mark.database]


def test_pages_have_no_violations(walk: Walk, record_property: Any) -> None:
    chosen = quarter(walk.world, 3)
    for visit in chosen:
        walk.look(visit)
    record_property("told", walk.judge.told("pages of the table, part 4 of 4"))
    assert len(chosen) > 50
    assert not walk.judge.faults, "\n".join(walk.judge.faults)
