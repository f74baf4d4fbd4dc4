# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The form without sign-in: closed by default, five languages, one signal per form, nothing from elsewhere."""

import re

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client

from zicht.access.roles import Purpose
from zicht.base.context import acting, transaction_as
from zicht.casework.intake.gate import signals
from zicht.casework.intake.models import PublicDoor, ReporterIdentity
from zicht.casework.intake.public import rate
from zicht.casework.intake.public.tests.helping import FACT, FORM, code_on, fill, make_door, send
from zicht.casework.intake.public.words import LANGUAGES, words_in

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def door(cast, actor, at):
    return make_door(cast, actor, at)


def received(actor, at):
    noor = actor("noor", Purpose.SIGNAL_HANDLING)
    with transaction_as(noor.context(at)):
        return list(signals(noor, at=at).prefetch_related("things", "indicators", "receipt"))


def kept(actor, at, signal):
    """What the custodian keeps of who reported."""
    hanna = actor("hanna", Purpose.IDENTITY_CUSTODY)
    with transaction_as(hanna.context(at)):
        identity = ReporterIdentity.objects.get(signal=signal)
    return identity.contact, identity.safe_contact


def test_an_unknown_door_is_not_there(cast):
    assert Client().get("/melden/nergens/").status_code == 404


def test_a_closed_door_shows_where_one_can_go(cast, actor, at):
    make_door(cast, actor, at, opened=False)
    for answer in (Client().get(FORM), Client().post(FORM, {"fact": "x", "about": "place"})):
        assert answer.status_code == 404
        text = answer.content.decode()
        assert words_in("nl")["closed_title"] in text
        assert 'href="tel:08007000"' in text
        assert "<textarea" not in text
    assert received(actor, at) == []


def test_reporting_points_stand_before_the_form(door):
    text = Client().get(FORM).content.decode()
    assert text.index('href="tel:112"') < text.index("<textarea")
    assert text.index("Meld Misdaad Anoniem") < text.index("<textarea")
    assert "Veilig Thuis" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_marked_and_keeps_for_the_session(door, language):
    client = Client()
    first = client.get(f"{FORM}?taal={language}")
    again = client.get(FORM)
    for page in (first, again):
        text = page.content.decode()
        assert f'<html lang="{language}">' in text
        assert page["Content-Language"] == language
        assert words_in(language)["form_title"] in text
        notice = words_in(language).texts["unreviewed_title"]
        assert (notice in text) is (language != "nl")


def test_polish_page_speaks_about_danger_and_consent_in_dutch_and_english(door):
    text = Client().get(f"{FORM}?taal=pl").content.decode()
    for key in ("danger_title", "danger_text", "means_you", "means_person", "contact_intro", "acute_label"):
        assert words_in("pl").texts[key] not in text
        assert f'<span lang="nl">{words_in("nl").texts[key]}</span>' in text
        assert f'<span lang="en">{words_in("en").texts[key]}</span>' in text


def test_language_of_the_browser_and_nonsense(door):
    assert '<html lang="bg">' in Client().get(FORM, headers={"accept-language": "bg-BG,en;q=0.5"}).content.decode()
    assert '<html lang="nl">' in Client().get(f"{FORM}?taal=xx", headers={"accept-language": "zz"}).content.decode()


def test_a_polish_signal_arrives_whole(door, actor, at):
    client = Client()
    client.get(f"{FORM}?taal=pl")
    send(
        client,
        thoughts="Chyba nie dostają pieniędzy.",
        kinds=["AU", "CU"],
        age="minor",
        place="Kanaaldijk",
        company="Bollenbedrijf",
        acute="on",
        contact="kontakt@voorbeeld.example",
        safe="tylko w dzień",
    )
    (signal,) = received(actor, at)
    assert (signal.fact, signal.interpretation) == (FACT, "Chyba nie dostają pieniędzy.")
    assert (signal.language, signal.door, signal.about, signal.age_class) == ("pl", "public", "persons", "minor")
    assert (signal.forms, signal.acute, signal.coercion) == (["AU", "CU"], True, [])
    assert {(t.kind, t.value) for t in signal.things.all()} == {("place", "Kanaaldijk"), ("company", "Bollenbedrijf")}
    assert {i.seen for i in signal.indicators.all()} == {"unknown"}
    assert signal.reporter_known
    assert kept(actor, at, signal) == ("kontakt@voorbeeld.example", "tylko w dzień")
    assert signal.owning_unit_id == door.owning_unit_id


def test_the_door_names_the_term_that_the_inbox_keeps(door, actor, at):
    assert "binnen 4 dagen" in Client().get(FORM).content.decode()
    send()
    (signal,) = received(actor, at)
    assert (signal.due_at - signal.received_at).days == 4


