# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The focal point's page for the door: no function or term, no open door; closing asks; two edits both stay."""

import re

import pytest
from django.test import Client

from zicht.casework.intake.models import PublicDoor
from zicht.casework.intake.public.tests.helping import FORM, found, make_door

pytestmark = [pytest.mark.django_db, pytest.mark.database]

VERSION = r'name="version" value="(\d+)"'


def post(client, **data):
    version = found(VERSION, client.get("/deur/"))
    return client.post("/deur/", {"version": version, **data})


def test_strangers_get_nothing(cast, client_for):
    for path in ("/deur/", "/deur/linkblok/"):
        assert Client().get(path).status_code == 302
        for name in ("sanne", "fatima", "joris", "tom", "yara", "bas", "lotte", "ruben"):
            assert client_for(name).get(path).status_code == 404


def test_a_new_door_is_closed_and_opens_only_with_function_and_term(cast, client_for):
    noor = client_for("noor")
    assert "dicht" in noor.get("/deur/").content.decode()
    refused = post(noor, do="open", answer_days="5")
    assert "Kies eerst wie de meldingen behandelt" in refused.content.decode()
    assert not PublicDoor.objects.exists()
    refused = post(noor, do="open", function=cast.function_of("noor").pk)
    assert "Vul eerst de termijn in" in refused.content.decode()
    opened = post(noor, do="open", function=cast.function_of("noor").pk, answer_days="5", points=["mma", "police"])
    assert opened.status_code == 302
    door = PublicDoor.objects.get()
    assert (door.open, door.slug, door.answer_days) == (True, "lindestede", 5)
    assert sorted(door.reporting_points) == ["mma", "police"]
    assert Client().get(FORM).status_code == 200


def test_a_function_of_another_unit_cannot_be_chosen(cast, client_for):
    refused = post(client_for("noor"), do="open", function=cast.function_of("eva").pk, answer_days="5")
    assert "eigen afdeling" in refused.content.decode()
    assert not PublicDoor.objects.exists()


def test_each_unit_has_its_own_door(cast, actor, at, client_for):
    make_door(cast, actor, at)
    post(client_for("iris"), do="save", function=cast.function_of("iris").pk, answer_days="3")
    assert set(PublicDoor.objects.values_list("slug", "open")) == {("lindestede", True), ("lindestede-jeugd", False)}


def test_closing_asks_first(cast, actor, at, client_for):
    make_door(cast, actor, at)
    noor = client_for("noor")
    data = {"do": "close", "function": cast.function_of("noor").pk, "answer_days": "4", "points": ["mma"]}
    asked = post(noor, **data)
    assert "Formulier sluiten?" in asked.content.decode()
    assert PublicDoor.objects.get().open
    assert post(noor, **data, sure="1").status_code == 302
    assert not PublicDoor.objects.get().open
    assert Client().get(FORM).status_code == 404


def test_saving_leaves_an_open_door_open_only_while_it_may_be(cast, actor, at, client_for):
    make_door(cast, actor, at)
    refused = post(client_for("noor"), do="save", function="", answer_days="4")
    assert refused.status_code == 200
    assert PublicDoor.objects.get().open


def test_two_edits_are_both_seen(cast, actor, at, client_for):
    door = make_door(cast, actor, at)
    mine = {"version": str(door.version), "function": cast.function_of("noor").pk, "answer_days": "9", "do": "save"}
    assert client_for("daan").post("/deur/", {**mine, "answer_days": "7"}).status_code == 302
    answer = client_for("noor").post("/deur/", mine)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "7 dagen" in text
    assert 'value="9"' in text
    assert PublicDoor.objects.get().answer_days == 7
    version = found(VERSION, answer)
    assert client_for("noor").post("/deur/", {**mine, "version": version}).status_code == 302
    assert PublicDoor.objects.get().answer_days == 9


def test_the_link_block_is_links_only(cast, actor, at, client_for):
    noor = client_for("noor")
    assert noor.get("/deur/linkblok/").status_code == 404
    make_door(cast, actor, at)
    text = noor.get("/deur/linkblok/").content.decode()
    block = text[text.index("<pre>") : text.index("</pre>")]
    for language in ("nl", "en", "pl", "ro", "bg"):
        assert f"http://testserver{FORM}?taal={language}" in block
    assert not re.search(r"script|iframe|img|style", block)
