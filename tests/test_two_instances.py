# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two instances of the program, two databases: a region reports to the national register and hears back.

The region runs in this process. The national register is another process with its own database and settings;
nothing but sealed files goes between them.
"""

import base64
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode
from uuid import uuid4

import pytest
from django.db import connections

from zicht.access.models import Organisation, Unit
from zicht.access.roles import Purpose
from zicht.base.clock import local_day, now
from zicht.base.context import transaction_as
from zicht.casework.care.actions import ReportEntry, record_consent, report_to_register
from zicht.casework.care.models import RegisterReport
from zicht.casework.cases.actions import add_person, open_case
from zicht.exchange import packages

pytestmark = [pytest.mark.database]

KEY = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
NATIONAL, REGISTER = uuid4(), uuid4()

START = "import json, sys, django; django.setup(); given = json.loads(sys.argv[1])\n"
PREPARE = """
from django.core.management import call_command
from zicht.access.models import Organisation, Unit
call_command("migrate", database="owner", verbosity=0)
here = Organisation.objects.using("owner").create(key=given["national"], name="Landelijk register", sector="register")
Unit.objects.using("owner").create(key=given["register"], organisation=here, name="Register")
care = Organisation.objects.using("owner").create(
    key=given["care"], name="Stichting Oeverzorg", sector="care", reporter_group="care_coordinator", basis="consent"
)
Unit.objects.using("owner").create(key=given["sender"], organisation=care, name="Zorgcoördinatie", remote=True)
"""
EXCHANGE = """
from pathlib import Path
from zicht.base.clock import now
from zicht.exchange import packages
taken = packages.import_files(Path(given["in"]), at=now())
sent = packages.export_queued(Path(given["out"]), at=now())
print(json.dumps({"taken": taken.done, "repeated": taken.repeated, "refused": taken.refused, "sent": sent.done}))
"""
LOOK = """
from django.conf import settings
from zicht.register.models import Report
found = Report.objects.using("owner").all()
reports = [[r.state, r.reporter_group, r.year, r.forms, r.consent["answer"]] for r in found]
print(json.dumps({"scope": settings.REGISTER_SCOPE, "reports": reports}))
"""


def address(alias: str, database: str) -> str:
    """The address of another database on the server that `alias` uses, as the same role."""
    held = connections[alias].settings_dict
    parts = {"host": held["HOST"], "port": held["PORT"], "user": held["USER"], "password": held["PASSWORD"]}
    parts |= {name: held["OPTIONS"][name] for name in ("options",) if name in held.get("OPTIONS", {})}
    return f"postgresql:///{database}?" + urlencode({n: v for n, v in parts.items() if v}, quote_via=quote)


class Instance:
    """The other instance: scripts in its own process, with its own database and settings."""

    def __init__(self, database: str) -> None:
        self.environment = os.environ | {
            "DATABASE_URL": address("default", database),
            "DATABASE_OWNER_URL": address("owner", database),
            "DJANGO_SETTINGS_MODULE": "zicht.web.settings",
            "ZICHT_REGISTER_SCOPE": "national",
            "ZICHT_REGISTER_PLACE": "Nederland",
            "ZICHT_EXCHANGE_KEYS": f"waterlinde:{KEY}",
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        }

    def run(self, script: str, **given: object) -> dict[str, object]:
        """Run a script; what it printed as JSON."""
        asked = json.dumps(given, default=str)
        done = subprocess.run(
            [sys.executable, "-c", START + script, asked],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else {}


@pytest.fixture
def national(committed, cast) -> Iterator[Instance]:
    """A second database, migrated by the second instance; dropped afterwards."""
    database = f"{connections['owner'].settings_dict['NAME']}_national"
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'drop database if exists "{database}"')
        cursor.execute(f'create database "{database}"')
    other = Instance(database)
    sender = cast.unit_of("fatima")
    other.run(PREPARE, national=NATIONAL, register=REGISTER, care=sender.organisation.key, sender=sender.key)
    yield other
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'drop database "{database}"')


@pytest.fixture
def register(committed, settings) -> Iterator[Unit]:
    """How the region knows the national register: a unit of another instance."""
    settings.EXCHANGE_KEYS = {str(NATIONAL): KEY}
    organisation = Organisation.objects.create(key=NATIONAL, name="Landelijk register", sector="register")
    yield Unit.objects.create(key=REGISTER, organisation=organisation, name="Register", remote=True)
    # Organisations and units stay between tests; what hangs on this one goes first.
    connections["default"].close()
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate casework_case, casework_registerreport, exchange_message cascade")
    Unit.objects.using("owner").filter(key=REGISTER).delete()
    Organisation.objects.using("owner").filter(key=NATIONAL).delete()


@pytest.fixture
def report(register, actor, cast):
    """Fatima records consent and reports somebody to the national register."""
    at = now()
    fatima, me = actor("fatima", Purpose.CARE_COORDINATION), cast.people["fatima"]
    with transaction_as(fatima.context(at)):
        case = open_case(
            actor=fatima, unit=cast.unit_of("fatima"), title="Opvang gevraagd", about="person", forms=["AU"],
            age_class="adult", acute=False, summary="", owner=me, at=at,
        )  # fmt: skip
        person = add_person(
            actor=fatima, case=case, roles=["possible_victim"], name="Mila Vos", birth_year=1995, at=at
        )
        record_consent(
            actor=fatima, person=person, answer="given", given_by="self", language="nl",
            answered_on=local_day(at), asked_by=me, at=at,
        )  # fmt: skip
        entry = ReportEntry(reported_on=local_day(at), forms=("AU",), nationality="PL", sex="female", age=31)
        return report_to_register(actor=fatima, person=person, register_unit=register, entry=entry, sent_by=me, at=at)


def stored(report, actor) -> RegisterReport:
    fatima = actor("fatima", Purpose.CARE_COORDINATION)
    with transaction_as(fatima.context(now())):
        return RegisterReport.objects.get(pk=report.pk)


def test_a_report_goes_to_the_nation_and_its_receipt_comes_back(national, report, actor, tmp_path: Path):
    there, back = tmp_path / "there", tmp_path / "back"
    there.mkdir()
    back.mkdir()

    assert packages.export_queued(there, at=now()).done == 1
    (sealed,) = there.iterdir()
    copy = sealed.read_bytes()
    assert stored(report, actor).state == "sent"

    assert national.run(EXCHANGE, **{"in": there, "out": back}) == {
        "taken": 1, "repeated": 0, "refused": [], "sent": 1,
    }  # fmt: skip
    seen = national.run(LOOK)
    assert seen["scope"] == "national"
    year = local_day(now()).year
    assert seen["reports"] == [["entered", "care_coordinator", year, ["AU"], "given"]]

    result = packages.import_files(back, at=now())
    assert (result.done, result.refused) == (1, [])
    assert stored(report, actor).state == "entered"

    # The same file once more: one report stays one report, and no second receipt.
    (there / "again.zicht").write_bytes(copy)
    assert national.run(EXCHANGE, **{"in": there, "out": back})["repeated"] == 1
    assert len(national.run(LOOK)["reports"]) == 1
    assert not list(back.iterdir())
