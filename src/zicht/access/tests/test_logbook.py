# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a request, a job and a refusal leave in the three logs; one trace joins it."""

from importlib import import_module
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import path, reverse

from zicht.access import gate, logbook
from zicht.access.actors import for_job
from zicht.access.book import book
from zicht.access.doors import door, public_door
from zicht.access.models import AuditRow, DecisionRow, Person, ProcessingRow, Unit
from zicht.access.roles import Kind, Purpose
from zicht.access.subjects import pseudonym, pseudonyms
from zicht.base import keyring
from zicht.base.context import acting, current, transaction_as

pytestmark = pytest.mark.database

PAGE = "planted:page"


class Views:
    """Small pages behind real doors; each test says what happens inside."""

    @staticmethod
    @door(Purpose.SIGNAL_HANDLING)
    def page(request):
        return Views.inside(request) or HttpResponse("ok")

    @staticmethod
    @public_door
    def outside(request):
        return Views.inside(request) or HttpResponse("ok")

    inside = staticmethod(lambda request: None)


# The house's own addresses with two more; a room does not import the house.
HOUSE = import_module(settings.ROOT_URLCONF)
handler404, handler500 = HOUSE.handler404, HOUSE.handler500
urlpatterns = [
    *HOUSE.urlpatterns,
    path("planted/", Views.page, name="planted"),
    path("out/", Views.outside, name="out"),
]


@pytest.fixture
def ask(client_for, monkeypatch):
    """ask("noor", what): the answer of the planted page that does `what`."""

    def go(key, inside=lambda request: None, *, raises=False, url="/planted/"):
        monkeypatch.setattr(Views, "inside", staticmethod(inside))
        client = client_for(key)
        client.raise_request_exception = raises
        with override_settings(ROOT_URLCONF=__name__):
            return client.get(url)

    return go


@pytest.fixture
def logs(actor, at):
    """All rows of the three logs that lotte sees, by log."""

    def read():
        with acting(actor("lotte", Purpose.OVERSIGHT).context(at)):
            found = {m: list(m.objects.order_by("at", "pk")) for m in (AuditRow, DecisionRow, ProcessingRow)}
        return found[AuditRow], found[DecisionRow], found[ProcessingRow]

    return read


def test_a_page_leaves_one_row_with_purpose_and_status(ask, logs, cast):
    assert ask("noor").status_code == 200
    (row,), decisions, processing = logs()
    assert (row.action, row.what, row.method, row.status) == ("read.page", "planted", "GET", 200)
    assert (row.purpose, row.owning_unit_id, row.record) == ("signal_handling", cast.unit_of("noor").pk, "")
    assert len(row.trace) == 32
    assert (decisions, processing) == ([], [])


def read_two(request):
    subject = uuid4()
    for _ in range(2):
        logbook.read(
            request.actor, kind=Kind.CASE, record=uuid4(), owning_unit=request.actor.subject.seats[0].unit,
            at=request.at, subjects=[subject],
        )  # fmt: skip
    logbook.listed(request.actor, kind=Kind.CASE, what="zoeken", at=request.at, found=3, verb="search")


def test_what_a_page_opened_stands_under_one_trace(ask, logs):
    ask("noor", read_two)
    audit, _, processing = logs()
    assert sorted(row.action for row in audit) == ["read.page", "read.record", "read.record", "read.search"]
    assert [row.found for row in audit if row.action == "read.search"] == [3]
    (one,) = processing  # the same person twice in one operation is one row
    assert {row.trace for row in audit} == {one.trace}
    assert (one.activity, one.status, one.subject_type) == ("signals", "ok", "case")
    assert one.ended_at >= one.at


def test_a_view_that_fails_is_logged_and_what_it_changed_is_taken_back(ask, logs):
    def fails(request):
        read_two(request)
        Unit.objects.filter(pk=request.actor.subject.seats[0].unit).update(name="anders")
        raise ZeroDivisionError

    assert ask("noor", fails).status_code == 500
    audit, _, processing = logs()
    assert [row.status for row in audit if row.action == "read.page"] == [500]
    assert len(audit) == 4
    assert [row.status for row in processing] == ["error"]
    assert not Unit.objects.filter(name="anders").exists()


