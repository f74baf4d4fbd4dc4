# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Errors of the framework as problem documents. What was sent in is not repeated."""

from typing import Any

from django.http import Http404, HttpResponse
from rest_framework.exceptions import APIException, ValidationError

from zicht.access.apidoor import problem

TITLES = {
    400: ("Onjuist verzoek", "Dit verzoek is niet te lezen."),
    404: ("Niet gevonden", "Dit bestaat niet, of niet voor u."),
    405: ("Methode niet toegestaan", "Dit adres kent deze methode niet."),
    406: ("Niet aanvaardbaar", "Deze interface antwoordt met JSON."),
    415: ("Soort niet ondersteund", "Stuur JSON."),
}


def answer(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """The problem document; None leaves the error to the last resort (500)."""
    if isinstance(error, Http404):
        return problem(404, *TITLES[404])
    if isinstance(error, ValidationError):
        faults = [{"naam": name, "reden": reason} for name, reason in _faults(error.detail)]
        return problem(400, "Onjuist verzoek", "Kijk deze namen na.", fouten=faults)
    if isinstance(error, APIException):
        title, detail = TITLES.get(error.status_code, ("Fout", "Dit verzoek kan niet."))
        found = problem(error.status_code, title, detail)
        if error.status_code == 405:
            found.headers["Allow"] = ", ".join(context["view"].allowed_methods)
        return found
    return None


def _faults(detail: Any, name: str = "") -> list[tuple[str, str]]:
    if isinstance(detail, dict):
        return [fault for key, part in detail.items() for fault in _faults(part, str(key)[:40])]
    if isinstance(detail, list):
        return [fault for part in detail for fault in _faults(part, name)]
    return [(name, str(detail))]
