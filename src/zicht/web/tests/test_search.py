# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Searching finds what is there for the actor; what is not there and what is not for the actor look the same."""

from datetime import timedelta

import pytest

from zicht.access.models import AuditRow, Grant
from zicht.access.roles import Purpose
from zicht.base.context import transaction_as
from zicht.casework.cases.actions import add_person, open_case
from zicht.web.search import revealed

pytestmark = pytest.mark.usefixtures("committed")
HANDLING = Purpose.SIGNAL_HANDLING


@pytest.fixture
def case(cast, actor, at):
    """A case of noor's with one person."""
    noor = actor("noor", HANDLING)
    with transaction_as(noor.context(at)):
        made = open_case(
            actor=noor, unit=cast.unit_of("noor"), title="Proef", about="person", forms=[], age_class="adult",
            acute=False, summary="", owner=None, at=at,
        )  # fmt: skip
        add_person(
            actor=noor, case=made, roles=["possible_victim"], name="Thijs van der Meijer", birth_year=1994,
            safe_contact="06-12345678", at=at,
        )  # fmt: skip
    return made


WAYS = [("phone", "+31 6 1234 5678"), ("name", "thijs van der meijer"), ("name_year", "Meyer, Tijs 1994")]


@pytest.mark.parametrize(("kind", "value"), WAYS)
def test_the_owner_finds_it_and_nobody_else(case, client_for, kind, value):
    shown = client_for("noor").post("/zoeken/", {"kind": kind, "value": value}).content.decode()
    assert case.reference in shown
    assert ("lijkt op: zelfde klank, zelfde geboortejaar" in shown) == (kind == "name_year")
    for stranger in ("iris", "eva"):
        theirs = client_for(stranger).post("/zoeken/", {"kind": kind, "value": value}).content.decode()
        nothing = client_for(stranger).post("/zoeken/", {"kind": kind, "value": "0699999999"}).content.decode()
        assert "Niets gevonden" in theirs
        assert case.reference not in theirs
        assert theirs.count("<tr") == nothing.count("<tr")


@pytest.mark.parametrize(("kind", "value"), WAYS)
def test_a_hit_does_not_tell_what_a_grant_left_out(case, cast, actor, at, kind, value):
    Grant(
        kind="case", record=case.pk, purpose=HANDLING.value, fields=["about"], starts=at, ends=at + timedelta(days=1),
        given_by=cast.people["noor"], owning_unit=cast.unit_of("noor"), unit=cast.unit_of("eva"),
    ).save(using="owner")  # fmt: skip
    eva = actor("eva", HANDLING)
    with transaction_as(eva.context(at)):
        assert revealed(eva, "reference", case.reference, at=at) == {case.pk}
        assert revealed(eva, kind, value, at=at) == set()


def test_by_reference_in_any_case(case, client_for, actor, at):
    assert case.reference in client_for("daan").post(
        "/zoeken/", {"kind": "reference", "value": f" {case.reference.lower()} "}
    ).content.decode()  # fmt: skip
    eva = actor("eva", HANDLING)
    with transaction_as(eva.context(at)):
        assert revealed(eva, "reference", case.reference, at=at) == set()


def test_what_was_typed_stands_in_no_log_and_not_in_the_address(case, client_for):
    answer = client_for("noor").post("/zoeken/", {"kind": "phone", "value": "06-12345678"})
    assert "12345678" not in answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]
    rows = list(AuditRow.objects.using("owner").filter(action="read.search").values())
    assert rows
    assert "12345678" not in str(rows)


def test_an_empty_form_says_what_to_do(client_for):
    answer = client_for("noor").post("/zoeken/", {})
    assert answer.status_code == 422
    assert "Vul dit in." in answer.content.decode()
