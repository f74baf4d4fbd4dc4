# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room, once per purpose. The care coordinator's names begin with "care-"."""

from django.urls import URLPattern, path

from zicht.access.roles import Purpose
from zicht.casework.overview import views
from zicht.casework.overview.pages import HALLS, Hall

app_name = "overview"


def pages(hall: Hall) -> list[URLPattern]:
    """The pages behind one door."""
    one = f"{hall.path}/verzoek/<uuid:key>/"
    return [
        path(f"{hall.path}/", views.listing(hall), name=f"{hall.prefix}requests"),
        path(f"{hall.path}/persoon/<uuid:key>/", views.ask(hall), name=f"{hall.prefix}ask"),
        path(one, views.answer(hall), name=f"{hall.prefix}request"),
        *(
            path(f"{one}{kind}/", views.file(hall, kind), name=f"{hall.prefix}{kind}")
            for kind in ("pdf", "ods", "csv")
        ),
        path(f"{one}verlengen/", views.step(hall, "extend"), name=f"{hall.prefix}extend"),
        path(f"{one}gegeven/", views.step(hall, "hand"), name=f"{hall.prefix}hand"),
        path(f"{one}voorleggen/", views.step(hall, "officer"), name=f"{hall.prefix}officer"),
        path(f"{one}intrekken/", views.step(hall, "withdraw"), name=f"{hall.prefix}withdraw"),
    ]


urlpatterns: list[URLPattern] = [
    *(page for hall in HALLS for page in pages(hall)),
    *(
        path(f"{hall.path}/betrokkene/<uuid:key>/", views.ask(hall, in_signal=True), name="ask-subject")
        for hall in HALLS
        if hall.purpose is Purpose.SIGNAL_HANDLING
    ),
    path("toezicht/", views.overseen, name="overseen"),
    path("toezicht/<uuid:key>/", views.decide, name="decide"),
]
