# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""openapi.json, made from the views and shapes; every answer with its headers and its problems."""

from functools import cache
from typing import Any

from django.urls import include, path

from zicht.access.apidoor import PROBLEM, VERSION

PREFIX = "/api/v1"
PROBLEMS = {
    "400": "Onjuist verzoek", "401": "Niet ingelogd", "404": "Niet gevonden", "406": "Alleen JSON",
    "429": "Te veel verzoeken",
}  # fmt: skip
INFO = {
    "title": "Zicht: casussen en signalen",
    "version": VERSION,
    "description": "Alleen lezen, als de persoon van wie de sleutel is en voor een doel. Wie meldde en wie eraan "
    "werkt staat er niet in. Zoeken gaat met POST, zodat er niets gevoeligs in een adres staat.",
    "contact": {"name": "De beheerder van deze installatie", "url": "https://zicht.example/hulp/",
                "email": "beheer@zicht.example"},
    "license": {"name": "EUPL-1.2", "url": "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12"},
}  # fmt: skip


@cache
def document() -> dict[str, Any]:
    """The whole description (OpenAPI 3.0)."""
    from drf_spectacular.generators import SchemaGenerator

    generator = SchemaGenerator(patterns=[path(f"{PREFIX[1:]}/", include("zicht.casework.api.urls"))])
    found: dict[str, Any] = generator.get_schema(request=None, public=True)
    found["info"] = INFO
    found["servers"] = [{"url": PREFIX, "description": "Deze installatie"}]
    # The address of the server holds the version; the paths below it do not repeat it.
    found["paths"] = {name.removeprefix(PREFIX): item for name, item in found["paths"].items()}
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    schemas["Fout"] = _problem_schema()
    found["components"]["securitySchemes"] = {
        "sleutel": {"type": "http", "scheme": "bearer", "description": "Een persoonlijke sleutel."},
        "sessie": {"type": "apiKey", "in": "cookie", "name": "zicht", "description": "Ingelogd met een tweede stap."},
    }
    for operations in found["paths"].values():
        for method, operation in operations.items():
            _complete(operation, method)
    return found


def _complete(operation: dict[str, Any], method: str) -> None:
    operation["security"] = [{"sleutel": []}, {"sessie": []}]
    headers = {
        "API-Version": {"description": "Versie van de interface", "schema": {"type": "string"}, "required": True}
    }
    more = {"415": "Alleen JSON"} if method == "post" else {}
    for status, words in (PROBLEMS | more).items():
        body = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Fout"}}}
        operation["responses"][status] = {"description": words, "content": body}
    for response in operation["responses"].values():
        response["headers"] = headers
        response.setdefault("description", "")
        response["description"] = response["description"] or "Gelukt"


def _problem_schema() -> dict[str, Any]:
    text = {"type": "string"}
    fault = {"type": "object", "properties": {"naam": text, "reden": text}}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": text, "title": text, "status": {"type": "integer"}, "detail": text,
            "fouten": {"type": "array", "items": fault},
        },
    }  # fmt: skip
