# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a focal point does with a signal, and what the reporter hears of it."""

from datetime import timedelta

import pytest

from zicht.access.models import AuditRow
from zicht.access.roles import Purpose
from zicht.base.clock import now
from zicht.base.context import acting
from zicht.casework.cases.actions import close_case, note_event, open_case
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.intake import rules
from zicht.casework.intake.entry import SubjectEntry
from zicht.casework.intake.models import Signal, SignalEvent, Weighing
from zicht.casework.intake.queries import feedback
from zicht.casework.intake.tests.helping import as_desk, reported
from zicht.reference.lists import code_list

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WEIGHED = {"conclusion": "suspicion", "reasons": "Twee aanwijzingen en een bron.", "route": "youth"}


@pytest.fixture
def signal(actor, cast):
    """About a boy under 18 who has to commit offences: the table proposes the route for the young."""
    young = SubjectEntry(name="Invented Boy", age_class="minor")
    return reported(actor, cast, now(), forms=("CU",), age_class="minor", subjects=(young,))


@pytest.fixture
def desk(client_for, actor):
    """Noor at her desk: `do(signal, step, …)` posts, `stored(signal)` reads."""

    class Desk:
        client = client_for("noor")

        def do(self, signal, step, **form):
            form.setdefault("version", self.stored(signal).version)
            return self.client.post(f"/signalen/{signal.pk}/{step}/", form)

        def stored(self, signal):
            with as_desk(actor, now())[1]:
                return Signal.objects.get(pk=signal.pk)

        def events(self, signal):
            with as_desk(actor, now())[1]:
                return list(SignalEvent.objects.filter(signal=signal).order_by("at", "pk"))

    return Desk()


@pytest.fixture
def hears(actor):
    """What Sanne hears."""

    def of(signal):
        sanne = actor("sanne", Purpose.REPORTING)
        with acting(sanne.context(now())):
            return feedback(Signal.objects.get(pk=signal.pk), at=now())

    return of


def test_taking_makes_one_the_owner(desk, signal, cast):
    assert desk.do(signal, "oppakken").status_code == 302
    found = desk.stored(signal)
    assert (found.state, found.owner_id) == ("weighing", cast.people["noor"].pk)


class TestWeighing:
    def test_the_page_proposes_and_says_why(self, desk, signal):
        page = desk.client.get(f"/signalen/{signal.pk}/wegen/")
        text = page.content.decode()
        assert "Veilig Thuis, samen met de zorgcoördinator" in text
        assert "Stel eerst de vraag of de jongere slachtoffer is" in text
        assert page.context["form"]["route"].value() == "youth"

    def test_it_is_recorded_with_proposal_and_choice(self, desk, signal, actor):
        assert desk.do(signal, "wegen", **WEIGHED).status_code == 302
        with as_desk(actor, now())[1]:
            row = Weighing.objects.get(signal=signal)
        assert (row.conclusion, row.proposed_route, row.chosen_route) == ("suspicion", "youth", "youth")
        assert (row.route_about, row.route_forms, row.route_age_class) == ("person", ["CU"], "minor")
        assert row.proposed_because
        assert row.route_version

    @pytest.mark.parametrize("missing", ["conclusion", "reasons", "route"])
    def test_each_part_is_needed(self, desk, signal, missing):
        answer = desk.do(signal, "wegen", **{**WEIGHED, missing: ""})
        assert answer.status_code == 400
        assert desk.stored(signal).state == "received"

    def test_another_route_needs_a_reason(self, desk, signal, actor):
        assert desk.do(signal, "wegen", **{**WEIGHED, "route": "avim"}).status_code == 400
        because = "AVIM kent dit netwerk al."
        assert desk.do(signal, "wegen", **{**WEIGHED, "route": "avim"}, route_because=because).status_code == 302
        with as_desk(actor, now())[1]:
            row = Weighing.objects.get(signal=signal)
        assert (row.proposed_route, row.chosen_route, row.chosen_because) == ("youth", "avim", because)

    def test_nothing_is_sent(self, desk, signal):
        from zicht.exchange.models import Message

        desk.do(signal, "wegen", **WEIGHED)
        assert not Message.objects.exists()


class TestWaiting:
    def test_it_is_counted_and_keeps_its_clock(self, desk, signal, hears):
        desk.do(signal, "laten-wachten", reason="Twee collega's ziek.", look_again_in="14")
        found = desk.stored(signal)
        assert found.state == "waiting_capacity"
        assert now() + timedelta(days=13) < found.due_at < now() + timedelta(days=15)
        assert desk.client.get("/signalen/").context["waiting_capacity"] == 1
        assert "wacht tot er iemand tijd heeft" in hears(signal).lines[-1].what
        assert desk.do(signal, "hervatten").status_code == 302
        assert desk.stored(signal).state == "weighing"


