# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who asked what is held hears it before anything is destroyed: the list says why, the database refuses."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from conftest import AT
from zicht.access.actors import for_job
from zicht.base.context import transaction_as
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.intake.entry import ThingEntry
from zicht.casework.intake.models import Signal, SignalSubject
from zicht.casework.overview import actions, rules
from zicht.casework.overview.models import SubjectRequest
from zicht.casework.retention.destroy import destroy_list
from zicht.casework.retention.models import RetentionItem
from zicht.casework.retention.tests.helping import Keeper

pytestmark = pytest.mark.database
LONG_AGO = AT - timedelta(days=900)
ENDED = AT - timedelta(days=800)
PHONE = ThingEntry(kind="phone", value="0612345678", ground="coercion", ground_note="Zij mag zelf niet opnemen.")
WHY = "Dat verzoek om inzage is nog niet beantwoord."


@pytest.fixture
def keeper(committed, cast, actor):
    return Keeper(cast, actor)


def asked(keeper, about, *, blocked=False):
    with transaction_as(keeper.noor.context(AT)):
        return actions.ask(
            actor=keeper.noor, about=about, asked_by="self", asked_on=AT.date(), identity_check="known",
            blocked=blocked, made_by=keeper.cast.people["noor"], at=AT,
        )  # fmt: skip


def ended_case(keeper):
    """A case with a signal and a person, over its term."""
    signal = keeper.ended(keeper.signal(LONG_AGO, things=(PHONE,)), "no_trafficking", ENDED)
    case = keeper.case(LONG_AGO)
    with transaction_as(keeper.noor.context(AT)):
        Signal.objects.filter(pk=signal.pk).update(case=case)
    keeper.closed(case, "no_trafficking", ENDED)
    with transaction_as(keeper.noor.context(AT)):
        return case, Signal.objects.get(pk=signal.pk), CasePerson.objects.get(case=case)


@pytest.mark.parametrize("blocked", [False, True], ids=["open", "with-the-officer"])
def test_a_request_about_a_person_keeps_the_case_its_signals_and_their_things(keeper, client_for, blocked):
    _, _, person = ended_case(keeper)
    asked(keeper, person, blocked=blocked)
    found = keeper.make(AT)
    rows = {item.kind: (item.state, item.blocked) for item in keeper.items(found, AT)}
    held = {kind: row for kind, row in rows.items() if kind in {"case", "signal", "thing"}}
    assert held == dict.fromkeys(("case", "signal", "thing"), ("blocked", "inspection"))
    page = client_for("noor").get(reverse("retention:list", args=[found.pk])).content.decode()
    assert page.count(WHY) >= 3


def test_who_stands_in_a_signal_and_asks_keeps_the_signal_and_its_case(keeper):
    _, signal, _ = ended_case(keeper)
    with transaction_as(keeper.noor.context(AT)):
        subject = SignalSubject.objects.create(owning_unit=signal.owning_unit, signal=signal, name="Ilse Proef")
    asked(keeper, subject)
    rows = {item.kind: item.blocked for item in keeper.items(keeper.make(AT), AT)}
    assert {rows["case"], rows["signal"], rows["thing"]} == {"inspection"}


def test_a_request_after_the_list_was_approved_still_keeps_it_until_the_answer(keeper):
    case, signal, person = ended_case(keeper)
    found = keeper.approved(keeper.make(AT), AT)
    request = asked(keeper, person)
    job = for_job(keeper.unit.pk)
    with transaction_as(job.context(AT)):
        item = RetentionItem.objects.get(list=found, kind="signal", record=signal.pk)
        with (
            pytest.raises(DatabaseError, match="somebody asked what is held"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("select zicht_destroy(%s)", [item.pk])
    destroy_list(keeper.unit.pk, found.pk, at=AT)
    states = {item.kind: item.state for item in keeper.items(found, AT) if item.kind in {"case", "signal"}}
    assert states == {"case": "blocked", "signal": "blocked"}
    assert Case.objects.using("owner").filter(pk=case.pk).exists()
    with transaction_as(keeper.noor.context(AT)):
        held = SubjectRequest.objects.get(pk=request.pk)
        actions.withdraw(actor=keeper.noor, request=held, expected=held.version, at=AT)
        assert held.state not in rules.WAITING
    rows = {item.kind: item.blocked for item in keeper.items(keeper.make(AT + timedelta(days=1)), AT)}
    assert (rows["case"], rows["signal"]) == ("", "")
