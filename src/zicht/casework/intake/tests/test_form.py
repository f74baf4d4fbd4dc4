# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The form of a professional: little is needed, nothing typed is lost, one press is one signal."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse

from zicht.access.models import OwnDefinition
from zicht.casework.intake.models import Signal, SignalIndicator, SignalThing
from zicht.casework.intake.tests.helping import REPORT, as_desk, reported, typed
from zicht.reference.lists import code_list

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def send(client_for, cast, actor, at):
    """Send the form as Sanne; gives the answer, and the signal as Noor's desk holds it."""

    def go(path: str = REPORT, **changes) -> tuple[HttpResponse, Signal | None]:
        form = typed(cast, **changes)
        answer = client_for("sanne").post(path, form)
        _who, desk = as_desk(actor, at)
        with desk:
            return answer, Signal.objects.filter(submission=form["submission"]).first()

    return go


def test_three_fields_are_enough_and_silence_is_unknown(send, actor, at):
    answer, signal = send()
    assert answer.status_code == 302
    assert (signal.age_class, signal.forms, signal.acute, signal.municipality) == ("unknown", [], False, "DEMO-G1")
    with as_desk(actor, at)[1]:
        stored = SignalIndicator.objects.filter(signal=signal)
        assert set(stored.values_list("code", flat=True)) == set(code_list("indicators").codes(at.date()))
        assert set(stored.values_list("seen", flat=True)) == {"unknown"}


@pytest.mark.parametrize("missing", ["fact", "about", "function"])
def test_a_missing_answer_is_named_and_the_rest_is_kept(send, missing):
    answer, signal = send(**{missing: "", "interpretation": "Zij wordt gecontroleerd."})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert signal is None
    assert f'href="#id_{missing}' in page
    assert "Zij wordt gecontroleerd." in page


def test_nothing_else_is_required(client_for):
    page = client_for("sanne").get(REPORT)
    required = {name for name, field in page.context["form"].fields.items() if field.required}
    assert required == {"submission", "fact", "about", "function"}


def test_an_answered_indicator_keeps_state_and_source(send, actor, at):
    _, signal = send(
        **{"seen-says_afraid": "observed", "source-says_afraid": "self", "seen-injuries": "not_observed"}
    )
    with as_desk(actor, at)[1]:
        found = {i.code: (i.seen, i.source) for i in SignalIndicator.objects.filter(signal=signal)}
    assert found["says_afraid"] == ("observed", "self")
    assert found["injuries"] == ("not_observed", "")
    assert found["moved_about"] == ("unknown", "")


ADVERT = {"thing-0-kind": "advert", "thing-0-value": "advertentie 123"}


@pytest.mark.parametrize("kind", ["phone", "account", "advert"])
@pytest.mark.parametrize("half", [{}, {"thing-0-ground": "coercion"}, {"thing-0-ground_note": "zegt het zelf"}])
def test_an_advert_without_a_stated_ground_is_refused_with_the_reason(send, kind, half):
    answer, signal = send(**{"thing-0-kind": kind, "thing-0-value": "123", **half})
    assert answer.status_code == 400
    assert signal is None
    assert "register van sekswerkers" in answer.content.decode()


def test_an_advert_with_a_ground_is_kept_with_it(send, actor, at):
    ground = {"thing-0-ground": "minority", "thing-0-ground_note": "Zij schrijft dat zij 16 is."}
    answer, signal = send(**ADVERT, **ground)
    assert answer.status_code == 302
    with as_desk(actor, at)[1]:
        assert SignalThing.objects.get(signal=signal).ground_note == "Zij schrijft dat zij 16 is."


def test_an_address_needs_no_ground(send):
    assert send(**{"thing-0-kind": "address", "thing-0-value": "Kade 1"})[0].status_code == 302


def test_under_18_coercion_is_neither_kept_nor_asked_again(send):
    _, signal = send(age_class="minor", coercion=["debt", "violence"])
    assert signal.coercion == []
    answer, _ = send(age_class="minor", coercion=["debt"], fact="")
    assert 'name="coercion"' not in answer.content.decode()


def test_a_young_victim_among_the_persons_drops_coercion_as_well(send):
    person = {"person-0-name": "Iemand", "person-0-age_class": "minor", "person-0-role": "possible_victim"}
    signal = send(coercion=["debt"], **person)[1]
    assert (signal.coercion, signal.age_class) == ([], "minor")


def test_an_adult_keeps_coercion(send):
    assert send(age_class="adult", coercion=["debt"])[1].coercion == ["debt"]


def test_pressing_twice_makes_one_signal(client_for, cast, actor, at):
    form, client = typed(cast), client_for("sanne")
    first, second = client.post(REPORT, form), client.post(REPORT, form)
    assert first.url == second.url
    with as_desk(actor, at)[1]:
        signal = Signal.objects.get(submission=form["submission"])
        assert signal.events.filter(kind="received").count() == 1


def test_going_back_and_sending_again_stays_one_signal_and_says_so(client_for, cast):
    client = client_for("sanne")
    first = client.post(REPORT, typed(cast))
    again = client.post(REPORT, typed(cast), follow=True)  # the page came back with a fresh form key
    assert again.redirect_chain[-1][0] == first.url
    assert "Dit had u al verstuurd" in again.content.decode()
    assert client.post(REPORT, typed(cast, fact="Iets anders.")).url != first.url


