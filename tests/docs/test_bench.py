# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The measurements measure what they say. Nothing here looks at a time: that is `make bench`."""

import pytest
from bench import bayes, covering, door, inbox, monitor_once, need_to_know, numbers, pages, registers
from django.db import connections
from django.test import Client

from tests.journeys.scenery import fill_register, open_public_door
from zicht.base.clock import now
from zicht.casework.intake.models import Signal

pytestmark = [pytest.mark.database]


def test_p50_and_p95_of_a_hundred_times():
    found = numbers.times_of(range(100, 0, -1))
    assert (found.p50, found.p95, found.rounds) == (50.5, 95, 100)


def test_table_reads_as_markdown_with_numbers_to_the_right():
    shown = numbers.table(["page", "queries"], [["/", "8"], ["/start/", "1,029"]])
    assert shown.splitlines() == [
        "| page    | queries |",
        "|---------|--------:|",
        "| /       |       8 |",
        "| /start/ |   1,029 |",
    ]


def test_no_two_visitors_share_an_address():
    numbers_used = [*range(door.MOST), *range(50_000, 50_100)]
    assert len({door.address(n) for n in numbers_used}) == len(numbers_used)
    assert all(door.address(n).startswith("127.") for n in numbers_used)


def test_inbox_asks_as_many_queries_however_full_the_desk(committed, cast):
    few, many = (inbox.Desk(cast, size, at=now()) for size in (30, 90))
    assert Signal.objects.using("owner").filter(owning_unit=cast.unit_of("noor")).count() == 90
    assert few.queries() == many.queries()
    assert set(many.round()) == {*inbox.PAGES, *inbox.LISTS}


def test_pages_are_counted_for_everybody_who_may_see_them(committed, cast):
    open_public_door(cast)
    fill_register(cast, at=now())
    inbox.Desk(cast, 30, at=now())
    found = pages.crawl(cast)
    assert set(found["/signalen/"].people) == {"noor", "daan", "iris", "eva"}
    assert set(found["/signalen/<uuid:key>/"].people) == {"noor", "daan"}
    assert found["/cijfers/werkcijfer/"].people == ["yara"]
    assert found["/"].people[0] == "anybody"
    assert all(page.queries > 0 for page in found.values())
    missed = pages.unvisited(found)
    assert "/bericht/signaal/" in missed
    assert not set(missed) & set(found)
    # What takes a POST only is no page.
    assert not any(route.endswith("/oppakken/") and route.startswith("/signalen/") for route in missed)


def test_a_form_that_stores_nothing_is_no_measurement(committed, cast, live_door):
    with pytest.raises(door.BenchError, match="answered 200 instead of 302"):
        door.visit(door.Site(live_door, "/melden/lindestede/", {}, lambda text: True), 1)


@pytest.fixture
def live_door(committed, cast):
    """The port of a site that serves the public form."""
    from django.test.testcases import LiveServerThread, _StaticFilesHandler

    open_public_door(cast)
    thread = LiveServerThread("127.0.0.1", _StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    assert thread.error is None
    yield thread.port
    thread.terminate()


def test_visitor_saves_one_signal_and_reads_a_code(live_door):
    assert door.visit(door.ours(live_door), 7) > 0
    assert Signal.objects.using("owner").count() == 1
    connections["owner"].close()


def test_stranger_is_not_counted_where_nothing_answers(committed, cast):
    found = {}
    pages.walk(Client(SERVER_NAME="localhost"), "anybody", ("/signalen/", "/bestaat-niet/"), found)
    assert found == {}


def test_need_to_know_finds_the_same_with_and_without_row_policies_and_reads_no_whole_table(committed, cast):
    region = need_to_know.Region(cast, 4_000, at=now())
    for who, sees in (("noor", 2), ("daan", 200)):
        asker = need_to_know.Asker(region, who)
        assert len(asker.actor.subject.seats) == sees
        found = asker.measure(2)
        assert set(found) == {"inbox", "blind index", "search", "dossier, its queries", "dossier, whole page"}
        assert [part["whole"] for part in found.values() if part["whole"]] == []
    assert need_to_know.compare(region, 2) > 0
    assert need_to_know.whole_scans(["Seq Scan on casework_signal  (cost=0)"]) == ["casework_signal"]
    assert need_to_know.whole_scans(["Index Scan using x on casework_signal"]) == []


def test_invented_register_of_any_size_is_read_without_a_finding_and_counted(tmp_path):
    registers.write(tmp_path / "a.csv", reports=400)
    registers.write(tmp_path / "b.csv", reports=400)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    found = monitor_once.measured(tmp_path / "a.csv", protect=False)
    assert 250 < found["victims"] < 400
    assert found["memory"] > 0


def test_bayesian_methods_stand_beside_r_also_where_r_is_missing(monkeypatch):
    monkeypatch.delenv("ZICHT_BENCH_R", raising=False)
    monkeypatch.setattr(bayes, "gibbs_worth", lambda data, steps: None)
    rows = bayes.measured(quick=True)
    assert [row.elsewhere for row in rows] == [True, True, True, False]
    assert all(row.ours > 0 for row in rows)
    # What R took for 1,000 values of N and for 10,000 steps, in proportion to what is asked.
    assert [row.peer for row in rows] == pytest.approx([0.0362, 0.1448, 0.0392, None])


def test_a_register_with_unknown_ages_and_late_lists_is_estimated():
    found = covering.measured(2_000, 0.2, True, 2, levels={"year": 3, "sex": 2, "age": 2})
    assert found["cells"] == 12 * 64
    assert found["observed"] < 4_800
    assert 0.7 < found["estimate"] / found["people"] < 1.3
    assert found["fitted"] > 1
