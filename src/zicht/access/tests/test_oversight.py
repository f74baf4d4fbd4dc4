# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screens of the privacy officer: acts by rule, never people; a name only for one act, with a reason."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zicht.access.models import ActOpening, AuditRow, EmergencyAccess, Membership, SeatReview
from zicht.access.oversight import queries, reading
from zicht.access.roles import Purpose
from zicht.base.clock import local_day, now
from zicht.base.context import Context, acting, transaction_as
from zicht.reference.lists import code_list

pytestmark = pytest.mark.database


@pytest.fixture
def moment():
    return now()


@pytest.fixture
def lotte(client_for):
    client = client_for("lotte")
    return lambda name, *args, **data: client.get(reverse(f"access:{name}", args=args), data)


@pytest.fixture
def put(cast, moment):
    """put("read.record", who="noor", minutes=3): an act as it would have been written."""

    def make(action, *, who="noor", unit=None, **values):
        values = {
            "at": moment - timedelta(**values.pop("ago", {"minutes": 1})),
            "purpose": "signal_handling",
        } | values
        row = AuditRow(
            actor=f"person:{cast.people[who].pk}", action=action, owning_unit=unit or cast.unit_of(who), **values
        )
        # The database takes an act from whoever it names only.
        with transaction_as(Context(person=cast.people[who].pk)) as context:
            row.trace = context.trace
            row.save(force_insert=True)
        return row

    return make


@pytest.fixture
def found(actor, moment):
    """Keys of the acts that a rule finds for lotte."""

    def find(code):
        officer = actor("lotte", Purpose.OVERSIGHT)
        with transaction_as(officer.context(moment)):
            rows = queries.acts(officer, at=moment)
            (rule,) = [r for r in reading.rules(local_day(moment)) if r.code == code]
            return {row.pk for row in reading.hits(rule, rows, since=moment - timedelta(days=30))}

    return find


def test_every_rule_of_the_list_has_a_finder():
    assert set(code_list("reading_rules").codes()) == set(reading._FINDERS)


def test_records_of_many_units_in_a_short_time(cast, put, found):
    units = [cast.unit_of("noor"), cast.unit_of("iris"), cast.unit_of("lotte")]
    assert len({u.pk for u in units}) == 3
    for number, unit in enumerate(units):
        put("read.record", unit=unit, ago={"minutes": 80 - 20 * number}, record=str(uuid4()))
    assert found("many_units") == set()
    last = [
        put("read.record", unit=unit, ago={"minutes": 5 - n}, record=str(uuid4())) for n, unit in enumerate(units)
    ]
    assert found("many_units") == {last[2].pk}


def test_two_people_are_not_taken_together(cast, put, found):
    for who, unit in (("noor", "noor"), ("noor", "iris"), ("daan", "lotte")):
        put("read.record", who=who, unit=cast.unit_of(unit), record=str(uuid4()))
    assert found("many_units") == set()


def test_opened_long_after_closing_unless_reopened(put, found):
    first, second = str(uuid4()), str(uuid4())
    for record in (first, second):
        put("case.close", ago={"days": 200}, record=record, kind="case")
    put("case.reopen", ago={"days": 10}, record=second, kind="case")
    late = put("read.record", record=first, kind="case")
    put("read.record", record=second, kind="case")
    put("read.record", record=str(uuid4()), kind="case")
    assert found("long_closed") == {late.pk}


def test_opened_outside_the_days_of_a_seat(cast, put, found, within):
    inside = put("read.record", record=str(uuid4()))
    with within(cast.unit_of("daan")):
        Membership.objects.filter(person=cast.people["daan"]).update(valid_to=local_day(now()) - timedelta(days=5))
    outside = put("read.record", who="daan", unit=cast.unit_of("noor"), record=str(uuid4()))
    assert found("outside_seat") == {outside.pk}
    assert inside.pk not in found("outside_seat")


def test_an_export_without_follow_up(put, found):
    alone = put("read.export", kind="report", ago={"days": 20})
    followed = put("read.export", kind="case", ago={"days": 20})
    put("case.change", kind="case", ago={"days": 10})
    assert found("export_alone") == {alone.pk}
    assert followed.pk not in found("export_alone")


