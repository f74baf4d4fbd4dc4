# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The administrator makes accounts and seats; the privacy officer reads acts; nobody else gets in."""

import re
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from zicht.access.models import AuditRow, Membership
from zicht.access.roles import Purpose
from zicht.base.context import acting

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NEW = {"name": "Piet de Proef", "email": "piet@zicht.example", "role": "reporter"}


def made(client, cast):
    unit = cast.units["Gemeente Lindestede", "Loket"]
    return client.post("/toegang/mensen/nieuw/", NEW | {"unit": unit.pk})


def test_administrator_makes_an_account_that_can_choose_a_password_once(client_for, cast):
    ruben = client_for("ruben")
    page = made(ruben, cast)["Location"]
    link = re.search(
        r"http://testserver(/account/password/reset/key/[^<\s]+)", ruben.post(page + "link/").content.decode()
    )
    assert link, "the link is on the page"
    newcomer = Client()
    form = newcomer.get(link.group(1), follow=True)
    answer = newcomer.post(
        form.redirect_chain[-1][0], {"password1": "kruiwagen-in-de-mist", "password2": "kruiwagen-in-de-mist"}
    )
    assert answer.status_code == 302
    person = get_user_model().objects.get(email="piet@zicht.example")
    assert person.check_password("kruiwagen-in-de-mist")
    again = Client().get(link.group(1), follow=True)
    assert "password1" not in again.content.decode(), "the link works once"


def test_a_link_for_a_password_leaves_a_trace(client_for, cast):
    ruben = client_for("ruben")
    ruben.post(made(ruben, cast)["Location"] + "link/")
    assert "staff.link" in client_for("lotte").get("/toegang/handelingen/").content.decode()


def test_a_link_is_given_by_the_first_organisation_of_somebody_only(client_for, cast, at, within):
    """Eva works for Waterhoven; a later seat at Lindestede does not hand the key of her account over."""
    ruben, eva = client_for("ruben"), cast.people["eva"]
    page = f"/toegang/mensen/{eva.key}/"
    here = cast.units["Gemeente Lindestede", "Loket"]
    with within(here):
        seat = Membership.objects.create(person=eva, unit=here, role="reporter", valid_from=at.date())
    assert "Link maken" not in ruben.get(page).content.decode()
    assert ruben.post(page + "link/").status_code == 404
    with within(cast.unit_of("eva")):
        Membership.objects.filter(person=eva).exclude(pk=seat.pk).update(valid_to=date(2026, 1, 1))
    assert ruben.post(page + "link/").status_code == 200
    with within(here):
        Membership.objects.filter(pk=seat.pk).update(valid_to=date(2026, 1, 1), valid_from=date(2025, 1, 1))
    assert ruben.post(page + "link/").status_code == 404, "whoever left gets no key"


@pytest.mark.parametrize("page", ["/toegang/functies/", "/start/", "/signaal-melden/"])
def test_an_account_without_a_seat_reads_nothing(client_for, cast, page, within):
    sanne = client_for("sanne")
    with within(cast.unit_of("sanne")):
        Membership.objects.filter(person=cast.people["sanne"]).update(valid_to=date(2026, 1, 1))
    answer = sanne.get(page)
    assert "Noor" not in answer.content.decode()
    assert answer.status_code in (302, 404)


def test_the_same_address_twice_says_what_to_do(client_for, cast):
    ruben = client_for("ruben")
    made(ruben, cast)
    assert "extra plek" in made(ruben, cast).content.decode()


def test_a_seat_ends_today_and_the_page_says_so(client_for, cast, at):
    ruben = client_for("ruben")
    page = made(ruben, cast)["Location"]
    seat = Membership.objects.get(person__email="piet@zicht.example")
    ruben.post(f"/toegang/plekken/{seat.pk}/einde/")
    seat.refresh_from_db()
    assert seat.valid_to is not None
    assert "afgelopen" in ruben.get(page).content.decode()


def test_an_administrator_does_not_reach_another_organisation(client_for, cast):
    ruben = client_for("ruben")
    seat = Membership.objects.get(person=cast.people["eva"])
    assert ruben.post(f"/toegang/plekken/{seat.pk}/einde/").status_code == 404
    assert ruben.get(f"/toegang/mensen/{cast.people['eva'].key}/").status_code == 404
    foreign = NEW | {"unit": cast.units["Gemeente Waterhoven", "Veiligheid"].pk}
    assert ruben.post("/toegang/mensen/nieuw/", foreign).status_code == 200, "the form comes back"
    assert not get_user_model().objects.filter(email=NEW["email"]).exists()


def test_the_privacy_officer_reads_the_act_and_another_organisation_does_not(client_for, cast, actor, at):
    made(client_for("ruben"), cast)
    page = client_for("lotte").get("/toegang/handelingen/").content.decode()
    assert "staff.add" in page
    assert "Piet" not in page, "the act, not the content"
    noor = actor("noor", Purpose.SIGNAL_HANDLING)
    with acting(noor.context(at)) as context:
        AuditRow.objects.create(
            at=at,
            trace=context.trace,
            actor=noor.label,
            owning_unit=cast.unit_of("noor"),
            action="signal.weigh",
            kind="signal",
            record="x",
        )
        assert not AuditRow.objects.exists(), "whoever acts does not read the trail"
    page = client_for("lotte").get("/toegang/handelingen/").content.decode()
    assert "signal.weigh" in page
    assert "Noor Verbeek" in page


def test_the_list_of_people_asks_the_same_number_of_questions_however_long_it_is(client_for, cast):
    ruben = client_for("ruben")

    def queries():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as caught:
            ruben.get("/toegang/mensen/")
        return len(caught)

    before = queries()
    for number in range(30):
        unit = cast.units["Gemeente Lindestede", "Loket"]
        ruben.post("/toegang/mensen/nieuw/", NEW | {"email": f"p{number}@zicht.example", "unit": unit.pk})
    assert queries() == before


def test_a_blocked_account_is_out_at_the_next_click_and_can_come_back(client_for, cast):
    ruben, noor = client_for("ruben"), client_for("noor")
    page = f"/toegang/mensen/{cast.people['noor'].key}/"
    assert noor.get("/start/").status_code == 200
    ruben.post(f"{page}blokkeren/", {"blokkeren": "1"})
    assert noor.get("/start/").status_code == 302, "sent to sign in"
    assert "geblokkeerd" in ruben.get(page).content.decode()
    ruben.post(f"{page}blokkeren/", {"blokkeren": "0"})
    assert client_for("noor").get("/start/").status_code == 200


def test_nobody_blocks_themselves_or_somebody_elses_people(client_for, cast):
    ruben = client_for("ruben")
    for key in ("ruben", "eva"):
        answer = ruben.post(f"/toegang/mensen/{cast.people[key].key}/blokkeren/", {"blokkeren": "1"})
        assert answer.status_code == 404
        cast.people[key].refresh_from_db()
        assert cast.people[key].is_active
