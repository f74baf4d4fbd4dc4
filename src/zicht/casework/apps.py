# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Casework as one Django application; its rooms are packages inside it."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Signals, cases, care and sharing."""

    name = "zicht.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the handlers for messages from other units and instances."""
        from zicht.casework.care import handlers as care
        from zicht.casework.moving import holdings
        from zicht.casework.sharing import handlers as sharing

        care.register_handlers()
        sharing.register_handlers()
        holdings.register()
