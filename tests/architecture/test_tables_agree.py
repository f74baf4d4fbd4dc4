# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands in two places says the same in both."""

import os
import subprocess
import sys
from datetime import date

import pytest

from zicht.access.models import ScopeRow
from zicht.access.roles import (
    ORGANISATION_WIDE,
    POLICE_SECTORS,
    PURPOSES,
    SCOPES,
    Kind,
    Purpose,
    Role,
    may_have,
    regime_of,
)
from zicht.reference.lists import code_list


@pytest.mark.database
@pytest.mark.django_db
def test_the_database_holds_the_same_scopes_as_the_program():
    stored = set(ScopeRow.objects.values_list("role", "purpose", "kind"))
    ours = {(s.role.value, s.purpose.value, s.kind.value) for s in SCOPES}
    has = {(role.value, purpose.value, "*") for role in Role for purpose in Purpose if may_have(role, purpose)}
    assert stored == ours | has


@pytest.mark.database
@pytest.mark.django_db
def test_the_database_oversees_the_same_kinds_for_a_whole_organisation():
    stored = set(ScopeRow.objects.filter(wide=True).values_list("kind", flat=True))
    assert stored == {k.value for k in ORGANISATION_WIDE}
    assert not ScopeRow.objects.filter(wide=False, kind__in=stored).exists()


@pytest.mark.database
@pytest.mark.django_db
def test_the_database_knows_the_same_law_for_each_purpose():
    rows = ScopeRow.objects.values_list("purpose", "police_regime", "regime")
    assert rows
    for purpose, police, elsewhere in rows:
        known = Purpose(purpose)
        assert (police, elsewhere) == (regime_of(known, police=True), regime_of(known, police=False))


def test_the_function_in_the_database_names_the_sectors_of_the_police():
    from importlib import import_module

    text = import_module("zicht.casework.migrations.0008_walls").FUNCTIONS
    assert {f"o.sector = '{sector}'" in text for sector in POLICE_SECTORS} == {True}
    assert len(POLICE_SECTORS) == 1


def test_every_role_can_report_and_has_a_purpose_of_its_own():
    assert set(PURPOSES) == set(Role)
    assert all(Purpose.REPORTING in purposes for purposes in PURPOSES.values())
    # Reporting is for everybody; every other purpose belongs to one role, so that a hat says which seat is used.
    others = [p for purposes in PURPOSES.values() for p in purposes if p is not Purpose.REPORTING]
    assert sorted(others) == sorted(set(Purpose) - {Purpose.REPORTING})


def test_a_scope_never_reaches_further_than_the_role_has_purposes():
    assert [s for s in SCOPES if not may_have(s.role, s.purpose)] == []


def test_administrator_and_policy_officer_reach_no_content():
    reach = {role: {s.kind for s in SCOPES if s.role is role} for role in Role}
    assert reach[Role.ADMINISTRATOR] == {Kind.STAFF}
    assert reach[Role.POLICY_OFFICER] == {Kind.POLICY}  # recommendations and counts, nobody in them
    assert reach[Role.CHAIR] == set()  # single cases, by a grant
    assert reach[Role.REPORTER] == set()
    assert reach[Role.ANALYST] == {Kind.FIGURE}
    # Who did what, what was agreed, what ends: lists without a person in them.
    assert reach[Role.PRIVACY_OFFICER] == {Kind.AUDIT, Kind.COVENANT, Kind.RETENTION}
    assert reach[Role.CUSTODIAN] == {Kind.IDENTITY, Kind.REQUEST}
    assert reach[Role.INSPECTOR] == {Kind.CASE, Kind.PACKAGE, Kind.MESSAGE, Kind.REQUEST}


def test_purposes_are_the_codes_of_the_reference_list():
    assert sorted(code_list("purposes").codes(date(2026, 11, 16))) == sorted(p.value for p in Purpose)


DEMO_GONE = """
import django
django.setup()
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.test import RequestFactory
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from zicht.access.middleware import is_strong
assert settings.DEMO is False
for path in ("/demo/", "/demo/instappen/", "/demo/stijl/"):
    try:
        resolve(path)
    except Resolver404:
        continue
    raise SystemExit(path + " exists")
for name in ("demo:people", "demo:step-in"):
    try:
        reverse(name)
    except NoReverseMatch:
        continue
    raise SystemExit(name + " exists")
request = RequestFactory().get("/start/")
request.session = {"zicht_demo_step_in": True}
assert not is_strong(request), "a session that stepped in still counts as a second factor"
assert not settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN
print("gone")
"""


@pytest.mark.parametrize("value", ["0", "", None])
def test_the_demos_doors_do_not_exist_outside_the_demo(value):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "zicht.web.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    environment.pop("ZICHT_DEMO", None)
    if value is not None:
        environment["ZICHT_DEMO"] = value
    done = subprocess.run(
        [sys.executable, "-c", DEMO_GONE], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "gone", done.stdout + done.stderr


def test_the_demos_doors_exist_in_the_demo():
    from django.urls import reverse

    assert reverse("demo:people").startswith("/demo/")
