# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Without a mouse: report, weigh, correct mistakes, leave quickly."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.chromium import Watch
from tests.journeys.hands import Hands
from tests.journeys.scenery import SLUG, fill_register, open_public_door
from tests.journeys.walker import Journal, Walker
from zicht.base.clock import now
from zicht.casework.intake.public.words import words_in

pytestmark = [pytest.mark.browser, pytest.mark.database]

DUTCH = words_in("nl")
FACT = "Een leerling werkt elke nacht in een loods en slaapt in de les."
AWAY = "www.weeronline.nl"
SKIP = "Naar de inhoud"


@pytest.fixture
def region(committed: None, cast: Any) -> Any:
    open_public_door(cast)
    return cast


def step_in(hands: Hands, name: str) -> None:
    hands.walker.go("/demo/")
    hands.go_on(hands.walker.page.get_by_role("button", name=f"Ik ben {name}"))
    expect(hands.walker.page).to_have_url(re.compile(r"/start/$"))


def radios(walker: Walker, name: str) -> Locator:
    return walker.page.locator(f"input[type=radio][name={name}]")


def send_report(hands: Hands) -> None:
    page = hands.walker.page
    hands.go_on(page.get_by_role("link", name="Signaal melden", exact=True).first)
    expect(page).to_have_url(re.compile(r"/signaal-melden/$"))
    hands.write(page.get_by_label("Wat is er gebeurd?"), FACT)
    hands.pick(radios(hands.walker, "about"), page.get_by_label("Meer personen", exact=True))
    lindestede = page.get_by_label(re.compile("Aandachtsfunctionaris mensenhandel Lindestede"))
    hands.pick(radios(hands.walker, "function"), lindestede)
    hands.reach(page.get_by_label("Ja, er is nu gevaar"))
    hands.walker.keys("Space", "Space")
    # A folded part opens and closes under the fingers; what lies in it can be reached then.
    hands.press(page.locator("details:has(table) > summary").first)
    hands.reach(page.locator("details[open] table input[value=unknown]").first)
    hands.walker.keys("ArrowUp", "ArrowUp")
    expect(page.locator("details[open] table input[value=observed]").first).to_be_checked()
    hands.go_on(page.get_by_role("button", name="Versturen", exact=True))


def test_a_signal_from_school_to_weighing(window: Any, journal: Journal, region: Any) -> None:
    sanne, noor = Hands(window()), Hands(window())
    with journal.step("Sanne: signaal, alleen toetsen"):
        step_in(sanne, "Sanne Kuipers")
        send_report(sanne)
        sanne.walker.sees("Verstuurd en ontvangen")
    reference = re.search(r"S-\w{4}-\w{4}", sanne.walker.heading())
    assert reference, sanne.walker.heading()
    with journal.step("Noor: wegen, alleen toetsen"):
        step_in(noor, "Noor Verbeek")
        page = noor.walker.page
        noor.go_on(page.get_by_role("link", name="Inbox signalen", exact=True).first)
        noor.go_on(page.get_by_role("link", name=reference[0]))
        noor.walker.sees(FACT)
        noor.go_on(page.get_by_role("link", name="Wegen", exact=True))
        conclusion = page.get_by_label("Er zijn aanwijzingen voor mensenhandel", exact=True)
        noor.pick(radios(noor.walker, "conclusion"), conclusion)
        noor.write(page.get_by_label("Waarom denkt u dat?"), "Nachtwerk, te moe om te leren.")
        route = page.get_by_label("Welke route kiest u?")
        proposed = route.input_value()
        noor.reach(route)
        noor.walker.keys("ArrowDown", "ArrowUp")
        expect(route).to_have_value(proposed)
        noor.go_on(page.get_by_role("button", name="Weging vastleggen"))
        noor.walker.sees("De weging is vastgelegd")


def test_skip_link_and_a_focus_one_can_see(window: Any, region: Any) -> None:
    hands = Hands(window())
    step_in(hands, "Noor Verbeek")
    for path in ("/start/", "/signalen/", "/signaal-melden/", f"/melden/{SLUG}/", "/bericht/"):
        hands.walker.go(path)
        everything = hands.round()
        assert everything[0]["words"] == SKIP, path
        unseen = [at for at in everything if not at["marked"] or not at["inside"]]
        assert not unseen, f"{path}: {unseen}"
        hands.walker.go(path)
        hands.walker.keys("Tab", "Enter")
        assert hands.has(hands.walker.page.locator("main")), path
        hands.walker.keys("Tab")
        assert hands.walker.page.locator("main :focus").count() == 1, path