def test_reading_after_an_emergency_ended(committed, cast, put, found, moment):
    record, unit = uuid4(), cast.unit_of("noor")
    put("read.record", ago={"hours": 30}, record=str(record))
    after = put("read.record", record=str(record))
    put("read.record", who="daan", record=str(record))
    assert found("after_emergency") == set()
    # In service the database itself writes this row when somebody takes emergency access.
    EmergencyAccess(
        owning_unit=unit, asking_unit=unit, person=cast.people["noor"], purpose="signal_handling", reference="S-1",
        danger="life", at=moment - timedelta(hours=31), ends=moment - timedelta(hours=24), kind="signal",
        record=record, review_by=local_day(moment),
    ).save(using="owner", force_insert=True)  # fmt: skip
    assert found("after_emergency") == {after.pk}


def test_many_searches_on_one_day(put, found, moment):
    start = moment.replace(hour=12)
    rows = [put("read.search", at=start + timedelta(seconds=n)) for n in range(22)]
    put("read.search", who="daan", at=start)
    assert found("same_search") == {rows[20].pk, rows[21].pk}


def test_no_screen_names_or_counts_a_worker_for_reading(lotte, put, cast):
    for _ in range(3):
        put("read.record", kind="signal", record=str(uuid4()))
        put("read.search", kind="signal")
    pages = [lotte("reading"), *(lotte("reading", regel=code) for code in code_list("reading_rules").codes())]
    pages += [lotte("audit", soort="reading"), lotte("audit", soort="pages"), lotte("oversight"), lotte("denials")]
    for page in pages:
        body = page.content.decode()
        assert page.status_code == 200
        assert cast.people["noor"].name not in body
        assert f"person:{cast.people['noor'].pk}" not in body


def test_a_list_does_not_say_who_signed_in_when(lotte, put, cast):
    """Beside the moment of a report that would tell who the reporter may be."""
    row = put("session.sign_in", kind="staff")
    body = lotte("audit").content.decode()
    assert reverse("access:act", args=[row.pk]) in body, "it is asked act by act, with a reason"
    assert cast.people["noor"].name not in body
    assert f"person:{cast.people['noor'].pk}" not in body


def test_nobody_can_be_chosen_in_a_filter(lotte, put, cast):
    put("signal.weigh", kind="signal")
    put("signal.weigh", who="daan", kind="signal")
    body = lotte("audit").content.decode()
    assert set(re.findall(r'<(?:select|input)[^>]* name="([a-z_]+)"', body)) - {"csrfmiddlewaretoken"} == {
        "soort",
        "doel",
        "van",
        "tot",
    }
    narrowed = lotte("audit", wie=str(cast.people["noor"].pk), actor="person:1").content.decode()
    assert cast.people["daan"].name in narrowed
    assert cast.people["noor"].name in narrowed


def test_the_rules_group_by_nothing_but_the_act():
    """No finder and no screen hands out an aggregate for each person."""
    held = {name for name in dir(queries) if "person" in name or "worker" in name or "rank" in name}
    assert held == set()


def test_who_did_one_act_is_shown_after_a_reason_and_that_is_an_act(client_for, lotte, put, cast, actor, moment):
    row = put("read.record", kind="signal", record=str(uuid4()))
    name, client = cast.people["noor"].name, client_for("lotte")
    url = reverse("access:act", args=[row.pk])
    assert name not in client.get(url).content.decode()
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"reason": "because"}).status_code == 422
    assert client.post(url, {"reason": "incident"}).status_code == 302
    assert name in client.get(url).content.decode()
    with acting(actor("lotte", Purpose.OVERSIGHT).context(moment)):
        asked = ActOpening.objects.get()
        assert (asked.act, asked.reason, asked.opened_by_id) == (row.pk, "incident", cast.people["lotte"].pk)
        assert AuditRow.objects.filter(action="oversight.open_act", record=str(asked.pk)).count() == 1


