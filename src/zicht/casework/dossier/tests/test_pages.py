# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The pages of a case: who may open them, work on it, two people at once, lists that stay as quick."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zicht.access.roles import Purpose
from zicht.base.clock import local_day, now
from zicht.base.context import acting
from zicht.casework.cases import actions
from zicht.casework.cases.queries import case_counts

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def noor(actor):
    return actor("noor", Purpose.SIGNAL_HANDLING)


@pytest.fixture
def make(noor, cast, at):
    def do(**changes):
        given = {"title": "Jongere met schulden", "owner": cast.people["noor"], "summary": "Feiten."} | changes
        with acting(noor.context(at)):
            return actions.open_case(
                actor=noor,
                unit=cast.unit_of("noor"),
                about="person",
                forms=["CU"],
                age_class="minor",
                acute=False,
                at=at,
                **given,
            )

    return do


@pytest.fixture
def case(make):
    return make()


@pytest.fixture
def act(noor, at):
    """Do something as Noor."""

    def do(verb, **given):
        with acting(noor.context(at)):
            return verb(actor=noor, at=at, **given)

    return do


def fresh(case, noor, at):
    with acting(noor.context(at)):
        return type(case).objects.get(pk=case.pk)


NAMES = ["case", "edit", "person-add", "action-add", "close", "reopen", "wait", "resume"]


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_gets_the_same_answer_as_for_nothing(case, client_for, name):
    for who, prefix in (("iris", ""), ("eva", ""), ("fatima", "care-"), ("joris", "partner-"), ("fatima", "")):
        url = reverse(f"dossier:{prefix}{name}", args=[case.pk])
        assert client_for(who).get(url).status_code == 404, (who, name)
        assert client_for(who).post(url, {}).status_code in {404, 405}, (who, name)


@pytest.mark.parametrize("name", NAMES)
def test_the_owner_unit_opens_every_page(case, client_for, name):
    assert client_for("daan").get(reverse(f"dossier:{name}", args=[case.pk])).status_code == 200


def test_a_person_is_added_and_changed(case, client_for, noor, at):
    client = client_for("noor")
    url = reverse("dossier:person-add", args=[case.pk])
    wrong = client.post(url, {"version": 1, "name": "Mila Vos", "family_involved": "unknown"})
    assert wrong.status_code == 422
    assert "Mila Vos" in wrong.content.decode()
    right = {"version": 1, "name": "Mila Vos", "roles": ["possible_victim"], "family_involved": "yes"}
    assert client.post(url, right).status_code == 302
    with acting(noor.context(at)):
        person = case.persons.get()
    edit = reverse("dossier:person-edit", args=[person.pk])
    assert client.post(edit, {**right, "birth_year": "2009"}).status_code == 302
    page = client.get(reverse("dossier:case", args=[case.pk])).content.decode()
    assert "Mila Vos" in page
    assert "2009" in page
    assert client_for("iris").get(edit).status_code == 404


def test_two_people_at_once_see_both_versions_and_choose(case, client_for, noor, at):
    url = reverse("dossier:edit", args=[case.pk])
    form = {"version": 1, "title": "Jongere", "about": "person", "age_class": "minor"}
    assert client_for("daan").post(url, {**form, "summary": "Tekst van Daan."}).status_code == 302
    clash = client_for("noor").post(url, {**form, "summary": "Tekst van Noor."})
    assert clash.status_code == 409
    page = clash.content.decode()
    assert "Tekst van Daan." in page
    assert "Tekst van Noor." in page
    assert 'name="version" value="2"' in page
    assert fresh(case, noor, at).summary == "Tekst van Daan."
    assert client_for("noor").post(url, {**form, "version": 2, "summary": "Beide."}).status_code == 302
    assert fresh(case, noor, at).summary == "Beide."


