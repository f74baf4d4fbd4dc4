# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A case of Veiligheid in Lindestede, with one possible victim and one possible offender."""

from contextlib import contextmanager

import pytest

from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.casework.cases import actions


@pytest.fixture
def as_(at):
    @contextmanager
    def enter(who, moment=None):
        with acting(who.context(moment or at)):
            yield who

    return enter


@pytest.fixture
def noor(actor):
    return actor("noor", Purpose.SIGNAL_HANDLING)


@pytest.fixture
def fatima(actor):
    return actor("fatima", Purpose.CARE_COORDINATION)


@pytest.fixture
def case(noor, cast, at, as_):
    with as_(noor):
        made = actions.open_case(
            actor=noor,
            unit=cast.unit_of("noor"),
            title="Jongere met schulden",
            about="person",
            forms=["CU"],
            age_class="adult",
            acute=True,
            summary="Stond drie keer met een koffer bij het station.",
            owner=cast.people["noor"],
            at=at,
        )
        actions.add_person(
            actor=noor,
            case=made,
            roles=["possible_victim"],
            name="Mila Vos",
            birth_year=2005,
            nationality="NL",
            safe_contact="Alleen overdag bellen",
            at=at,
        )
        actions.add_person(actor=noor, case=made, roles=["possible_offender"], name="Koen Prins", at=at)
    return made
