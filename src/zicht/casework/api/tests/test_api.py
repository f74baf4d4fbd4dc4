# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Cases and signals for programs: the design rules, who gets in, what is told, and what never is."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from zicht.access import apidoor, tokens
from zicht.access.models import ApiToken, Grant, Membership
from zicht.access.roles import Kind, Purpose
from zicht.base.context import acting
from zicht.casework.api.document import document
from zicht.casework.cases import actions as cases
from zicht.casework.intake.tests.helping import reported

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FACT = "Een jongen pint elke week geld voor ouderen."


@pytest.fixture
def noor(actor):
    return actor("noor", Purpose.SIGNAL_HANDLING)


@pytest.fixture
def signal(actor, cast, at):
    return reported(actor, cast, at, reporter_name="Bezorgde Buurvrouw", reporter_contact="06-geheim")


@pytest.fixture
def case(noor, cast, at):
    with acting(noor.context(at)):
        made = cases.open_case(
            actor=noor, unit=cast.unit_of("noor"), title="Loods", about="person", forms=["AU"], age_class="adult",
            acute=False, summary="Vertrouwelijk.", owner=cast.people["noor"], at=at,
        )  # fmt: skip
        cases.add_person(actor=noor, case=made, roles=["possible_victim"], name="Milosz Wozniak", at=at)
        return made


@pytest.fixture
def key_of(actor, cast):
    """key_of("noor", Purpose.SIGNAL_HANDLING, at): a key, made as the person does."""

    def make(who: str, purpose: Purpose, at) -> str:
        me, code = actor(who, Purpose.REPORTING), tokens.new_code()
        with acting(me.context(at)):
            tokens.make_token(
                actor=me, person=cast.people[who], unit=cast.unit_of(who), purpose=purpose, label="proef", days=30,
                code=code, at=at,
            )  # fmt: skip
        return code

    return make


@pytest.fixture(autouse=True)
def _now(monkeypatch, at):
    """Requests happen at the moment of the test."""
    monkeypatch.setattr("zicht.access.middleware.now", lambda: at)


def asked(client: Client, url: str, code: str = "", **more):
    headers = {"Authorization": f"Bearer {code}"} if code else {}
    return client.get(url, headers=headers, **more)


# The design rules


def test_addresses_and_names_follow_the_design_rules():
    found = document()
    for path, operations in found["paths"].items():
        assert not path.endswith("/")
        assert re.fullmatch(r"(/([a-z]+(-[a-z]+)*|\{[a-z]+[A-Za-z]*\}))+", path), path
        assert set(operations) <= {"get", "post"}
        for operation in operations.values():
            names = [p["name"] for p in operation.get("parameters", []) if p["in"] == "query"]
            assert all(re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name) for name in names)
            assert all("API-Version" in r["headers"] for r in operation["responses"].values())
            assert {"400", "401", "404", "429"} <= set(operation["responses"])
    assert found["openapi"].startswith("3.")
    assert found["info"]["version"] == apidoor.VERSION


def test_the_description_is_public_and_reachable_from_other_sites(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert json.loads(answer.content)["paths"].keys() == document()["paths"].keys()
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["API-Version"] == apidoor.VERSION


def test_there_is_no_place_for_reporters_and_workers():
    schemas = document()["components"]["schemas"]
    names = {name.lower() for schema in schemas.values() for name in schema.get("properties", {})}
    assert [n for n in names if re.search("meld|reporter|eigenaar|behandelaar|medewerker|owner", n)] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [("signalen/", 404), ("nergens", 404), ("signalen?vreemd=1", 400), ("signalen?pagina=0", 400),
     ("signalen?stand=weg", 400), ("signalen?pagina=99", 404)],
)  # fmt: skip
def test_errors_are_problem_documents(client_for, signal, path, status):
    answer = client_for("noor").get(f"/api/v1/{path}")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = json.loads(answer.content)
    assert body["status"] == status
    assert {"type", "title", "detail"} <= body.keys()
    assert "vreemd=1" not in body["detail"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["put", "patch", "delete", "post"])
