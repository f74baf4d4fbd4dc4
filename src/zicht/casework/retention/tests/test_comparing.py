# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is kept as vague is compared as long as its day to look again lies ahead, and not one day longer."""

from datetime import timedelta

import pytest

from conftest import AT
from zicht.access.models import IndexEntry
from zicht.base.clock import local_day
from zicht.base.context import transaction_as
from zicht.casework.cases.actions import reopen_case
from zicht.casework.intake.entry import ThingEntry
from zicht.casework.intake.handling import Verdict, close, reopen, weigh
from zicht.casework.intake.identifiers import end_overdue
from zicht.casework.intake.joining import make_case
from zicht.casework.intake.models import Signal
from zicht.casework.intake.routes import about_key, route_for
from zicht.casework.retention.actions import review_vague
from zicht.casework.retention.tests.helping import Keeper

pytestmark = pytest.mark.database
THINGS = (ThingEntry(kind="phone", value="0612345678", ground="coercion", ground_note="Zij mag zelf niet opnemen."),)


@pytest.fixture
def keeper(committed, cast, actor):
    return Keeper(cast, actor)


def compares(signal):
    return set(IndexEntry.objects.using("owner").filter(record=signal.pk).values_list("compares", flat=True)) == {
        True
    }


@pytest.fixture
def weighed(keeper):
    """A signal with a phone, weighed."""

    def make(conclusion):
        signal = keeper.signal(AT, things=THINGS)
        with transaction_as(keeper.noor.context(AT)):
            found = Signal.objects.get(pk=signal.pk)
            route = route_for(
                about=about_key(found.about), forms=found.forms, age_class=found.age_class, acute=found.acute,
                day=local_day(AT),
            )  # fmt: skip
            verdict = Verdict(conclusion=conclusion, reasons="Gebeld.", route=route.route)
            weigh(actor=keeper.noor, signal=found, verdict=verdict, proposal=route, expected=found.version, at=AT)
        return found

    return make


def ended(keeper, signal, outcome):
    with transaction_as(keeper.noor.context(AT)):
        close(actor=keeper.noor, signal=signal, outcome=outcome, note="Klaar.", expected=signal.version, at=AT)
    return signal


def reviewed(keeper, signal, at, *, keep):
    with transaction_as(keeper.noor.context(at)):
        found = Signal.objects.get(pk=signal.pk)
        return review_vague(
            actor=keeper.noor, signal=found, keep=keep, reason="Nog eens gekeken.", expected=found.version, at=at
        )


def test_open_closed_and_opened_again(keeper, weighed):
    signal = weighed("suspicion")
    assert compares(signal)
    assert not compares(ended(keeper, signal, "passed_on"))
    with transaction_as(keeper.noor.context(AT)):
        reopen(actor=keeper.noor, signal=signal, reason="Nieuw bericht.", expected=signal.version, at=AT)
    assert compares(signal)


def test_weighed_as_unfounded_it_is_compared_with_nobody(keeper, weighed):
    signal = weighed("none")
    assert not compares(signal)
    assert not compares(ended(keeper, signal, "no_trafficking"))


def test_vague_until_the_day_to_look_again(keeper, weighed):
    signal = ended(keeper, weighed("unclear"), "insufficient_information")
    assert signal.review_on is not None
    job = keeper.unit.pk
    for day, takes_part in ((signal.review_on, True), (signal.review_on + timedelta(days=1), False)):
        with transaction_as(keeper.noor.context(AT)):
            end_overdue(job, day=day)
        assert compares(signal) is takes_part
    # Somebody looks, late: with a new day ahead it takes part again.
    late = AT + (signal.review_on - local_day(AT)) + timedelta(days=3)
    again = reviewed(keeper, signal, late, keep=True)
    assert again.review_on is not None
    assert compares(signal)


def test_let_go_after_looking_again_it_is_compared_no_longer(keeper, weighed):
    signal = ended(keeper, weighed("unclear"), "insufficient_information")
    assert compares(signal)
    reviewed(keeper, signal, AT, keep=False)
    assert not compares(signal)


def test_in_a_case_it_follows_the_case(keeper, weighed):
    signal = weighed("suspicion")
    with transaction_as(keeper.noor.context(AT)):
        make_case(
            actor=keeper.noor, signal=signal, title="Casus", summary="", carry=(), expected=signal.version, at=AT
        )
    assert compares(signal)
    case = keeper.closed(signal.case, "passed_on", AT)
    assert not compares(signal)
    with transaction_as(keeper.noor.context(AT)):
        reopen_case(actor=keeper.noor, case=case, note="Nieuw bericht.", expected=case.version, at=AT)
    assert compares(signal)
