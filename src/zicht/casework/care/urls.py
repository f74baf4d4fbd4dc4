# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room."""

from django.urls import URLPattern

app_name = "care"

urlpatterns: list[URLPattern] = []
