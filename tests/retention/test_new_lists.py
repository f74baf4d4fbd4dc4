# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Own copies of reports, reports in the register and the three logs, from due to gone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, connections

from conftest import AT
from tests.rows import Filler
from zicht.access.actors import for_job
from zicht.access.chain import Verification
from zicht.access.cli import verify_command
from zicht.access.models import AuditRow, DecisionRow, Membership, ProcessingRow
from zicht.access.roles import Purpose
from zicht.base import keystore
from zicht.base.clock import local_day
from zicht.base.context import transaction_as
from zicht.casework.care.models import RegisterReport
from zicht.casework.cases.models import CasePerson
from zicht.casework.retention import actions
from zicht.casework.retention.destroy import destroy_list
from zicht.casework.retention.models import Certificate, RetentionItem, RetentionList, Tombstone
from zicht.casework.retention.tests.helping import Keeper
from zicht.register.models import Delivery, RegisterEvent, Report, Victim
from zicht.register.replay import replay

pytestmark = pytest.mark.database
LONG = AT - timedelta(days=366 * 6)


@pytest.fixture
def keeper(committed, cast, actor):
    return Keeper(cast, actor)


def made(unit):
    """The list that the job of a unit makes."""
    job = for_job(unit.pk)
    with transaction_as(job.context(AT)):
        found = actions.make_list(actor=job, unit=unit, at=AT)
        return found, {i.kind: i.amount for i in RetentionItem.objects.filter(list=found)}


def approved(found, officer):
    with transaction_as(officer.context(AT)):
        found = RetentionList.objects.get(pk=found.pk)
        actions.approve_list(actor=officer, found=found, note="", expected=found.version, at=AT)


def left(model, **where):
    return model.objects.using("owner").filter(**where).count()


def act(unit, at, trace="old"):
    AuditRow(at=at, trace=trace, actor="person:1", action="planted.act", owning_unit=unit).save(using="owner")


@pytest.fixture
def logs(keeper, cast):
    """Old rows of noor's unit, of eva's and of nobody; and one of this year."""
    for unit in (cast.unit_of("noor"), cast.unit_of("eva"), None, cast.unit_of("noor")):
        act(unit, LONG)
    act(cast.unit_of("noor"), AT - timedelta(days=30), "new")
    told = {"at": LONG, "trace": "old", "owning_unit": cast.unit_of("noor")}
    DecisionRow(**told, actor="person:1", action="read", permit=True, policy="x").save(using="owner")
    ProcessingRow(**told, ended_at=LONG, status="ok").save(using="owner")


@pytest.fixture
def expired(keeper, logs, cast):
    found, amounts = made(keeper.unit)
    # Two acts of the unit, one of nobody, a decision and a processing; nobody weighs them one by one.
    assert amounts == {"log": 5}
    assert found.state == "agreed"
    approved(found, keeper.lotte)
    destroy_list(keeper.unit.pk, found.pk, at=AT)
    return found


def faults():
    return [fault.what for fault in Verification().faults()]


def test_rows_of_the_logs_go_by_term_and_the_chain_says_so(expired, cast, capsys):
    assert left(AuditRow, trace="old") == 1
    assert left(AuditRow, trace="old", owning_unit=cast.unit_of("eva")) == 1, "another unit has its own list"
    assert left(AuditRow, trace="new") == 1
    assert left(DecisionRow, trace="old") == left(ProcessingRow, trace="old") == 0
    assert Certificate.objects.using("owner").get(list=expired).counts == {"log": 5}
    walk = Verification()
    assert (list(walk.faults()), walk.expired, walk.before) == ([], 3, local_day(AT).replace(year=AT.year - 5))
    assert verify_command(None) == 0
    assert "3 handelingen van voor 16-11-2021 zijn weg: hun termijn was voorbij." in capsys.readouterr().out


