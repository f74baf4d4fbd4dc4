# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room, once per purpose; the focal point's names have no prefix."""

from django.urls import URLPattern, path

from zicht.access.roles import Kind
from zicht.casework.cases.ways import WAYS, Way
from zicht.casework.moving.views import asking, custody, emergency, excluding, handovers, work

app_name = "moving"


def pages(way: Way) -> list[URLPattern]:
    """The pages behind one door."""
    return [
        path(f"{way.path}/overdrachten/", handovers.handover_list(way), name=f"{way.prefix}handovers"),
        path(f"{way.path}/overdracht/<uuid:key>/", handovers.one_handover(way), name=f"{way.prefix}handover"),
        path(f"{way.path}/<uuid:key>/overdragen/", handovers.propose(way, Kind.CASE), name=f"{way.prefix}propose"),
        path(f"{way.path}/toegang/", asking.requests_list(way), name=f"{way.prefix}requests"),
        path(f"{way.path}/toegang/vragen/", asking.ask_page(way), name=f"{way.prefix}ask"),
        path(f"{way.path}/toegang/<uuid:key>/", asking.one_request(way), name=f"{way.prefix}request"),
        path(f"{way.path}/noodtoegang/", emergency.emergency_page(way), name=f"{way.prefix}emergency"),
        path(
            f"{way.path}/<uuid:key>/buitensluiten/",
            excluding.exclude_page(way, Kind.CASE),
            name=f"{way.prefix}exclude",
        ),
        path(f"{way.path}/werk-overdragen/", work.work_page(way), name=f"{way.prefix}work"),
    ]


urlpatterns: list[URLPattern] = [
    *(page for way in WAYS if way.writes for page in pages(way)),
    path("signalen/<uuid:key>/overdragen/", handovers.propose(WAYS[0], Kind.SIGNAL), name="propose-signal"),
    path("signalen/<uuid:key>/buitensluiten/", excluding.exclude_page(WAYS[0], Kind.SIGNAL), name="exclude-signal"),
    path("signalen/<uuid:key>/wie-meldde/", custody.identity_ask, name="identity-ask"),
    path("bewaarder/", custody.questions, name="custody"),
    path("bewaarder/<uuid:key>/", custody.question, name="custody-question"),
    path("noodtoegangen/", emergency.emergencies, name="emergencies"),
    path("noodtoegangen/<uuid:key>/", emergency.judge, name="emergency-judge"),
]
