# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of the public door, at the root. None carries a code or a person's data."""

from django.urls import path

from zicht.casework.intake.public import doorviews, views

app_name = "public"

urlpatterns = [
    path("melden/<slug:slug>/", views.send, name="send"),
    path("melden/<slug:slug>/verzonden/", views.sent, name="sent"),
    path("bericht/", views.code, name="code"),
    path("bericht/signaal/", views.status, name="status"),
    path("deur/", doorviews.settings_page, name="door"),
    path("deur/linkblok/", doorviews.link_block, name="link-block"),
]
