# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fixtures for journeys: a browser and a site per file, a window per person, a journal that is printed."""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.chromium import Watch, running_browser, running_site
from tests.journeys.visits import Walk
from tests.journeys.walker import Journal, Walker
from tests.permissions.world import build

# Milliseconds. Long, because a busy machine is not a broken page; a test of speed is in bench/.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Generator[None, Any, Any]:
    """A journey that stops tells where everybody was; with ZICHT_LOOK=DIRECTORY it leaves pictures there."""
    report = yield
    windows = getattr(item, "funcargs", {}).get("window")
    if report.when == "call" and report.failed and windows is not None:
        for number, walker in enumerate(windows.opened):
            words = walker.page.locator("main").all_inner_texts()
            report.sections.append((f"window {number}: {walker.page.url}", "\n".join(words)[:3000]))
            if place := os.environ.get("ZICHT_LOOK"):
                walker.page.screenshot(path=Path(place) / f"{item.name}-{number}.png", full_page=True)
    return report


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser of one file: its loop must not outlive the file."""
    with running_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(django_db_setup: None) -> Iterator[str]:
    """The address of the running application."""
    with running_site() as address:
        yield address


@pytest.fixture
def journal(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Iterator[Journal]:
    """Counts clicks and keys per step; printed after all tests (see tests/conftest.py)."""
    kept = Journal(title=request.node.name)
    yield kept
    if kept.steps:
        record_property("told", "\n".join(kept.lines()))


@pytest.fixture
def window(chromium: Browser, site: str, journal: Journal) -> Iterator[Callable[..., Walker]]:
    """window(width=…, scripts=…): a browser window with its own cookies. Nothing may go wrong in any of them."""
    opened: list[Walker] = []

    def open_window(*, width: int = 1280, scripts: bool = True, locale: str = "nl-NL") -> Walker:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale=locale,
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        opened.append(Walker(context, Watch(context, site), site, journal))
        return opened[-1]

    open_window.opened = opened  # type: ignore[attr-defined]
    yield open_window
    faults = [fault for walker in opened for fault in walker.watch.faults]
    for walker in opened:
        walker.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def walk(chromium: Browser, site: str, committed: None) -> Iterator[Walk]:
    """A walk over the pages of the table, with a record behind each of them."""
    from zicht.web.demo.cast import read_cast

    made = Walk(chromium, site, build(read_cast(using="owner")))
    yield made
    made.close()
