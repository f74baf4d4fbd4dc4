# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of the demo. Included in demo mode only."""

from django.urls import path

from zicht.web.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.people, name="people"),
    path("instappen/", views.step_in, name="step-in"),
    path("stijl/", views.styleguide, name="styleguide"),
]
