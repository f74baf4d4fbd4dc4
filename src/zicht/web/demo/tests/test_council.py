# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The reports to the council in the demo: one handed over, one to finish, and the one victim in none of them."""

import pytest

from zicht.base.clock import local_day, now
from zicht.monitor.models import CouncilReport
from zicht.web.demo.council import ensure_council_reports

pytestmark = pytest.mark.database


def test_one_is_fixed_and_one_is_being_made(committed):
    said = []
    ensure_council_reports(said.append)
    ensure_council_reports(said.append)
    assert len(said) == 1
    year = local_day(now()).year
    draft, fixed = CouncilReport.objects.using("owner").order_by("-year")
    assert (draft.year, draft.fixed_at, fixed.year) == (year - 1, None, year - 2)
    assert fixed.numbers["registered"] == ["suppressed"] * 3
    assert fixed.numbers["talks"] == [None, None, 12]