class TestClosing:
    def test_an_unweighed_signal_ends_without_a_conclusion_only(self, desk, signal):
        assert desk.do(signal, "afsluiten", outcome="no_trafficking", note="x").status_code == 400
        assert desk.do(signal, "afsluiten", outcome="duplicate", note="Zelfde dag gemeld.").status_code == 302

    def test_advice_ends_with_advice_and_a_signal_does_not(self, desk, signal, actor, cast):
        advice = reported(actor, cast, now(), kind="advice")
        assert desk.do(signal, "afsluiten", outcome="advice_given", note="Beantwoord.").status_code == 400
        assert desk.do(advice, "afsluiten", outcome="advice_given", note="Beantwoord.").status_code == 302

    def test_own_words_are_needed(self, desk, signal):
        desk.do(signal, "wegen", **WEIGHED)
        assert desk.do(signal, "afsluiten", outcome="no_trafficking", note=" ").status_code == 400

    def test_harmed_has_its_own_offer(self, desk, signal):
        desk.do(signal, "wegen", **WEIGHED)
        assert "FairWork" in desk.client.get(f"/signalen/{signal.pk}/afsluiten/").content.decode()
        desk.do(signal, "afsluiten", outcome="harmed", note="Loon is niet betaald.")
        page = desk.client.get(f"/signalen/{signal.pk}/").content.decode()
        assert "Aanbod voor wie is benadeeld" in page

    def test_the_reporter_hears_the_reason_and_not_the_note(self, desk, signal, client_for):
        desk.do(signal, "wegen", **WEIGHED)
        desk.do(signal, "afsluiten", outcome="no_trafficking", note="Interne aantekening over de buurman.")
        page = client_for("sanne").get(f"/mijn-meldingen/{signal.pk}/").content.decode()
        assert "We zien nu geen mensenhandel" in page
        assert "buurman" not in page
        assert WEIGHED["reasons"] not in page

    def test_opening_again_needs_a_reason_and_a_new_term(self, desk, signal):
        desk.do(signal, "wegen", **WEIGHED)
        desk.do(signal, "afsluiten", outcome="no_trafficking", note="Gezien.")
        assert desk.do(signal, "heropenen", reason="").status_code == 400
        desk.do(signal, "heropenen", reason="Nieuwe waarneming.")
        found = desk.stored(signal)
        assert (found.state, found.outcome, found.closed_at) == ("weighing", "", None)
        assert found.due_at > now() + timedelta(days=4)


class TestFeedback:
    def test_each_step_is_dated(self, desk, signal, hears):
        start = hears(signal)
        assert (start.weighed, start.passed_on, start.closed) == (None, None, None)
        desk.do(signal, "wegen", **WEIGHED)
        desk.do(signal, "afsluiten", outcome="passed_on", note="Veilig Thuis heeft aangenomen.")
        found = hears(signal)
        assert found.received < found.weighed < found.closed
        assert (found.passed_on, found.passed_on_at) == (True, found.closed)
        assert [line.at for line in found.lines] == sorted(line.at for line in found.lines)

    def test_not_passed_on_is_said_too(self, desk, signal, hears):
        desk.do(signal, "wegen", **WEIGHED)
        desk.do(signal, "afsluiten", outcome="insufficient_information", note="Te weinig.")
        assert hears(signal).passed_on is False

    def test_a_missed_term_is_told(self, actor, cast, client_for):
        late = reported(actor, cast, now() - timedelta(days=40))
        page = client_for("sanne").get(f"/mijn-meldingen/{late.pk}/").content.decode()
        assert "langer dan beloofd" in page

    def test_news_of_the_case_reaches_the_reporter_without_its_content(self, desk, signal, hears, actor):
        desk.do(signal, "wegen", **WEIGHED)
        desk.do(signal, "casus-maken", title="Jongere bij station", summary="Zie signaal.")
        noor, context = as_desk(actor, now())
        with context:
            case = Case.objects.get(signals=signal.pk)
            note_event(actor=noor, case=case, kind="package_sent", at=now(), note="geheim")
            close_case(actor=noor, case=case, outcome="passed_on", note="geheim", expected=case.version, at=now())
        found = hears(signal)
        assert found.passed_on is True
        assert found.closed is not None
        assert "doorgegeven aan een organisatie" in found.closed_because
        told = [line.what for line in found.lines]
        assert told[-2:] == [
            "Een deel is doorgegeven aan een andere organisatie.",
            "Het werk aan de casus is afgerond.",
        ]
        assert "geheim" not in str(found)

    def test_a_case_tells_nothing_to_whoever_did_not_report(self, desk, signal, actor):
        from django.db import connection

        desk.do(signal, "wegen", **WEIGHED)
        desk.do(signal, "casus-maken", title="Jongere bij station", summary="Zie signaal.")
        noor, context = as_desk(actor, now())
        with context:
            case = Case.objects.get(signals=signal.pk)
            close_case(actor=noor, case=case, outcome="harmed", note="x", expected=case.version, at=now())
        joris = actor("joris", Purpose.REPORTING)
        with acting(joris.context(now())), connection.cursor() as cursor:
            cursor.execute("select * from zicht_case_end(%s)", [signal.pk])
            assert cursor.fetchall() == []
            cursor.execute("select * from zicht_case_news(%s)", [signal.pk])
            assert cursor.fetchall() == []


