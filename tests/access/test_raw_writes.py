# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Seats, places behind an inbox, grants and exclusions: what plain SQL as the application's role can write."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from zicht.access.models import Exclusion, FunctionHolder, Grant, Membership
from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.casework.cases.actions import open_case

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def refused():
    """refused(write): the database takes nothing of it."""

    def check(write):
        with pytest.raises(DatabaseError, match=r"row-level security|zicht: "), transaction.atomic():
            write()

    return check


@pytest.fixture
def case(cast, actor, at):
    """A case of noor's."""
    noor = actor("noor", Purpose.SIGNAL_HANDLING)
    with acting(noor.context(at)):
        return open_case(
            actor=noor, unit=cast.unit_of("noor"), title="Proef", about="person", forms=[], age_class="adult",
            acute=False, summary="", owner=None, at=at,
        )  # fmt: skip


def seat(cast, unit, at, person="sanne"):
    return Membership.objects.create(person=cast.people[person], unit=unit, role="focal_point", valid_from=at.date())


def test_only_who_keeps_the_seats_of_an_organisation_writes_them(actor, cast, at, refused):
    refused(lambda: seat(cast, cast.unit_of("noor"), at))
    for somebody, purpose in (("noor", Purpose.SIGNAL_HANDLING), ("lotte", Purpose.OVERSIGHT)):
        with acting(actor(somebody, purpose).context(at)):
            refused(lambda who=somebody: seat(cast, cast.unit_of("noor"), at, who))
            mine = Membership.objects.filter(person=cast.people[somebody])
            assert mine.update(role="privacy_officer") == 0, "nobody promotes himself or herself"
    with acting(actor("ruben", Purpose.ADMINISTRATION).context(at)):
        seat(cast, cast.unit_of("noor"), at)
        refused(lambda: seat(cast, cast.unit_of("eva"), at))
        assert Membership.objects.filter(person=cast.people["eva"]).update(valid_to=at.date()) == 0


def test_places_behind_an_inbox_likewise(actor, cast, at, refused):
    def put(function):
        FunctionHolder.objects.create(function=function, person=cast.people["sanne"], valid_from=at.date())

    with acting(actor("noor", Purpose.SIGNAL_HANDLING).context(at)):
        refused(lambda: put(cast.function_of("noor")))
    with acting(actor("ruben", Purpose.ADMINISTRATION).context(at)):
        put(cast.function_of("noor"))
        refused(lambda: put(cast.function_of("eva")))


def grant(cast, owner, at, case, **more):
    return Grant.objects.create(
        kind="case", record=case.pk, purpose="signal_handling", starts=at, ends=at + timedelta(days=1),
        given_by=cast.people["noor"], owning_unit=cast.unit_of(owner), **more,
    )  # fmt: skip


def test_nobody_gives_a_grant_for_another_unit_or_to_himself(actor, cast, at, case, refused):
    with acting(actor("noor", Purpose.SIGNAL_HANDLING).context(at)):
        refused(lambda: grant(cast, "eva", at, case, unit=cast.unit_of("noor")))
        refused(lambda: grant(cast, "noor", at, case, person=cast.people["noor"]))
        given = grant(cast, "noor", at, case, unit=cast.unit_of("eva"))
    with acting(actor("iris", Purpose.SIGNAL_HANDLING).context(at)):
        assert not Grant.objects.filter(pk=given.pk).exists(), "the same municipality, another unit"
    with acting(actor("eva", Purpose.SIGNAL_HANDLING).context(at)):
        assert Grant.objects.filter(pk=given.pk).exists()
        assert Grant.objects.filter(pk=given.pk).update(ends=at + timedelta(days=999)) == 0
    with acting(actor("lotte", Purpose.OVERSIGHT).context(at)):
        assert Grant.objects.filter(pk=given.pk).exists()
    assert not Grant.objects.exists(), "without anybody acting"


def test_nobody_lifts_the_own_exclusion(actor, cast, at, case, refused):
    def exclude(person, owner="noor"):
        return Exclusion.objects.create(
            kind="case", record=case.pk, person=cast.people[person], reason="family", at=at,
            owning_unit=cast.unit_of(owner),
        )  # fmt: skip

    with acting(actor("noor", Purpose.SIGNAL_HANDLING).context(at)):
        made = exclude("daan")
        refused(lambda: exclude("daan", "eva"))
    with acting(actor("daan", Purpose.SIGNAL_HANDLING).context(at)):
        assert Exclusion.objects.get().pk == made.pk
        assert Exclusion.objects.update(lifted_at=at) == 0
        assert Exclusion.objects.all().delete()[0] == 0
    with acting(actor("eva", Purpose.SIGNAL_HANDLING).context(at)):
        assert not Exclusion.objects.exists()
