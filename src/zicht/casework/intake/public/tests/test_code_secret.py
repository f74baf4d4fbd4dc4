# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A receipt code is in no column of the database; its digest is. Read as the owner, who sees every row."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from zicht.access.sessionstore import SessionStore
from zicht.base.text import CODE_ALPHABET
from zicht.casework.intake.public import codes
from zicht.casework.intake.public.tests.helping import FORM, code_on, fill, make_door, open_status

pytestmark = [pytest.mark.database]


def everything():
    """All rows of all tables as text, by table; sessions decoded."""
    found = {}
    with connections["owner"].cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"select coalesce(string_agg(t::text, ' '), '') from {table} t")
            found[table] = cursor.fetchone()[0]
        cursor.execute("select session_data from access_opensession")
        found["sessions"] = " ".join(str(SessionStore().decode(row[0])) for row in cursor.fetchall())
    return found


def test_only_the_digest_is_stored(committed, cast, actor, at):
    make_door(cast, actor, at)
    client = Client()
    form = fill(client)
    answer = client.post(FORM, form)
    code = codes.code_of(form["token"])
    # Before it was shown, after it was shown, and while somebody reads with it.
    stages = [everything()]
    assert code_on(client.get(answer["Location"])) == code
    stages.append(everything())
    open_status(code)
    stages.append(everything())
    needles = {code.lower(), code.replace("-", "").lower()}
    for stage in stages:
        assert codes.digest_of(code) in stage["casework_receipt"]
        assert "web_cache" in stage
        for table, text in stage.items():
            assert not any(needle in text.lower() for needle in needles), table
    assert form["token"] not in "".join(stages[1].values())


def test_two_presses_at_the_same_moment_give_one_signal(committed, cast, actor, at):
    make_door(cast, actor, at)
    form = fill(Client())
    start = Barrier(2)

    def press():
        client = Client()
        start.wait()
        answer = client.post(FORM, form)
        code = code_on(client.get(answer["Location"]))
        connections.close_all()
        return code

    with ThreadPoolExecutor(2) as pool:
        found = [future.result() for future in [pool.submit(press) for _ in range(2)]]
    assert found == [codes.code_of(form["token"])] * 2
    with connections["owner"].cursor() as cursor:
        cursor.execute("select (select count(*) from casework_signal), (select count(*) from casework_receipt)")
        assert cursor.fetchone() == (1, 1)


def test_codes_are_readable_and_differ():
    made = {codes.code_of(codes.new_token()) for _ in range(200)}
    assert len(made) == 200
    for code in made:
        assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
        assert set(code) <= {*CODE_ALPHABET, "-"}


def test_a_digest_forgives_how_it_was_typed_and_needs_the_key(settings):
    code = codes.code_of(codes.new_token())
    typed = f"  {code.lower().replace('-', ' ')} "
    assert codes.digests_of(typed) == (codes.digest_of(code),)
    assert codes.digests_of(code[:-1]) == ()
    before = codes.digest_of(code)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-that-protects-nothing"
    assert codes.digest_of(code) != before
    assert before in codes.digests_of(code)


def test_the_submission_key_does_not_give_the_token_away():
    token = codes.new_token()
    assert codes.submission_of(token) == codes.submission_of(token)
    assert codes.submission_of(token) != codes.submission_of(codes.new_token())
    assert not codes.is_token("kort")
    assert not codes.is_token(token + "x")
