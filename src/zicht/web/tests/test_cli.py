# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line says in a sentence what is wrong and what to do; nobody sees a traceback for a usual mistake."""

from typing import Any

import pytest
from django.db.utils import ProgrammingError
from psycopg.errors import UndefinedColumn, UndefinedTable

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
