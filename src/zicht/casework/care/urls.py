# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room."""

from django.urls import path

from zicht.casework.care import views

app_name = "care"

urlpatterns = [
    path("zorg/", views.tracks, name="tracks"),
    path("zorg/personen/<uuid:key>/", views.person_page, name="person"),
    path("zorg/personen/<uuid:key>/traject/", views.track, name="track"),
    path("zorg/personen/<uuid:key>/stap/", views.step, name="step"),
    path("zorg/personen/<uuid:key>/einde/", views.end, name="end"),
    path("zorg/personen/<uuid:key>/toestemming/", views.consent, name="consent"),
    path("zorg/personen/<uuid:key>/register/", views.report, name="report"),
]
