# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The shell as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Settings, addresses, layout, start pages, command line."""

    name = "zicht.web"
    label = "web"

    def ready(self) -> None:
        """Second steps are sealed anew when the master key changes."""
        from zicht.base import keystore
        from zicht.web.adapters import rekey_second_steps

        keystore.on_rotate(rekey_second_steps)
