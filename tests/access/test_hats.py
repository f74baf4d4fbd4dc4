# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which hat? Somebody with two jobs chooses; somebody with one never hears of it."""

import pytest
from django.urls import reverse

from zicht.access.hats import IN_SESSION
from zicht.access.models import AuditRow, Membership
from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.casework.cases.actions import open_case
from zicht.casework.cases.models import Case
from zicht.reference.lists import code_list

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def two_cases(actor, cast, at):
    """One case of each hat, in the same unit."""
    found = {}
    for purpose in (Purpose.SUPERVISION, Purpose.INVESTIGATION):
        stefan = actor("stefan", purpose)
        with acting(stefan.context(at)):
            found[purpose] = open_case(
                actor=stefan, unit=cast.unit_of("stefan"), title=f"Proef {purpose}", about="place", forms=[],
                age_class="unknown", acute=False, summary="", owner=cast.people["stefan"], at=at,
            )  # fmt: skip
    return found


def choose(client, purpose, **more):
    return client.post(reverse("access:hats"), {"hat": purpose.value, **more})


def test_before_the_choice_a_door_answers_with_the_choice_and_then_leads_on(client_for):
    stefan, wanted = client_for("stefan"), reverse("dossier:supervision-cases")
    answer = stefan.get(wanted)
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, reverse("access:hats"))
    page = stefan.get(answer.headers["Location"]).content.decode()
    assert code_list("purposes").label("supervision") in page
    assert code_list("purposes").label("investigation") in page
    after = choose(stefan, Purpose.SUPERVISION, naar=wanted)
    assert after.headers["Location"] == wanted
    assert stefan.get(wanted).status_code == 200


def test_one_hat_shows_nothing_of_the_other(client_for, two_cases):
    stefan = client_for("stefan")
    for mine, other in (
        (Purpose.SUPERVISION, Purpose.INVESTIGATION),
        (Purpose.INVESTIGATION, Purpose.SUPERVISION),
    ):
        choose(stefan, mine)
        seen = stefan.get(reverse(f"dossier:{mine.value}-cases")).content.decode()
        assert two_cases[mine].reference in seen
        assert two_cases[other].reference not in seen
        assert stefan.get(reverse(f"dossier:{mine.value}-case", args=[two_cases[mine].pk])).status_code == 200
        # A door of the other hat asks to change; the right door with the other's key finds nothing.
        other_page = stefan.get(reverse(f"dossier:{other.value}-case", args=[two_cases[other].pk]))
        assert other_page.status_code == 302
        assert stefan.get(reverse(f"dossier:{mine.value}-case", args=[two_cases[other].pk])).status_code == 404
        start = stefan.get("/start/")
        assert [w["count"] for b in start.context["blocks"] for w in b.waits if w["label"] == "open casussen"] == [1]
        doors = [entry["url"] for entry in start.context["nav"]]
        assert reverse(f"dossier:{mine.value}-cases") in doors
        assert reverse(f"dossier:{other.value}-cases") not in doors


def test_the_database_keeps_the_hats_apart_by_itself(actor, at, two_cases):
    for purpose, case in two_cases.items():
        with acting(actor("stefan", purpose).context(at)):
            assert [c.pk for c in Case.objects.all()] == [case.pk]


def test_every_choice_is_an_act(client_for, actor, at):
    stefan = client_for("stefan")
    choose(stefan, Purpose.INVESTIGATION)
    choose(stefan, Purpose.SUPERVISION)
    seat = Membership.objects.get(person__email="stefan@zicht.example")
    with acting(actor("stefan", Purpose.REPORTING).context(at)):
        pass
    from zicht.access.actors import for_job

    with acting(for_job(seat.unit_id).context(at)):
        acts = AuditRow.objects.filter(action="access.choose_hat", record=str(seat.pk))
        assert acts.count() == 2


def test_who_has_one_job_never_sees_the_choice(client_for):
    noor = client_for("noor")
    page = noor.get("/start/").content.decode()
    assert "Welk werk doet u nu" not in page
    assert reverse("access:hats") not in page
    assert noor.get(reverse("access:hats")).status_code == 404
    assert choose(noor, Purpose.SIGNAL_HANDLING).status_code == 404
    assert noor.get(reverse("intake:inbox")).status_code == 200


def test_a_hat_that_somebody_does_not_have_is_not_put_on(client_for):
    stefan = client_for("stefan")
    assert choose(stefan, Purpose.SIGNAL_HANDLING).status_code == 422
    session = stefan.session
    session[IN_SESSION] = "signal_handling"
    session.save()
    assert stefan.get(reverse("intake:inbox")).status_code == 404
    assert stefan.get(reverse("dossier:supervision-cases")).status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://elders.example/", "//elders.example/", "javascript:alert(1)", ""])
def test_the_way_on_stays_in_the_house(client_for, elsewhere):
    assert choose(client_for("stefan"), Purpose.SUPERVISION, naar=elsewhere).headers["Location"] == "/start/"


def test_without_a_choice_the_start_page_asks_and_shows_no_work(client_for, two_cases):
    page = client_for("stefan").get("/start/")
    assert "Welk werk doet u nu" in page.content.decode()
    assert [b.title for b in page.context["blocks"]] == ["Zelf iets melden"]