def test_a_transaction_that_broke_at_its_end_is_logged_all_the_same(committed, ask):
    def breaks(request):
        read_two(request)
        # The database refuses this key when everything is committed, after the view.
        told = {"at": request.at, "trace": current().trace, "actor": request.actor.label, "record": "x"}
        AuditRow(**told, action="planted.lost", owning_unit_id=999_999).save(force_insert=True)

    assert ask("noor", breaks).status_code == 500
    assert sorted(AuditRow.objects.using("owner").values_list("action", flat=True)) == [
        "read.page", "read.record", "read.record", "read.search",
    ]  # fmt: skip
    assert ProcessingRow.objects.using("owner").get().status == "error"


def test_when_the_logs_cannot_be_written_nothing_is_shown(ask, logs, monkeypatch):
    def no_room(*_, **__):
        raise OSError

    monkeypatch.setattr(AuditRow.objects, "bulk_create", no_room)
    response = ask("noor")
    assert response.status_code == 500
    assert response.content != b"ok"


def test_a_record_that_is_not_there_is_a_denial_without_saying_which(ask, logs, cast):
    key = uuid4()

    def opens(request):
        gate.one(gate.open_to(AuditRow.objects.all(), actor=request.actor, kind=Kind.CASE, at=request.at), key)

    assert ask("noor", opens).status_code == 404
    (page,), decisions, _ = logs()
    assert (page.status, page.what) == (404, "planted")
    listing, denial = sorted(decisions, key=lambda row: row.action)
    assert (listing.action, listing.permit, listing.kind, listing.basis) == ("list", True, "case", "role")
    assert (denial.permit, denial.record, denial.reasons) == (False, str(key), ["unknown_or_not_yours"])
    assert (denial.page, denial.owning_unit_id) == ("planted", cast.unit_of("noor").pk)
    assert len(denial.policy) == 16


@pytest.mark.parametrize("reason", ["no_purpose", "weak", "nobody", "no_seat"])
def test_a_door_that_stays_closed_is_a_denial(committed, client, client_for, cast, reason):
    if reason == "no_purpose":
        assert client_for("sanne").get(reverse("intake:inbox")).status_code == 404
    elif reason == "nobody":
        assert client.get(reverse("intake:inbox")).status_code == 302
    elif reason == "weak":
        client.force_login(cast.people["noor"])
        assert client.get(reverse("intake:inbox")).status_code == 302
    else:
        cast.people["left"] = Person.objects.create(email="weg@zicht.example", name="Weg Gegaan")
        assert client_for("left").get(reverse("intake:mine")).status_code == 302
        cast.people.pop("left").delete()
    row = DecisionRow.objects.using("owner").get()
    assert (row.permit, row.reasons, row.action) == (False, [reason], "enter")
    assert row.actor.partition(":")[0] == ("public" if reason == "nobody" else "person")
    assert row.page == ("intake:mine" if reason == "no_seat" else "intake:inbox")
    assert not AuditRow.objects.using("owner").filter(action="read.page").exists()


def test_the_public_leaves_no_row_unless_it_reached_a_record(client, ask, logs):
    assert ask("noor", url="/out/").status_code == 200
    assert logs()[0] == []


def test_a_job_writes_what_it_read_when_its_transaction_ends(committed, cast, actor, at):
    unit = cast.unit_of("noor").pk
    record = uuid4()
    job = for_job(unit)
    with transaction_as(job.context(at)):
        logbook.read(job, kind=Kind.CASE, record=record, owning_unit=unit, at=at)
        with transaction_as(job.context(at)):
            pass
        assert book() is not None
    assert book() is None

    def fails() -> None:
        with transaction_as(job.context(at)):
            logbook.read(job, kind=Kind.CASE, record=record, owning_unit=unit, at=at, verb="export")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    with transaction_as(actor("lotte", Purpose.OVERSIGHT).context(at)):
        found = set(AuditRow.objects.filter(record=str(record)).values_list("action", "actor"))
    assert found == {("read.record", job.label), ("read.export", job.label)}


def test_a_streaming_answer_writes_what_it_reads_while_it_streams(committed, ask, cast):
    record = uuid4()

    def streams(request):
        def parts():
            with transaction_as(request.actor.context(request.at)):
                logbook.read(
                    request.actor, kind=Kind.CASE, record=record, owning_unit=cast.unit_of("noor").pk, at=request.at
                )  # fmt: skip
                yield b"a"

        return StreamingHttpResponse(parts())

    response = ask("noor", streams)
    actions = AuditRow.objects.using("owner").values_list("action", flat=True)
    assert list(actions) == ["read.page"]
    assert b"".join(response.streaming_content) == b"a"
    assert sorted(actions.all()) == ["read.page", "read.record"]


