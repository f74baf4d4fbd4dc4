# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The interface does what openapi.json says, whatever is asked: bounded, inside this process, no network."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from zicht.access import apidoor
from zicht.access.roles import Purpose
from zicht.casework.api.tests.test_api import _now, key_of, noor, signal  # noqa: F401 - fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.filterwarnings("ignore")]

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
TRIES = 25


@pytest.fixture
def _connection_stays():
    """A real server closes old connections round a request; here they hold the test's transaction."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.mark.usefixtures("signal", "_connection_stays")
def test_answers_are_what_the_description_says(key_of, at, monkeypatch):  # noqa: F811
    monkeypatch.setattr(apidoor, "PER_MINUTE", 10_000)
    code = key_of("noor", Purpose.SIGNAL_HANDLING, at)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    walked = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=TRIES, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def knock(case):
            case.call_and_validate(headers={"Authorization": f"Bearer {code}"}, checks=CHECKS)

        knock()
        walked += 1
    assert walked == 6
