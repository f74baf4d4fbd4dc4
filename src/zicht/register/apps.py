# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The register room as a Django application."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The victim register."""

    name = "zicht.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the handler for reports from casework."""
        from zicht.access import index
        from zicht.base import keystore
        from zicht.register import handlers, identifiers, replay, subjects

        handlers.register_handlers()
        subjects.describe_records()
        index.source(identifiers.listed)
        keystore.on_rotate(identifiers.rekey)
        keystore.on_destroyed(replay.replay)
