# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The invented region, built once in a database of its own, and written twice to compare."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from zicht.access.models import Grant, Organisation, Person
from zicht.access.roles import Purpose, regime_of
from zicht.base.clock import local_day
from zicht.casework.care import rules as care_rules
from zicht.casework.care.forms import LANGUAGES
from zicht.casework.care.models import CareTrack, Consent, RegisterReport
from zicht.casework.cases import rules as case_rules
from zicht.casework.cases.consent import rules as consent_rules
from zicht.casework.cases.consent.texts import text_on
from zicht.casework.cases.models import Case, CaseAction, CaseEvent, CasePerson
from zicht.casework.intake import rules
from zicht.casework.intake.models import (
    ConversationMessage,
    Draft,
    PublicDoor,
    ReporterIdentity,
    Signal,
    SignalEvent,
    SignalIndicator,
    SignalSubject,
    SignalThing,
    Weighing,
)
from zicht.casework.intake.routes import route_for
from zicht.casework.sharing.models import Package, ReceivedPackage
from zicht.exchange.formats import SHAPES
from zicht.exchange.models import Message
from zicht.monitor import working
from zicht.monitor.declaring import definitions
from zicht.monitor.frames import victims
from zicht.reference.lists import code_list
from zicht.register.extract import frame_of
from zicht.register.models import Delivery, DuplicateProposal, ReceptionDeparture, Report, ReportEpisode
from zicht.register.rows import ReportRow
from zicht.web.demo.cast import CAST
from zicht.web.demo.generate import (
    MATRIX,
    ORDER,
    STORY_COUNT,
    STORY_GROUP,
    NotEmpty,
    anchor_of,
    ensure_region,
    write_book,
)
from zicht.web.demo.stories import STORIES

pytestmark = pytest.mark.database

