# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The registrar, her browser and a report that came in by message, for the tests of this room."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.register.actions import Incoming, receive_report
from zicht.register.judging import Ground


@pytest.fixture
def clock(monkeypatch, at):
    monkeypatch.setattr("zicht.access.middleware.now", lambda: at + timedelta(hours=1))


@pytest.fixture
def tom(actor):
    return actor("tom", Purpose.REGISTER_KEEPING)


@pytest.fixture
def browser(client_for):
    return client_for("tom")


@pytest.fixture
def new_report(cast, tom, at):
    def make(**changes):
        given = {
            "year": 2026, "reported_on": date(2026, 11, 16), "forms": ("SU",), "nationality": "PL", "sex": "female",
            "age": 24, "name": "Verzonnen Naam",
            "ground": Ground(answer="given", given_by="self", on="2026-11-10", language="pl", text_version="1"),
        }  # fmt: skip
        with acting(tom.context(at)):
            return receive_report(
                actor=tom, unit=cast.unit_of("tom"), message=uuid4(), digest="0" * 64, at=at,
                sender=cast.unit_of("fatima").organisation, incoming=Incoming(**given | changes),
            )  # fmt: skip

    return make
