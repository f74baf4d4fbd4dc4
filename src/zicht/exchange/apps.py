# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The exchange room as a Django application."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Messages between rooms and instances."""

    name = "zicht.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the jobs known to the worker, and how destroyed bodies leave a restored database."""
        from zicht.base import keystore
        from zicht.exchange import actions, jobs  # noqa: F401

        keystore.on_destroyed(actions.empty_destroyed)
