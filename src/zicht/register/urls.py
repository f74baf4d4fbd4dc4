# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room."""

from django.urls import path

from zicht.register import factviews, importviews, sameviews, typingviews, views

app_name = "register"

urlpatterns = [
    path("meldingen/", views.report_list, name="reports"),
    path("meldingen/<uuid:key>/", views.report_detail, name="report"),
    path("meldingen/<uuid:key>/besluit/", views.decide, name="decide"),
    path("meldingen/<uuid:key>/koppelen/", views.candidates, name="candidates"),
    path("meldingen/<uuid:key>/koppelen/<uuid:other>/", views.link, name="link"),
    path("meldingen/<uuid:key>/losmaken/", views.unlink, name="unlink"),
    path("meldingen/<uuid:key>/verbeteren/", factviews.correct, name="correct"),
    path("meldingen/<uuid:key>/periodes/", factviews.episodes, name="episodes"),
    path("vertrokken/", factviews.departures, name="departures"),
    path("intypen/", typingviews.type_in, name="type-in"),
    path("leveringen/", views.deliveries, name="deliveries"),
    path("inlezen/", importviews.import_file, name="import"),
    path("inlezen/bevindingen/", importviews.findings_csv, name="findings-csv"),
    path("inlezen/bevindingen/lezen/", importviews.findings, name="findings"),
    path("zelfde/", sameviews.pairs, name="pairs"),
    path("zelfde/zoeken/", sameviews.search, name="search-same"),
    path("zelfde/<uuid:key>/", sameviews.pair, name="pair"),
    path("personen/", sameviews.persons, name="persons"),
]
