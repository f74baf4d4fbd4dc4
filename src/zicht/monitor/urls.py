# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room."""

from django.urls import path

from zicht.monitor import views

app_name = "monitor"

urlpatterns = [
    path("werkcijfer/", views.figure_page, name="figure"),
    path("werkcijfer/bestand/", views.figure_csv, name="figure-csv"),
]
