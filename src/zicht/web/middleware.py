# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Headers on every answer, the size of what comes in, and the language of a page."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from zicht.web.errors import too_large

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self)"


# The largest file that a page takes (2 MB, see register/forms.py) with the form round it.
LARGEST_REQUEST = 3_000_000  # bytes


class SizeMiddleware:
    """Refuses a request that is too large before anything of it is read: files would fill the disk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """413, or the page."""
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if not length.isdecimal() or int(length[:20]) > LARGEST_REQUEST:
            return too_large(request)
        return self.get_response(request)


class HeadersMiddleware:
    """Nothing is kept in caches; the browser gets no devices."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers unless the view chose its own."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.method == "POST" and request.path == reverse("account_logout"):
            # Whoever leaves a shared computer leaves nothing in the browser.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


# Addresses whose pages exist in every language of settings.LANGUAGES. The public door chooses its own language.
TRANSLATED = "/account/"


def is_translated(request: HttpRequest) -> bool:
    """True when the page of this request exists in more than Dutch."""
    return request.path.startswith(TRANSLATED)


class LanguageMiddleware:
    """A page that exists in Dutch only is Dutch throughout, whatever the browser prefers.

    Otherwise dates, "optional" and the error summary would be English between Dutch words, and a screen reader would
    read Dutch as English.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page; the language is chosen when the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """After LocaleMiddleware, before the view."""
        if not is_translated(request):
            translation.activate(settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = settings.LANGUAGE_CODE