def as_owner(*statements):
    with connections["owner"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_what_went_without_a_term_is_still_found(expired):
    as_owner("delete from access_auditrow where trace = 'new'")
    assert faults() == ["removed"]
    # Marking it as gone by term does not help: the act in the chain says which went.
    as_owner(
        "insert into access_auditexpiry select c.seq, (select expiry from access_auditexpiry limit 1)"
        " from access_auditchain c left join access_auditrow a on a.id = c.act where a.id is null"
        " on conflict do nothing"
    )
    assert faults()[0] == "expiry_changed"
    assert faults().count("removed") == 4


def test_the_act_that_says_so_cannot_go(expired):
    as_owner("delete from access_auditrow where action = 'log.expired'")
    assert sorted(set(faults())) == ["expiry_changed", "removed"]


def test_a_recent_act_cannot_be_called_old(expired, cast):
    act(cast.unit_of("noor"), AT - timedelta(days=3), "late")
    as_owner(
        "create temp table gone as select c.seq from access_auditchain c join access_auditrow a on a.id = c.act"
        " where a.trace = 'late'",
        "delete from access_auditrow where trace = 'late'",
        "insert into access_auditrow (id, at, trace, actor, purpose, action, kind, record, what, method)"
        " select '00000000-0000-4000-8000-000000000001', now(), '', 'job:1', '', 'log.expired', '', '',"
        " '2021-11-16 ' || encode(sha256(int8send(seq)), 'hex'), '' from gone",
        "insert into access_auditexpiry select seq, '00000000-0000-4000-8000-000000000001' from gone",
        "drop table gone",
    )
    assert faults() == ["removed"]


def test_no_list_takes_a_row_of_this_year_and_no_row_goes_without_approval(keeper, logs):
    found, _ = made(keeper.unit)
    job = for_job(keeper.unit.pk)
    item = RetentionItem.objects.using("owner").get(list=found)
    for change in ({}, {"due_on": local_day(AT)}):
        with transaction_as(job.context(AT)):
            RetentionItem.objects.filter(pk=item.pk).update(**change | {"version": item.version})
        if change:
            approved(found, keeper.lotte)
        with pytest.raises(DatabaseError), transaction_as(job.context(AT)), connection.cursor() as cursor:
            cursor.execute("select zicht_drop_logs(%s)", [item.pk])
    assert left(AuditRow, trace="old") == 4


def test_own_copies_of_reports_are_emptied_a_year_after_the_answer(keeper, cast):
    case = keeper.case(AT)
    with transaction_as(keeper.noor.context(AT)):
        person = CasePerson.objects.get(case=case)
    given = {"Unit": keeper.unit, "Person": cast.people["noor"]}
    fill = Filler(given=given, at=AT)
    for days in (400, 300):
        report = fill.new(
            RegisterReport, person=person, consent=None, register_unit=cast.unit_of("tom"), year=2025,
            message=uuid4(), body={"name": "Verzonnen Naam"},
        )  # fmt: skip
        told = {"receipt_at": AT - timedelta(days=days), "state": "entered", "receipt_text": "Opgenomen."}
        RegisterReport.objects.using("owner").filter(pk=report.pk).update(**told)
    found, amounts = made(keeper.unit)
    assert amounts["register_copy"] == 1
    approved(found, keeper.lotte)
    destroy_list(keeper.unit.pk, found.pk, at=AT)
    rows = RegisterReport.objects.using("owner").order_by("receipt_at")
    assert [(bool(row.body), row.receipt_text) for row in rows] == [(False, ""), (True, "Opgenomen.")]


def in_register(unit, received, state="entered"):
    delivery = Delivery(owning_unit_id=unit.pk, source="message", received_at=received, digest=uuid4().hex, rows=1)
    delivery.save(using="owner", force_insert=True)
    victim = Victim(owning_unit_id=unit.pk)
    victim.save(using="owner", force_insert=True)
    report = Report(
        owning_unit_id=unit.pk, delivery_id=delivery.pk, victim_id=victim.pk, state=state,
        reporter_group="other", basis="consent", year=received.year, name="Verzonnen Naam",
    )  # fmt: skip
    report.save(using="owner", force_insert=True)
    told = {"owning_unit_id": unit.pk, "report_id": report.pk, "actor": "job:1", "kind": "entered"}
    RegisterEvent(**told, at=received).save(using="owner")
    return report


def test_reports_in_the_register_go_after_their_term_with_victim_and_key(keeper, cast, actor):
    unit, ages = cast.unit_of("tom"), AT - timedelta(days=366 * 21)
    old, waiting, new = in_register(unit, ages), in_register(unit, ages, "waiting"), in_register(unit, LONG)
    Membership(
        person=cast.people["lotte"], unit=unit, role="privacy_officer", valid_from=local_day(AT) - timedelta(days=9)
    ).save(using="owner")
    found, amounts = made(unit)
    assert amounts == {"register_report": 1}
    approved(found, actor("lotte", Purpose.OVERSIGHT))
    destroy_list(unit.pk, found.pk, at=AT)
    assert set(Report.objects.using("owner").values_list("pk", flat=True)) == {waiting.pk, new.pk}
    assert left(Victim) == left(RegisterEvent) == 2
    assert {old.pk, old.victim_id} <= set(keystore.destroyed())
    stone = Tombstone.objects.using("owner").get(owning_unit=unit)
    assert (stone.kind, stone.outcome, stone.year) == ("register_report", "entered", ages.year)
    assert Certificate.objects.using("owner").get(list=found).counts == {"register_report": 1}


def test_after_a_restore_destroyed_reports_go_again(keeper, cast):
    report = in_register(cast.unit_of("tom"), LONG)
    assert replay(frozenset({report.pk, report.victim_id}), "owner") == 1
    assert left(Report) == left(Victim) == left(RegisterEvent) == 0
    assert left(Tombstone, kind="register_report") == 1
