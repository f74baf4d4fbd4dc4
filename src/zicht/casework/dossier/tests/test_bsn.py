# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The BSN: not needed, checked, shown whole on the form only, found by equality, in no address, error or log."""

import html
import logging
import re

import pytest
from django.urls import reverse

from zicht.access import index
from zicht.access.models import AuditRow
from zicht.access.roles import Kind, Purpose
from zicht.base.context import acting
from zicht.casework.cases import actions
from zicht.casework.cases.models import CaseEvent

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BSN = "111222333"


@pytest.fixture
def noor(actor):
    return actor("noor", Purpose.SIGNAL_HANDLING)


@pytest.fixture
def case(noor, cast, at):
    with acting(noor.context(at)):
        return actions.open_case(
            actor=noor, unit=cast.unit_of("noor"), title="Jongere met schulden", about="person", forms=["CU"],
            age_class="minor", acute=False, summary="Feiten.", owner=cast.people["noor"], at=at,
        )  # fmt: skip


@pytest.fixture
def post(case, client_for):
    url = reverse("dossier:person-add", args=[case.pk])

    def do(bsn):
        typed = {"roles": ["possible_victim"], "name": "Mila Vos", "family_involved": "unknown", "version": 1}
        client = client_for("noor")
        token = re.search(r'name="submission" value="([^"]+)"', client.get(url).content.decode())
        return client.post(url, typed | {"bsn": bsn} | ({"submission": token[1]} if token else {}))

    return do


def person_of(case, noor, at):
    with acting(noor.context(at)):
        return case.persons.first()


@pytest.mark.parametrize("typed", ["111222333", "1112.22.333", " 111 222 333 "])
def test_it_is_kept_in_one_form_and_found(post, case, noor, at, typed):
    assert post(typed).status_code == 302
    person = person_of(case, noor, at)
    assert person.bsn == BSN
    with acting(noor.context(at)):
        found = index.find(kinds=[Kind.CASE], entry_kind="bsn", value=typed)
        assert found == [("case", case.pk, person.pk)]
        assert BSN not in str([(e.changes, e.note) for e in CaseEvent.objects.all()])


def test_another_unit_finds_nothing(post, actor, at):
    post(BSN)
    for who, purpose in (("iris", Purpose.SIGNAL_HANDLING), ("joris", Purpose.PARTNER_HANDLING)):
        with acting(actor(who, purpose).context(at)):
            assert index.find(kinds=[Kind.CASE], entry_kind="bsn", value=BSN) == []


@pytest.mark.parametrize("typed", ["111222334", "12345", "abc", "000000000"])
def test_a_wrong_one_is_refused_without_repeating_it(post, case, noor, at, typed, caplog):
    with caplog.at_level(logging.DEBUG):
        page = post(typed)
    assert page.status_code == 422
    shown = html.unescape(page.content.decode())
    assert "geen geldig BSN" in shown
    # It stands in the field, where it can be corrected, and nowhere else.
    assert typed not in re.sub(r"<input[^>]*>", "", shown)
    assert typed not in caplog.text
    assert person_of(case, noor, at) is None


def test_it_is_optional_and_shown_whole_on_the_form_only(post, case, noor, at, client_for):
    assert post("").status_code == 302
    assert person_of(case, noor, at).bsn == ""
    with acting(noor.context(at)):
        person = case.persons.get()
        actions.change_person(actor=noor, person=person, changes={"bsn": BSN}, expected=1, at=at)
    page = client_for("noor").get(reverse("dossier:case", args=[case.pk])).content.decode()
    assert "111222…" in page
    assert BSN not in page
    form = client_for("noor").get(reverse("dossier:person-edit", args=[person.pk])).content.decode()
    assert f'value="{BSN}"' in form


def test_an_action_refuses_a_wrong_one_without_naming_it(case, noor, at):
    with acting(noor.context(at)), pytest.raises(ValueError, match="eleven") as refused:
        actions.add_person(actor=noor, case=case, roles=["possible_victim"], bsn="111222334", at=at)
    assert "111222334" not in str(refused.value)


def test_no_log_of_acts_holds_it(post, case):
    post(BSN)
    rows = list(AuditRow.objects.using("default").values_list())
    assert BSN not in str(rows)
