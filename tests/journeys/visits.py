# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Visits to the pages of the table of addresses: as whom, in which language, filled in or not at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.axe import Judge
from tests.journeys.chromium import Watch
from tests.permissions.doors import Row
from tests.permissions.table import ROWS
from tests.permissions.world import World

LOCALES = {"nl": "nl-NL", "en": "en-GB", "pl": "pl-PL", "ro": "ro-RO", "bg": "bg-BG"}
# Answers for machines and files to keep: no page to read.
NO_PAGE = re.compile(r"health$|api:|.*-(pdf|ods|csv|json)$|monitor:published-change$")
# Dutch only: an English browser gets them in Dutch, and hears so.
DUTCH_ONLY = ("front", "help", "privacy", "accessibility", "start")
PUBLIC = ("public:send", "public:sent", "public:code")
# One set of pages stands behind several doors.
DOOR = re.compile(r"(?<=:)(care|partner|focal|supervision|investigation|table)-")
# Empties the form of <main> with the most fields and marks it; tells how many fields it has.
EMPTY = """() => {
  const forms = [...document.querySelectorAll('main form[method=post]')]
  const fields = form => [...form.elements].filter(e => !['hidden', 'submit', 'button', 'fieldset'].includes(e.type))
  const form = forms.sort((a, b) => fields(b).length - fields(a).length)[0]
  if (!form) return 0
  for (const field of fields(form)) {
    if (['radio', 'checkbox'].includes(field.type)) field.checked = false
    else if (field.tagName === 'SELECT') field.selectedIndex = -1
    else field.value = ''
  }
  form.dataset.emptied = ''
  return fields(form).length
}"""
SEND = """() => {
  const form = document.querySelector('form[data-emptied]')
  const buttons = [...form.elements].filter(e => e.type === 'submit')
  form.requestSubmit(buttons.find(e => e.className.includes('primary-action')) || buttons[0])
}"""
# The page as it would be after somebody else saved.
OVERTAKE = """() => {
  const held = document.querySelector('main form[method=post] input[name=version]')
  if (held) { held.value = '99999'; held.form.dataset.emptied = '' }
  return Boolean(held)
}"""
SAYS_WHAT_IS_WRONG = "[aria-invalid=true], .zicht-error-summary, main .utrecht-alert--warning"
PATIENCE = 60_000


@dataclass(frozen=True)
class Visit:
    """One page; `lang` is the language of the browser, `shown` that of the page."""

    row: Row
    path: str
    who: str
    lang: str
    shown: str

    def __str__(self) -> str:
        return f"{self.row.name} ({self.who}, {self.lang})"


def visits(world: World) -> Iterator[Visit]:
    """Every page of the table in Dutch, and in each other language that it has."""
    for row in ROWS:
        if NO_PAGE.match(row.name) or not opens(row):
            continue
        path = reverse(row.name, kwargs=world.keys(row.key, row.of) if row.key else None)
        yield Visit(row, path, visitor(row), "nl", "nl")
        if row.name in PUBLIC:
            yield from (Visit(row, path, visitor(row), lang, lang) for lang in LOCALES if lang != "nl")
        elif path.startswith("/account/"):
            yield Visit(row, path, visitor(row), "en", "en")
        elif row.name in DUTCH_ONLY:
            yield Visit(row, path, visitor(row), "en", "nl")


def form_of(visit: Visit) -> str:
    """The name of the page without the door that it stands behind."""
    return DOOR.sub("", visit.row.name)


def quarter(world: World, part: int) -> list[Visit]:
    """A fourth of the visits; one page behind several doors, and in several languages, stays together."""
    everything = list(visits(world))
    names = list(dict.fromkeys(form_of(visit) for visit in everything))
    return [visit for visit in everything if names.index(form_of(visit)) % 4 == part]


def opens(row: Row) -> bool:
    """True when somebody gets a page here."""
    return row.get == 200 or (row.anonymous is not None and row.anonymous[0] == 200)


def visitor(row: Row) -> str:
    """One of those who come in."""
    if row.who == "+" or (row.anonymous and row.anonymous[0] == 200):
        return "anonymous"
    return "noor" if row.who == "*" else row.who.split()[0]


class Walk:
    """Goes from page to page with a judge. Windows stay open, one for each person and language."""

    def __init__(self, browser: Browser, site: str, world: World) -> None:
        self.browser, self.site, self.world = browser, site, world
        self.judge = Judge()
        self.windows: dict[tuple[str, str], tuple[BrowserContext, Page, Watch]] = {}

    def window(self, who: str, lang: str) -> tuple[BrowserContext, Page, Watch]:
        """Signed in by the cookie of that person's test client."""
        if (who, lang) not in self.windows:
            context = self.browser.new_context(locale=LOCALES[lang], reduced_motion="reduce")
            context.set_default_timeout(PATIENCE)
            for name, morsel in self.world.clients[who].cookies.items():
                context.add_cookies([{"name": name, "value": morsel.value, "url": self.site}])
            self.windows[who, lang] = (context, context.new_page(), Watch(context, self.site))
        return self.windows[who, lang]

    def open(self, visit: Visit) -> Page:
        """The page, in the language that was expected."""
        _, page, _ = self.window(visit.who, visit.lang)
        answer = page.goto(self.site + visit.path)
        assert answer is not None
        if (answer.status, urlsplit(page.url).path) != (200, urlsplit(visit.path).path):
            self.judge.faults.append(f"{visit}: {answer.status} at {urlsplit(page.url).path}")
        if (said := page.locator("html").get_attribute("lang")) != visit.shown:
            self.judge.faults.append(f"{visit}: the page says it is in {said}")
        return page

    def look(self, visit: Visit) -> None:
        """The page as it is; one that is built like an earlier one is not judged anew."""
        self.judge.look(self.open(visit), str(visit), again=False)
        self._end(visit)

    def send_nothing(self, visit: Visit) -> None:
        """The page after its largest form was sent with every field empty."""
        self._send(visit, EMPTY, "sent empty")

    def send_overtaken(self, visit: Visit) -> None:
        """The page after its form was sent while somebody else had changed the record."""
        self._send(visit, OVERTAKE, "overtaken")

    def _send(self, visit: Visit, prepare: str, how: str) -> None:
        watch = self.window(visit.who, visit.lang)[2]
        watch.expected |= {400, 409, 422}
        page = self.open(visit)
        if not page.evaluate(prepare):
            self.judge.faults.append(f"{visit}: no form for this ({how})")
            return
        with page.expect_navigation():
            page.evaluate(SEND)
        if not page.locator(SAYS_WHAT_IS_WRONG).count():
            self.judge.faults.append(f"{visit}: nothing on the page says what is wrong ({how})")
        self.judge.look(page, f"{visit}, {how}")
        self._end(visit)

    def _end(self, visit: Visit) -> None:
        watch = self.window(visit.who, visit.lang)[2]
        self.judge.faults += [f"{visit}: {fault}" for fault in watch.faults]
        watch.faults.clear()

    def close(self) -> None:
        """Before the site stops: it waits for windows that are still connected."""
        for context, _, _ in self.windows.values():
            context.close()
