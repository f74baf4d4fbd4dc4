# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The three logs: with plain SQL and an honest context nobody writes a row in the name of somebody else."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from zicht.access.actors import PUBLIC, for_job, for_receipt
from zicht.access.models import ActOpening, AuditRow, DecisionRow, ProcessingRow, SeatReview
from zicht.access.roles import Purpose
from zicht.base.context import Context, acting

pytestmark = [pytest.mark.django_db, pytest.mark.database]
REFUSED = r"row-level security|zicht: a row of a log|permission denied"


def refused(write):
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        write()


@pytest.fixture
def noor(cast, actor, at):
    """A transaction of noor's, and the facts of a row that she may leave."""
    actor = actor("noor", Purpose.SIGNAL_HANDLING)
    with acting(actor.context(at)) as context:
        yield {"at": at, "trace": context.trace, "actor": actor.label, "owning_unit": cast.unit_of("noor")}


def act(told, **more):
    AuditRow(**({"action": "signal.weigh"} | told | more)).save(force_insert=True)


def decision(told, **more):
    given = {"action": "read", "permit": True, "policy": "x"} | told | more
    DecisionRow(**given).save(force_insert=True)


def processing(told, **more):
    given = {k: v for k, v in told.items() if k != "actor"} | {"ended_at": told["at"], "status": "ok"} | more
    ProcessingRow(**given).save(force_insert=True)


def test_a_row_names_whoever_acts(noor, cast):
    other = f"person:{cast.people['eva'].pk}"
    for write in (act, decision):
        write(noor)
        for name in (other, f"job:{cast.unit_of('noor').pk}", "public", "receipt", "owner", "", "person:1 "):
            refused(lambda write=write, name=name: write(noor, actor=name))


def test_a_row_carries_the_trace_of_its_transaction(noor):
    processing(noor)
    for write in (act, decision, processing):
        refused(lambda write=write: write(noor, trace=uuid4().hex))
        refused(lambda write=write: write(noor, trace=""))


def test_a_row_for_another_unit_is_about_a_record(noor, cast):
    theirs = cast.unit_of("eva")
    for write in (act, decision, processing):
        refused(lambda write=write: write(noor, owning_unit=theirs))
    # What was opened by a grant stands in the log of whoever owns it, and so do the persons in it.
    act(noor, owning_unit=theirs, record=str(uuid4()))
    processing(noor, owning_unit=theirs)


def test_how_somebody_signed_in_is_all_that_names_an_account_where_nobody_acts(cast, at):
    told = {"at": at, "actor": f"person:{cast.people['noor'].pk}", "owning_unit": cast.unit_of("noor")}
    with acting(Context(at=at)) as context:
        told["trace"] = context.trace
        act(told, action="session.sign_in")
        decision(told, action="enter", permit=False)
        refused(lambda: act(told))
        refused(lambda: act(told, action="session.sign_in", owning_unit=cast.unit_of("eva")))
        refused(lambda: decision(told, action="enter", permit=True))
        refused(lambda: decision(told, action="read", permit=False))
        act(told, actor="public", owning_unit=None, action="session.failed")
        refused(lambda: act(told, actor="receipt", owning_unit=None))
        refused(lambda: act(told, actor="public"))
        refused(lambda: act(told, actor="public", record=str(uuid4())))


def test_the_public_door_a_receipt_and_a_job_write_as_themselves(cast, at):
    key, unit = uuid4(), cast.unit_of("noor")
    for who in (PUBLIC.reaching(key), for_receipt("x", key), for_job(unit.pk)):
        with acting(who.context(at)) as context:
            told = {"at": at, "trace": context.trace, "actor": who.label, "owning_unit": unit, "record": str(key)}
            act(told)
            refused(lambda told=told: act(told, actor=f"person:{cast.people['noor'].pk}"))


def test_who_asked_who_did_something_is_whoever_asks(cast, actor, at):
    lotte, unit = cast.people["lotte"], cast.unit_of("lotte")
    seat = lotte.memberships.first()
    with acting(actor("lotte", Purpose.OVERSIGHT).context(at)):
        for who, check in ((lotte, lambda write: write()), (cast.people["ruben"], refused)):
            asked = ActOpening(at=at, act=uuid4(), reason="x", opened_by=who, owning_unit=unit)
            check(lambda row=asked: row.save(force_insert=True))
            review = SeatReview(at=at, seat=seat, answer="keep", reviewed_by=who, owning_unit=unit)
            check(lambda row=review: row.save(force_insert=True))


@pytest.mark.parametrize("table", ["access_auditrow", "access_decisionrow", "access_processingrow"])
def test_a_row_is_not_changed_and_does_not_go(noor, table):
    act(noor)

    def run(text):
        with connection.cursor() as cursor:
            cursor.execute(text)

    refused(lambda: run(f"update {table} set trace = 'x'"))
    refused(lambda: run(f"delete from {table}"))
    refused(lambda: run("insert into access_auditchain values (1, gen_random_uuid(), '', '')"))
