# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Refusals: off until confirmed; then once a year, a number per form and nothing else, never among victims."""

from datetime import datetime

import pytest

from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.context import transaction_as
from zicht.casework.care.actions import record_consent
from zicht.casework.care.refusals import send_last_year
from zicht.casework.cases.actions import add_person, open_case
from zicht.exchange.delivery import deliver_due
from zicht.exchange.models import Message
from zicht.monitor.adding import protect_sums
from zicht.monitor.publishing.texts import count_text
from zicht.register.models import RefusalTally, Report

pytestmark = pytest.mark.database
LAST_YEAR = datetime.fromisoformat("2025-05-12T10:00:00+02:00")


@pytest.fixture
def refused(committed, cast, actor):
    fatima = actor("fatima", Purpose.CARE_COORDINATION)
    with transaction_as(fatima.context(LAST_YEAR)):
        for forms in (["AU"], ["AU"], ["SU", "CU"], []):
            case = open_case(
                actor=fatima, unit=cast.unit_of("fatima"), title="Casus", about="person", forms=[], acute=False,
                age_class="adult", summary="", owner=cast.people["fatima"], at=LAST_YEAR,
            )  # fmt: skip
            person = add_person(
                actor=fatima, case=case, roles=["possible_victim"], birth_year=1990, forms=forms, at=LAST_YEAR
            )
            record_consent(
                actor=fatima, person=person, answer="refused", given_by="self", language="nl", scope=(),
                answered_on=local_day(LAST_YEAR), asked_by=cast.people["fatima"], at=LAST_YEAR,
            )  # fmt: skip


def test_nothing_leaves_while_it_is_off(refused, at):
    assert send_last_year(at=at) == 0
    assert not Message.objects.using("owner").exists()


def test_once_a_year_a_number_per_form_goes_and_nothing_else(refused, at, settings):
    settings.COUNT_REFUSALS = True
    assert send_last_year(at=at) == 1
    assert send_last_year(at=at) == 0
    sent = Message.objects.using("owner").get(direction="out")
    assert set(sent.body) == {"year", "counts"}
    assert all(set(part) == {"form", "number"} for part in sent.body["counts"])
    deliver_due(at=at)
    rows = RefusalTally.objects.using("owner").values_list("year", "reporter_group", "form", "number")
    group = "care_coordinator"
    assert sorted(rows) == [(2025, group, "AU", 2), (2025, group, "multiple", 1), (2025, group, "unknown", 1)]
    assert {f.name for f in RefusalTally._meta.get_fields()} == {
        "id", "owning_unit", "year", "reporter_group", "form", "number",
    }  # fmt: skip
    assert not Report.objects.using("owner").exists()
    assert Message.objects.using("owner").get(direction="in").body == {}


def test_a_register_that_does_not_count_keeps_nothing(refused, at, settings):
    settings.COUNT_REFUSALS = True
    send_last_year(at=at)
    settings.COUNT_REFUSALS = False
    deliver_due(at=at)
    assert not RefusalTally.objects.using("owner").exists()


def test_a_small_number_is_not_shown():
    shown = protect_sums({"2023": 9, "2024": 0, "2025": 10}, [])
    assert [cell.count for cell in shown.values()] == [None, 0, 10]
    assert [count_text(cell, "nl") for cell in shown.values()] == ["afgeschermd", "0", "10"]
