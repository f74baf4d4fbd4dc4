# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room, once per purpose; the focal point's names have no prefix."""

from django.urls import URLPattern, path

from zicht.access.roles import Kind
from zicht.casework.cases.ways import WAYS, Way
from zicht.casework.matching import views
from zicht.casework.matching.pages import PATHS

app_name = "matching"


def pages(way: Way) -> list[URLPattern]:
    """The pages behind one door."""
    at = PATHS[way.prefix]
    return [
        path(f"{at}/", views.comparison_list(way), name=f"{way.prefix}comparisons"),
        path(f"{at}/contacten/", views.contact_list(way), name=f"{way.prefix}contacts"),
        path(f"{at}/contact/<uuid:key>/", views.contact(way), name=f"{way.prefix}contact"),
        path(f"{at}/casus/<uuid:key>/", views.ask(way, Kind.CASE), name=f"{way.prefix}ask-case"),
    ]


urlpatterns: list[URLPattern] = [
    *(page for way in WAYS if way.prefix in PATHS for page in pages(way)),
    path("gemeente/signaal/<uuid:key>/", views.ask(WAYS[0], Kind.SIGNAL), name="ask-signal"),
    path("toezicht/", views.counts, name="counts"),
]
