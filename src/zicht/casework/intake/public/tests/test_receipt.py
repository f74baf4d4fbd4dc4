# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who holds a code follows one signal and talks about it. Nothing else opens."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zicht.access.actors import for_receipt
from zicht.access.models import AuditRow
from zicht.access.roles import Purpose
from zicht.base import clock
from zicht.base.context import transaction_as
from zicht.casework.intake import handling
from zicht.casework.intake.actions import post_message
from zicht.casework.intake.gate import signals
from zicht.casework.intake.models import ConversationMessage, Receipt, SignalEvent
from zicht.casework.intake.public import codes, rate
from zicht.casework.intake.public.tests.helping import FORM, make_door, open_status, send
from zicht.casework.intake.public.words import words_in

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def door(cast, actor, at):
    return make_door(cast, actor, at)


@pytest.fixture
def noor(actor):
    return actor("noor", Purpose.SIGNAL_HANDLING)


def newest(noor, at):
    with transaction_as(noor.context(at)):
        return signals(noor, at=at).select_related("function").order_by("-received_at").first()


def test_journey_of_a_polish_signal(door, noor, at):
    client = Client()
    client.get(f"{FORM}?taal=pl")
    client, code = send(client)
    polish = words_in("pl")
    reader, page = open_status(code)
    text = page.content.decode()
    # The reader's browser asks for nothing: the language of the signal decides.
    assert '<html lang="pl">' in text
    assert polish["step_received"] in text
    assert polish["passed_open"] in text
    assert code not in text
    assert code not in page.request["PATH_INFO"]
    signal = newest(noor, at)
    with transaction_as(noor.context(at)):
        handling.take(actor=noor, signal=signal, expected=signal.version, at=at)
        handling.close(
            actor=noor, signal=signal, outcome="outside_area", note="intern woord", expected=signal.version, at=at
        )
    text = reader.get("/bericht/signaal/").content.decode()
    assert polish["step_taken"] in text
    assert polish["step_closed"] in text
    assert polish["outcome_outside_area"] in text
    assert "intern woord" not in text
    assert "Noor" not in text


def test_the_conversation_goes_both_ways(door, noor, at):
    _, code = send()
    reader, page = open_status(code)
    assert words_in("nl")["conv_empty"] in page.content.decode()
    signal = newest(noor, at)
    with transaction_as(noor.context(at)):
        post_message(actor=noor, signal=signal, text="Hoe laat rijdt de bus?", from_reporter=False, at=at)
    text = reader.get("/bericht/signaal/").content.decode()
    assert "Hoe laat rijdt de bus?" in text
    assert "Noor" not in text
    answer = reader.post("/bericht/signaal/", {"text": "Om half zes <b>"})
    assert answer.status_code == 302
    text = reader.get("/bericht/signaal/").content.decode()
    assert "Om half zes &lt;b&gt;" in text
    assert words_in("nl")["conv_sent"] in text
    assert words_in("nl")["conv_sent"] not in reader.get("/bericht/signaal/").content.decode()
    with transaction_as(noor.context(at)):
        lines = list(ConversationMessage.objects.filter(signal=signal))
    assert [(line.from_reporter, line.read_at is not None) for line in lines] == [(False, True), (True, False)]


def test_an_empty_message_and_a_double_press(door, noor, at):
    _, code = send()
    reader, _ = open_status(code)
    assert words_in("nl")["conv_required"] in reader.post("/bericht/signaal/", {"text": " "}).content.decode()
    for _ in range(2):
        reader.post("/bericht/signaal/", {"text": "Nog iets"})
    reader.post("/bericht/signaal/", {"text": "Nog iets anders"})
    with transaction_as(noor.context(at)):
        assert [m.text for m in ConversationMessage.objects.all()] == ["Nog iets", "Nog iets anders"]


def test_a_wrong_code_says_only_that_it_is_not_known(door):
    _, code = send()
    wrong = ("2345-6789-ABCD-EFGH", code[:-1], "x", "'; drop table")
    texts = set()
    for attempt in wrong:
        answer = Client().post("/bericht/", {"code": attempt})
        assert answer.status_code == 200
        assert words_in("nl")["code_wrong"] in answer.content.decode()
        texts.add(answer.content.decode().count(words_in("nl")["code_wrong"]))
    assert len(texts) == 1
    assert words_in("nl")["code_empty"] in Client().post("/bericht/", {"code": ""}).content.decode()


def test_guessing_stops_and_then_a_right_code_waits_too(door, monkeypatch):
    monkeypatch.setattr(rate, "WRONG_CODES", rate.Limit("codes-test", 3, 100))
    _, code = send()
    for _ in range(3):
        assert Client().post("/bericht/", {"code": "2345-6789-ABCD-EFGH"}).status_code == 200
    answer = Client().post("/bericht/", {"code": code})
    assert answer.status_code == 429
    assert words_in("nl")["limit_text"] in answer.content.decode()
    elsewhere = Client(REMOTE_ADDR="198.51.100.4")
    assert elsewhere.post("/bericht/", {"code": code}).status_code == 302


def test_right_codes_are_not_counted(door, monkeypatch):
    monkeypatch.setattr(rate, "WRONG_CODES", rate.Limit("codes-right", 2, 100))
    _, code = send()
    for _ in range(4):
        open_status(code)


def test_without_a_code_the_status_is_closed(door):
    send()
    answer = Client().get("/bericht/signaal/")
    assert (answer.status_code, answer["Location"]) == (302, "/bericht/")
    assert Client().post("/bericht/signaal/", {"text": "x"})["Location"] == "/bericht/"


