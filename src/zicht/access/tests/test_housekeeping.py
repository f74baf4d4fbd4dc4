# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Units, functions and own definitions."""

import pytest

from zicht.access.models import Function, FunctionHolder, OwnDefinition, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_new_unit_gets_a_function_and_somebody_behind_it(client_for, cast):
    ruben = client_for("ruben")
    home = cast.organisations["Gemeente Lindestede"]
    ruben.post("/toegang/afdelingen/", {"organisation": home.pk, "name": "Zorgloket"})
    unit = Unit.objects.get(name="Zorgloket")
    ruben.post(f"/toegang/mensen/{cast.people['noor'].key}/", {"unit": unit.pk, "role": "focal_point"})
    answer = ruben.post(
        "/toegang/inboxen/", {"unit": unit.pk, "name": "Meldpunt", "role": "focal_point", "answer_days": 3}
    )
    made = Function.objects.get(name="Meldpunt")
    assert "nu niemand" in ruben.get("/toegang/inboxen/").content.decode()
    ruben.post(answer["Location"], {"person": cast.people["noor"].pk})
    assert FunctionHolder.objects.filter(function=made, person=cast.people["noor"]).exists()
    twice = ruben.post(answer["Location"], {"person": cast.people["noor"].pk}).content.decode()
    assert "zit al achter deze functie" in twice


def test_only_somebody_with_the_seat_can_be_put_behind_a_function(client_for, cast):
    ruben = client_for("ruben")
    function = cast.function_of("noor")
    answer = ruben.post(f"/toegang/inboxen/{function.pk}/", {"person": cast.people["eva"].pk})
    assert answer.status_code == 200
    assert not FunctionHolder.objects.filter(function=function, person=cast.people["eva"]).exists()


def test_a_unit_stands_once_in_an_organisation(client_for, cast):
    home = cast.organisations["Gemeente Lindestede"]
    page = client_for("ruben").post("/toegang/afdelingen/", {"organisation": home.pk, "name": "veiligheid"})
    assert "bestaat al" in page.content.decode()


def test_a_newer_definition_ends_the_earlier_one_and_keeps_its_text(client_for, cast):
    ruben = client_for("ruben")
    home = cast.organisations["Gemeente Lindestede"]
    for text in ("Alles wat knelt.", "Alleen wat dwingt."):
        ruben.post("/toegang/definities/", {"organisation": home.pk, "term": "forms/AU", "definition": text})
    old, new = OwnDefinition.objects.filter(organisation=home).order_by("pk")
    assert (old.definition, old.valid_to is not None) == ("Alles wat knelt.", True)
    assert (new.definition, new.valid_to) == ("Alleen wat dwingt.", None)


@pytest.mark.parametrize("path", ["afdelingen", "inboxen", "definities"])
def test_others_find_no_such_page(client_for, path):
    for key in ("noor", "lotte", "sanne"):
        assert client_for(key).get(f"/toegang/{path}/").status_code == 404


def test_another_organisations_function_is_not_there(client_for, cast):
    assert client_for("ruben").get(f"/toegang/inboxen/{cast.function_of('eva').pk}/").status_code == 404
