# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses for programs, after the NLGov REST API Design Rules: GET, and a search by POST that changes nothing."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import EmptyPage, Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from zicht.access import logbook
from zicht.access.apidoor import HEADER, VERSION
from zicht.access.doors import api_door, public_door
from zicht.access.gate import NotHere
from zicht.access.roles import Kind, Purpose
from zicht.access.visible import visible
from zicht.casework.api import reading, shapes
from zicht.casework.api.document import document

PURPOSE = OpenApiParameter(
    HEADER, str, OpenApiParameter.HEADER, enum=[p.value for p in Purpose],
    description="Het doel. Nodig als u er in een sessie meer dan een hebt; een sleutel heeft er altijd precies een.",
)  # fmt: skip


class _View(APIView):
    """JSON only; the door has let somebody in already, so the framework signs nobody in."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (JSONRenderer,)
    parser_classes = (JSONParser,)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Every answer says which version of the interface it is."""
        found = super().finalize_response(request, response, *args, **kwargs)
        found.headers["API-Version"] = VERSION
        return found

    def asked(self, shape: type[Any], data: Any) -> dict[str, Any]:
        """What was asked for. Raises ValidationError."""
        read = shape(data=data)
        read.is_valid(raise_exception=True)
        return dict(read.validated_data)

    def page(
        self, request: Request, found: Any, asked: dict[str, Any], row: Callable[[Any], dict[str, Any]], what: str,
        *, kind: Kind, verb: str,
    ) -> Response:  # fmt: skip
        """One page of what was found. Raises NotHere for a page that is not there."""
        size, number = asked["paginaGrootte"], asked["pagina"]
        pages = Paginator(found, size)
        try:
            page = pages.page(number)
        except EmptyPage:
            raise NotHere from None
        acting: Any = request._request
        logbook.listed(acting.actor, kind=kind, what=what, at=acting.at, found=pages.count, verb=verb)
        body = {
            "aantal": pages.count, "pagina": number, "paginaGrootte": size,
            "volgende": _link(request, asked, number + 1, page.has_next()),
            "vorige": _link(request, asked, number - 1, page.has_previous()),
            "resultaten": [row(record) for record in page],
        }  # fmt: skip
        return Response(body)


def _link(request: Request, asked: dict[str, Any], number: int, there: bool) -> str | None:
    """The next or previous page of a list; a search has none, because its words do not stand in an address."""
    if not there or request.method != "GET":
        return None
    query = {"pagina": number, "paginaGrootte": asked["paginaGrootte"]}
    if "stand" in asked:
        query["stand"] = asked["stand"]
    return f"{request.path}?{urlencode(query)}"


class Signalen(_View):
    """De signalen die u mag zien."""

    @extend_schema(
        operation_id="signalenLijst", parameters=[shapes.SignalenVraag, PURPOSE], responses=shapes.SignalenPagina
    )
    def get(self, request: Request) -> Response:
        """Een lijst van signalen."""
        acting: Any = request._request
        asked = self.asked(shapes.SignalenVraag, request.query_params.dict())
        found = reading.signals(acting.actor, asked, at=acting.at)
        return self.page(request, found, asked, reading.signal_row, "api_signals", kind=Kind.SIGNAL, verb="list")


class SignalenZoeken(_View):
    """Zoeken in de signalen die u mag zien."""

    @extend_schema(
        operation_id="signalenZoeken", parameters=[PURPOSE], request=shapes.SignalenZoeken,
        responses={200: shapes.SignalenPagina},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Zoek signalen; er verandert niets."""
        acting: Any = request._request
        asked = self.asked(shapes.SignalenZoeken, request.data)
        found = reading.signals(acting.actor, asked, at=acting.at)
        return self.page(request, found, asked, reading.signal_row, "api_signals", kind=Kind.SIGNAL, verb="search")


class EenSignaal(_View):
    """Een signaal."""

    @extend_schema(operation_id="signaal", parameters=[PURPOSE], responses=shapes.Signaal)
    def get(self, request: Request, key: UUID) -> Response:
        """Een signaal dat u mag zien."""
        acting: Any = request._request
        return Response(reading.signal_whole(acting.actor, key, at=acting.at))


class Casussen(_View):
    """De casussen die u mag zien."""

    @extend_schema(
        operation_id="casussenLijst", parameters=[shapes.CasussenVraag, PURPOSE], responses=shapes.CasussenPagina
    )
    def get(self, request: Request) -> Response:
        """Een lijst van casussen."""
        return self.listed(request, self.asked(shapes.CasussenVraag, request.query_params.dict()), "list")

    def listed(self, request: Request, asked: dict[str, Any], verb: str) -> Response:
        """A page of cases, those by grant without content."""
        acting: Any = request._request
        own = visible(acting.actor, Kind.CASE, at=acting.at).units
        found = reading.listed_cases(acting.actor, asked, at=acting.at)
        return self.page(
            request, found, asked, lambda case: reading.case_row(case, own), "api_cases", kind=Kind.CASE, verb=verb
        )


class CasussenZoeken(Casussen):
    """Zoeken in de casussen die u mag zien."""

    http_method_names = ["post", "options", "head"]  # noqa: RUF012 - the framework's own name

    @extend_schema(
        operation_id="casussenZoeken", parameters=[PURPOSE], request=shapes.CasussenZoeken,
        responses={200: shapes.CasussenPagina},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Zoek casussen; er verandert niets."""
        return self.listed(request, self.asked(shapes.CasussenZoeken, request.data), "search")


class EenCasus(_View):
    """Een casus."""

    @extend_schema(operation_id="casus", parameters=[PURPOSE], responses=shapes.Casus)
    def get(self, request: Request, key: UUID) -> Response:
        """Een casus die u mag zien; bij een leestoestemming alleen wat daarin staat."""
        acting: Any = request._request
        return Response(reading.case_whole(acting.actor, key, at=acting.at))


def behind(view: type[APIView], kind: Kind) -> Callable[..., Any]:
    """The view behind the door for programs."""
    made: Callable[..., Any] = api_door(kind)(view.as_view())
    return made


@public_door
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of this interface. Anybody may read it, from any site."""
    response = HttpResponse(json.dumps(document(), ensure_ascii=False), content_type="application/json")
    response.headers["API-Version"] = VERSION
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