AT = datetime(2026, 11, 16, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
DB = "region"


@pytest.fixture(scope="module", autouse=True)
def region(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A copy of the test database (which holds the cast) with the region built in it."""
    from django.db import connections

    owner = connections["owner"]
    with django_db_blocker.unblock():
        connections["default"].close()
        owner.close()
        owner.creation.clone_test_db(suffix=DB, verbosity=0)
        owner.close()
        connections.settings[DB] = owner.settings_dict | owner.creation.get_test_db_clone_settings(DB)
        ensure_region(lambda words: None, using=DB, at=AT)
        yield
        connections[DB].close()
        owner.creation.destroy_test_db(suffix=DB, verbosity=0, keepdb=False)
        del connections[DB]
        del connections.settings[DB]


def rows(model):
    return model.objects.using(DB)


def codes_of(name: str, day) -> set[str]:
    return set(code_list(name).codes(day))


def digest(at: datetime, seed: int) -> str:
    """Every value of every row as it is written, before anything is stored."""
    book = write_book(anchor_of(at), seed, using=DB)
    found = hashlib.sha256()
    for model in ORDER:
        names = [f.attname for f in model._meta.concrete_fields if f.name != "changed_at"]
        found.update(repr([[getattr(row, name) for name in names] for row in book.rows[model]]).encode())
    return found.hexdigest()


def stored() -> list[int]:
    return [model.objects.using(DB).count() for model in ORDER]


def test_the_region_has_the_promised_size():
    assert 560 <= rows(Signal).count() <= 640
    assert 55 <= rows(Case).count() <= 66
    assert 36 <= rows(CareTrack).count() <= 44
    assert 380 <= rows(Report).count() <= 420
    assert rows(Person).count() == 48
    assert 18 <= rows(Organisation).count() <= 24
    towns = {o.municipality for o in rows(Organisation).exclude(municipality="")}
    assert towns == codes_of("municipalities_demo", AT.date())
    by_source = Counter(rows(Report).values_list("delivery__source", flat=True))
    assert by_source["file"] > 10 * by_source["message"]
    span = AT - rows(Signal).order_by("received_at").first().received_at
    assert timedelta(days=1000) < span < timedelta(days=1100)


def test_the_same_seed_on_the_same_day_gives_the_same_region():
    first = digest(AT, 2026)
    assert digest(AT + timedelta(hours=5), 2026) == first
    assert digest(AT, 2027) != first
    assert digest(AT + timedelta(days=1), 2026) != first


def test_what_was_stored_is_what_the_seed_writes():
    book = write_book(anchor_of(AT), 2026, using=DB)
    assert {s.pk for s in book.rows[Signal]} == set(rows(Signal).values_list("pk", flat=True))
    assert {r.pk for r in book.rows[Report]} == set(rows(Report).values_list("pk", flat=True))


def test_building_again_changes_nothing_and_says_so():
    before, said = stored(), []
    ensure_region(said.append, using=DB, at=AT)
    assert stored() == before
    assert said == ["De oefenregio Waterlinde is er al."]


def test_real_people_and_the_region_do_not_mix():
    stranger = Person(name="Iemand", email="iemand@elders.example", password="!")
    stranger.save(using=DB)
    try:
        with pytest.raises(NotEmpty):
            ensure_region(lambda words: None, using=DB, at=AT)
    finally:
        stranger.delete(using=DB)


def test_the_anchor_is_never_in_the_future():
    early = AT.replace(hour=7)
    assert anchor_of(early) == (AT - timedelta(days=1)).replace(hour=9)
    assert anchor_of(AT) == AT.replace(hour=9)


def test_nothing_in_the_story_happens_after_the_anchor():
    anchor = anchor_of(AT)
    moments = ("at", "received_at", "sent_at", "opened_at", "closed_at", "answered_at", "done_at", "created_at")
    for model in ORDER:
        names = {f.name for f in model._meta.concrete_fields} & set(moments)
        for name in names:
            assert not rows(model).filter(**{f"{name}__gt": anchor}).exists(), f"{model.__name__}.{name}"


def test_every_stored_code_is_in_its_list_on_its_day():
    wrong = []
    for signal in rows(Signal):
        day = local_day(signal.received_at)
        ok = set(signal.forms) <= codes_of("forms", day) and set(signal.coercion) <= codes_of("coercion_means", day)
        ok = ok and signal.age_class in codes_of("age_classes", day)
        ok = ok and (not signal.outcome or signal.outcome in codes_of("outcome_reasons", day))
        ok = ok and signal.municipality in codes_of("municipalities_demo", day)
        wrong += [] if ok else [signal.reference]
    assert set(rows(SignalIndicator).values_list("code", flat=True)) == codes_of("indicators", AT.date())
    assert set(rows(SignalSubject).values_list("role", flat=True)) <= codes_of("person_roles", AT.date())
    assert set(rows(SignalThing).values_list("kind", flat=True)) <= codes_of("thing_kinds", AT.date())
    for person in rows(CasePerson):
        ok = set(person.roles) <= codes_of("person_roles", AT.date())
        ok = ok and set(person.forms) <= codes_of("forms", AT.date())
        ok = ok and (not person.nationality or person.nationality in codes_of("countries", AT.date()))
        wrong += [] if ok else [str(person.pk)]
    for package in rows(Package):
        day = local_day(package.sent_at)
        ok = package.legal_basis in codes_of("legal_bases", day) and package.purpose in codes_of("purposes", day)
        wrong += [] if ok else [str(package.pk)]
    assert wrong == []


def test_every_code_in_the_register_is_in_its_list():
    lists = {"sectors_sexual": "sectors_sexual", "sectors_labour": "sectors_labour", "manners": "criminal_manners"}
    for report in rows(Report):
        day = datetime(report.year, 1, 1, tzinfo=AT.tzinfo).date()
        assert report.reporter_group in codes_of("reporter_groups", day)
        assert not report.nationality or report.nationality in codes_of("countries", day)
        for name, listed in {"forms": "forms", **lists}.items():
            assert set(getattr(report, name)) <= codes_of(listed, day)


def test_histories_follow_the_table_of_steps():
    steps = {(s.before, s.after, rules.EVENT_OF[s.verb]) for s in rules.STEPS}
    told = defaultdict(list)
    for event in rows(SignalEvent).order_by("at", "id"):
        if event.to_state:
            told[event.signal_id].append(event)
    weighed = Counter(rows(Weighing).values_list("signal_id", flat=True))
    for signal in rows(Signal):
        state = ""
        for event in told[signal.pk]:
            assert event.from_state == state
            assert (event.from_state, event.to_state, event.kind) in steps
            state = event.to_state
        assert state == signal.state
        assert weighed[signal.pk] == sum(e.kind == "weighed" for e in told[signal.pk])
        assert (signal.closed_at is not None) == (signal.state == "closed") == bool(signal.outcome)
        assert (signal.case_id is not None) == (signal.state == "in_case")


def test_closed_signals_end_with_a_reason_that_fits():
    for event in rows(SignalEvent).filter(kind="closed").select_related("signal"):
        assert event.signal.outcome in rules.step(event.from_state, "close").outcomes
    assert len(set(rows(Signal).exclude(outcome="").values_list("outcome", flat=True))) >= 7


def test_weighings_carry_the_route_of_the_table():
    for weighing in rows(Weighing).select_related("signal"):
        proposal = route_for(
            about=weighing.signal.about, forms=weighing.route_forms, age_class=weighing.route_age_class,
            acute=weighing.route_acute, day=local_day(weighing.at),
        )  # fmt: skip
        assert weighing.proposed_route == proposal.route


def test_cases_follow_their_table_and_events_have_known_kinds():
    assert set(rows(CaseEvent).values_list("kind", flat=True)) <= set(case_rules.EVENT_KINDS)
    steps = {(s.source, s.target, s.event) for table in (case_rules, care_rules) for s in table.STEPS}
    for event in rows(CaseEvent).exclude(from_state="").exclude(kind="register_receipt"):
        assert (event.from_state, event.to_state, event.kind) in steps
    for case in rows(Case):
        assert (case.state == "closed") == (case.closed_at is not None) == bool(case.outcome)


def test_under_18_no_coercion_and_no_thing_without_its_ground():
    assert not rows(Signal).filter(age_class="minor").exclude(coercion=[]).exists()
    strict = rows(SignalThing).filter(kind__in=["phone", "account", "advert"])
    assert strict.exists()
    assert all(t.ground in ("coercion", "minority") and t.ground_note for t in strict)


def test_three_states_of_indicators_and_silence_is_unknown():
    per_signal = Counter(rows(SignalIndicator).values_list("signal_id", flat=True))
    assert set(per_signal.values()) == {len(code_list("indicators").codes())}
    assert not rows(SignalIndicator).filter(signal__kind="advice").exists()
    states = Counter(rows(SignalIndicator).values_list("seen", flat=True))
    assert states["unknown"] > states["observed"] > states["not_observed"] > 0


def working_figure(extra: tuple[ReportRow, ...] = ()):
    reports = [
        ReportRow(str(r.victim_id), r.year, r.reporter_group, frozenset(r.forms), r.nationality or None)
        for r in rows(Report).filter(state="entered")
    ]
    return working.counted(victims(frame_of((*reports, *extra))), range(AT.year - 3, AT.year + 1), definitions())


def test_the_figure_has_the_counts_of_the_story():
    table = working_figure()
    counted = {head.code: [cell.count for cell in line] for head, line in zip(table.rows, table.cells, strict=True)}
    assert {group: tuple(counted[group]) for group in MATRIX} == MATRIX
    assert [sum(column) for column in zip(*(counted[g] for g in MATRIX), strict=True)] == counted["total"]
    assert [n for line in counted.values() for n in line].count(STORY_COUNT) == 1


@pytest.mark.parametrize(("more", "expected"), [(0, STORY_COUNT), (1, STORY_COUNT + 1)])
def test_the_cell_of_the_story_is_shown_while_small_ones_are_hidden(more, expected):
    new = tuple(ReportRow(f"new-{n}", AT.year, "care_coordinator", frozenset({STORY_GROUP})) for n in range(more))
    shown = working.protected(working_figure(new), definitions())
    assert shown.cell(STORY_GROUP, str(AT.year)).count == expected
    assert sum(cell.suppressed for _, _, cell in shown.walk()) >= 4


def test_every_message_has_a_body_of_its_kind_and_two_sides():
    sides = Counter(rows(Message).values_list("message", flat=True))
    assert set(sides.values()) == {2}
    for message in rows(Message):
        if message.body:
            SHAPES[message.kind].read(message.body)


def test_reports_rest_on_consent_or_on_a_ground():
    for report in rows(Report).filter(state="entered", basis="consent"):
        assert report.consent.get("answer") == "given"
    for sent in rows(RegisterReport).exclude(state="refused").select_related("consent"):
        assert sent.consent.answer == "given"
    assert set(rows(Consent).values_list("answer", flat=True)) == {"given", "refused", "withdrawn"}
    withdrawn = rows(Report).filter(state="refused")
    assert withdrawn.exists()
    assert all(not r.forms and not r.name and not r.nationality for r in withdrawn)


def test_every_consent_follows_the_rule_of_the_room():
    for consent in rows(Consent).select_related("person__case"):
        day, person = local_day(consent.at), consent.person
        text = text_on(day)
        others = rows(CasePerson).filter(case_id=person.case_id).exclude(pk=person.pk)
        found = consent_rules.standing(
            birth_year=person.birth_year, age_class=person.case.age_class, alone=not others.exists(),
            this_year=day.year, own_age=text.age_of_own_consent,
        )  # fmt: skip
        ways = consent_rules.ways(standing=found, family_involved=person.family_involved, roles=person.roles)
        problem = consent_rules.check_answer(
            kind=consent.kind, answer=consent.answer, given_by=consent.given_by, scope=consent.scope, allowed=ways
        )
        assert problem == ""
        assert consent.text_version == text.version
        assert consent.language in dict(LANGUAGES)


def test_everybody_finds_something_this_morning():
    people = {p.email.partition("@")[0]: p for p in rows(Person)}
    now = anchor_of(AT)
    inbox = rows(Signal).filter(function__name="Aandachtsfunctionaris mensenhandel Lindestede")
    open_now = inbox.filter(state__in=rules.OPEN_STATES)
    assert 15 <= open_now.count() <= 30
    assert inbox.filter(state="received").count() >= 5
    assert open_now.filter(due_at__lt=now).count() >= 2
    assert inbox.filter(state="waiting_capacity").count() == 3
    unread = rows(ConversationMessage).filter(from_reporter=True, read_at=None, signal__in=open_now)
    assert unread.count() == 2
    assert rows(ReceivedPackage).filter(state="waiting", owning_unit__name="Zorgcoördinatie").count() == 1
    assert rows(ReceivedPackage).filter(state="waiting", owning_unit__name="AVIM").count() == 1
    assert rows(CareTrack).filter(coordinator=people["fatima"], state="started").count() >= 3
    worn = rows(Case).filter(owner=people["stefan"]).values_list("regime", flat=True)
    assert set(worn) == {regime_of(p, police=False) for p in (Purpose.SUPERVISION, Purpose.INVESTIGATION)}
    grant = rows(Grant).get(person=people["marijke"])
    assert grant.ends == now + timedelta(days=14)
    assert rows(Case).filter(pk=grant.record).exists()
    assert rows(Draft).filter(person=people["sanne"]).count() == 1
    assert rows(ConversationMessage).filter(
        signal__reporter=people["sanne"], from_reporter=False, read_at=None
    ).count() == 1  # fmt: skip


def test_the_registrar_has_three_doubtful_reports_two_of_one_person():
    waiting = list(rows(Report).filter(state="waiting").order_by("reported_on"))
    assert len(waiting) == 3
    names = Counter(r.name for r in waiting)
    twice = [r for r in waiting if names[r.name] == 2]
    assert {r.reporter_group for r in twice} == {"police", "care_coordinator"}
    assert len({r.victim_id for r in twice}) == 2
    assert Delivery.objects.using(DB).filter(reports__in=waiting, source="message").count() == 3
    pair = rows(DuplicateProposal).select_related("one", "other").get()
    assert {pair.one.name, pair.other.name} == {r.name for r in twice}
    episode = rows(ReportEpisode).select_related("report").get()
    assert (episode.country, episode.report.nationality, episode.report.state) == ("NL", "GE", "entered")
    assert rows(ReceptionDeparture).filter(victim=None).count() == 3


def test_doors_follow_the_rule():
    doors = {door.slug: door for door in rows(PublicDoor).select_related("function")}
    assert doors["lindestede"].open
    assert doors["lindestede"].answer_days == 5
    assert doors["lindestede"].function.name == "Aandachtsfunctionaris mensenhandel Lindestede"
    assert "112" in doors["lindestede"].reporting_points
    assert not doors["waterhoven"].open
    assert not rows(Signal).filter(door="public").exclude(function=doors["lindestede"].function).exists()


def test_the_four_histories_stand_with_noor_fatima_and_joris():
    for story in STORIES:
        cases = [c for c in rows(Case).select_related("owning_unit") if c.title == story.title]
        assert {c.owning_unit.name for c in cases} == {
            "Veiligheid", "Zorgcoördinatie", "AVIM",
        }  # fmt: skip
        reports = rows(RegisterReport).select_related("person")
        assert [r.state for r in reports if r.person.name == story.name] == ["entered"]
    along = rows(CaseAction).filter(track="residence").select_related("case")
    assert any(planned.case.title == STORIES[0].title for planned in along)


def test_contact_details_are_plainly_invented():
    assert all(p.email.endswith("@zicht.example") for p in rows(Person))
    for contact in (identity.contact for identity in rows(ReporterIdentity) if identity.contact):
        assert contact.endswith("@zicht.example")
    for thing in rows(SignalThing).filter(kind="phone"):
        assert thing.value.startswith("06-000000")


def test_the_page_about_the_cast_names_everybody():
    page = (Path(__file__).parents[5] / "docs" / "cast.md").read_text(encoding="utf-8")
    missing = [spec.name for spec in CAST if f"| {spec.name} |" not in page]
    assert missing == []
    assert f"stands at {STORY_COUNT}" in page
    assert all(story.title in page for story in STORIES)