class TestCases:
    def test_a_case_gets_the_ticked_persons(self, desk, signal, actor, cast):
        desk.do(signal, "wegen", **WEIGHED)
        page = desk.client.get(f"/signalen/{signal.pk}/casus-maken/")
        assert not page.context["form"].initial.get("summary"), "the reporter's words do not go along by themselves"
        assert signal.fact in page.content.decode()
        carry = [key for key, _ in page.context["form"].fields["carry"].choices]
        desk.do(signal, "casus-maken", title="Jongere bij station", summary="Samen.", carry=carry)
        with as_desk(actor, now())[1]:
            found = Signal.objects.select_related("case").get(pk=signal.pk)
            person = CasePerson.objects.get(case=found.case)
        assert found.state == "in_case"
        assert (found.case.about, found.case.age_class, found.case.forms) == ("person", "minor", ["CU"])
        assert found.case.owner_id == cast.people["noor"].pk
        assert (person.name, person.roles, person.forms) == ("Invented Boy", ["possible_victim"], ["CU"])

    def test_an_unweighed_signal_makes_no_case(self, desk, signal):
        answer = desk.do(signal, "casus-maken", title="x", summary="y")
        assert answer.url == f"/signalen/{signal.pk}/"
        assert desk.stored(signal).case_id is None

    def a_case(self, actor, cast, key, *, closed=False):
        who, context = as_desk(actor, now(), key)
        with context:
            case = open_case(
                actor=who, unit=cast.unit_of(key), title="Plek", about="place", forms=[], age_class="unknown",
                acute=False, summary="", owner=None, at=now(),
            )  # fmt: skip
            if closed:
                close_case(actor=who, case=case, outcome="no_trafficking", note="x", expected=case.version, at=now())
        return case

    def test_a_signal_joins_a_case_of_its_own_unit_with_a_reason(self, desk, signal, actor, cast):
        case = self.a_case(actor, cast, "noor")
        desk.do(signal, "wegen", **WEIGHED)
        assert desk.do(signal, "bij-casus", reference=case.reference, why="").status_code == 400
        assert desk.do(signal, "bij-casus", reference=case.reference.lower(), why="Zelfde plek.").status_code == 302
        assert desk.stored(signal).case_id == case.pk
        desk.do(signal, "heropenen", reason="Toch een andere plek.")
        assert desk.stored(signal).case_id is None

    def test_not_a_strangers_case_nor_a_closed_one(self, desk, signal, actor, cast):
        others = self.a_case(actor, cast, "eva"), self.a_case(actor, cast, "iris")
        closed = self.a_case(actor, cast, "noor", closed=True)
        desk.do(signal, "wegen", **WEIGHED)
        for case in (*others, closed):
            answer = desk.do(signal, "bij-casus", reference=case.reference, why="Zelfde plek.")
            assert answer.status_code == 400
            assert "geen open casus met dit kenmerk" in answer.content.decode()
        assert desk.stored(signal).state == "weighed"


