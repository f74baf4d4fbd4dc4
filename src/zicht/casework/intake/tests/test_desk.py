# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The inbox shows the right people the right signals, by clock, in the same number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zicht.access.roles import Purpose
from zicht.base.clock import now
from zicht.base.context import acting
from zicht.casework.intake.actions import post_message
from zicht.casework.intake.queries import desk_counts, reporter_counts
from zicht.casework.intake.tests.helping import as_desk, page_text, reported

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def listed(client, **query) -> list[str]:
    return [line["signal"].reference for line in client.get("/signalen/", query).context["lines"]]


@pytest.fixture
def early():
    """Long enough ago that the term has passed."""
    return now() - timedelta(days=30)


class TestWhoSeesWhat:
    def test_strangers_see_nothing(self, client_for, actor, cast, at):
        signal = reported(actor, cast, at)
        assert listed(client_for("noor")) == [signal.reference]
        assert listed(client_for("daan")) == [signal.reference]
        for stranger in ("eva", "iris"):
            client = client_for(stranger)
            assert listed(client) == []
            assert listed(client, kenmerk=signal.reference) == []
            for part in ("", "wegen/", "afsluiten/", "verbeteren/", "bij-casus/"):
                assert client.get(f"/signalen/{signal.pk}/{part}").status_code == 404
            assert client.post(f"/signalen/{signal.pk}/oppakken/", {"version": 1}).status_code == 404
            assert client.post(f"/signalen/{signal.pk}/bericht/", {"text": "x"}).status_code == 404

    def test_a_reporter_sees_only_what_is_his_or_hers(self, client_for, actor, cast, at):
        mine, other = reported(actor, cast, at), reported(actor, cast, at, by="joris")
        sanne = client_for("sanne")
        assert [r["signal"].pk for r in sanne.get("/mijn-meldingen/").context["rows"]] == [mine.pk]
        assert sanne.get(f"/mijn-meldingen/{other.pk}/").status_code == 404
        assert sanne.get(f"/signalen/{mine.pk}/").status_code == 404
        assert sanne.get("/signalen/").status_code == 404

    def test_roles_without_signals_do_not_find_the_inbox(self, client_for):
        for other in ("fatima", "joris", "marijke", "tom", "yara", "bas", "lotte", "ruben"):
            assert client_for(other).get("/signalen/").status_code == 404

    def test_a_read_only_grant_opens_the_page_but_no_step(self, client_for, actor, cast, at, within):
        from zicht.access.models import Grant

        signal = reported(actor, cast, at)

        def give(*fields: str) -> None:
            with within(cast.unit_of("noor")):
                Grant.objects.create(
                    kind="signal",
                    record=signal.pk,
                    person=cast.people["eva"],
                    purpose=Purpose.SIGNAL_HANDLING.value,
                    fields=list(fields),
                    starts=now() - timedelta(days=1),
                    ends=now() + timedelta(days=1),
                    given_by=cast.people["noor"],
                    owning_unit=cast.unit_of("noor"),
                )

        give()
        eva = client_for("eva")
        assert eva.get(f"/signalen/{signal.pk}/").status_code == 200
        page = eva.get(f"/signalen/{signal.pk}/").content.decode()
        told = client_for("noor").get(f"/signalen/{signal.pk}/").context["signal"].fact
        assert told
        assert told not in page, "a grant opens its fields and no others; this one names none"
        assert "Bericht plaatsen" not in page
        give("summary")
        assert told in eva.get(f"/signalen/{signal.pk}/").content.decode()
        assert eva.post(f"/signalen/{signal.pk}/oppakken/", {"version": 1}).status_code == 404

    def test_the_list_says_nothing_about_who_reported(self, client_for, actor, cast, at):
        reported(actor, cast, at, reporter_name="Naam Melder", reporter_contact="06-melder")
        text = page_text(client_for("noor"), "/signalen/")
        assert not {w for w in ("Sanne", "Kuipers", "Naam Melder", "06-melder") if w in text}


class TestFilters:
    @pytest.fixture
    def three(self, actor, cast, at, early):
        late = reported(actor, cast, early, forms=("AU",))
        acute = reported(actor, cast, now(), acute=True, forms=("SU", "CU"))
        advice = reported(actor, cast, now(), kind="advice")
        return late, acute, advice

    @pytest.mark.parametrize(
        ("query", "which"),
        [
            ({}, [0, 1, 2]),
            ({"te_laat": "1"}, [0]),
            ({"acuut": "1"}, [1]),
            ({"soort": "advice"}, [2]),
            ({"vorm": "CU"}, [1]),
            ({"vorm": "unclear"}, [2]),
            ({"behandelaar": "none"}, [0, 1, 2]),
            ({"behandelaar": "me"}, []),
            ({"staat": "closed"}, []),
            ({"staat": "nonsense"}, [0, 1, 2]),
        ],
    )
    def test_a_filter_shows_what_it_says(self, client_for, three, query, which):
        assert listed(client_for("noor"), **query) == [three[n].reference for n in which]

    def test_a_reference_is_found_whole_only(self, client_for, three):
        client, reference = client_for("noor"), three[0].reference
        assert listed(client, kenmerk=reference.lower()) == [reference]
        assert listed(client, kenmerk=reference[:-1]) == []

    def test_a_missed_term_is_said_in_words(self, client_for, three):
        lines = client_for("noor").get("/signalen/").context["lines"]
        assert [line["late"] for line in lines] == [True, False, False]
        assert "Termijn gemist" in page_text(client_for("noor"), f"/signalen/{three[0].pk}/")


