# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A dump and a backup of the invented region hold none of what the region says about anybody."""

import json
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import AT
from tests.rows import our_models
from zicht.access.models import Function, IndexEntry, Organisation, Person, Unit
from zicht.base import keystore
from zicht.base.backup import backup, restore
from zicht.base.fields import IdentifierField
from zicht.base.pg import describe
from zicht.base.sealedrows import sealed_fields
from zicht.casework.care.models import RegisterReport
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.intake.models import ConversationMessage, ReporterIdentity, SignalThing
from zicht.register.models import Report
from zicht.web.demo.generate import ensure_region

pytestmark = pytest.mark.database

DB = "sealed"
BSN = "111222333"
# Keys of rows and codes of lists say nothing about anybody.
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]+(_[a-z]+)+")


@pytest.fixture(scope="module", autouse=True)
def region(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A copy of the test database with the region in it, and a BSN with every third person of a case."""
    from django.db import connections

    owner = connections["owner"]
    with django_db_blocker.unblock():
        connections["default"].close()
        owner.close()
        owner.creation.clone_test_db(suffix=DB, verbosity=0)
        owner.close()
        connections.settings[DB] = owner.settings_dict | owner.creation.get_test_db_clone_settings(DB)
        ensure_region(lambda words: None, using=DB, at=AT)
        for person in CasePerson.objects.using(DB).order_by("pk")[::3]:
            person.bsn = BSN
            person.save(using=DB, update_fields=["bsn"])
        yield
        connections[DB].close()
        owner.creation.destroy_test_db(suffix=DB, verbosity=0, keepdb=False)
        del connections[DB]
        del connections.settings[DB]


@pytest.fixture(scope="module")
def entry(region) -> dict[str, Any]:
    from django.db import connections

    return dict(connections.settings[DB])


@pytest.fixture(scope="module")
def copy(entry, django_db_blocker, tmp_path_factory) -> Path:
    """The file that `zicht backup` writes."""
    file = tmp_path_factory.mktemp("copy") / "zicht.backup"
    with django_db_blocker.unblock():
        backup(owner=entry, file=file)
        keystore.backup()
    return file


def programs() -> Path:
    return describe().bindir


def as_text(copy: Path) -> bytes:
    """Everything in a backup, readable: the file itself is packed."""
    command = [str(programs() / "pg_restore"), "--file=-", str(copy)]
    return subprocess.run(command, check=False, capture_output=True).stdout


@pytest.fixture(scope="module")
def told(region, django_db_blocker) -> set[str]:
    """Every identifier and every longer text about somebody, opened from the rows themselves."""
    found: set[str] = set()
    with django_db_blocker.unblock():
        for model in our_models():
            fields = sealed_fields(model)
            if not fields:
                continue
            for row in model._default_manager.using(DB).all().iterator(chunk_size=2000):
                for field in fields:
                    value = getattr(row, field.attname)
                    found |= set(_said(value, identifier=isinstance(field, IdentifierField)))
    return found - public()


def _said(value: Any, *, identifier: bool) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _said(part, identifier=identifier)
    elif isinstance(value, list):
        for part in value:
            yield from _said(part, identifier=identifier)
    elif isinstance(value, str) and len(value) >= (4 if identifier else 20) and not KEY.fullmatch(value):
        yield value


def public() -> set[str]:
    """What stands readable elsewhere by right: who works where, and our own words to reporters and registers."""
    names = {str(row) for model in (Organisation, Unit, Person) for row in model.objects.using(DB).all()}
    names |= set(Function.objects.using(DB).values_list("name", flat=True))
    names |= set(Report.objects.using(DB).values_list("state_reason", flat=True))
    names |= set(RegisterReport.objects.using(DB).values_list("receipt_text", flat=True))
    return names


def ways(value: str) -> Iterator[bytes]:
    """The ways in which a text may stand in a file."""
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, value)
        yield text.encode()
        yield json.dumps(text)[1:-1].encode()
        yield text.encode().hex().encode()
    for code in ("latin-1", "utf-16-le"):
        yield value.encode(code, errors="replace")


def seen(told: set[str], held: bytes) -> list[str]:
    return sorted(value for value in told if any(way in held for way in set(ways(value))))


def test_the_list_of_what_must_not_be_seen_is_long(told):
    assert len(told) > 800
    assert BSN in told
    persons = {p.name for p in CasePerson.objects.using(DB).all() if p.name}
    phones = {t.value for t in SignalThing.objects.using(DB).filter(kind="phone")}
    accounts = {t.value for t in SignalThing.objects.using(DB).filter(kind="account")}
    contacts = {r.contact for r in ReporterIdentity.objects.using(DB).exclude(contact="")}
    assert min(map(len, (persons, phones, accounts, contacts))) > 0
    assert persons | phones | accounts | contacts <= told | public()
    assert len(persons & told) > 20


@pytest.fixture(autouse=True)
def unblocked(django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def test_a_dump_holds_none_of_it(told, entry, tmp_path):
    file = tmp_path / "plain.sql"
    from zicht.base.backup import _conninfo, _environment

    command = [str(programs() / "pg_dump"), f"--file={file}", f"--dbname={_conninfo(entry)}"]
    subprocess.run(command, check=True, env=_environment(entry))
    held = file.read_bytes()
    assert b"z1." in held
    assert b"casework_signal" in held
    assert seen(told, held) == []


def test_a_backup_holds_none_of_it_and_no_key(told, copy):
    held = as_text(copy)
    assert len(held) > 1_000_000
    assert seen(told, held) == []
    assert seen(told, copy.read_bytes()) == []
    keys = keystore._file().not_under("nothing", 200)
    assert len(keys) == 200
    assert not [k for k in keys if k.wrapped in copy.read_bytes() or k.wrapped.hex().encode() in held]


def test_the_search_would_find_what_is_there():
    assert seen({"Müller", "absent"}, "x Mu\u0308ller y".encode()) == ["Müller"]
    assert seen({"Žofie"}, b'{"name": "\\u017dofie"}') == ["Žofie"]


def test_a_destroyed_record_stays_unreadable_in_an_old_backup_and_is_taken_out_after_a_restore(copy, entry):
    from django.db import connections
    from django.db.migrations.loader import MigrationLoader

    case = next(c for c in Case.objects.using(DB).order_by("pk") if c.persons.using(DB).exclude(name="").exists())
    other = Case.objects.using(DB).exclude(pk=case.pk).first()
    assert IndexEntry.objects.using(DB).filter(record=case.pk).exists()
    assert keystore.destroy([case.pk]) == 1
    connections[DB].close()
    restore(owner=entry, file=copy, replace=True, known_migrations=set(MigrationLoader(None).disk_migrations))
    for person in CasePerson.objects.using(DB).filter(case=case.pk).exclude(name=""):
        with pytest.raises(keystore.Destroyed) as refused:
            _ = person.name
        assert str(refused.value) == "the key of this record was destroyed"
    again = Case.objects.using(DB).get(pk=other.pk)
    assert again.title
    assert keystore.replay_destructions(DB) > 0
    assert not IndexEntry.objects.using(DB).filter(record=case.pk).exists()
    assert ConversationMessage.objects.using(DB).first().text
