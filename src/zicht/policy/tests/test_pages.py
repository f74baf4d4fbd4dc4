# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of this room for the policy officer: the register of recommendations, funnels, reconciliations, files."""

import io
import zipfile

import pytest
from django.urls import reverse

from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.monitor.models import Edition
from zicht.policy.known import published, recommendations
from zicht.policy.models import Recommendation, RecommendationEvent, YearCount, YearCountEvent

pytestmark = [pytest.mark.database, pytest.mark.django_db]

OWN = {
    "title": "Bereik arbeidsmigranten in hun eigen taal",
    "text": "Geef voorlichting op de plek waar zij wonen.",
    "addressee": "wethouder sociaal domein",
    "goal": "Arbeidsmigranten weten waar hulp is.",
    "indicator": "Signalen van arbeidsmigranten zelf.",
    "finding": "Bijna geen signaal komt van henzelf.",
    "figure": "2.5",
    "repeats": "",
    "made_on": "01-02-2026",
    "source": "uitvoeringsplan 2026, bladzijde 4",
}
CARE = {
    "version": "0", "signals": "60", "persons": "52", "intakes": "40", "offered": "31", "accepted": "26",
    "reported": "20", "intakes__unreachable": "12", "source": "zorgcoördinatie", "note": "",
}  # fmt: skip


@pytest.fixture
def bas(client_for):
    return client_for("bas")


@pytest.fixture
def stored(actor, at):
    """Look into the tables as the policy officer."""

    def look(model, **chosen):
        with acting(actor("bas", Purpose.POLICY_MAKING).context(at)):
            return list(model.objects.filter(**chosen))

    return look


def page(client, name: str, **keys) -> str:
    response = client.get(reverse(f"policy:{name}", kwargs=keys or None))
    assert response.status_code == 200
    return response.content.decode()


def known(number: str):
    return recommendations()[number]


def make_own(client) -> str:
    response = client.post(reverse("policy:recommendation-add"), OWN)
    assert response.status_code == 302, response.context["form"].errors
    return response["Location"]


def test_the_eight_stand_in_the_list_with_their_figure(bas):
    text = page(bas, "recommendations")
    for one in recommendations().values():
        assert one.title in text
        assert f"Figuur {one.figure}:" in text


def test_the_list_is_chosen_from_by_state_edition_and_words(bas):
    url = reverse("policy:recommendations")
    assert "Krijg inzicht in buitenlandse" not in bas.get(url, {"van": "2014-2018"}).content.decode()
    searched = bas.get(url, {"zoek": "technologie kaart"}).content.decode()
    assert known("nr-2020-3").title in searched
    assert known("nr-2019-1").title not in searched
    assert "Geen aanbeveling gevonden" in bas.get(url, {"stand": "followed"}).content.decode()
    assert known("nr-2019-4").title in bas.get(url, {"stand": "not_followed"}).content.decode()


def test_a_recommendation_says_where_it_stands_and_what_its_figure_does_not_show(bas):
    text = page(bas, "recommendation", key=known("nr-2019-4").key)
    assert "regel 268 van de tekst" in text
    assert "Figuur 2.9" in text
    assert "Herkomst is geen Dublinstatus" in text
    assert known("nr-2020-1").title in text  # repeated in
    assert "Wijzigen</a>" not in text


def test_the_circle_stands_on_one_page(bas):
    text = page(bas, "cycle", key=known("nr-2019-2").key)
    places = [text.index(f"<h2>{head}</h2>") for head in ("Cijfer", "Bevinding", "Aanbeveling", "Reactie")]
    places.append(text.index("<h2>Cijfer van de volgende editie</h2>"))
    assert places == sorted(places)
    assert "34%" in text


def test_a_reaction_to_a_published_recommendation_is_kept_for_this_unit_only(bas, stored, client_for):
    one = known("nr-2020-2")
    url = reverse("policy:recommendation-note", kwargs={"key": one.key})
    note = {"kind": "reaction", "day": "03-03-2026", "text": "De raad vraagt om cijfers.", "source": "raadsbrief"}
    assert bas.post(url, note).status_code == 302
    text = page(bas, "recommendation", key=one.key)
    assert "De raad vraagt om cijfers." in text
    assert "3 maart 2026" in text
    (row,) = stored(Recommendation)
    assert (row.reference, row.title, row.state) == ("nr-2020-2", "", "open")
    assert client_for("eva").get(url).status_code == 404