def test_the_same_words_later_are_a_new_signal(actor, cast, at):
    first = reported(actor, cast, at)
    assert reported(actor, cast, at + timedelta(minutes=59)).pk == first.pk
    assert reported(actor, cast, at + timedelta(minutes=61)).pk != first.pk
    assert reported(actor, cast, at, by="joris").pk != first.pk, "somebody else who says the same"


def test_somebody_elses_form_key_gives_nothing_away(client_for, cast):
    form = typed(cast)
    client_for("sanne").post(REPORT, form)
    answer = client_for("joris").post(REPORT, form)
    assert answer.status_code == 400
    assert "al gebruikt" in answer.content.decode()
    assert client_for("joris").get("/mijn-meldingen/").context["rows"] == []


def test_more_rows_keep_what_was_typed_and_complain_about_nothing(client_for, cast):
    form = typed(cast, fact="", do="more-persons", **{"person-1-name": "Iemand Anders", "seen-injuries": "observed"})
    page = client_for("sanne").post(REPORT, form)
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="person-3-name"' in text
    assert "Iemand Anders" in text
    assert 'name="seen-injuries" value="observed" checked' in text
    assert "Schrijf op wat er is gebeurd" not in text


def test_a_question_for_advice_names_nobody(send, actor, at):
    named = {"person-0-name": "Iemand", "thing-0-kind": "address", "thing-0-value": "Kade 1"}
    _, signal = send("/advies-vragen/", **named, **{"seen-injuries": "observed"})
    with as_desk(actor, at)[1]:
        assert signal.kind == "advice"
        assert not signal.subjects.exists()
        assert not signal.things.exists()
        assert not signal.indicators.exists()


def test_the_advice_form_has_no_field_for_a_person_or_thing(client_for):
    fields = client_for("sanne").get("/advies-vragen/").context["form"].fields
    assert not [name for name in fields if name.startswith(("person", "thing", "seen"))]


def test_the_own_definition_is_kept_beside_the_shared_code(send, cast):
    OwnDefinition.objects.create(
        organisation=cast.organisations["Scholengroep De Meent"],
        list_name="forms",
        code="CU",
        definition="Een leerling die voor een ander spullen wegbrengt.",
        valid_from=date(2025, 1, 1),
    )
    _, signal = send(form_codes=["CU", "SU"])
    assert signal.forms == ["SU", "CU"] or signal.forms == ["CU", "SU"]
    assert signal.own_definition_text == "CU: Een leerling die voor een ander spullen wegbrengt."


def test_112_stands_before_the_button(client_for):
    page = client_for("sanne").get(REPORT).content.decode()
    assert page.index("112") < page.index('name="fact"')
    assert page.rindex("Bel eerst <strong>112") < page.index('value="send"')


def test_a_sign_of_danger_says_112_as_well(client_for):
    form = client_for("sanne").get(REPORT).context["form"]
    danger = {e.code for e in code_list("indicators").entries if e.attributes["danger"]}
    assert {n.removeprefix("seen-") for n, f in form.fields.items() if "112" in str(f.label)} == danger


def test_the_page_says_who_reads_it_and_what_sending_means(client_for):
    page = client_for("sanne").get(REPORT).content.decode()
    assert "Daan Postma, Noor Verbeek" in page
    assert "Wat versturen betekent voor de persoon" in page
    assert "Wat versturen betekent voor u" in page


class TestSavedForm:
    def test_it_comes_back_as_it_was_and_goes_when_it_is_sent(self, client_for, cast):
        client = client_for("sanne")
        form = typed(cast, about="", do="save", **{"person-0-name": "Iemand", "seen-injuries": "observed"})
        assert client.post(REPORT, form).url == "/concepten/"
        row = client.get("/concepten/").context["rows"][0]
        page = client.get(f"/concepten/{row['draft'].pk}/")
        assert "Iemand" in page.content.decode()
        assert page.context["form"].errors == {}
        whole = typed(cast, submission=form["submission"])
        sent = client.post(f"/concepten/{row['draft'].pk}/", whole)
        again = client.post(f"/concepten/{row['draft'].pk}/", whole)
        assert sent.url == again.url
        assert client.get("/concepten/").context["rows"] == []

    def test_nobody_else_opens_it(self, client_for, cast):
        sanne = client_for("sanne")
        sanne.post(REPORT, typed(cast, do="save"))
        key = sanne.get("/concepten/").context["rows"][0]["draft"].pk
        for stranger in ("noor", "eva", "joris"):
            assert client_for(stranger).get(f"/concepten/{key}/").status_code == 404
            assert client_for(stranger).post(f"/concepten/{key}/weggooien/").status_code == 404
        assert sanne.post(f"/concepten/{key}/weggooien/").status_code == 302
        assert sanne.get(f"/concepten/{key}/").status_code == 404

    def test_an_unknown_submission_stays_unknown(self, client_for, cast):
        assert client_for("sanne").post(f"/concepten/{uuid4()}/", typed(cast)).status_code == 404
