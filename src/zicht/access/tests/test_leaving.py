# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Standing in between two days; leaving only after the work was handed over."""

from datetime import timedelta

import pytest

from zicht.access import holdings
from zicht.access.actors import for_person
from zicht.access.holdings import Holding
from zicht.access.models import FunctionHolder, Membership, StandIn
from zicht.access.roles import Purpose
from zicht.base.clock import local_day, now

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def named(client, cast, *, first, last, who="bas"):
    function = cast.function_of("noor")
    typed = {"person": cast.people[who].pk, "instead_of": cast.people["noor"].pk}
    days = {"first": first.strftime("%d-%m-%Y"), "last": last.strftime("%d-%m-%Y")}
    return client.post(f"/toegang/inboxen/{function.pk}/vervanging/", {**typed, **days})


def test_a_stand_in_has_seat_and_inbox_on_exactly_these_days(client_for, cast):
    today = local_day(now())
    first, last = today + timedelta(days=2), today + timedelta(days=4)
    assert named(client_for("ruben"), cast, first=first, last=last).status_code == 302
    stand_in = StandIn.objects.get()
    assert (stand_in.seat.valid_from, stand_in.seat.valid_to) == (first, last)
    assert (stand_in.holder.valid_from, stand_in.holder.valid_to) == (first, last)
    bas = for_person(cast.people["bas"], purpose=Purpose.SIGNAL_HANDLING, strong=True)
    for days, allowed in ((1, False), (2, True), (4, True), (5, False)):
        moment = now() + timedelta(days=days)
        assert (Purpose.SIGNAL_HANDLING in bas.purposes(moment)) is allowed, days
    page = client_for("ruben").get(f"/toegang/inboxen/{cast.function_of('noor').pk}/").content.decode()
    assert "Bas Willems voor Noor Verbeek" in page


def test_whoever_has_the_seat_keeps_it_when_standing_in_ends(client_for, cast):
    ruben, today = client_for("ruben"), local_day(now())
    named(ruben, cast, first=today, last=today + timedelta(days=9), who="daan")
    stand_in = StandIn.objects.get()
    assert stand_in.seat is None
    assert "vervangt" in client_for("sanne").get("/toegang/functies/").content.decode()
    ruben.post(f"/toegang/vervanging/{stand_in.pk}/einde/")
    stand_in.refresh_from_db()
    assert stand_in.valid_to == today == FunctionHolder.objects.get(pk=stand_in.holder_id).valid_to
    assert Membership.objects.get(person=cast.people["daan"]).valid_to is None


@pytest.mark.parametrize(("first", "last", "words"), [(-1, 3, "een latere dag"), (3, 1, "ligt voor de eerste")])
def test_days_that_cannot_be(client_for, cast, first, last, words):
    today = local_day(now())
    answer = named(client_for("ruben"), cast, first=today + timedelta(days=first), last=today + timedelta(days=last))
    assert (answer.status_code, words in answer.content.decode()) == (200, True)
    assert not StandIn.objects.exists()


@pytest.fixture
def busy(monkeypatch, cast):
    """Two signals in Noor's name, in her unit."""
    mine = (cast.people["noor"].pk, cast.unit_of("noor").pk)
    counter = {"planted": lambda person, unit: [Holding("signalen", 2)] if (person, unit) == mine else []}
    monkeypatch.setattr(holdings, "_COUNTERS", counter)


def test_the_last_seat_does_not_end_over_open_work(client_for, cast, busy, within):
    ruben, seat = client_for("ruben"), Membership.objects.get(person=cast.people["noor"])
    page = ruben.post(f"/toegang/plekken/{seat.pk}/einde/", follow=True).content.decode()
    assert "2 signalen" in page
    seat.refresh_from_db()
    assert seat.valid_to is None
    more = {"person": cast.people["noor"], "unit": seat.unit, "role": "reporter", "valid_from": seat.valid_from}
    with within(seat.unit):
        Membership.objects.create(**more)
    ruben.post(f"/toegang/plekken/{seat.pk}/einde/")
    seat.refresh_from_db()
    assert seat.valid_to is not None  # another seat in the unit stays: nobody leaves


def test_an_account_closes_after_the_work_and_is_blocked_for_safety_at_once(client_for, cast, busy):
    ruben, noor = client_for("ruben"), cast.people["noor"]
    page = f"/toegang/mensen/{noor.key}/blokkeren/"
    assert "2 signalen" in ruben.post(page, {"blokkeren": "gaat-weg"}, follow=True).content.decode()
    noor.refresh_from_db()
    assert noor.is_active
    ruben.post(page, {"blokkeren": "1"})
    noor.refresh_from_db()
    assert not noor.is_active