def test_the_same_form_sent_twice_adds_one(bas, stored):
    url = reverse("policy:recommendation-note", kwargs={"key": known("nr-2020-2").key})
    token = bas.get(url).context["form"].initial["submission"]
    note = {"kind": "evidence", "day": "03-03-2026", "text": "Een cijfer.", "source": "raad", "submission": token}
    bas.post(url, note)
    bas.post(url, note)
    assert len(stored(RecommendationEvent, kind="evidence")) == 1


def test_a_day_that_is_still_to_come_is_refused(bas):
    url = reverse("policy:recommendation-note", kwargs={"key": known("nr-2020-2").key})
    note = {"kind": "reaction", "day": "03-03-2099", "text": "x", "source": "y"}
    response = bas.post(url, note)
    assert response.status_code == 422
    assert "Deze dag komt nog" in response.content.decode()


def test_without_evidence_nothing_is_followed(bas):
    one = known("nr-2019-1")
    url = reverse("policy:recommendation-state", kwargs={"key": one.key})
    step = {"to": "followed", "reason": "Gezegd dat het klaar is.", "version": "0"}
    response = bas.post(url, step)
    assert response.status_code == 422
    assert "Leg eerst bewijs vast" in response.content.decode()
    note = {"kind": "evidence", "day": "03-03-2026", "text": "De monitor is er.", "source": "kamerbrief"}
    bas.post(reverse("policy:recommendation-note", kwargs={"key": one.key}), note)
    version = bas.get(url).context["form"].initial["version"]
    assert bas.post(url, step | {"version": version}).status_code == 302
    assert "van “toegezegd” naar “opgevolgd”" in page(bas, "recommendation", key=one.key)


def test_a_state_that_somebody_else_changed_is_not_changed_over(bas):
    url = make_own(bas) + "stand/"
    step = {"to": "promised", "reason": "Toegezegd in de raad.", "version": "1"}
    assert bas.post(url, step).status_code == 302
    response = bas.post(url, {"to": "running", "reason": "Begonnen.", "version": "1"}, follow=True)
    assert "Iemand anders wijzigde de stand net" in response.content.decode()


def test_an_own_recommendation_is_made_once_changed_and_keeps_what_it_said(bas, stored):
    url = reverse("policy:recommendation-add")
    token = str(bas.get(url).context["form"].initial["submission"])
    for _ in range(2):
        assert bas.post(url, OWN | {"submission": token}).status_code == 302
    (row,) = stored(Recommendation)
    edit = reverse("policy:recommendation-edit", kwargs={"key": row.pk})
    assert bas.post(edit, OWN | {"goal": "Iets anders.", "version": "1"}).status_code == 302
    (event,) = stored(RecommendationEvent, kind="changed")
    assert event.text == "goal: Arbeidsmigranten weten waar hulp is."
    response = bas.post(edit, OWN | {"goal": "Nog iets.", "version": "1"})
    assert response.status_code == 422
    assert "Wat er nu staat" in response.content.decode()
    assert "Iets anders." in response.content.decode()


def test_a_published_recommendation_cannot_be_changed(bas):
    url = reverse("policy:recommendation-edit", kwargs={"key": known("nr-2020-1").key})
    assert bas.get(url).status_code == 404


def test_the_list_as_csv_and_ods(bas):
    body = bas.get(reverse("policy:recommendations-csv")).content.decode("utf-8-sig")
    assert all(one.title in body for one in recommendations().values())
    assert "regel 955 van de tekst" in body
    found = bas.get(reverse("policy:recommendations-ods"))
    with zipfile.ZipFile(io.BytesIO(found.content)) as file:
        assert "nieuwe oproep" not in file.read("content.xml").decode()
        assert known("nr-2020-3").title in file.read("content.xml").decode()
    assert found["Content-Disposition"] == 'attachment; filename="aanbevelingen.ods"'


def test_the_number_of_questions_does_not_grow_with_the_list(bas, django_assert_max_num_queries):
    for one in recommendations().values():
        note = {"kind": "reaction", "day": "03-03-2026", "text": "x", "source": "y"}
        bas.post(reverse("policy:recommendation-note", kwargs={"key": one.key}), note)
    for name in ("recommendations", "recommendations-csv"):
        with django_assert_max_num_queries(30):
            bas.get(reverse(f"policy:{name}"))


