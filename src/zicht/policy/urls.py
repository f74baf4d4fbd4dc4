# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room."""

from django.urls import path

from zicht.policy import countviews, views

app_name = "policy"

urlpatterns = [
    path("aanbevelingen/", views.recommendation_list, name="recommendations"),
    path("aanbevelingen/csv/", views.recommendations_csv, name="recommendations-csv"),
    path("aanbevelingen/ods/", views.recommendations_ods, name="recommendations-ods"),
    path("aanbevelingen/nieuw/", views.recommendation_add, name="recommendation-add"),
    path("aanbevelingen/<uuid:key>/", views.recommendation, name="recommendation"),
    path("aanbevelingen/<uuid:key>/kringloop/", views.cycle, name="cycle"),
    path("aanbevelingen/<uuid:key>/wijzigen/", views.recommendation_edit, name="recommendation-edit"),
    path("aanbevelingen/<uuid:key>/aanvullen/", views.recommendation_note, name="recommendation-note"),
    path("aanbevelingen/<uuid:key>/stand/", views.recommendation_state, name="recommendation-state"),
    path("trechters/", countviews.funnels, name="funnels"),
    path("trechters/nieuw/", countviews.funnel_add, name="funnel-add"),
    path("aansluiting/", countviews.reconciliations, name="reconciliations"),
    path("aansluiting/nieuw/", countviews.reconciliation_add, name="reconciliation-add"),
    path("aantallen/<uuid:key>/", countviews.count, name="count"),
    path("aantallen/<uuid:key>/wijzigen/", countviews.fill, name="fill"),
    path("aantallen/<uuid:key>/csv/", countviews.count_csv, name="count-csv"),
    path("aantallen/<uuid:key>/ods/", countviews.count_ods, name="count-ods"),
]
