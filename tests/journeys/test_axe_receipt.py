# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""axe on the way back with a receipt code, in every language; and a judge who is judged."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.axe import WIDER, Judge
from tests.journeys.scenery import SLUG, open_public_door
from tests.journeys.visits import LOCALES
from tests.journeys.walker import Walker
from zicht.casework.intake.public.words import words_in

pytestmark = [pytest.mark.browser, pytest.mark.database]


@pytest.fixture
def judge(record_property: Any, request: pytest.FixtureRequest) -> Any:
    """Finds fault at the end of a test."""
    made = Judge()
    yield made
    record_property("told", made.told(request.node.name))
    assert not made.faults, "\n".join(made.faults)


@pytest.mark.parametrize("lang", LOCALES)
def test_receipt(window: Callable[..., Walker], judge: Judge, committed: None, cast: Any, lang: str) -> None:
    open_public_door(cast)
    walker, words = window(locale=LOCALES[lang]), words_in(lang)
    walker.go(reverse("public:send", args=[SLUG]))
    walker.write(words["fact_label"], "Iemand slaapt in de schuur.")
    walker.tick(words["about_person"])
    walker.button(words["send_button"])
    walker.sees(words["sent_title"])
    judge.look(walker.page, f"public:sent, with the code ({lang})")
    code = walker.page.locator(".zicht-receipt").inner_text().strip()
    walker.go(reverse("public:code"))
    walker.write(words["code_label"], "AAAA-AAAA-AAAA")
    walker.button(words["code_button"])
    judge.look(walker.page, f"public:code, wrong code ({lang})")
    walker.write(words["code_label"], code)
    walker.button(words["code_button"])
    walker.sees(words["status_title"])
    judge.look(walker.page, f"public:status ({lang})")
    walker.button(words["conv_button"])
    expect(walker.page.locator("[aria-invalid=true]")).to_be_visible()
    judge.look(walker.page, f"public:status, sent empty ({lang})")
    walker.journal.steps.clear()  # no journey whose clicks are worth telling


def test_planted_faults_are_found(window: Callable[..., Walker]) -> None:
    """A judge who finds nothing must be able to find something."""
    page = window().page
    page.set_content(
        "<html lang=nl><title>x</title><main><h1>x</h1><img src='data:,'>"
        "<p style='color:#999;background:#fff'>Grijs op wit</p><div style='width:900px'>x</div>"
        "<p style='color:#999;background:linear-gradient(#fff,#fff)'>Grijs op een verloop</p></main></html>"
    )
    assert page.evaluate(WIDER) == 0
    judge = Judge()
    judge.look(page, "planted")
    found = "\n".join(judge.faults)
    for fault in ("image-alt", "color-contrast", "px wider than the window", "needs 4.5", "no colour of ours"):
        assert fault in found
