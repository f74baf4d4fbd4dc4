# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The shell as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Settings, addresses, layout, start pages, command line."""

    name = "zicht.web"
    label = "web"
