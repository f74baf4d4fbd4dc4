# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whoever is kept out of a record does not meet its reference on a list, and does not end it unseen."""

from datetime import timedelta

import pytest

from conftest import AT
from zicht.access.exclusions import exclude
from zicht.access.roles import Kind
from zicht.base.context import transaction_as
from zicht.casework.intake.models import Signal
from zicht.casework.retention import gate
from zicht.casework.retention.destroy import destroy_list
from zicht.casework.retention.models import RetentionItem
from zicht.casework.retention.tests.helping import Keeper

pytestmark = pytest.mark.database


@pytest.fixture
def keeper(committed, cast, actor):
    return Keeper(cast, actor)


def kept_out(keeper, signal, who):
    with transaction_as(keeper.noor.context(AT)):
        exclude(
            actor=keeper.noor, kind=Kind.SIGNAL, record=signal.pk, owning_unit=keeper.unit.pk,
            person=keeper.cast.people[who], reason="family", at=AT - timedelta(days=1),
        )  # fmt: skip


def two(keeper):
    """Two signals that are over their term, and their list."""
    return [
        keeper.ended(keeper.signal(AT - timedelta(days=200)), "no_trafficking", AT - timedelta(days=150))
        for _ in range(2)
    ]


def seen(actor, found):
    """References by the first wall, and by plain SQL as the application's role."""
    with transaction_as(actor.context(AT)):
        lines = gate.items(actor, found, at=AT)
        return {i.reference for i in lines}, {i.reference for i in RetentionItem.objects.filter(list=found)}


def test_a_line_is_kept_from_whoever_is_kept_out_of_its_record(keeper, actor):
    theirs, other = two(keeper)
    kept_out(keeper, theirs, "daan")
    found = keeper.make(AT)
    both = {theirs.reference, other.reference}
    daan = actor("daan", keeper.noor.purpose)
    assert seen(keeper.noor, found) == (both, both)
    assert seen(daan, found) == ({other.reference}, {other.reference})
    assert seen(keeper.lotte, found) == (both, both)


def test_the_first_wall_stands_alone(keeper, actor):
    theirs, other = two(keeper)
    kept_out(keeper, theirs, "daan")
    found = keeper.make(AT)
    daan = actor("daan", keeper.noor.purpose)
    with transaction_as(daan.context(AT)):
        query = gate.items(daan, found, at=AT)
        assert {i.reference for i in query.using("owner")} == {other.reference}


def test_nobody_approves_a_line_that_was_hidden(keeper):
    theirs, other = two(keeper)
    kept_out(keeper, theirs, "lotte")
    found = keeper.approved(keeper.make(AT), AT)
    destroy_list(keeper.unit.pk, found.pk, at=AT)
    left = set(Signal.objects.using("owner").values_list("pk", flat=True))
    assert left & {theirs.pk, other.pk} == {theirs.pk}
    lines = RetentionItem.objects.using("owner").filter(list=found, state="blocked")
    assert {line.blocked for line in lines} == {"unseen"}
