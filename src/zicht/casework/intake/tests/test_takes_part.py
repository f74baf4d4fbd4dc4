# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which signals take part in comparing, as a table."""

from datetime import date

import pytest

from zicht.casework.intake.rules import takes_part

DAY = date(2026, 11, 16)
LATER, EARLIER = date(2027, 1, 1), date(2026, 1, 1)


@pytest.mark.parametrize(
    ("state", "kind", "conclusion", "outcome", "review_on", "expected"),
    [
        ("received", "signal", "", "", None, True),
        ("weighed", "signal", "suspicion", "", None, True),
        ("weighed", "signal", "unclear", "", None, True),
        ("in_case", "signal", "suspicion", "", None, True),
        ("weighed", "signal", "none", "", None, False),
        ("weighed", "signal", "harmed", "", None, False),
        ("received", "advice", "", "", None, False),
        ("closed", "signal", "suspicion", "passed_on", None, False),
        ("closed", "signal", "none", "no_trafficking", LATER, False),
        ("closed", "signal", "unclear", "insufficient_information", None, False),
        ("closed", "signal", "unclear", "insufficient_information", LATER, True),
        ("closed", "signal", "unclear", "insufficient_information", EARLIER, False),
    ],
)
def test_open_and_vague_with_a_review_date_take_part(state, kind, conclusion, outcome, review_on, expected):
    found = takes_part(state=state, kind=kind, conclusion=conclusion, outcome=outcome, review_on=review_on, day=DAY)
    assert found is expected


@pytest.mark.parametrize(("case_works", "expected"), [(True, True), (False, False)])
def test_in_a_case_it_takes_part_as_long_as_the_case_is_worked_on(case_works, expected):
    found = takes_part(state="in_case", kind="signal", conclusion="suspicion", case_works=case_works, day=DAY)
    assert found is expected