def test_the_box_of_the_labour_inspectorate_as_picture_and_table(bas):
    (fact,) = [one for one in published() if one.chain == "nla"]
    text = page(bas, "count", key=fact.key)
    assert "65 signalen" in text
    assert "83 personen" in text
    assert "niet te bereiken of wilde geen gesprek (niet apart geteld): 17" in text
    assert "geen enkele aanwijzing van mensenhandel: 20" in text
    assert text.count('role="img"') == 2
    assert "regel 857" in text


def test_who_is_known_only_to_the_investigation(bas):
    assert "289" in page(bas, "reconciliations")
    (fact,) = [one for one in published() if one.chain == "emm"]
    text = page(bas, "count", key=fact.key)
    assert "zonder reden: 289" in text
    assert "niet geteld" in text


def test_a_year_of_a_service_is_filled_in_and_small_numbers_are_hidden(bas, stored):
    url = reverse("policy:funnel-add") + "?chain=care&year=2025"
    response = bas.post(url, CARE)
    assert response.status_code == 302, response.context["form"].errors
    text = bas.get(response["Location"]).content.decode()
    assert "40" in text
    # 31 offered of 40: the 9 that were not would give themselves away, and so would the numbers beside them.
    assert "afgeschermd" in text
    assert ">31<" not in text
    (row,) = stored(YearCount)
    assert row.numbers["offered"] == 31
    csv = bas.get(reverse("policy:count-csv", kwargs={"key": row.pk})).content.decode("utf-8-sig")
    assert "afgeschermd" in csv
    assert ";31;" not in csv


def test_what_was_filled_in_before_stays(bas, stored):
    bas.post(reverse("policy:funnel-add") + "?chain=care&year=2025", CARE)
    (row,) = stored(YearCount)
    url = reverse("policy:fill", kwargs={"key": row.pk})
    assert bas.post(url, CARE | {"version": "1", "signals": "61"}).status_code == 302
    assert [event.numbers["signals"] for event in stored(YearCountEvent)] == [61, 60]
    response = bas.post(url, CARE | {"version": "1", "signals": "62"})
    assert response.status_code == 422
    assert "Iemand anders vulde dit jaar net in" in response.content.decode()


def test_counts_that_cannot_be_say_what_to_do(bas, stored):
    url = reverse("policy:funnel-add") + "?chain=care&year=2025"
    response = bas.post(url, CARE | {"intakes": "53"})
    assert response.status_code == 422
    assert "kan niet meer zijn dan" in response.content.decode()
    assert stored(YearCount) == []


def test_a_published_year_is_not_filled_in_again(bas):
    response = bas.get(reverse("policy:funnel-add"), {"chain": "nla", "year": "2019"})
    assert response.status_code == 422
    assert "Dit jaar staat al in een publicatie" in response.content.decode()


def test_a_year_that_is_there_is_opened_for_changing(bas, stored):
    url = reverse("policy:funnel-add") + "?chain=care&year=2025"
    bas.post(url, CARE)
    response = bas.get(url)
    assert response.status_code == 302
    assert response["Location"] == reverse("policy:fill", kwargs={"key": stored(YearCount)[0].pk})


def test_the_figure_leads_to_the_edition_that_is_published_and_not_to_one_that_is_withdrawn(bas, actor, cast, at):
    one = known("nr-2020-1")
    assert "nog geen gepubliceerde editie" in page(bas, "recommendation", key=one.key)
    shared = {
        "owning_unit": cast.unit_of("bas"), "title_en": "x", "first_year": 2021, "last_year": 2025,
        "scope": "region", "place": "Waterlinde", "figures": [one.figure], "made_by": cast.people["bas"],
        "made_at": at, "checked_by": cast.people["yara"], "checked_at": at, "published_at": at, "digest": "0" * 64,
    }  # fmt: skip
    gone = {"withdrawn_at": at, "withdrawn_why": "Een fout in de telling."}
    with acting(actor("bas", Purpose.POLICY_MAKING).context(at)):
        Edition.objects.create(slug="uit-2025", title_nl="Editie 2021-2025", state="published", **shared)
        Edition.objects.create(slug="weg-2025", title_nl="Editie die weg is", state="withdrawn", **shared, **gone)
    for name in ("recommendation", "cycle"):
        text = page(bas, name, key=one.key)
        assert "in Editie 2021-2025</a>" in text
        assert "Editie die weg is" not in text


@pytest.mark.parametrize("who", ["noor", "yara", "tom", "lotte", "ruben"])
def test_nobody_else_comes_in(client_for, who):
    for name in ("recommendations", "funnels", "reconciliations", "recommendations-csv"):
        assert client_for(who).get(reverse(f"policy:{name}")).status_code == 404
