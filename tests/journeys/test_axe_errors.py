# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""axe on forms that were sent empty: the summary, the words at the fields, and what ties them together."""

from dataclasses import replace
from typing import Any

import pytest

from tests.journeys.visits import Visit, Walk, visits

pytestmark = [pytest.mark.browser, pytest.mark.database]

# Besides the pages that answer 400 or 422 to an empty form: those that say it with 200.
SAID_WITH_200 = {
    "account_login", "mfa_activate_totp",
    "access:person-add", "access:definitions", "public:send", "public:code",
    "sharing:partner-refuse", "sharing:focal-grant",
    "register:import",
}  # fmt: skip

# For the record that the world has, these pages say why there is no form now; a form sent empty is not yet walked.
NO_FORM_FOR_IT = (
    "person-referral", "propose", "care:report", "ask-case", "ask-signal", "overview:withdraw",
    "overview:care-withdraw", "overseen-list",
)  # fmt: skip


def has_errors(visit: Visit) -> bool:
    """True when an empty form is an error here. Cases have three doors with one set of forms: one door is enough."""
    # Nothing is obligatory on the page of a care track.
    if visit.row.name.startswith(("dossier:care-", "dossier:partner-")) or visit.row.name == "care:track":
        return False
    if visit.row.name.endswith(NO_FORM_FOR_IT):
        return False
    # A choice between two buttons has no field to leave empty.
    if visit.row.name == "access:hats":
        return False
    return visit.row.post in {400, 422} or visit.row.name in SAID_WITH_200


def test_forms_sent_empty_have_no_violations(walk: Walk, record_property: Any) -> None:
    chosen = [visit for visit in visits(walk.world) if has_errors(visit)]
    for visit in chosen:
        walk.send_nothing(visit)
    record_property("told", walk.judge.told("forms sent empty"))
    assert {visit.row.name for visit in chosen} >= SAID_WITH_200
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