def test_not_clear_means_no_form(door, actor, at):
    send(kinds=["SU", "unknown"])
    assert received(actor, at)[0].forms == []


def test_two_questions_are_required_and_the_rest_is_kept(door, actor, at):
    client = Client()
    answer = client.post(FORM, fill(client, fact="  ", about="", place="Havenstraat", age="minor"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count('aria-required="true"') == 1  # the radio group says it in its error
    assert words_in("nl")["error_fact"] in text
    assert words_in("nl")["error_about"] in text
    assert 'value="Havenstraat"' in text
    assert re.search(r'value="minor"[^>]*checked', text)
    assert "<title>Fout: " in text
    assert received(actor, at) == []


def test_pressing_twice_gives_one_signal_and_the_same_code(door, actor, at):
    client = Client()
    form = fill(client)
    first = client.post(FORM, form)
    code = code_on(client.get(first["Location"]))
    second = client.post(FORM, {**form, "fact": "iets anders"})
    assert code_on(client.get(second["Location"])) == code
    (signal,) = received(actor, at)
    assert signal.fact == FACT


def test_the_code_is_shown_once(door):
    client, code = send()
    page = client.get(f"{FORM}verzonden/")
    assert page.status_code == 200
    assert code not in page.content.decode()
    assert words_in("nl")["sent_gone_text"] in page.content.decode()
    assert code not in Client().get(f"{FORM}verzonden/").content.decode()


def test_the_page_with_the_code_has_nothing_that_asks_for_itself_again(door):
    client = Client()
    answer = client.post(FORM, fill(client))
    page = client.get(answer["Location"]).content.decode()
    assert "?taal=" not in page
    assert 'name="referrer"' in page


def test_pages_load_nothing_from_elsewhere_and_ask_for_no_file(door):
    client = Client()
    pages = [client.get(FORM), client.get("/bericht/")]
    pages.append(client.get(client.post(FORM, fill(client))["Location"]))
    for page in pages:
        text = page.content.decode()
        assert not re.findall(r'(?:src|action|srcset|poster|data)="(?:https?:)?//', text)
        assert all(address.startswith("/") for address in re.findall(r'<link[^>]*href="([^"]+)"', text))
        assert "<iframe" not in text
        assert 'type="file"' not in text
        assert 'id="quick-exit"' in text
        assert page["Cache-Control"] == "no-store"
        assert not {c for c in page.cookies if c not in ("csrftoken", "zicht")}


def test_too_many_are_stopped_with_what_was_typed(door, monkeypatch):
    monkeypatch.setattr(rate, "SENDING", rate.Limit("sending-test", 2, 100))
    client = Client()
    for _ in range(2):
        send(client)
    answer = client.post(FORM, fill(client, fact="een derde"))
    text = answer.content.decode()
    assert answer.status_code == 429
    assert "een derde" in text
    assert words_in("nl")["limit_kept"] in text
    assert "0800-7000" in text
    other = Client(REMOTE_ADDR="198.51.100.7")
    assert other.post(FORM, fill(other)).status_code == 302


def test_all_together_have_a_limit_too(door, monkeypatch):
    monkeypatch.setattr(rate, "SENDING", rate.Limit("sending-all", 10, 1))
    send(Client(REMOTE_ADDR="198.51.100.8"))
    other = Client(REMOTE_ADDR="198.51.100.9")
    assert other.post(FORM, fill(other)).status_code == 429


def test_counters_hold_no_address(door):
    send(Client(REMOTE_ADDR="198.51.100.77"))
    with connection.cursor() as cursor:
        cursor.execute("select cache_key from web_cache")
        keys = [row[0] for row in cursor.fetchall()]
    assert keys
    assert not any("198.51" in key or "sending" in key for key in keys)


def test_nobody_may_post_without_our_own_form(door):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(FORM, {"fact": FACT, "about": "place"}).status_code == 403


def test_the_database_itself_refuses_an_open_door_without_function(cast, actor, at):
    eva = actor("eva", Purpose.SIGNAL_HANDLING)
    with acting(eva.context(at)), pytest.raises(IntegrityError), transaction.atomic():
        PublicDoor.objects.create(
            owning_unit=cast.unit_of("eva"), slug="w", municipality="", title="Gemeente Waterhoven", open=True
        )


def test_the_database_itself_refuses_a_door_made_by_another_unit(cast, actor, at):
    eva = actor("eva", Purpose.SIGNAL_HANDLING)
    with acting(eva.context(at)), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        PublicDoor.objects.create(owning_unit=cast.unit_of("noor"), slug="w", municipality="", title="Lindestede")
