# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What rooms count for whoever oversees: numbers by unit of the own organisation, and not a word about anybody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from tests.rows import Filler
from zicht.access.oversight import parts
from zicht.access.roles import Purpose
from zicht.base.context import transaction_as
from zicht.casework.cases.consent.models import Consent
from zicht.casework.cases.models import Case, CasePerson
from zicht.web.demo.cast import read_cast

pytestmark = pytest.mark.database

QUERY = "select * from zicht_consents_in_force()"


def consents(at, owner, *answers):
    """One person in a case of this owner's unit, who gave these answers one after the other."""
    cast = read_cast(using="owner")
    unit = cast.unit_of(owner)
    given = {"Person": cast.people[owner], "Unit": unit, "Organisation": unit.organisation}
    filler = Filler(given={**given, "Function": cast.function_of("noor")}, at=at)
    filler.made[Case] = filler.new(Case, about="person", title="Proef")
    person = filler.new(CasePerson, roles=["possible_victim"])
    for number, answer in enumerate(answers):
        moment = at - timedelta(days=500 - number)
        filler.new(Consent, person=person, kind="register", answer=answer, language="nl", at=moment)


@pytest.fixture
def lines(committed, cast, actor, at):
    def count(key="lotte", purpose=Purpose.OVERSIGHT):
        who = actor(key, purpose)
        with transaction_as(who.context(at)):
            return [(line.label, line.count) for line in parts.lines(parts.AGREEMENTS, who, at=at)]

    return count


def test_consents_in_force_are_numbers_by_unit(cast, at, lines):
    consents(at, "noor", "given")
    consents(at, "noor", "refused", "given")
    consents(at, "noor", "given", "withdrawn")
    consents(at, "iris", "refused")
    consents(at, "eva", "given")
    ((label, count),) = lines()
    assert label.startswith(f"{cast.unit_of('noor').name}, Meetellen in het register")
    assert "meer dan een jaar" in label
    assert count == 2


def test_nobody_but_who_oversees_gets_a_number(at, lines):
    consents(at, "noor", "given")
    assert lines("noor", Purpose.SIGNAL_HANDLING) == []
    with connection.cursor() as cursor:
        cursor.execute(QUERY)
        assert cursor.fetchall() == []


def test_the_screen_shows_the_number_and_no_name(committed, at, client_for):
    consents(at, "noor", "given")
    body = client_for("lotte").get(reverse("access:agreements")).content.decode()
    assert "Meetellen in het register (de oudste is meer dan een jaar geleden gegeven): 1" in body