def test_a_request_adds_at_most_one_statement_for_each_log(ask):
    with CaptureQueriesContext(connection) as caught:
        ask("noor", read_two)
    written = [q["sql"].split()[2] for q in caught if q["sql"].startswith('INSERT INTO "access_')]
    logs = [table for table in written if table != '"access_opensession"']  # signing in, before the request
    assert sorted(logs) == ['"access_auditrow"', '"access_processingrow"']


def test_a_pseudonym_says_nothing_and_changes_with_the_key(settings):
    key = uuid4()
    first, name = pseudonym(key)
    assert str(key) not in first
    settings.MASTER_KEYS = f"{keyring.new_text('fresh')} {settings.MASTER_KEYS}"
    second, other = pseudonym(key)
    assert (first != second, name != other) == (True, True)
    assert pseudonyms([key]) == [second, first]


def test_the_processing_log_names_no_employee():
    held = {f.name for f in ProcessingRow._meta.local_fields}
    assert held == {
        "id", "at", "ended_at", "trace", "operation", "activity", "status", "subject", "subject_type", "subject_key",
        "receiver", "owning_unit",
    }  # fmt: skip


def test_every_purpose_has_a_processing_activity():
    assert {
        purpose: logbook.activity_of(purpose.value)
        for purpose in Purpose
        if logbook.activity_of(purpose.value) == "unnamed"
    } == {}


def test_signing_in_in_vain_and_signing_out_leave_a_row_without_what_was_typed(committed, client, client_for, cast):
    typed = {"login": cast.people["noor"].email, "password": "wrong and secret"}
    assert client.post(reverse("account_login"), typed).status_code == 200
    assert client_for("noor").post(reverse("account_logout")).status_code == 302
    rows = {row.action: row for row in AuditRow.objects.using("owner").exclude(action__startswith="read.")}
    assert (rows["input.refused"].what, rows["input.refused"].actor) == ("account_login", "public")
    del rows["input.refused"]
    assert set(rows) == {"session.failed", "session.sign_out"}
    assert (rows["session.failed"].actor, rows["session.failed"].record) == ("public", "")
    assert rows["session.sign_out"].owning_unit_id == cast.unit_of("noor").pk
    every = str([vars(row) for row in rows.values()])
    assert "secret" not in every
    assert typed["login"] not in every


def test_a_second_step_in_vain_leaves_a_row_without_what_was_typed(committed, client, cast):
    noor = cast.people["noor"]
    noor.set_password("zeven-lange-woorden-om-te-proeven")
    noor.save()
    totp.TOTP.activate(noor, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.post(reverse("account_login"), {"login": noor.email, "password": "zeven-lange-woorden-om-te-proeven"})
    assert client.post(reverse("mfa_authenticate"), {"code": "771239"}).status_code == 200
    row = AuditRow.objects.using("owner").get(action="session.step_failed")
    assert (row.actor, row.record, row.owning_unit_id) == (
        f"person:{noor.pk}", str(noor.key), cast.unit_of("noor").pk,
    )  # fmt: skip
    assert "771239" not in str([vars(r) for r in AuditRow.objects.using("owner").all()])


@pytest.mark.parametrize(
    ("url", "status"),
    [("/bericht/", 200), ("/account/password/reset/", 200), ("/demo/instappen/", 404), ("/taal/", 302)],
)
def test_what_the_public_door_and_signing_in_refuse_leaves_a_row_and_no_more(committed, client, cast, url, status):
    assert client.post(url, {"code": "geheim-woord", "email": "geheim-woord"}).status_code == status
    rows = list(AuditRow.objects.using("owner").values_list("action", "actor", "record", "status"))
    assert rows == ([] if status == 302 else [("input.refused", "public", "", status)])
    assert "geheim" not in str([vars(r) for r in AuditRow.objects.using("owner").all()])


def test_a_form_from_elsewhere_leaves_a_row(committed, cast):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse("account_login"), {"login": "x"}).status_code == 403
    rows = AuditRow.objects.using("owner").values_list("action", "what", "status")
    assert list(rows) == [("input.refused", "account_login", 403)]
