# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Stepping in without a password: into invented people, in a demo, and nowhere beside real accounts."""

import pytest

from zicht.access.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def step_in(client, person) -> int:
    return int(client.post("/demo/instappen/", {"person": str(person.key)}).status_code)


def test_one_steps_into_the_cast(client, cast):
    assert step_in(client, cast.people["noor"]) == 302
    assert client.get("/signalen/").status_code == 200


def test_nobody_steps_in_beside_a_real_account(client, cast):
    real = Person.objects.create(email="echt@zicht.example", name="Echt")
    assert step_in(client, real) == 404
    assert step_in(client, cast.people["noor"]) == 404


def test_nobody_steps_in_outside_the_demo(client, cast, settings):
    settings.DEMO = False
    assert step_in(client, cast.people["noor"]) == 404


def test_whoever_is_added_in_the_demo_is_invented(client_for, cast, settings):
    form = {"role": "reporter", "unit": cast.units["Gemeente Lindestede", "Loket"].pk}
    for demo in (True, False):
        settings.DEMO = demo
        email = f"nieuw-{demo}@zicht.example".lower()
        client_for("ruben").post("/toegang/mensen/nieuw/", form | {"name": "Nieuw", "email": email})
        assert Person.objects.get(email=email).invented is demo
