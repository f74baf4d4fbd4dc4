# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real browser on a real server: how journeys start both, and what they do not forgive."""

import contextlib
import os
import shutil
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request, Response, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOW_TO_INSTALL = "apt-get install chromium"
MISSING = f"no browser on this machine; install it with: {HOW_TO_INSTALL}"


def browser_path() -> str:
    """Where the browser is. Skips the test where there is none, unless ZICHT_REQUIRE_BROWSER forbids that."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        if os.environ.get("ZICHT_REQUIRE_BROWSER"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return path


@contextlib.contextmanager
def running_browser() -> Iterator[Browser]:
    """One browser. Playwright's loop runs in this thread, which Django takes for asynchronous code: it is not."""
    path = browser_path()
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
            yield browser
            browser.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextlib.contextmanager
def running_site() -> Iterator[str]:
    """The whole application with its middleware on a free port of localhost; each thread has its own connections."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the library
            """Lines of requests would bury the tests' own."""

    server = ThreadedWSGIServer(("localhost", 0), Quiet, allow_reuse_address=True)
    # Closing the server waits for its threads, so that no connection outlives the test database.
    server.daemon_threads = False
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Watch:
    """What went wrong in a browser window: errors on the console, other hosts, answers of 400 and above.

    Violations of the content security policy are errors on the console. `expected` holds statuses that the
    journey provokes on purpose; `left` hosts that a person leaves for on purpose (the quick exit).
    """

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.host = urlsplit(site).netloc
        self.expected: set[int] = set()
        self.left: set[str] = set()
        self.faults: list[str] = []
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc not in {self.host, *self.left}:
            self.faults.append(f"request to another host: {parts.netloc}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.status} {response.request.method} {urlsplit(response.url).path}")

    def _console(self, message: ConsoleMessage) -> None:
        # The browser repeats each failed answer on the console; _response judges those.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")