def test_nothing_can_be_changed(client_for, case, method):
    answer = getattr(client_for("noor"), method)(f"/api/v1/casussen/{case.pk}", content_type="application/json")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


# Who gets in


def test_without_a_key_or_session_nobody_gets_in(client, signal):
    answer = client.get("/api/v1/signalen")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert asked(client, "/api/v1/signalen", "zicht_verzonnen").status_code == 401


def test_a_key_opens_what_its_person_may_see_for_its_purpose(client, key_of, signal, case, at):
    code = key_of("noor", Purpose.SIGNAL_HANDLING, at)
    body = asked(client, "/api/v1/signalen", code).json()
    assert [row["id"] for row in body["resultaten"]] == [str(signal.pk)]
    whole = asked(client, f"/api/v1/signalen/{signal.pk}", code)
    assert whole.json()["feit"] == FACT
    for hidden in ("Buurvrouw", "06-geheim", "Sanne", "Noor"):
        assert hidden not in whole.content.decode()
    assert asked(client, f"/api/v1/casussen/{case.pk}", code).json()["personen"][0]["naam"] == "Milosz Wozniak"


def test_the_purpose_of_a_key_is_fixed(client, key_of, signal, at):
    code = key_of("noor", Purpose.SIGNAL_HANDLING, at)
    headers = {"Authorization": f"Bearer {code}", "X-Doel": "care_coordination"}
    assert client.get("/api/v1/signalen", headers=headers).status_code == 404


def test_nobody_makes_a_key_for_a_role_that_is_not_theirs(key_of, at):
    from zicht.access.gate import NotHere

    for who, purpose in (("sanne", Purpose.SIGNAL_HANDLING), ("noor", Purpose.CARE_COORDINATION)):
        with pytest.raises(NotHere):
            key_of(who, purpose, at)


def test_a_key_ends_by_itself_by_hand_and_with_the_seat(client, key_of, cast, actor, signal, at, monkeypatch, within):
    code = key_of("noor", Purpose.SIGNAL_HANDLING, at)
    monkeypatch.setattr("zicht.access.middleware.now", lambda: at + timedelta(days=31))
    assert asked(client, "/api/v1/signalen", code).status_code == 401
    monkeypatch.setattr("zicht.access.middleware.now", lambda: at)
    assert asked(client, "/api/v1/signalen", code).status_code == 200
    me = actor("noor", Purpose.REPORTING)
    with acting(me.context(at)):
        tokens.end_token(actor=me, token=tokens.own_tokens(me).get(), at=at)
    assert asked(client, "/api/v1/signalen", code).status_code == 401
    other = key_of("daan", Purpose.SIGNAL_HANDLING, at)
    with within(cast.unit_of("daan")):
        Membership.objects.filter(person=cast.people["daan"]).update(valid_to=at.date() - timedelta(days=1))
    assert asked(client, "/api/v1/signalen", other).status_code == 404


def test_no_key_lives_longer_than_ninety_days(key_of, actor, at):
    from django.db import IntegrityError, transaction

    key_of("noor", Purpose.SIGNAL_HANDLING, at)
    me = actor("noor", Purpose.REPORTING)
    with acting(me.context(at)), pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.create(
            person_id=me.person, owning_unit=ApiToken.objects.get().owning_unit, purpose="signal_handling", label="x",
            code_digest="0" * 64, made_at=at, ends_at=at + timedelta(days=91),
        )  # fmt: skip


def test_of_a_key_only_a_digest_is_kept(key_of, actor, at):
    code = key_of("noor", Purpose.SIGNAL_HANDLING, at)
    me = actor("noor", Purpose.REPORTING)
    with acting(me.context(at)):
        stored = ApiToken.objects.values().get()
    assert code not in str(stored)


