# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Messages: delivered once, kept when a handler fails, seen by nobody else, worked off by a real worker."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connections

from zicht.access.actors import for_job
from zicht.access.roles import Purpose
from zicht.base.context import acting, transaction_as
from zicht.exchange import delivery, handlers, jobs
from zicht.exchange.actions import send
from zicht.exchange.formats import BadBody, PackageAnswer
from zicht.exchange.models import Message

pytestmark = [pytest.mark.database]

KIND = PackageAnswer.kind
BODY = PackageAnswer(accepted=False, reason="Hoort bij de buurgemeente.").body()


@pytest.fixture
def heard(monkeypatch):
    """What the handler of KIND was called with; its `fail` makes the next calls fail."""

    class Ear:
        def __init__(self):
            self.messages, self.fail, self.units = [], False, []

        def __call__(self, *, actor, message, at):
            if self.fail:
                raise KeyError("Mila Vos woont daar niet")
            self.messages.append(message.message)
            self.units.append(actor.subject.job_unit)

    ear = Ear()
    monkeypatch.setitem(handlers._HANDLERS, KIND, ear)
    return ear


@pytest.fixture
def post(actor, cast, at):
    """Send from Veiligheid to the care coordinator's unit, as Noor."""
    noor = actor("noor", Purpose.SIGNAL_HANDLING)

    def do(body=BODY):
        with transaction_as(noor.context(at)):
            return send(
                actor=noor,
                from_unit=cast.unit_of("noor"),
                to_unit=cast.unit_of("fatima"),
                kind=KIND,
                body=body,
                at=at,
            )

    return do


def rows(unit, at, **conditions):
    with transaction_as(for_job(unit.pk).context(at)):
        return list(Message.objects.filter(**conditions).order_by("created_at"))


@pytest.mark.django_db
def test_a_message_arrives_once_and_is_handled_as_the_receiving_unit(post, heard, cast, at):
    sent = post()
    assert delivery.deliver_due(at=at) == 1
    assert delivery.deliver_due(at=at) == 0
    assert heard.messages == [sent.message]
    assert heard.units == [cast.unit_of("fatima").pk]
    assert [m.state for m in rows(cast.unit_of("noor"), at)] == ["sent"]
    assert [(m.direction, m.state, m.body) for m in rows(cast.unit_of("fatima"), at)] == [("in", "handled", BODY)]


@pytest.mark.django_db
def test_arriving_twice_stores_and_handles_it_once(post, heard, cast, at):
    sent = post()
    delivery.deliver_due(at=at)
    receiver = cast.unit_of("fatima")
    with transaction_as(for_job(receiver.pk).context(at)):
        assert delivery.accept(sent, receiver, at=at) is False
    delivery.deliver_one(unit=cast.unit_of("noor").pk, row=sent.pk, at=at)
    assert len(heard.messages) == 1
    assert len(rows(receiver, at)) == 1


@pytest.mark.django_db
def test_a_handler_that_fails_keeps_the_message_and_later_runs_try_again(post, heard, cast, at):
    post()
    heard.fail = True
    delivery.deliver_due(at=at)
    (kept,) = rows(cast.unit_of("fatima"), at)
    assert (kept.state, kept.attempts) == ("received", 1)
    # Only the type of the error: its text held a name.
    assert kept.problem == "KeyError"
    assert delivery.deliver_due(at=at + timedelta(seconds=30)) == 0
    assert rows(cast.unit_of("fatima"), at)[0].attempts == 1
    heard.fail = False
    assert delivery.deliver_due(at=at + timedelta(minutes=1)) == 1
    (done,) = rows(cast.unit_of("fatima"), at)
    assert (done.state, done.problem) == ("handled", "")


@pytest.mark.django_db
def test_what_a_failing_handler_wrote_is_taken_back(post, monkeypatch, cast, at):
    def half(*, actor, message, at):
        Message.objects.filter(pk=message.pk).update(from_name="half done")
        raise RuntimeError

    monkeypatch.setitem(handlers._HANDLERS, KIND, half)
    post()
    delivery.deliver_due(at=at)
    assert rows(cast.unit_of("fatima"), at)[0].from_name == "Gemeente Lindestede, Veiligheid"


