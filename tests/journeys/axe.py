# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page judged by axe at two widths; colours that axe cannot judge are measured and must be ours."""

import re
import time
from functools import cache
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

import zicht.web

WIDTHS = (1280, 360)
STYLES = Path(zicht.web.__file__).parent / "static" / "zicht"

RUN = "axe.run({resultTypes: ['violations', 'incomplete']})"
WIDER = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
# How a page is built: elements and what axe looks at, without the words themselves; in and around <main>. An address
# or a name that is there counts as there; numbers and keys in names count alike.
SHAPE = r"""() => {
  const whole = new Set(['class', 'role', 'type', 'id', 'for', 'name', 'lang', 'scope', 'tabindex', 'autocomplete'])
  const told = value => value.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, '#')
  const attribute = a => whole.has(a.name) || a.name.startsWith('aria-') ? a.name + '=' + told(a.value)
    : a.name + (a.value ? '+' : '')
  const shape = (node, without) => {
    if (node.nodeType === 3) return node.data.trim() ? 't' : ''
    if (node.nodeType !== 1) return ''
    if (node === without) return '<main>'
    return '<' + node.tagName + ' ' + [...node.attributes].map(attribute).sort().join(' ') + '>'
      + [...node.childNodes].map(child => shape(child, without)).join('') + '/'
  }
  const main = document.querySelector('main'), lang = document.documentElement.lang
  return [lang + shape(document.body, main), main ? lang + shape(main) : '']
}"""
# Text colour and the nearest background that is not transparent, with the ratio that WCAG asks for this size.
MEASURE = """selector => {
  const found = document.querySelector(selector); if (!found) return null
  const style = getComputedStyle(found)
  let back = 'rgb(255, 255, 255)'
  for (let e = found; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor
    if (!/, 0\\)$/.test(c) && c !== 'transparent') { back = c; break }
  }
  const numbers = c => c.match(/[\\d.]+/g).slice(0, 3).map(Number)
  const light = c => numbers(c).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0)
  const [a, b] = [light(style.color), light(back)].sort((x, y) => y - x)
  const size = parseFloat(style.fontSize), bold = parseInt(style.fontWeight) >= 700
  const least = size >= 24 || (bold && size >= 18.7) ? 3 : 4.5
  return {front: style.color, back, ratio: (a + 0.05) / (b + 0.05), least}
}"""


@cache
def _script() -> str:
    return str(Axe().axe_script)


@cache
def own_colours() -> frozenset[str]:
    """Every colour that our own style sheets name, as a browser tells it."""
    found = {code for path in STYLES.glob("*.css") for code in re.findall(r"#([0-9a-f]{6})\b", path.read_text())}
    return frozenset(f"rgb({int(c[:2], 16)}, {int(c[2:4], 16)}, {int(c[4:], 16)})" for c in found)


class Judge:
    """Looks at pages and remembers what is wrong with them."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.judged: dict[str, int] = {}
        self.pages = self.alike = 0
        self.shapes: set[str] = set()
        self.began = time.monotonic()

    def look(self, page: Page, where: str, *, again: bool = True) -> None:
        """The page that is open now, at each width, without loading it again.

        again: judge it even when the same frame and the same content were judged before. Width is always measured:
        it hangs on the words.
        """
        self.pages += 1
        page.wait_for_load_state()  # a press returns when the answer begins, not when it is whole
        shapes = set(page.evaluate(SHAPE))
        if not again and shapes <= self.shapes:
            self.alike += 1
            self._narrow(page, where)
            return
        self.shapes |= shapes
        page.evaluate(_script())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function("width => innerWidth === width", arg=width)
            self._judge(page, f"{where}, {width} px")
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})

    def _judge(self, page: Page, where: str) -> None:
        """axe, colours by measure, and nothing wider than the window."""
        found = page.evaluate(RUN)
        for fault in found["violations"]:
            targets = ", ".join(str(node["target"][0]) for node in fault["nodes"][:3])
            self.faults.append(f"{where}: {fault['id']} at {targets}")
        for rule in found["incomplete"]:
            if rule["id"] == "color-contrast":
                self._colours(page, where, [node["target"][0] for node in rule["nodes"]])
            else:
                self.judged[rule["id"]] = self.judged.get(rule["id"], 0) + len(rule["nodes"])
        self._wide(page, where)

    def _narrow(self, page: Page, where: str) -> None:
        """Only whether it fits on a phone."""
        page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
        page.wait_for_function("width => innerWidth === width", arg=WIDTHS[-1])
        self._wide(page, f"{where}, {WIDTHS[-1]} px")
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})

    def _wide(self, page: Page, where: str) -> None:
        if (wide := page.evaluate(WIDER)) > 0:
            self.faults.append(f"{where}: {wide} px wider than the window")

    def _colours(self, page: Page, where: str, targets: list[str]) -> None:
        for target in targets:
            seen = page.evaluate(MEASURE, target)
            if seen is None:
                self.faults.append(f"{where}: nothing to measure at {target}")
                continue
            line = f"{seen['front']} on {seen['back']}: {seen['ratio']:.1f}"
            self.judged[line] = self.judged.get(line, 0) + 1
            if seen["ratio"] < seen["least"]:
                self.faults.append(f"{where}: {line}, needs {seen['least']}, at {target}")
            if strange := {seen["front"], seen["back"]} - own_colours():
                self.faults.append(f"{where}: no colour of ours: {', '.join(strange)} at {target}")

    def told(self, title: str) -> str:
        """What to print: how much was judged, and what axe left to us."""
        seconds = time.monotonic() - self.began
        built = f", of which {self.alike} built like an earlier one" if self.alike else ""
        head = f"axe, {title}: {self.pages} pages at {len(WIDTHS)} widths{built}, {len(self.faults)} faults"
        head += f", {seconds:.0f} s"
        left = [f"    {line} ({count} times)" for line, count in sorted(self.judged.items())]
        return "\n".join(
            [head, "  what axe called incomplete, contrast with the measured ratio:", *(left or ["    none"])]
        )
