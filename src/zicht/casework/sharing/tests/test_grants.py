# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A grant opens one case, some fields, for one purpose, and ends by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse

from zicht.access.models import Grant
from zicht.access.roles import Purpose
from zicht.base.clock import now
from zicht.casework.cases.gate import cases, own_case_for, own_cases
from zicht.casework.cases.queries import reading_along
from zicht.casework.sharing import grants

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def marijke(actor):
    return actor("marijke", Purpose.CASE_TABLE)


@pytest.fixture
def give(case, cast, noor, as_, at):
    def do(to=None, starts=at, days=14, fields=("about", "summary", "person.roles"), purpose=Purpose.CASE_TABLE):
        with as_(noor):
            return grants.give_grant(
                actor=noor,
                case=case,
                giver=cast.people["noor"],
                to=to or cast.unit_of("marijke"),
                purpose=purpose,
                fields=fields,
                ends=starts + timedelta(days=days),
                reason="Casustafel van deze maand.",
                at=starts,
            )

    return do


def test_it_opens_on_its_day_and_ends_by_itself(give, marijke, as_, at, case):
    with as_(marijke):
        assert not cases(marijke, at=at).exists()
    give()
    for days, seen in ((0, 1), (13, 1), (14, 0), (15, 0)):
        moment = at + timedelta(days=days)
        with as_(marijke, moment):
            assert cases(marijke, at=moment).count() == seen, days
            # The second wall says the same.
            assert type(case).objects.count() == seen, days


def test_the_start_page_counts_what_somebody_reads_along(give, marijke, as_, at):
    give()
    with as_(marijke):
        assert reading_along(marijke, at=at) == 1
        assert not own_cases(marijke, at=at).exists()
    later = at + timedelta(days=15)
    with as_(marijke, later):
        assert reading_along(marijke, at=later) == 0


def test_it_holds_for_its_purpose_and_its_receiver_only(give, actor, cast, as_, at):
    give(to=cast.people["fatima"])
    for who, purpose in (
        ("fatima", Purpose.CARE_COORDINATION),
        ("marijke", Purpose.CASE_TABLE),
        ("joris", Purpose.PARTNER_HANDLING),
    ):
        other = actor(who, purpose)
        with as_(other):
            assert not cases(other, at=at).exists(), who


def test_a_reader_cannot_change_anything(give, marijke, as_, at, case):
    from zicht.access.gate import NotHere

    give()
    with as_(marijke):
        with pytest.raises(NotHere):
            own_case_for(marijke, case.pk, at=at)
        assert type(case).objects.filter(pk=case.pk).update(outcome="anders") == 0


def test_the_page_shows_granted_fields_and_no_buttons(give, client_for, case, as_, noor):
    give(starts=now())
    url = reverse("dossier:table-case", args=[case.pk])
    page = client_for("marijke").get(url).content.decode()
    assert "Stond drie keer met een koffer" in page
    assert "mogelijk slachtoffer" in page.lower()
    for hidden in ("Mila Vos", "Koen Prins", "2005", "Alleen overdag", "Jongere met schulden", "Noor Verbeek"):
        assert hidden not in page, hidden
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main
    assert "Wat er gebeurde" not in main
    assert case.reference in client_for("marijke").get(reverse("dossier:table-cases")).content.decode()


def test_filters_of_the_list_tell_nothing_that_was_not_granted(give, client_for, case, actor, cast):
    """Who owns the case, how it stands and what is late is not in the grant: no filter may answer it."""
    give(to=cast.unit_of("eva"), starts=now(), purpose=Purpose.SIGNAL_HANDLING)
    client, noor = client_for("eva"), cast.people["noor"].pk
    for query in ("?owner=none", f"?owner={noor}", "?owner=me", "?state=open", "?state=closed", "?late=1"):
        assert case.reference not in client.get(reverse("dossier:cases") + query).content.decode(), query
    for query in ("", "?state=all", f"?reference={case.reference}"):
        assert case.reference in client.get(reverse("dossier:cases") + query).content.decode(), query
    assert client.get(reverse("dossier:cases"), {"reference": "C\x00"}).status_code == 200


def test_withdrawing_closes_it_at_once(give, marijke, noor, case, as_, at):
    grant = give()
    with as_(noor):
        grants.withdraw_grant(actor=noor, case=case, grant=grant, at=at)
        assert [e.kind for e in case.events.all()][:2] == ["grant_withdrawn", "grant_given"]
        assert Grant.objects.filter(pk=grant.pk).exists()
    later = at + timedelta(seconds=1)
    with as_(marijke, later):
        assert not cases(marijke, at=later).exists()


@pytest.mark.parametrize("field", ["owner", "reporter", "person.nationality", "title"])
def test_some_fields_are_in_no_grant(give, field):
    with pytest.raises(ValueError, match="cannot have"):
        give(fields=[field])


def test_a_way_of_contact_takes_the_warning_about_family_along(give):
    assert give(fields=["person.safe_contact"]).fields == ["person.family_involved", "person.safe_contact"]


def test_the_form_gives_a_grant_and_says_when_a_purpose_opens_nothing(client_for, case, cast, marijke, as_):
    url = reverse("sharing:focal-grant", args=[case.pk])
    client = client_for("noor")
    ends = (now() + timedelta(days=20)).strftime("%d-%m-%Y")
    filled = {
        "to": f"unit-{cast.unit_of('marijke').pk}",
        "purpose": "care_coordination",
        "fields": ["summary"],
        "reason": "Overleg.",
        "ends_on": ends,
    }
    page = client.post(url, filled)
    assert page.status_code == 422
    assert "geen rol met dit doel" in page.content.decode()
    assert client.post(url, {**filled, "purpose": "case_table"}).status_code == 302
    moment = now()
    with as_(marijke, moment):
        assert cases(marijke, at=moment).count() == 1
    assert client_for("eva").get(url).status_code == 404