def test_an_act_of_another_organisation_is_not_there(client_for, put, cast):
    row = put("read.record", who="eva")
    assert client_for("lotte").get(reverse("access:act", args=[row.pk])).status_code == 404


def test_refusals_say_why_without_saying_who_or_whether_it_exists(lotte, client_for, cast):
    assert client_for("noor").get(reverse("intake:signal", args=[uuid4()])).status_code == 404
    assert client_for("daan").get(reverse("access:staff")).status_code == 404
    body = lotte("denials").content.decode()
    assert "Dit is er niet, of niet voor deze rol en dit doel." in body
    assert "U hebt geen rol met dit doel." in body
    assert cast.people["noor"].name not in body


def test_the_yearly_review_lists_open_seats_and_remembers_the_answer(client_for, lotte, cast, actor, moment, within):
    with acting(actor("lotte", Purpose.OVERSIGHT).context(moment)):
        officer = actor("lotte", Purpose.OVERSIGHT)
        open_before = queries.seats(officer, at=moment, only_open=True).count()
        seat = queries.seats(officer, at=moment).filter(person=cast.people["noor"]).get()
    with within(cast.unit_of("noor")):
        Membership.objects.filter(pk=seat.pk).update(valid_from=local_day(moment) - timedelta(days=400))
    url = reverse("access:rights-answer", args=[seat.pk])
    client = client_for("lotte")
    assert cast.people["noor"].name in lotte("rights").content.decode()
    assert client.post(url, {"antwoord": "keep"}, follow=True).status_code == 200
    assert cast.people["noor"].name not in lotte("rights").content.decode()
    body = lotte("rights", alle="1").content.decode()
    assert cast.people["noor"].name in body
    assert "Nog nodig, " in body
    with acting(actor("lotte", Purpose.OVERSIGHT).context(moment)):
        assert SeatReview.objects.get().answer == "keep"
        assert queries.seats(officer, at=moment, only_open=True).count() <= open_before
    other = Membership.objects.filter(person=cast.people["eva"]).first()
    assert client.post(reverse("access:rights-answer", args=[other.pk])).status_code == 404


def test_the_administrator_sees_which_seats_are_to_end(client_for, cast, put):
    seat = Membership.objects.filter(person=cast.people["noor"]).first()
    url = reverse("access:rights-answer", args=[seat.pk])
    client_for("lotte").post(url, {"antwoord": "end"})
    body = client_for("ruben").get(reverse("access:staff")).content.decode()
    assert "Deze plekken moeten beëindigd worden" in body
    assert reverse("access:person", args=[cast.people["noor"].key]) in body


def test_the_overview_counts_and_leads_on(lotte, client_for, put):
    put("read.export", kind="report", ago={"days": 20})
    client_for("noor").get(reverse("intake:signal", args=[uuid4()]))
    body = lotte("oversight").content.decode()
    assert "1 handeling in 30 dagen" in body
    assert "Geweigerd in 30 dagen: 1" in body
    for name in ("audit", "denials", "reading", "rights", "agreements"):
        assert reverse(f"access:{name}") in body
        assert lotte(name).status_code == 200


def test_empty_screens_say_so(lotte):
    assert "Niets gevonden" in lotte("reading", regel="same_search").content.decode()
    assert "Niets geweigerd" in lotte("denials").content.decode()


@pytest.mark.parametrize("name", ["audit", "oversight", "reading", "denials", "rights", "agreements"])
def test_a_screen_asks_as_often_for_many_acts_as_for_few(lotte, put, client_for, name):
    def queries_of():
        with CaptureQueriesContext(connection) as caught:
            assert lotte(name).status_code == 200
        return len(caught)

    put("signal.weigh", kind="signal", record=str(uuid4()))
    client_for("noor").get(reverse("intake:signal", args=[uuid4()]))
    queries_of()
    few = queries_of()
    for _ in range(30):
        put("signal.weigh", kind="signal", record=str(uuid4()))
        put("read.record", kind="signal", record=str(uuid4()))
    for _ in range(5):
        client_for("noor").get(reverse("intake:signal", args=[uuid4()]))
    assert queries_of() == few