class TestTwoPeople:
    def test_neither_correction_is_lost(self, desk, signal, client_for):
        old = desk.stored(signal)
        base = {
            "version": old.version, "about": old.about, "form_codes": old.forms, "age_class": old.age_class,
            "interpretation": "", "observed_when": "",
        }  # fmt: skip
        daan = client_for("daan")
        daan.post(f"/signalen/{signal.pk}/verbeteren/", {**base, "fact": "Tekst van Daan", "reason": "a"})
        mine = {**base, "fact": "Tekst van Noor", "interpretation": "Denkt aan dwang", "reason": "b"}
        page = desk.client.post(f"/signalen/{signal.pk}/verbeteren/", mine)
        text = page.content.decode()
        assert page.status_code == 409
        assert "Tekst van Daan" in text
        assert "Tekst van Noor" in text
        assert desk.stored(signal).fact == "Tekst van Daan"
        choice = {**mine, "version": page.context["form"]["version"].value()}
        choice |= {"choose-fact": "theirs", "choose-interpretation": "mine"}
        assert desk.client.post(f"/signalen/{signal.pk}/verbeteren/", choice).status_code == 302
        found = desk.stored(signal)
        assert (found.fact, found.interpretation) == ("Tekst van Daan", "Denkt aan dwang")
        kept = [e.changes for e in desk.events(signal) if e.kind == "corrected"]
        assert kept[0]["fact"] == [old.fact, "Tekst van Daan"]

    def test_a_weighing_on_an_old_page_keeps_its_words(self, desk, signal, client_for):
        old = desk.stored(signal).version
        client_for("daan").post(f"/signalen/{signal.pk}/oppakken/", {"version": old})
        page = desk.do(signal, "wegen", **WEIGHED, version=old)
        assert page.status_code == 409
        assert WEIGHED["reasons"] in page.content.decode()
        assert desk.stored(signal).state == "weighing"
        again = {**WEIGHED, "version": page.context["form"]["version"].value()}
        assert desk.do(signal, "wegen", **again).status_code == 302

    def test_two_who_take_at_once(self, desk, signal, client_for, cast):
        old = desk.stored(signal).version
        client_for("daan").post(f"/signalen/{signal.pk}/oppakken/", {"version": old})
        desk.do(signal, "oppakken", version=old)
        assert desk.stored(signal).owner_id == cast.people["daan"].pk


def test_correcting_to_a_minor_drops_coercion(desk, actor, cast):
    signal = reported(actor, cast, now(), age_class="adult", coercion=("debt",))
    form = {"fact": signal.fact, "about": "person", "age_class": "minor", "reason": "Zij is 16."}
    desk.do(signal, "verbeteren", **form)
    assert desk.stored(signal).coercion == []
    assert desk.events(signal)[-1].changes["coercion"] == []
    shown = desk.client.get(f"/signalen/{signal.pk}/").content.decode()
    assert "Dwang: weggehaald" in shown
    assert code_list("coercion_means").label("debt") not in shown


class TestConversation:
    def test_both_ways_with_what_is_still_unanswered(self, desk, signal, client_for):
        sanne, own = client_for("sanne"), f"/mijn-meldingen/{signal.pk}/"
        for text in ("Ik zag nog iets.", "Hoort u mij?"):
            assert sanne.post(own, {"text": text}).status_code == 302
        page = desk.client.get(f"/signalen/{signal.pk}/")
        assert page.context["unanswered"] == 2
        assert "2 berichten van de melder" in " ".join(page.content.decode().split())
        desk.client.post(f"/signalen/{signal.pk}/bericht/", {"text": "Dank u, ik kijk ernaar."})
        assert desk.client.get(f"/signalen/{signal.pk}/").context["unanswered"] == 0
        assert "Dank u, ik kijk ernaar." in sanne.get(own).content.decode()
        assert "Noor" not in sanne.get(own).content.decode().split('id="gesprek"')[1].split("<aside>")[0]

    def test_an_empty_message_is_not_sent(self, desk, signal):
        answer = desk.client.post(f"/signalen/{signal.pk}/bericht/", {"text": "  "})
        assert answer.status_code == 400
        assert not answer.context["conversation"]

    def test_read_without_an_answer(self, desk, signal, client_for):
        client_for("sanne").post(f"/mijn-meldingen/{signal.pk}/", {"text": "Ter informatie."})
        assert desk.client.get("/signalen/").context["lines"][0]["signal"].has_unread
        desk.client.post(f"/signalen/{signal.pk}/bericht/", {"do": "read"})
        assert not desk.client.get("/signalen/").context["lines"][0]["signal"].has_unread


def test_every_step_appends_history_and_an_audit_row(desk, signal, actor):
    desk.do(signal, "oppakken")
    desk.do(signal, "wegen", **WEIGHED)
    desk.do(signal, "afsluiten", outcome="no_trafficking", note="Gezien.")
    walked = [(e.from_state, e.to_state) for e in desk.events(signal) if e.to_state]
    assert walked == [("", "received"), ("received", "weighing"), ("weighing", "weighed"), ("weighed", "closed")]
    assert all(any((s.before, s.after) == pair for s in rules.STEPS) for pair in walked)
    lotte = actor("lotte", Purpose.OVERSIGHT)
    with acting(lotte.context(now())):
        seen = set(AuditRow.objects.filter(record=str(signal.pk)).values_list("action", flat=True))
    assert seen == {"signal.receive", "signal.take", "signal.weigh", "signal.close", "read.record"}
