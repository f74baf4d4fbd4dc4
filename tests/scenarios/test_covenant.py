# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A covenant that one organisation wrote and checked binds no other: it compares, shares and opens nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from zicht.access import index
from zicht.access.actors import for_job
from zicht.access.covenants import comparing
from zicht.access.models import Covenant, CovenantParty
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import local_day, now
from zicht.base.context import acting
from zicht.casework.cases.actions import open_case
from zicht.casework.matching.models import Comparison
from zicht.casework.moving import emergency

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PURPOSE = {"noor": Purpose.SIGNAL_HANDLING, "joris": Purpose.PARTNER_HANDLING}


@pytest.fixture
def cases(cast, actor):
    """A case of safety in Lindestede and one of the police, with one phone in both."""
    made = {}
    for key, purpose in PURPOSE.items():
        me = actor(key, purpose)
        with acting(me.context(now())):
            made[key] = case = open_case(
                actor=me, unit=cast.unit_of(key), title="Proef", about="person", forms=["CU"], age_class="adult",
                acute=True, summary="", owner=None, at=now(),
            )  # fmt: skip
            entry = index.Entry("phone", "0612345678", case.pk)
            index.put(kind=Kind.CASE, record=case.pk, unit=case.owning_unit_id, entries=[entry], compares=True)
    return made


@pytest.fixture
def covenant(cast, actor):
    """Lotte wrote it: everything is allowed between these two, for both purposes."""
    day = local_day(now())
    with acting(actor("lotte", Purpose.OVERSIGHT).context(now())):
        made = Covenant.objects.create(
            owning_unit=cast.unit_of("lotte"), drafted_by=cast.people["lotte"], title="Eenzijdig",
            purposes=[p.value for p in PURPOSE.values()], data_classes=["personal", "criminal"], emergency=True,
            identifier_kinds=["phone"], source="Proef", starts_on=day - timedelta(days=1),
            ends_on=day + timedelta(days=90),
        )  # fmt: skip
        for key in PURPOSE:
            CovenantParty.objects.create(covenant=made, unit=cast.unit_of(key), contact=cast.function_of(key))
    return made


def compared(cast, cases, at):
    """What the database finds when it is asked, whatever the program thinks of the question."""
    me = cast.unit_of("noor")
    with acting(for_job(me.pk, purpose=PURPOSE["noor"]).context(at)):
        asked = Comparison(
            owning_unit_id=me.pk, record_kind="case", record=cases["noor"].pk, submission=uuid4(),
            purpose="signal_handling", kinds=["phone"], asked_at=at, answer_at=at,
        )  # fmt: skip
        asked.save(force_insert=True)
        with connection.cursor() as cursor:
            cursor.execute("select other_unit from zicht_compare(%s)", [asked.pk])
            found = [unit for (unit,) in cursor.fetchall()]
        program = comparing(me.pk, purpose=PURPOSE["noor"], kinds=["phone"], day=local_day(at)).exists()
    assert program is bool(found)
    return bool(found)


def shared(cast, cases, client_for):
    page = client_for("noor").get(
        reverse("sharing:focal-new", args=[cases["noor"].pk]), {"naar": cast.unit_of("joris").pk}
    )
    return page.context["form"].initial["basis"] == "covenant"


def opened(actor, cases):
    me, at = actor("joris", PURPOSE["joris"]), now()
    with acting(me.context(at)):
        tried = emergency.open_now(
            actor=me, reference=cases["noor"].reference, danger="life", key=uuid4(), at=at,
            reason="Er is gevaar en dit kan niet wachten.",
        )  # fmt: skip
        return tried.record is not None


def test_it_does_nothing_until_the_other_party_confirmed(cast, actor, cases, covenant, bind, client_for):
    def all_three():
        return compared(cast, cases, now()), shared(cast, cases, client_for), opened(actor, cases)

    assert all_three() == (False, False, False)
    bind(covenant, now(), [cast.unit_of("noor")])
    assert all_three() == (False, False, False)
    # Whatever the writer's organisation does, it does not confirm for the police.
    police = CovenantParty.objects.filter(covenant=covenant, unit=cast.unit_of("joris"))
    with acting(actor("lotte", Purpose.OVERSIGHT).context(now())):
        assert not police.filter(confirmed_at__isnull=False).exists()


def test_it_counts_when_both_confirmed_and_until_one_withdraws(
    cast, actor, cases, covenant, bind, officer, client_for
):
    bind(covenant, now())
    assert shared(cast, cases, client_for)
    assert opened(actor, cases)
    police = officer(cast.unit_of("joris"))
    url = reverse("access:covenant-withdraw", args=[covenant.pk])
    mine = [value for value, _ in client_for(police).get(url).context["form"].fields["parties"].choices]
    assert client_for(police).post(url, {"parties": mine, "why": "Nieuwe wet."}).status_code == 302
    assert not compared(cast, cases, now())
    assert not shared(cast, cases, client_for)


def test_who_oversees_the_one_who_opened_hears_of_it_and_does_not_judge(
    cast, actor, cases, covenant, bind, officer, client_for
):
    bind(covenant, now())
    assert opened(actor, cases)
    police, stranger = officer(cast.unit_of("joris")), officer(cast.unit_of("eva"))
    with acting(actor("lotte", Purpose.OVERSIGHT).context(now())):
        access = emergency.overseen(actor("lotte", Purpose.OVERSIGHT), at=now()).get()
    url = reverse("moving:emergency-judge", args=[access.pk])
    assert "noodtoegang van uw mensen bij een ander" in client_for(police).get("/start/").content.decode()
    assert str(access.pk) in client_for(police).get(reverse("moving:emergencies")).content.decode()
    page = client_for(police).get(url)
    assert "De functionaris gegevensbescherming daar beoordeelt het" in page.content.decode()
    typed = {"justified": "yes", "judgement": "Het was nodig."}
    client_for(police).post(url, typed)
    with acting(actor("lotte", Purpose.OVERSIGHT).context(now())):
        assert emergency.overseen(actor("lotte", Purpose.OVERSIGHT), at=now()).get().judged_at is None
    assert client_for(stranger).get(url).status_code == 404
    assert client_for("lotte").post(url, typed).status_code == 302
    with acting(actor("lotte", Purpose.OVERSIGHT).context(now())):
        assert emergency.overseen(actor("lotte", Purpose.OVERSIGHT), at=now()).get().justified
