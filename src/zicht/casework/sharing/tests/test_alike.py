# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Before a package is taken over: what it looks like, with the reasons. Likeness is no fact and merges nothing."""

from datetime import date

import pytest
from django.urls import reverse

from zicht.access.actors import for_job
from zicht.base.clock import now
from zicht.base.context import acting
from zicht.casework.cases import actions
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.sharing.models import ReceivedPackage
from zicht.exchange import formats
from zicht.exchange.actions import send
from zicht.exchange.delivery import deliver_due

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PERSON = {"roles": ["possible_victim"], "name": "Mila van der Vos", "birth_year": 2005, "safe_contact": "06-12345678"}


@pytest.fixture
def ours(fatima, cast, as_):
    """ours(...): a case of fatima's with one person."""

    def make(**person):
        with as_(fatima, now()):
            case = actions.open_case(
                actor=fatima, unit=cast.unit_of("fatima"), title="Opvang", about="person", forms=[],
                age_class="adult", acute=False, summary="", owner=cast.people["fatima"], at=now(),
            )  # fmt: skip
            actions.add_person(actor=fatima, case=case, roles=["possible_victim"], at=now(), **person)
        return case

    return make


@pytest.fixture
def package(cast):
    """A package of noor's about PERSON that waits for fatima."""
    unit, to, at = cast.unit_of("noor"), cast.unit_of("fatima"), now()
    body = formats.Package(
        reference="C-1", purpose="care_coordination", legal_basis="consent", necessity="Voor de zorg.",
        ends_on=date(2099, 1, 1), case={"about": "person"}, persons=(PERSON,),
    ).body()  # fmt: skip
    job = for_job(unit.pk)
    with acting(job.context(at)):
        send(actor=job, from_unit=unit, to_unit=to, kind="casework.package", body=body, at=at)
    deliver_due(at=at)
    with acting(for_job(to.pk).context(at)):
        return ReceivedPackage.objects.get()


@pytest.fixture
def shown(client_for, package):
    """What the page says is alike."""
    return lambda: client_for("fatima").get(reverse("sharing:package", args=[package.pk]))


def test_each_likeness_has_its_reasons_and_the_page_says_that_it_is_no_fact(shown, ours):
    phone = ours(name="Iemand Anders", birth_year=1980, safe_contact="+31 6 1234 56 78")
    both = ours(name="Mila van der Vos", birth_year=2005, safe_contact="0612345678")
    page = shown()
    assert {row["reference"]: row["why"] for row in page.context["alike"]} == {
        phone.reference: "hetzelfde telefoonnummer",
        both.reference: "een naam die zo klinkt, en hetzelfde geboortejaar en hetzelfde telefoonnummer",
    }
    text = page.content.decode()
    assert "Lijken is niet hetzelfde zijn. Zicht voegt niets samen; u beslist." in text
    assert both.reference in text


def test_a_name_in_another_year_or_a_closed_case_is_not_alike(shown, ours, fatima, as_):
    ours(name="Mila van der Vos", birth_year=1990)
    ended = ours(name="Mila van der Vos", birth_year=2005)
    with as_(fatima, now()):
        ended = Case.objects.select_related("owning_unit__organisation").get(pk=ended.pk)
        actions.close_case(
            actor=fatima, case=ended, outcome="no_trafficking", note="Klaar.", expected=ended.version, at=now()
        )
    assert shown().context["alike"] == []


def test_a_case_of_another_unit_is_never_named(shown, case, noor, as_):
    with as_(noor, now()):
        actions.add_person(actor=noor, case=case, at=now(), **PERSON)
    page = shown()
    assert page.context["alike"] == []
    assert case.reference not in page.content.decode()


def test_accepting_merges_nothing(shown, ours, client_for, package, fatima, as_):
    mine = ours(name="Mila van der Vos", birth_year=2005, safe_contact="0612345678")
    assert shown().context["alike"]
    client_for("fatima").post(reverse("sharing:accept", args=[package.pk]))
    with as_(fatima, now()):
        assert Case.objects.count() == 2
        assert CasePerson.objects.filter(case=mine).count() == 1
        assert Case.objects.get(pk=mine.pk).version == mine.version
