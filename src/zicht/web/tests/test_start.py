# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The start page says what waits, for each job in the story, and for nobody else."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.urls import reverse

from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.casework.intake.actions import receive_signal
from zicht.casework.intake.entry import SignalEntry
from zicht.web.demo.cast import CAST
from zicht.web.start import MAKERS, Block, start_blocks
from zicht.web.startwords import ONE, RANKS, THING

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def signal(actor, cast, at):
    sanne = actor("sanne", Purpose.REPORTING)
    entry = SignalEntry(
        fact="Iemand slaapt in de werkplaats.", about="person", submission=uuid4(), reporter=sanne.person
    )
    with acting(sanne.context(at)):
        return receive_signal(actor=sanne, function=cast.function_of("noor"), entry=entry, at=at)


def waiting(actor, at, label):
    blocks = start_blocks(actor, at=at)
    return [w["count"] for block in blocks for w in block.waits if w["label"] == label]


def test_every_purpose_has_its_block():
    assert {purpose for purpose, _ in MAKERS} == set(Purpose)


@pytest.mark.parametrize("key", [spec.key for spec in CAST])
def test_everybody_has_a_start_page_with_working_links(client_for, key):
    client = client_for(key)
    page = client.get("/start/").content.decode()
    links = set(re.findall(r"<main.*?</main>", page, re.S)[0].split('href="')[1:])
    assert links, "something to go to"
    for address in {link.split('"')[0].replace("&amp;", "&") for link in links}:
        assert client.get(address).status_code == 200, address


def test_a_new_signal_waits_for_its_focal_point_only(signal, actor, at):
    assert waiting(actor("noor", Purpose.REPORTING), at, "nieuwe signalen") == [1]
    assert waiting(actor("daan", Purpose.REPORTING), at, "nieuwe signalen") == [1], "same inbox"
    assert waiting(actor("iris", Purpose.REPORTING), at, "nieuwe signalen") == [0], "same municipality, other unit"
    assert waiting(actor("eva", Purpose.REPORTING), at, "nieuwe signalen") == [0]
    assert waiting(actor("bas", Purpose.REPORTING), at, "nieuwe signalen") == []
    assert waiting(actor("sanne", Purpose.REPORTING), at, "meldingen van u lopen nog") == [1]


def test_what_is_late_stands_first_and_what_is_nothing_is_one_line():
    def wait(count, label):
        return {"count": count, "label": label, "url": "/"}

    block = Block("Werk", (wait(1, "open casussen"), wait(0, "nieuwe signalen"), wait(2, "verzoeken om informatie"),
                           wait(1, "acties over de datum")))  # fmt: skip
    assert [(w["count"], w["label"]) for w in block.now] == [
        (1, "actie over de datum"), (2, "verzoeken om informatie"), (1, "open casus"),
    ]  # fmt: skip
    assert block.nothing == ["nieuwe signalen"]


def test_every_word_of_the_start_page_has_a_count_of_one():
    source = (Path(__file__).parents[1] / "start.py").read_text()
    labels = set(re.findall(r"_wait\(\s*[^\"]*?(?:\[\"\w+\"\])?,\s*\"([^\"]+)\"", source))
    assert len(labels) > 20
    assert labels - set(ONE) == {"keer noodtoegang tot uw gegevens"}, "the same for one and for more"
    assert set(RANKS) | set(THING) <= labels


def test_an_empty_start_page_says_so(client_for):
    page = client_for("noor").get("/start/").content.decode()
    assert "Er wacht hier nu niets op u." in page
    assert "Niets te doen bij" not in page
    assert "zicht-waiting__count" not in page


def test_what_is_seldom_used_folds_away_and_still_says_where_one_is(client_for):
    noor, contacts = client_for("noor"), reverse("matching:contacts")
    nav = re.findall(r"<nav class=\"zicht-nav.*?</nav>", noor.get(contacts).content.decode(), re.S)[0]
    shown, folded = nav.split("<details")
    assert shown.count("<li>") <= 8
    assert 'href="/signalen/"' in shown
    assert f'href="{contacts}" aria-current="page"' in folded
    assert "Meer onderdelen: <strong>Contacten</strong>" in folded
    assert (
        "<details" not in client_for("sanne").get("/start/").content.decode().split("zicht-nav")[1].split("</nav>")[0]
    )


def test_a_database_that_is_away_gives_a_plain_page(client, monkeypatch):
    def away(*_args, **_kwargs):
        raise OperationalError("gone")

    client.raise_request_exception = False
    monkeypatch.setattr("zicht.access.middleware.transaction.atomic", away)
    answer = client.get("/")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "gone" not in answer.content.decode()


def test_an_unknown_page_is_a_plain_404(client):
    answer = client.get("/bestaat-niet/")
    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()
