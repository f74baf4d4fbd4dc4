# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who acts, and why, is told in streaming answers, in hooks after a commit, in threads, jobs and commands alike.

What runs outside the transaction of a request has no context of its own: a query there returns no row, until a
context is opened for it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.http import StreamingHttpResponse
from django.test.utils import override_settings
from django.urls import path

from tests.permissions.world import client
from tests.rows import protected_tables
from zicht.access.actors import for_job, for_person
from zicht.access.doors import door
from zicht.access.models import Unit
from zicht.access.roles import Purpose
from zicht.base.clock import now
from zicht.base.context import current_or_none, transaction_as
from zicht.casework.cases.models import Case
from zicht.web.cli import main

pytestmark = pytest.mark.database

SEEN: list[Any] = []


@pytest.fixture(autouse=True)
def _nothing_yet():
    SEEN.clear()
    yield
    assert current_or_none() is None, "nobody acts afterwards"
    assert raw() == {}, "and the connection knows of nobody"


def raw() -> dict[str, int]:
    """How many rows plain SQL sees now in each protected table where it sees any; but for what everybody reads."""
    with connection.cursor() as cursor:
        found = {}
        for table in WALLED:
            cursor.execute(f"select count(*) from {table}")
            (number,) = cursor.fetchone()
            if number:
                found[table] = number
    return found


# Who works where is read at signing in, a door of the public by whoever stands before it, a published file by all.
OPEN = {"access_membership", "access_functionholder", "casework_publicdoor", "monitor_editionfile"}
WALLED: list[str] = []


@pytest.fixture(autouse=True, scope="module")
def _tables(filled) -> None:
    # Somewhere to write messages to, in another instance.
    Unit(organisation=filled.cast.unit_of("noor").organisation, name="Elders", remote=True).save(using="owner")
    WALLED[:] = [table for table in protected_tables() if table not in OPEN]
    assert len(WALLED) > 40


@pytest.fixture
def noor(filled):
    return for_person(filled.cast.people["noor"], purpose=Purpose.SIGNAL_HANDLING, strong=True)


@door(Purpose.SIGNAL_HANDLING)
def streams(request):
    """The first part is asked without a context, the second with the one of the request."""

    def parts() -> Iterator[bytes]:
        SEEN.append(raw())
        yield f"{Case.objects.count()} ".encode()
        with transaction_as(request.actor.context(request.at)):
            yield f"{Case.objects.count()}".encode()

    SEEN.append(Case.objects.count())
    return StreamingHttpResponse(parts())


@door(Purpose.SIGNAL_HANDLING)
def hooks(request):
    """A hook that runs when the request's transaction has ended."""
    transaction.on_commit(lambda: SEEN.append(raw()))
    transaction.on_commit(lambda: SEEN.append(within(request.actor.context(request.at))))
    return StreamingHttpResponse(iter(()))


def within(context: Any) -> int:
    with transaction_as(context):
        return Case.objects.count()


urlpatterns = [path("streams/", streams, name="streams"), path("hooks/", hooks, name="hooks")]


def ask(filled, page: str) -> Any:
    made = client(filled.cast.people["noor"], strong=True)
    with override_settings(ROOT_URLCONF=__name__):
        return made.get(page)


def test_a_streaming_answer_sees_nothing_until_it_says_who_acts(filled):
    answer = ask(filled, "/streams/")
    assert SEEN == [1], "the view itself saw the case of its unit"
    assert b"".join(answer.streaming_content) == b"0 1"
    assert SEEN[1:] == [{}]


def test_a_hook_after_the_commit_of_a_request_sees_nothing_until_it_says_who_acts(filled):
    assert ask(filled, "/hooks/").status_code == 200
    assert SEEN == [{}, 1]


def test_a_hook_after_the_commit_of_a_job_sees_nothing_until_it_says_who_acts(filled):
    job = for_job(filled.cast.unit_of("noor").pk).context(now())
    with transaction_as(job):
        transaction.on_commit(lambda: SEEN.append(raw()))
        transaction.on_commit(lambda: SEEN.append(within(job)))
        assert Case.objects.count() == 1
    assert SEEN == [{}, 1]


def test_a_hook_does_not_run_for_what_was_taken_back(filled):
    def fails() -> None:
        with transaction_as(for_job(filled.cast.unit_of("noor").pk).context(now())):
            transaction.on_commit(lambda: SEEN.append(raw()))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert SEEN == []


def test_a_thread_does_not_inherit_who_acts(filled, noor):
    def other() -> None:
        SEEN.append((current_or_none(), raw()))
        SEEN.append(within(noor.context(now())))
        connections.close_all()

    with transaction_as(noor.context(now())):
        thread = Thread(target=other)
        thread.start()
        thread.join()
        assert Case.objects.count() == 1, "and takes nothing away here"
    assert SEEN == [(None, {}), 1]


@contextmanager
def watched() -> Iterator[list[tuple[str, str]]]:
    """Which statements name a walled table, and as whom they were asked."""
    found: list[tuple[str, str]] = []
    named = re.compile(rf"\b({'|'.join(WALLED)})\b")

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if named.search(str(sql)):
            actor = current_or_none()
            who = "nobody" if actor is None else f"unit {actor.unit}" if actor.unit else f"person {actor.person}"
            found.append((who, str(sql)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


COMMANDS = {
    "retention": ["retention", "run", "--dry-run"],
    "import": ["register", "import", "{tmp}/leeg.csv", "--as", "{registrar}", "--purpose", "register_keeping"],
    "export": ["exchange", "export", "{tmp}/uit"],
    "refusals": ["register", "refusals"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_asks_for_records_only_as_somebody(filled, tmp_path, capsys, name):
    (tmp_path / "leeg.csv").write_text("niets\n")
    (tmp_path / "uit").mkdir()
    words = {"tmp": str(tmp_path), "registrar": filled.cast.people["tom"].email}
    with watched() as asked, override_settings(COUNT_REFUSALS=True):
        assert main([word.format(**words) for word in COMMANDS[name]]) in {0, 2}
    who = {actor for actor, _ in asked}
    assert who, "it looked at records at all"
    assert "nobody" not in who, [sql for actor, sql in asked if actor == "nobody"]
    expected = r"person \d+" if name == "import" else r"unit \d+"
    assert all(re.fullmatch(expected, actor) for actor in who)


def test_a_command_for_somebody_without_the_purpose_reads_nothing(filled, tmp_path, capsys):
    (tmp_path / "leeg.csv").write_text("niets\n")
    noor = filled.cast.people["noor"].email
    arguments = ["register", "import", str(tmp_path / "leeg.csv"), "--as", noor, "--purpose", "register_keeping"]
    assert main(arguments) == 1
    assert "houdt voor dit doel geen register bij" in capsys.readouterr().out


def test_the_database_of_these_tests_is_asked_as_the_application(filled):
    with connection.cursor() as cursor:
        cursor.execute("select current_user, row_security_active('casework_case')")
        assert cursor.fetchone() == (settings.DATABASES["default"]["USER"] or "zicht_app", True)
