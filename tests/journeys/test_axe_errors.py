# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""axe on forms that were sent empty: the summary, the words at the fields, and what ties them together."""

from dataclasses import replace
from typing import Any

import pytest

from tests.journeys.visits import Visit, Walk, form_of, visits
from tests.permissions.world import World

pytestmark = [pytest.mark.browser, pytest.mark.database]

# Nothing in these forms can be left out: they are sent from a page that somebody else has overtaken.
OVERTAKEN = {"overview:officer", "overview:withdraw", "retention:overseen-list", "care:track"}
# Buttons and no field; or a form that comes after a choice, or by a letter (they have a test of their own).
NO_FIELD = {"access:hats", "mfa_generate_recovery_codes", "account_reset_password"}
AFTER_A_STEP = {"sharing:new", "account_reset_password_from_key"}


def forms(world: World) -> list[Visit]:
    """One visit per form and language, of the pages that answer an empty form with a page."""
    found: dict[tuple[str, str], Visit] = {}
    for visit in visits(world):
        if visit.row.post in {200, 400, 422} and form_of(visit) not in NO_FIELD | AFTER_A_STEP:
            found.setdefault((form_of(visit), visit.lang), visit)
    return list(found.values())


def test_forms_sent_empty_have_no_violations(walk: Walk, record_property: Any) -> None:
    chosen = forms(walk.world)
    for visit in chosen:
        if form_of(visit) in OVERTAKEN:
            walk.send_overtaken(visit)
        else:
            walk.send_nothing(visit)
    record_property("told", walk.judge.told("forms sent empty"))
    assert {form_of(visit) for visit in chosen} >= OVERTAKEN
    assert not walk.judge.faults, "\n".join(walk.judge.faults)


def test_package_sent_empty_has_no_violations(walk: Walk, record_property: Any) -> None:
    """The form comes after the choice of a receiver."""
    choosing = next(visit for visit in visits(walk.world) if visit.row.name == "sharing:focal-new")
    receiver = walk.world.cast.unit_of("fatima").pk
    chosen = replace(choosing, path=f"{choosing.path}?naar={receiver}")
    walk.look(chosen)
    walk.send_nothing(chosen)
    record_property("told", walk.judge.told("package"))
    assert not walk.judge.faults, "\n".join(walk.judge.faults)
