# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line says in a sentence what is wrong and what to do; nobody sees a traceback for a usual mistake."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ProgrammingError
from psycopg.errors import UndefinedColumn, UndefinedTable

from zicht.base.keyring import KeyringError
from zicht.web import cli, running


def broken(monkeypatch: Any, cause: Exception) -> None:
    def command(_: object) -> int:
        raise ProgrammingError("no") from cause

    monkeypatch.setattr(cli, "register_import", command)


IMPORT = ["register", "import", "x.csv", "--as", "a@zicht.example", "--purpose", "register_keeping"]


def test_a_database_that_nobody_set_up_is_told_how(monkeypatch: Any, capsys: Any) -> None:
    broken(monkeypatch, UndefinedTable("access_person"))
    assert cli.main(IMPORT) == 1
    assert "zicht setup" in capsys.readouterr().err


def test_any_other_fault_is_not_hidden(monkeypatch: Any) -> None:
    broken(monkeypatch, UndefinedColumn("x"))
    with pytest.raises(ProgrammingError):
        cli.main(IMPORT)


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize(
    ("name", "given", "word"),
    [("  ", {}, "naam"), ("Stichting Nieuw", {"reporter_group": "niemand"}, "Groepen melders")],
)
def test_an_organisation_needs_a_name_and_known_codes(
    capsys: Any, name: str, given: dict[str, str], word: str
) -> None:
    assert running.set_organisation(name, given) == 2
    assert word in capsys.readouterr().err


@pytest.mark.parametrize(("typed", "made"), [(["een", "twee"], ""), (["gelijk", "gelijk"], "gelijk")])
def test_a_password_is_typed_twice(monkeypatch: Any, typed: list[str], made: str) -> None:
    monkeypatch.delenv("ZICHT_NEW_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers = iter(typed)
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    assert running._new_password() == made


def test_a_command_that_needs_a_master_key_says_so(monkeypatch: Any, capsys: Any) -> None:
    def command(_: object) -> int:
        raise KeyringError("Zet eerst ZICHT_MASTER_KEYS in de omgeving.")

    monkeypatch.setattr(cli, "register_import", command)
    assert cli.main(IMPORT) == 1
    assert "zicht: Zet eerst ZICHT_MASTER_KEYS" in capsys.readouterr().err


@pytest.mark.parametrize(("demo", "expected"), [("1", "demo:key"), ("", None)])
def test_a_command_beside_the_demo_takes_the_key_of_the_demo(
    monkeypatch: Any, tmp_path: Path, demo: str, expected: str | None
) -> None:
    (tmp_path / "master-key").write_text("demo:key")
    monkeypatch.setattr(running.pg, "home", lambda: tmp_path)
    monkeypatch.setenv("ZICHT_DEMO", demo)
    monkeypatch.setenv("ZICHT_MASTER_KEYS", "")  # so that it is put back afterwards
    monkeypatch.delenv("ZICHT_MASTER_KEYS")
    running.use_demo_key()
    assert os.environ.get("ZICHT_MASTER_KEYS") == expected


def test_serving_without_a_master_key_is_refused(monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.delenv("ZICHT_MASTER_KEYS")
    monkeypatch.setattr(running, "running_database", lambda: pytest.fail("started"))
    assert running.serve_site(8000) == 1
    assert "ZICHT_MASTER_KEYS" in capsys.readouterr().err


def test_a_new_master_key_has_the_form_of_the_setting(settings: Any, capsys: Any) -> None:
    from zicht.base import keyring

    assert cli.main(["keys", "new", "2026-11"]) == 0
    settings.MASTER_KEYS = capsys.readouterr().out.strip()
    assert keyring.current().name == "2026-11"


def test_a_command_without_master_key_says_what_to_do(monkeypatch: Any, settings: Any, capsys: Any) -> None:
    monkeypatch.setattr(cli, "_django", lambda: None)
    settings.MASTER_KEYS = ""
    assert cli.main(["keys", "status"]) == 1
    assert "zicht keys new" in capsys.readouterr().err


def test_status_says_that_a_rotation_is_not_finished(
    monkeypatch: Any, settings: Any, capsys: Any, tmp_path: Any
) -> None:
    from uuid import uuid4

    from zicht.base import keyring, keystore

    monkeypatch.setattr(cli, "_django", lambda: None)
    settings.KEY_STORE = str(tmp_path / "keys.sqlite")
    settings.MASTER_KEYS = keyring.new_text("oud")
    keystore.create([uuid4()])
    assert cli.main(["keys", "status"]) == 0
    settings.MASTER_KEYS = f"{keyring.new_text('nieuw')} {settings.MASTER_KEYS}"
    assert cli.main(["keys", "status"]) == 1
    assert "oud: oudere hoofdsleutel, 1" in capsys.readouterr().out
    assert cli.main(["keys", "backup"]) == 0
    settings.MASTER_KEYS = settings.MASTER_KEYS.split()[0]
    assert cli.main(["keys", "status"]) == 1
    assert "ONTBREEKT" in capsys.readouterr().out
    keystore.close()