# Pages with a form that asks something, and the button that sends it.
ASKING = (
    ("/signaal-melden/", "Versturen"),
    ("/advies-vragen/", "Versturen"),
    (f"/melden/{SLUG}/", DUTCH["send_button"]),
    ("/bericht/", DUTCH["code_button"]),
)
# What a screen reader adds to a field, or to the group it stands in: the text of its error.
ERROR = """field => {
  const ids = field.getAttribute('aria-describedby') || field.closest('fieldset').getAttribute('aria-describedby')
  return ids.split(' ').map(id => document.querySelector(`#${id}.zicht-error`)?.innerText || '').join('')
}"""


def follow(hands: Hands, links: Locator, number: int) -> None:
    """From the summary to a field. The second link lies behind: one stands in the first field by then."""
    link = links.nth(number)
    target = hands.walker.page.locator(link.get_attribute("href") or "nowhere")
    hands.press(link, back=number > 0)
    expect(target).to_be_focused()
    said = target.evaluate(ERROR).removeprefix("Fout:").strip()
    assert said
    assert link.inner_text().endswith(said)


@pytest.mark.parametrize(("path", "button"), ASKING)
def test_mistakes_are_heard_first_and_lead_to_the_field(path: str, button: str, window: Any, region: Any) -> None:
    hands = Hands(window())
    page = hands.walker.page
    hands.walker.watch.expected.add(400)
    if not path.startswith(("/melden/", "/bericht/")):
        step_in(hands, "Sanne Kuipers")
    hands.walker.go(path)
    summary = page.locator(".zicht-error-summary")
    # The second time, the address ends on the field that the first summary led to.
    for _ in range(2):
        hands.go_on(page.get_by_role("button", name=button, exact=True))
        expect(page).to_have_title(re.compile("^Fout: "))
        expect(summary.get_by_role("heading")).to_be_focused()
        links = summary.get_by_role("link")
        for number in range(links.count()):
            follow(hands, links, number)


def test_wide_tables_scroll_without_a_mouse_on_a_phone(window: Any, region: Any) -> None:
    fill_register(region, at=now())
    hands = Hands(window(width=360))
    page, scrolled = hands.walker.page, 0
    step_in(hands, "Yara Smit")
    for path in ("/demo/", "/cijfers/werkcijfer/"):
        hands.walker.go(path)
        for box in page.locator(".zicht-table-region:visible, .mon-table:visible").all():
            if box.evaluate("box => box.scrollWidth > box.clientWidth"):
                assert box.get_attribute("aria-label") or box.get_attribute("aria-labelledby"), path
                hands.reach(box)
                hands.walker.keys("ArrowRight")
                page.wait_for_function("box => box.scrollLeft > 0", arg=box.element_handle())
                scrolled += 1
    assert scrolled, "no table is wider than a phone any more: this test has nothing to look at"


def leaving(window: Any, *, scripts: bool) -> Walker:
    """At the public form, something typed, the page before it known; the other site is a stand-in."""
    walker: Walker = window(scripts=scripts)
    watch: Watch = walker.watch
    watch.left.add(AWAY)
    answer = "<!doctype html><title>Weer</title><p>Zon"
    walker.context.route(f"https://{AWAY}/**", lambda route: route.fulfill(body=answer, content_type="text/html"))
    walker.go("/bericht/")
    walker.go(f"/melden/{SLUG}/")
    walker.write(DUTCH["fact_label"], FACT)
    return walker


@pytest.mark.parametrize("way", ["link", "escape", "escape in a field"])
def test_quick_exit_leaves_no_page_to_go_back_to(way: str, window: Any, region: Any) -> None:
    walker = leaving(window, scripts=True)
    hands, page = Hands(walker), walker.page
    if way == "link":
        hands.go_on(page.locator("#quick-exit"), back=True)
    else:
        if way == "escape":
            hands.reach(page.locator("#quick-exit"), back=True)
        walker.keys("Escape", "Escape")
        assert not page.evaluate("document.documentElement.hidden"), "two presses are not enough"
        # Only down: by the time the key comes up, the page is on its way out.
        page.keyboard.down("Escape")
    expect(page).to_have_title("Weer")
    page.go_back()
    expect(page).to_have_url(re.compile("/bericht/$"))


def test_quick_exit_without_scripts_is_a_link_and_forgets_what_was_typed(window: Any, region: Any) -> None:
    walker = leaving(window, scripts=False)
    page = walker.page
    assert page.locator("#quick-exit").get_attribute("href") == f"https://{AWAY}/"
    Hands(walker).go_on(page.locator("#quick-exit"), back=True)
    expect(page).to_have_title("Weer")
    answer = page.go_back()
    assert answer is not None
    assert answer.headers["cache-control"] == "no-store"
    assert FACT not in page.content()
    expect(page.get_by_label(DUTCH["fact_label"])).to_have_value("")
