# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages for when something goes wrong. They need neither database nor actor."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from zicht.access.apidoor import problem

# The same for programs, which get a problem document: title and explanation.
PROBLEMS = {
    400: ("Onjuist verzoek", "Dit verzoek is niet te lezen."),
    403: ("Niet toegestaan", "Dit mag u niet."),
    404: ("Niet gevonden", "Dit bestaat niet, of niet voor u."),
    413: ("Te groot", "Dit verzoek is te groot."),
    500: ("Er ging iets mis", "Probeer het later opnieuw. De beheerder kan zien dat er iets misging."),
    503: ("Even niet bereikbaar", "Probeer het over een halve minuut opnieuw."),
}


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(status, *PROBLEMS.get(status, PROBLEMS[400]))
    response = HttpResponse(render_to_string(template, {"LANGUAGE_CODE": "nl"}), status=status)
    if status == 503:
        response["Retry-After"] = "30"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the page does not exist, or not for you; it does not say which."""
    return _page(request, "404.html", 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(request, "403.html", 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, "400.html", 400)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than any form or file of ours."""
    return _page(request, "413.html", 413)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 with its own words when the database is away."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        return _page(request, "503.html", 503)
    return _page(request, "500.html", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or came from elsewhere."""
    return _page(request, "403_csrf.html", 403)
