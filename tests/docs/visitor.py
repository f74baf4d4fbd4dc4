# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Somebody who uses the pages of Zicht, without a browser: opens, follows links, fills in forms, reads."""

import html
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.test import Client


class Page(HTMLParser):
    """What stands inside `main`: words, links with their text, forms with what is filled in already."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[dict[str, Any]] = []
        self._href: str | None = None
        self._said: list[str] = []
        self._select = self._area = ""
        self._form: dict[str, Any] | None = None
        found = re.search(r"<main\b.*?</main>", text, flags=re.DOTALL)
        self.feed(found.group() if found else text)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._href, self._said = given.get("href"), []
        elif tag == "form":
            self._form = {"action": given.get("action", ""), "post": given.get("method", "").lower() == "post"}
            self._form["fields"] = {}
            self.forms.append(self._form)
        elif self._form is not None and given.get("name"):
            self._control(tag, given)
        elif tag == "option" and self._select and self._form is not None:
            self._option(given)

    def _option(self, given: dict[str, str]) -> None:
        """Without a choice a browser sends the first option."""
        assert self._form is not None
        if "selected" in given or not self._form["fields"][self._select]:
            self._form["fields"][self._select] = [given.get("value", "")]

    def _control(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        held = self._form["fields"].setdefault(given["name"], [])
        kind = given.get("type", "text")
        if tag == "select":
            self._select = given["name"]
        elif tag == "textarea":
            self._area = given["name"]
            held.append("")
        elif tag == "input" and (kind not in {"checkbox", "radio", "submit"} or "checked" in given):
            held.append(given.get("value", "on" if kind in {"checkbox", "radio"} else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href is not None:
            self.links.append((self._href, " ".join(" ".join(self._said).split())))
            self._href = None
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        self._said.append(data)
        if self._area and self._form is not None:
            # The line break right after the opening tag is none of the text.
            held = self._form["fields"][self._area]
            held[-1] = held[-1] + data if held[-1] else data.removeprefix("\n")


class Visitor:
    """A person with a session. Every step fails where a person would be stuck."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.path, self.html, self.status = "", "", 0

    def opens(self, path: str) -> "Visitor":
        """Ask for a page and go where it leads."""
        return self._arrive(self.client.get(path, follow=True), path)

    def is_refused(self, path: str) -> bool:
        """True when the page is not there for this person, or not at all: nobody can tell which."""
        return self.client.get(path).status_code == 404

    def _arrive(self, answer: Any, path: str) -> "Visitor":
        self.path = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        self.html, self.status = answer.content.decode(), answer.status_code
        assert self.status == 200, f"{self.path} answered {self.status}: {self.page.text[:600]}"
        return self

    @property
    def page(self) -> Page:
        return Page(self.html)

    def sees(self, *words: str) -> bool:
        """True when all of these stand on the page."""
        return all(word in self.page.text for word in words)

    def follows(self, words: str) -> "Visitor":
        """Follow the link that says this (or begins like this)."""
        for exact in (True, False):
            for href, said in self.page.links:
                if said == words or (not exact and words in said):
                    return self.opens(urljoin(self.path, html.unescape(href)))
        raise AssertionError(f"no link says {words!r}: {[said for _, said in self.page.links]}")

    def sends(self, **filled: Any) -> "Visitor":
        """Fill in the form that has these fields, press its button, go where that leads."""
        for form in self.page.forms:
            if form["post"] and (not filled or set(filled) <= set(form["fields"]) | {"step"}):
                fields = form["fields"] | filled
                return self._post(urljoin(self.path, form["action"] or self.path), fields)
        raise AssertionError(f"no form has {sorted(filled)}: {[sorted(f['fields']) for f in self.page.forms]}")

    def presses(self, ending: str) -> "Visitor":
        """Press the button whose form posts to an address that ends like this."""
        form = next(f for f in self.page.forms if f["post"] and f["action"].endswith(ending))
        return self._post(urljoin(self.path, form["action"]), form["fields"])

    def _post(self, path: str, fields: dict[str, Any]) -> "Visitor":
        return self._arrive(self.client.post(path, fields, follow=True), path)