def test_too_many_requests_are_refused(client, key_of, signal, at, monkeypatch):
    code = key_of("noor", Purpose.SIGNAL_HANDLING, at)
    monkeypatch.setattr(apidoor, "PER_MINUTE", 2)
    statuses = [asked(client, "/api/v1/signalen", code).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_another_unit_finds_nothing_by_list_key_or_search(client_for, signal, case):
    eva = client_for("eva")
    assert eva.get("/api/v1/signalen").json()["aantal"] == 0
    assert eva.get("/api/v1/casussen").json()["aantal"] == 0
    assert eva.get(f"/api/v1/signalen/{signal.pk}").status_code == 404
    assert eva.get(f"/api/v1/casussen/{case.pk}").status_code == 404
    for what, reference in (("signalen", signal.reference), ("casussen", case.reference)):
        found = eva.post(f"/api/v1/{what}/zoeken", {"kenmerk": reference}, content_type="application/json")
        assert found.json()["aantal"] == 0


@pytest.mark.parametrize("who", ["lotte", "ruben", "bas", "yara", "tom", "sanne"])
def test_roles_without_records_to_read_get_nothing(client_for, signal, case, who):
    assert client_for(who).get("/api/v1/signalen").status_code == 404
    assert client_for(who).get("/api/v1/casussen").status_code == 404


# What is told


def test_searching_by_post_finds_by_equality(client_for, signal):
    client = client_for("noor")
    for body, count in (({"kenmerk": signal.reference}, 1), ({"kenmerk": signal.reference[:4]}, 0), ({}, 1)):
        found = client.post("/api/v1/signalen/zoeken", body, content_type="application/json")
        assert found.json()["aantal"] == count
    assert found.json()["volgende"] is None


def test_a_grant_opens_its_fields_and_nothing_else(client_for, case, cast, at, within):
    with within(case.owning_unit):
        Grant.objects.create(
            kind=Kind.CASE.value, record=case.pk, person=cast.people["marijke"], purpose=Purpose.CASE_TABLE.value,
            fields=["about", "person.roles"], starts=at - timedelta(days=1), ends=at + timedelta(days=1),
            given_by=cast.people["noor"], owning_unit=case.owning_unit,
        )  # fmt: skip
    client = client_for("marijke")
    listed = client.get("/api/v1/casussen").json()["resultaten"]
    assert [set(row) for row in listed] == [{"id", "kenmerk", "afdeling", "alleenLezen"}]
    body = client.get(f"/api/v1/casussen/{case.pk}").json()
    assert set(body) == {"id", "kenmerk", "afdeling", "alleenLezen", "betreft", "personen"}
    assert body["personen"] == [{"rollen": ["possible_victim"]}]
    assert client.get("/api/v1/casussen?stand=open").json()["aantal"] == 0


def test_a_longer_list_takes_no_more_queries(client_for, actor, cast, at, django_assert_max_num_queries):
    for number in range(12):
        reported(actor, cast, at, submission=uuid4(), fact=f"Feit {number}.")
    client = client_for("noor")
    with django_assert_max_num_queries(25):
        body = client.get("/api/v1/signalen?paginaGrootte=5").json()
    assert (body["aantal"], len(body["resultaten"])) == (12, 5)
    assert body["volgende"] == "/api/v1/signalen?pagina=2&paginaGrootte=5"


def test_the_page_shows_a_key_once(client_for, cast):
    client, url = client_for("noor"), reverse("access:tokens")
    place = f"{cast.unit_of('noor').pk}:signal_handling"
    page = client.post(url, {"place": place, "label": "weekoverzicht", "days": "30"}).content.decode()
    (code,) = re.findall(r"<code>(zicht_[\w-]+)</code>", page)
    assert code not in client.get(url).content.decode()
    assert asked(Client(), "/api/v1/signalen", code).status_code == 200
    ended = client_for("ruben").post(reverse("access:tokens-end-all", args=[cast.people["noor"].key]))
    assert ended.status_code == 302
    assert asked(Client(), "/api/v1/signalen", code).status_code == 401
