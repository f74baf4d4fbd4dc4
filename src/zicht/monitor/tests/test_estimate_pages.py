# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An analyst asks for an estimate, everybody of the register reads the verdict, nobody changes it."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from tests.journeys.scenery import fill_register
from tests.permissions.world import client as signed_in

from zicht.access.roles import Purpose
from zicht.base.context import transaction_as
from zicht.monitor.estimates import words
from zicht.monitor.estimates.running import run_one
from zicht.monitor.models import EstimateComment, EstimateRun

pytestmark = pytest.mark.database


@pytest.fixture
def register(committed, cast, at):
    fill_register(cast, at=at)
    return cast


@pytest.fixture
def page(register):
    def run(name, url, data=None, *, status=200):
        window = signed_in(register.people[name], strong=True)
        answer = window.post(url, data, follow=True) if data is not None else window.get(url)
        assert answer.status_code == status, (url, answer.content[:300])
        return answer.content.decode()

    return run


@pytest.fixture
def asked(page, at):
    """What somebody fills in; changes overrule."""

    def ask(*, status=200, **changes):
        year = str(at.year - 1)
        data = {"first_year": year, "last_year": year, "filled": "", "definitions": "", "missing": ""}
        return page("yara", reverse("monitor:run-add"), data | changes, status=status)

    return ask


def the_run():
    return EstimateRun.objects.using("owner").get()


def test_a_small_register_gets_no_estimate_with_reasons_and_what_helps(asked, page, at):
    assert "Zicht vraagt alle methoden" in asked()
    run = the_run()
    assert run_one(unit=run.owning_unit_id, key=run.pk, at=at)
    assert not run_one(unit=run.owning_unit_id, key=run.pk, at=at), "done once"
    run = the_run()
    assert (run.grade, run.work, run.answer["estimate"]) == ("none", "built", None)
    for name, url in (("yara", "monitor:run"), ("renske", "monitor:estimate")):
        text = page(name, reverse(url, args=[run.pk]))
        assert text.index("Geen schatting") < text.index("Wat wel helpt") < text.index("Hoe dit is gemaakt")
        assert words.NEVER in text
        assert words.HELPS[0] in text
        assert "<figure" not in text
    assert "Geen schatting" in page("renske", reverse("monitor:estimates"))


def test_an_analyst_writes_beside_the_verdict_and_cannot_change_it(asked, page, register, actor, at):
    asked()
    run_one(unit=the_run().owning_unit_id, key=the_run().pk, at=at)
    url = reverse("monitor:run", args=[the_run().pk])
    note = "Te weinig meldingen, zoals verwacht."
    assert note in page("yara", url, {"note": note})
    page("yara", url, {"note": ""}, status=422)
    assert EstimateComment.objects.using("owner").count() == 1
    yara = actor("yara", Purpose.ANALYSIS)
    for change in (lambda rows: rows.update(grade="usable"), lambda rows: rows._raw_delete("default")):
        with pytest.raises(ProgrammingError), transaction_as(yara.context(at)), transaction.atomic():
            change(EstimateRun.objects.filter(pk=the_run().pk))
    assert the_run().grade == "none"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"first_year": "2020", "last_year": "2018"}, "ligt voor het eerste"),
        ({"missing": "Opvang"}, "een dubbele punt en de reden"),
        ({"filled": "140"}, "100"),
        ({"left_out": ["police", "kmar", "nla", "care_coordinator", "fairwork"]}, "geen twee lijsten"),
    ],
)
def test_wrong_input_says_what_is_right_and_asks_nothing(asked, changes, told):
    assert told in asked(status=422, **changes)
    assert not EstimateRun.objects.using("owner").exists()


def test_what_was_told_stands_on_the_page(asked, page, at):
    asked(filled="80", definitions="Opvang telt ook vermoedens", missing="Opvang: niet gedeeld")
    run_one(unit=the_run().owning_unit_id, key=the_run().pk, at=at)
    text = page("yara", reverse("monitor:run", args=[the_run().pk]))
    for part in ("bij 80% van de meldingen", "Opvang telt ook vermoedens", "Opvang (niet gedeeld)"):
        assert part in text


def test_a_run_that_broke_says_so(asked, page, at, monkeypatch):
    asked()
    monkeypatch.setattr("zicht.monitor.estimates.running.answer_of", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_one(unit=the_run().owning_unit_id, key=the_run().pk, at=at)
    assert "De schatting lukte niet" in page("yara", reverse("monitor:run", args=[the_run().pk]))