def test_leaving_forgets_the_code(door):
    _, code = send()
    reader, _ = open_status(code)
    answer = reader.post("/bericht/signaal/", {"leave": "1"})
    assert words_in("nl")["leave_done"] in reader.get(answer["Location"]).content.decode()
    assert reader.get("/bericht/signaal/").status_code == 302


def test_a_signal_left_open_closes_by_itself(door, monkeypatch):
    _, code = send()
    reader, _ = open_status(code)
    later = clock.now() + timedelta(minutes=31)
    monkeypatch.setattr("zicht.access.middleware.now", lambda: later)
    assert reader.get("/bericht/signaal/").status_code == 302


def test_a_missed_term_is_said(door, monkeypatch):
    _, code = send()
    later = clock.now() + timedelta(days=5)
    monkeypatch.setattr("zicht.access.middleware.now", lambda: later)
    _, page = open_status(code)
    assert "niet gelukt" in page.content.decode()


def protected():
    """All tables of rows under a signal, and the signal's own."""
    models = [m for m in apps.get_models() if m.__module__ == "zicht.casework.intake.models" and hasattr(m, "signal")]
    return {m._meta.db_table: "signal_id" for m in models} | {"casework_signal": "id"}


def test_a_receipt_reaches_exactly_one_signal(door, noor, at):
    """Raw SQL as the application's role: no table gives a row of another signal, and none can be written."""
    pairs = [send(Client(), fact=f"signaal {n}", place=f"Straat {n}")[1] for n in range(3)]
    with transaction_as(noor.context(at)):
        for signal in signals(noor, at=at).select_related("function"):
            post_message(actor=noor, signal=signal, text="vraag", from_reporter=False, at=at)
            handling.take(actor=noor, signal=signal, expected=signal.version, at=at)
    digest = codes.digest_of(pairs[1])
    with transaction_as(for_receipt(digest).context(at)):
        (key,) = Receipt.objects.values_list("signal_id", flat=True)
    tables = protected()
    assert len(tables) >= 8
    holder = for_receipt(digest, key)
    with transaction_as(holder.context(at)), connection.cursor() as cursor:
        for table, column in tables.items():
            cursor.execute(f"select distinct {column} from {table}")
            assert {row[0] for row in cursor.fetchall()} <= {key}, table
        for table in ("casework_signalthing", "casework_conversationmessage", "casework_signalindicator"):
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone()[0] > 0, table
        cursor.execute("update casework_conversationmessage set text = 'x' where signal_id <> %s", [key])
        assert cursor.rowcount == 0
        assert [s.pk for s in signals(holder, at=at)] == [key]
        # Steps that are not told to the reporter stay out of reach as well.
        assert not SignalEvent.objects.filter(for_reporter=False).exists()
        for closed in ("casework_case", "casework_weighing", "casework_draft"):
            cursor.execute(f"select count(*) from {closed}")
            assert cursor.fetchone()[0] == 0


def test_the_door_itself_reads_nothing(door, at):
    send()
    from zicht.access.actors import PUBLIC

    with transaction_as(PUBLIC.context(at)), connection.cursor() as cursor:
        for table in protected():
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone()[0] == 0, table


def test_every_act_leaves_an_audit_row_without_content(door, actor, at):
    _, code = send(fact="geheim woord")
    reader, _ = open_status(code)
    reader.post("/bericht/signaal/", {"text": "nog een geheim"})
    lotte = actor("lotte", Purpose.OVERSIGHT)
    with transaction_as(lotte.context(at)):
        rows = list(AuditRow.objects.order_by("at").values_list("action", "actor"))
        every = str(list(AuditRow.objects.values()))
        named = set(AuditRow.objects.filter(action__startswith="signal.rece").values_list("action", "record"))
    assert {action for action, _ in named} == {"signal.receive", "signal.receipt"}
    assert ("signal.receive", "public") in rows
    assert ("signal.receipt", "public") in rows
    assert len({record for _, record in named}) == 1
    assert ("signal.message", "receipt") in rows
    assert "geheim" not in every
    assert code not in every


def test_nothing_that_was_typed_is_logged(door, caplog):
    caplog.set_level(0)
    _, code = send(fact="zeldzaamwoord", contact="contact@voorbeeld.example")
    reader, _ = open_status(code)
    reader.post("/bericht/signaal/", {"text": "zeldzaambericht"})
    Client().post("/bericht/", {"code": "zeldzamecode"})
    # Statements of the database are logged by Django under DEBUG only; the test client's own log is left out.
    text = "\n".join(r.getMessage() for r in caplog.records if r.name != "django.db.backends")
    for word in ("zeldzaam", "zeldzame", "contact@", code):
        assert word not in text


def test_queries_do_not_grow_with_the_conversation(door, noor, at, django_assert_num_queries):
    _, code = send()
    reader, _ = open_status(code)
    signal = newest(noor, at)

    def ask(times):
        with transaction_as(noor.context(at)):
            for n in range(times):
                post_message(actor=noor, signal=signal, text=f"vraag {n}", from_reporter=False, at=at)
        reader.get("/bericht/signaal/")

    ask(1)
    with CaptureQueriesContext(connection) as few:
        reader.get("/bericht/signaal/")
    number = len(few)
    assert number > 0
    ask(12)
    with django_assert_num_queries(number):
        page = reader.get("/bericht/signaal/")
    assert page.content.decode().count("zicht-message--ours") == 13
