# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody at a browser: finds things by the words on the screen, and counts what that costs."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.chromium import Watch


@dataclass
class Step:
    """A step of a journey and what it asks of a person."""

    name: str
    clicks: int = 0
    keys: int = 0


@dataclass
class Journal:
    """The steps of a journey, to be printed."""

    title: str
    steps: list[Step] = field(default_factory=list)

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[Step]:
        self.steps.append(Step(name))
        yield self.steps[-1]

    @property
    def now(self) -> Step:
        if not self.steps:
            self.steps.append(Step("Begin"))
        return self.steps[-1]

    def lines(self) -> list[str]:
        width = max(len(step.name) for step in self.steps)
        rows = [f"  {step.name:<{width}}  {step.clicks:>6}  {step.keys:>6}" for step in self.steps]
        total = Step("Samen", sum(s.clicks for s in self.steps), sum(s.keys for s in self.steps))
        head = f"  {'':<{width}}  clicks    keys"
        return [self.title, head, *rows, f"  {total.name:<{width}}  {total.clicks:>6}  {total.keys:>6}"]


class Walker:
    """A person with a window of their own. A click counts as one, each typed letter and each pressed key as one."""

    def __init__(self, context: BrowserContext, watch: Watch, site: str, journal: Journal) -> None:
        self.context = context
        self.watch = watch
        self.site = site
        self.journal = journal
        self.page: Page = context.new_page()

    def go(self, path: str) -> None:
        """Open an address (a link in a letter, a bookmark): no click."""
        self.page.goto(self.site + path)

    def step_in(self, name: str) -> None:
        """Become one of the cast by the demo's page. Not counted: it stands for signing in."""
        self.go("/demo/")
        self.page.get_by_role("button", name=f"Ik ben {name}").click()
        expect(self.page).to_have_url(re.compile(r"/start/$"))

    def press_on(self, found: Locator) -> None:
        """Click on something already found."""
        found.click()
        self.journal.now.clicks += 1

    def button(self, name: str | re.Pattern[str], *, exact: bool = True) -> None:
        """Press the button with these words."""
        self.press_on(self.page.get_by_role("button", name=name, exact=exact))

    def link(self, name: str | re.Pattern[str], *, exact: bool = True) -> None:
        """Follow the first link with these words."""
        self.press_on(self.page.get_by_role("link", name=name, exact=exact).first)

    def write(self, label: str | re.Pattern[str], text: str, *, exact: bool = False) -> None:
        """Fill a field: a click into it, and a key for each letter."""
        self.fill(self.page.get_by_label(label, exact=exact), text)

    def fill(self, found: Locator, text: str) -> None:
        """Fill a field already found."""
        found.fill(text)
        self.journal.now.clicks += 1
        self.journal.now.keys += len(text)

    def tick(self, label: str | re.Pattern[str], *, exact: bool = True) -> None:
        """Choose a radio button or tick a box: one click."""
        self.page.get_by_label(label, exact=exact).check()
        self.journal.now.clicks += 1

    def choose(self, label: str | re.Pattern[str], option: str) -> None:
        """Choose from a list: one click to open, one to choose."""
        self.page.get_by_label(label).select_option(label=option)
        self.journal.now.clicks += 2

    def keys(self, *names: str) -> None:
        """Press keys."""
        for name in names:
            self.page.keyboard.press(name)
        self.journal.now.keys += len(names)

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        self.page.keyboard.type(text)
        self.journal.now.keys += len(text)

    def sees(self, text: str | re.Pattern[str]) -> None:
        """The words stand on the page, visible."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def heading(self) -> str:
        """The page's first heading."""
        return self.page.get_by_role("heading", level=1).inner_text()