def test_waiting_grows_to_a_day_and_no_further():
    waits = [delivery.wait_after(n) for n in range(40)]
    assert waits == sorted(waits)
    assert (waits[0], waits[1], waits[2]) == (timedelta(0), timedelta(minutes=1), timedelta(minutes=2))
    assert waits[-1] == timedelta(days=1)


@pytest.mark.django_db
def test_a_remote_unit_is_never_delivered_here(post, heard, cast, at):
    with transaction_as(for_job(cast.unit_of("fatima").pk).context(at)):
        cast.unit_of("fatima").__class__.objects.filter(pk=cast.unit_of("fatima").pk).update(remote=True)
    post()
    assert delivery.deliver_due(at=at) == 0
    assert [m.state for m in rows(cast.unit_of("noor"), at)] == ["queued"]


@pytest.mark.django_db
def test_a_body_of_the_wrong_shape_is_not_sent(post, cast, at):
    with pytest.raises(BadBody, match="reason"):
        post({"accepted": False})
    assert rows(cast.unit_of("noor"), at) == []


@pytest.mark.django_db
def test_nobody_else_sees_a_message(post, heard, actor, cast, at):
    post()
    delivery.deliver_due(at=at)
    for who, purpose in [("iris", Purpose.SIGNAL_HANDLING), ("eva", Purpose.SIGNAL_HANDLING)]:
        with acting(actor(who, purpose).context(at)):
            assert Message.objects.count() == 0
    with acting(actor("noor", Purpose.REPORTING).context(at)):
        assert Message.objects.count() == 0


@pytest.mark.django_db
def test_a_sender_cannot_speak_for_another_unit(actor, cast, at):
    from django.db.utils import ProgrammingError

    noor = actor("noor", Purpose.SIGNAL_HANDLING)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction_as(noor.context(at)):
        send(
            actor=noor,
            from_unit=cast.unit_of("eva"),
            to_unit=cast.unit_of("fatima"),
            kind=KIND,
            body=BODY,
            at=at,
        )


def test_a_real_worker_delivers_as_the_application_role(committed, post, heard, cast, at):
    sent = post()
    with connections["default"].cursor() as cursor:
        cursor.execute("select current_user, count(*) from procrastinate_jobs group by 1")
        user, queued = cursor.fetchone()
    assert (user, queued) == ("zicht_app", 1)
    jobs.run_worker(wait=False)
    assert heard.messages == [sent.message]
    (arrived,) = rows(cast.unit_of("fatima"), at)
    assert arrived.state == "handled"


def test_a_sender_that_fails_leaves_neither_message_nor_job(committed, actor, cast, at):
    noor = actor("noor", Purpose.SIGNAL_HANDLING)
    with suppress(ZeroDivisionError), transaction_as(noor.context(at)):
        send(
            actor=noor,
            from_unit=cast.unit_of("noor"),
            to_unit=cast.unit_of("fatima"),
            kind=KIND,
            body=BODY,
            at=at,
        )
        raise ZeroDivisionError
    with connections["owner"].cursor() as cursor:
        cursor.execute("select (select count(*) from procrastinate_jobs), (select count(*) from exchange_message)")
        assert cursor.fetchone() == (0, 0)


def test_a_lost_job_is_made_up_for_by_the_run_of_each_minute(committed, post, heard, cast, at):
    sent = post()
    with connections["owner"].cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    with connections["default"].cursor() as cursor:
        # What the worker itself does each minute, as the application's role.
        cursor.execute(
            "select procrastinate_defer_periodic_job_v2"
            "(%s, null, %s, %s, 0, '', 0, jsonb_build_object('timestamp', 0))",
            [jobs.QUEUE, jobs.deliver_again.queueing_lock, jobs.deliver_again.name],
        )
    jobs.run_worker(wait=False)
    assert heard.messages == [sent.message]