def test_an_action_is_agreed_late_and_finished(case, client_for, act, cast, noor, at):
    client = client_for("noor")
    url = reverse("dossier:action-add", args=[case.pk])
    form = {"text": "Wijkteam bellen", "track": "care", "owner": cast.people["daan"].pk}
    yesterday = local_day(now()) - timedelta(days=1)
    wrong = client.post(url, {**form, "due_on": f"{yesterday:%d-%m-%Y}"})
    assert wrong.status_code == 422
    assert "al voorbij" in wrong.content.decode()
    outsider = client.post(url, {**form, "owner": cast.people["eva"].pk, "due_on": "31-12-2099"})
    assert outsider.status_code == 422
    planned = act(
        actions.plan_action,
        case=case,
        track="care",
        text="Wijkteam bellen",
        owner=cast.people["daan"],
        due_on=local_day(now()) - timedelta(days=3),
    )
    page = client.get(reverse("dossier:case", args=[case.pk])).content.decode()
    assert "3 dagen te laat" in page
    assert case.reference in client.get(reverse("dossier:cases") + "?late=1").content.decode()
    done = reverse("dossier:action-done", args=[planned.pk])
    assert client.post(done, {"version": 1, "result": "Gesproken met de moeder."}).status_code == 302
    assert case.reference not in client.get(reverse("dossier:cases") + "?late=1").content.decode()


def test_closing_needs_reason_and_note_and_reopening_a_why(case, client_for, noor, at):
    client = client_for("noor")
    close = reverse("dossier:close", args=[case.pk])
    assert client.post(close, {"version": 1, "outcome": "harmed"}).status_code == 422
    assert client.post(close, {"version": 1, "outcome": "harmed", "note": "Loon terug."}).status_code == 302
    assert fresh(case, noor, at).state == "closed"
    again = client.post(close, {"version": 2, "outcome": "harmed", "note": "Loon terug."})
    assert again.status_code == 422
    assert client.post(reverse("dossier:reopen", args=[case.pk]), {"version": 2, "note": "Nieuw."}).status_code == 302
    assert fresh(case, noor, at).state == "open"


def test_the_victim_question_is_asked_until_it_is_answered(case, client_for, act):
    url = reverse("dossier:case", args=[case.pk])
    client = client_for("noor")
    person = act(actions.add_person, case=case, roles=["possible_offender"])
    assert "Stel eerst de slachtoffervraag" in client.get(url).content.decode()
    act(actions.change_person, person=person, changes={"roles": ["both"]}, expected=1)
    assert "Stel eerst de slachtoffervraag" not in client.get(url).content.decode()


def test_filters_and_search_by_the_whole_reference(make, client_for, act, cast):
    mine, nobodys, waiting = make(), make(owner=None), make()
    act(actions.wait_case, case=waiting, note="Niemand vrij.", expected=1)
    client = client_for("noor")

    def shown(query):
        page = client.get(reverse("dossier:cases") + query).content.decode()
        return {c.reference for c in (mine, nobodys, waiting) if f">{c.reference}<" in page}

    assert shown("?owner=none") == {nobodys.reference}
    assert shown("?state=waiting_capacity") == {waiting.reference}
    assert shown("?state=closed") == set()
    assert shown(f"?reference={mine.reference.lower()}") == {mine.reference}
    assert shown(f"?reference={mine.reference[:6]}") == set()
    assert shown("?owner=me") == {mine.reference, waiting.reference}


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_the_list_asks_as_much_for_30_cases_as_for_3(make, client_for):
    client = client_for("noor")
    for _ in range(3):
        make()
    few = queries(client, reverse("dossier:cases"))
    for _ in range(27):
        make()
    assert queries(client, reverse("dossier:cases")) == few
    assert few <= 25  # two of them write the logs
    assert "page=2" in client.get(reverse("dossier:cases")).content.decode()


def test_the_page_of_a_case_asks_as_much_for_many_persons_and_actions(case, client_for, act, cast):
    def grow():
        act(actions.add_person, case=case, roles=["witness"])
        act(
            actions.plan_action,
            case=case,
            track="care",
            text="Bellen",
            owner=cast.people["daan"],
            due_on=local_day(now()),
        )

    grow()
    url = reverse("dossier:case", args=[case.pk])
    client = client_for("noor")
    few = queries(client, url)
    for _ in range(5):
        grow()
    assert queries(client, url) == few


def test_counts_for_the_start_page(make, act, cast, noor, actor, at):
    late, waiting = make(), make()
    act(actions.wait_case, case=waiting, note="Niemand vrij.", expected=1)
    for days in (-1, 0, 1):
        due = local_day(at) + timedelta(days=days)
        act(actions.plan_action, case=late, track="care", text="x", owner=cast.people["noor"], due_on=due)
    with acting(noor.context(at)):
        counts = case_counts(noor, at=at)
    assert (counts.open, counts.waiting_capacity, counts.late_actions) == (1, 1, 1)
    iris = actor("iris", Purpose.SIGNAL_HANDLING)
    with acting(iris.context(at)):
        assert case_counts(iris, at=at).open == 0