class TestPages:
    def test_25_a_page_by_clock_and_no_page_beyond(self, client_for, actor, cast, at):
        made = [reported(actor, cast, at + timedelta(minutes=n), fact=f"Waarneming {n}") for n in range(27)]
        client = client_for("noor")
        assert listed(client) == [s.reference for s in made[:25]]
        assert listed(client, page="2") == [s.reference for s in made[25:]]
        for beyond in ("3", "0", "x", "9999999"):
            assert client.get("/signalen/", {"page": beyond}).status_code == 404

    @pytest.mark.parametrize("path", ["/signalen/", "/mijn-meldingen/"])
    def test_the_number_of_queries_does_not_grow(self, client_for, actor, cast, at, path):
        client = client_for("noor" if path == "/signalen/" else "sanne")
        counts = []
        for _ in range(2):
            reported(actor, cast, at)
            client.get(path)
            with CaptureQueriesContext(connection) as seen:
                client.get(path)
            counts.append(len(seen))
            for _more in range(8):
                reported(actor, cast, at)
        assert counts[0] == counts[1]
        assert counts[0] <= 24

    def test_one_signal_in_as_many_queries_with_more_in_it(self, client_for, actor, cast, at):
        signal = reported(actor, cast, at)
        client, sanne = client_for("noor"), actor("sanne", Purpose.REPORTING)
        client.get(f"/signalen/{signal.pk}/")
        with CaptureQueriesContext(connection) as few:
            client.get(f"/signalen/{signal.pk}/")
        with acting(sanne.context(at)):
            for n in range(6):
                post_message(actor=sanne, signal=signal, text=f"regel {n}", from_reporter=True, at=at)
        with CaptureQueriesContext(connection) as many:
            client.get(f"/signalen/{signal.pk}/")
        assert len(few) == len(many)

    def test_the_inbox_uses_its_index(self, client_for, actor, cast, at):
        reported(actor, cast, at)
        noor, desk = as_desk(actor, at)
        from zicht.casework.intake.queries import Filters, inbox

        with desk:
            rows = inbox(noor, Filters(), at=at)[:26]
            with connection.cursor() as cursor:
                cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off")
                cursor.execute("set local enable_sort = off")
            plan = rows.explain()
        assert "signal_inbox" in plan
        assert "Sort" not in plan

    def test_somebody_in_many_units_sees_the_same_inbox_from_the_clock_of_all(
        self, client_for, actor, cast, at, monkeypatch
    ):
        reported(actor, cast, at)
        noor, desk = as_desk(actor, at)
        from zicht.casework.intake import queries

        with desk:
            usual = [row.pk for row in queries.inbox(noor, queries.Filters(), at=at)]
            monkeypatch.setattr(queries, "MANY_UNITS", 0)
            rows = queries.inbox(noor, queries.Filters(), at=at)
            assert [row.pk for row in rows] == usual
            assert len(usual) == 1
            with connection.cursor() as cursor:
                cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off")
                cursor.execute("set local enable_sort = off")
            plan = rows.explain()
        assert "signal_clock" in plan or "signal_inbox" in plan
        assert "Sort" not in plan


def test_counts_for_the_start_page(actor, cast, at, early):
    moment = now()
    reported(actor, cast, early)
    fresh = reported(actor, cast, moment)
    sanne = actor("sanne", Purpose.REPORTING)
    with acting(sanne.context(moment)):
        post_message(actor=sanne, signal=fresh, text="Is er nieuws?", from_reporter=True, at=moment)
        assert reporter_counts(sanne, at=moment) == {"open": 2, "unread_messages": 0, "drafts": 0}
    noor, desk = as_desk(actor, moment)
    with desk:
        expected = {"new": 2, "late": 1, "waiting_capacity": 0, "unowned": 2, "mine": 0, "unread_messages": 1}
        assert desk_counts(noor, at=moment) == expected
    eva, other = as_desk(actor, moment, "eva")
    with other:
        assert set(desk_counts(eva, at=moment).values()) == {0}
