# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Every door is tried by everybody: the whole cast, people without an account, and a session without second step."""

import configparser
import logging
import re
from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.urls import include, path, reverse
from django.urls.resolvers import RegexPattern, URLResolver

from tests.architecture.test_imports import CONTRACTS
from tests.permissions.doors import Row, addresses, attempt, rows_missing
from tests.permissions.headers import faults_of_headers, faults_of_policy
from tests.permissions.table import ROWS
from tests.permissions.world import PEOPLE, World, build
from zicht.access.middleware import UNSIGNED_MODULES, ContextMiddleware, NoSign
from zicht.web.demo.cast import read_cast

BY_NAME = {row.name: row for row in ROWS}
BEHIND_A_SIGN = [a.name for a in addresses() if a.sign is not None and not a.sign.public and a.sign.api is None]
FOR_PROGRAMS = [a.name for a in addresses() if a.sign is not None and a.sign.api is not None]


@pytest.fixture(scope="module")
def world(house) -> World:
    return build(read_cast(using="owner"))


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.ERROR, logger="django.request")


def url_of(row: Row, world: World, *, of: str = "") -> str:
    return reverse(row.name, kwargs=world.keys(row.key, of or row.of) if row.key else None)


def test_every_address_has_one_row_and_every_row_an_address():
    found = list(addresses())
    assert len(found) > 100
    assert rows_missing(BY_NAME, found) == []
    assert sorted(BY_NAME.keys() - {a.name for a in found}) == []
    assert len(BY_NAME) == len(ROWS)
    assert [a.name for a in found if bool(a.parts) is not bool(BY_NAME[a.name].key)] == []


def test_a_planted_address_without_a_row_is_found():
    def page(request):
        return HttpResponse()

    deep = ([path("diep/<uuid:key>/", page, name="deep")], "planted")
    planted = [path("vergeten/", page, name="forgotten"), path("kamer/", include(deep))]
    found = addresses(URLResolver(RegexPattern(r"^/"), planted))
    assert rows_missing(BY_NAME, found) == ["forgotten (vergeten/)", "planted:deep (kamer/diep/<uuid:key>/)"]


def test_every_view_has_a_sign_or_belongs_to_a_library_that_reaches_no_record():
    assert [
        a.name for a in addresses() if a.sign is None and not a.view.__module__.startswith(UNSIGNED_MODULES)
    ] == []


def test_a_planted_view_without_a_sign_does_not_open(rf):
    def page(request):
        return HttpResponse()

    page.__module__ = "zicht.planted.views"
    with pytest.raises(NoSign, match=r"zicht\.planted\.views\.page has no sign"):
        ContextMiddleware(page).process_view(rf.get("/"), page, (), {})


def test_no_address_carries_more_than_keys():
    """Records stand in an address by a key that says nothing."""
    allowed = {"key", "other", "grant", "number", "pk", "slug", "uidb36"}
    assert {part for a in addresses() for part in a.parts} <= allowed


def test_views_lie_where_the_import_contract_looks():
    parser = configparser.ConfigParser()
    parser.read(CONTRACTS)
    sources = parser["importlinter:contract:views"]["source_modules"].split()
    patterns = (source.replace(".", "[.]").replace("**", ".+") for source in sources)
    watched = re.compile("|".join(f"({pattern})([.].+)?" for pattern in patterns))
    ours = {a.view.__module__ for a in addresses() if a.view.__module__.startswith("zicht.")}
    assert sorted(module for module in ours if not watched.fullmatch(module)) == []


def test_the_table_knows_the_cast():
    named = {word for row in ROWS for word in f"{row.who} {row.door} {row.of}".split()} - {"*", "+"}
    assert named <= set(PEOPLE)


def test_planted_headers_are_found():
    open_to_all = HttpResponse(headers={"Content-Security-Policy": "default-src 'self' 'unsafe-inline'"})
    open_to_all.set_cookie("visited", "1")
    found = faults_of_headers(open_to_all)
    assert {"Cache-Control: None", "cookie visited", "no script-src"} <= set(found)
    assert any("unsafe-inline" in fault for fault in found)
    assert "script-src: {'https://elsewhere.example'}" in faults_of_policy(
        "script-src 'self' https://elsewhere.example"
    )


@pytest.mark.database
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", BY_NAME)
def test_everybody_gets_what_the_table_says(world, name, method):
    row = BY_NAME[name]
    url = url_of(row, world)
    everybody = ("anonymous", *PEOPLE)
    # What the page does not take is tried by those who pass its door: nobody else gets far enough to hear of it.
    for person in everybody if row.takes(method) else filter(row.passes, everybody):
        response = attempt(world.clients[person], method, url)
        assert response.status_code == row.expects(person, method), (person, method, url)
        assert faults_of_headers(response) == [], (person, method, url)
        if person == "anonymous" and row.name in BEHIND_A_SIGN:
            assert response.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.database
@pytest.mark.parametrize("who", ["*", "noor"])
def test_a_planted_wrong_row_is_found(world, who):
    """A row that lets in too many, and one that keeps somebody out."""
    planted = replace(BY_NAME["intake:inbox"], who=who)
    url = url_of(planted, world)
    found = {p for p in PEOPLE if attempt(world.clients[p], "get", url).status_code != planted.expects(p, "get")}
    focal_points = set(BY_NAME["intake:inbox"].who.split())
    assert found == (set(PEOPLE) - focal_points if who == "*" else focal_points - {"noor"})


# Covenants are read by everybody who works here: who agreed on what with whom holds nothing about anybody.
READ_BY_ALL = {"access:covenant"}
# A session that is over, or somebody else's, is answered like one's own; nothing happens to it (test_sessions.py).
ANSWERED_ALIKE = {"access:session-end"}


@pytest.mark.database
@pytest.mark.parametrize("name", FOR_PROGRAMS)
def test_without_a_second_step_no_program_comes_in(world, name):
    row = BY_NAME[name]
    for method in filter(row.takes, ("get", "post")):
        assert attempt(world.clients["weak"], method, url_of(row, world)).status_code == 401


@pytest.mark.database
@pytest.mark.parametrize("name", BEHIND_A_SIGN)
def test_without_a_second_step_no_page_opens(world, name):
    row = BY_NAME[name]
    for method in filter(row.takes, ("get", "post")):
        response = attempt(world.clients["weak"], method, url_of(row, world))
        assert (response.status_code, response.headers["Location"]) == (302, reverse("mfa_index"))


@pytest.mark.database
@pytest.mark.parametrize(
    "name",
    [r.name for r in ROWS if r.key and r.name in BEHIND_A_SIGN and r.name not in READ_BY_ALL | ANSWERED_ALIKE],
)
def test_the_right_role_does_not_open_a_record_of_another_unit(world, name):
    """The same people, the same page, a record that belongs to the neighbours."""
    row = BY_NAME[name]
    url = url_of(row, world, of="eva")
    insiders = [p for p in PEOPLE if row.expects(p, "get" if row.takes("get") else "post") != 404 and p != "eva"]
    insiders = [p for p in insiders if p not in row.other_hat.split()]
    assert insiders
    for person in insiders:
        for method in filter(row.takes, ("get", "post")):
            response = attempt(world.clients[person], method, url)
            assert response.status_code == 404, (person, method, url)
