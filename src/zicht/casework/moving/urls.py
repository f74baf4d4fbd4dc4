# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room, once per purpose; the focal point's names have no prefix."""

from django.urls import URLPattern, path

from zicht.access.roles import Kind
from zicht.casework.cases.ways import WAYS, Way
from zicht.casework.moving.views import handovers, work

app_name = "moving"


def pages(way: Way) -> list[URLPattern]:
    """The pages behind one door."""
    return [
        path(f"{way.path}/overdrachten/", handovers.handover_list(way), name=f"{way.prefix}handovers"),
        path(f"{way.path}/overdracht/<uuid:key>/", handovers.one_handover(way), name=f"{way.prefix}handover"),
        path(f"{way.path}/<uuid:key>/overdragen/", handovers.propose(way, Kind.CASE), name=f"{way.prefix}propose"),
        path(f"{way.path}/werk-overdragen/", work.work_page(way), name=f"{way.prefix}work"),
    ]


urlpatterns: list[URLPattern] = [
    *(page for way in WAYS if way.writes for page in pages(way)),
    path("signalen/<uuid:key>/overdragen/", handovers.propose(WAYS[0], Kind.SIGNAL), name="propose-signal"),
]
