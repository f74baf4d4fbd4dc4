# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody without a mouse: goes through a page with Tab and sees where the focus is."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator

from tests.journeys.walker import Walker

# More presses than this to reach something is not reachable for a person.
MOST = 120

FOCUSED = """() => {
  const at = document.activeElement
  if (!at || at === document.body) return null
  const look = getComputedStyle(at), box = at.getBoundingClientRect()
  const outline = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2
  return {
    tag: at.tagName.toLowerCase(), type: at.type || '', name: at.name || '', checked: Boolean(at.checked),
    marked: outline || look.boxShadow !== 'none',
    inside: box.width > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
    words: (at.innerText || at.getAttribute('aria-label') || at.name || '').trim().slice(0, 60),
  }
}"""


@dataclass
class Hands:
    """Two hands on a keyboard in somebody's window. Nothing here clicks."""

    walker: Walker

    def focused(self) -> dict[str, Any]:
        """What has the focus: tag, type, name, checked, words; marked (one sees it) and inside (the window)."""
        return self.walker.page.evaluate(FOCUSED) or {}

    def has(self, found: Locator) -> bool:
        """True when this one has the focus."""
        return bool(found.evaluate("element => element === document.activeElement"))

    def reach(self, found: Locator, *, back: bool = False) -> None:
        """Press Tab, or Shift+Tab, until this one has the focus; there it must be visible."""
        for _ in range(MOST):
            self.walker.keys("Shift+Tab" if back else "Tab")
            if self.has(found):
                at = self.focused()
                assert at["marked"], f"nobody sees the focus on {at}"
                assert at["inside"], f"the focus is outside the window on {at}"
                return
        raise AssertionError(f"not reached with {MOST} presses: {found}")

    def press(self, found: Locator, *, back: bool = False) -> None:
        """Go to something that stays on this page (a link to a field, a folded part) and press Enter."""
        self.reach(found, back=back)
        self.walker.keys("Enter")

    def go_on(self, found: Locator, *, back: bool = False) -> None:
        """As press(), and wait for the page that follows."""
        self.reach(found, back=back)
        with self.walker.page.expect_navigation():
            self.walker.keys("Enter")

    def write(self, found: Locator, text: str) -> None:
        """Go to a field and type."""
        self.reach(found)
        self.walker.type(text)

    def pick(self, group: Locator, wanted: Locator) -> None:
        """Choose one of the radio buttons: Tab to the group, Space or arrows within it."""
        for _ in range(MOST):
            self.walker.keys("Tab")
            if group.evaluate_all("all => all.includes(document.activeElement)"):
                break
        if self.has(wanted):
            self.walker.keys("Space")
        for _ in range(group.count()):
            if wanted.is_checked():
                return
            self.walker.keys("ArrowDown")
        raise AssertionError(f"not chosen with arrows: {wanted}")

    def round(self) -> list[dict[str, Any]]:
        """Everything that Tab reaches on this page from its beginning, in order, once."""
        seen: list[dict[str, Any]] = []
        for _ in range(2 * MOST):
            self.walker.page.keyboard.press("Tab")
            at = self.focused()
            if not at:
                return seen
            seen.append(at)
        raise AssertionError("Tab never leaves this page")
