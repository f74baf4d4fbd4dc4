# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses for programs: Dutch, kebab-case, no slash at the end, only keys in them."""

from django.urls import path

from zicht.access.roles import Kind
from zicht.casework.api import views

app_name = "api"

urlpatterns = [
    path("openapi.json", views.openapi, name="openapi"),
    path("signalen", views.behind(views.Signalen, Kind.SIGNAL), name="signals"),
    path("signalen/zoeken", views.behind(views.SignalenZoeken, Kind.SIGNAL), name="signals-search"),
    path("signalen/<uuid:key>", views.behind(views.EenSignaal, Kind.SIGNAL), name="signal"),
    path("casussen", views.behind(views.Casussen, Kind.CASE), name="cases"),
    path("casussen/zoeken", views.behind(views.CasussenZoeken, Kind.CASE), name="cases-search"),
    path("casussen/<uuid:key>", views.behind(views.EenCasus, Kind.CASE), name="case"),
]
