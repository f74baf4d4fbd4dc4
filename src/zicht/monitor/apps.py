# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The monitor room as a Django application."""

from django.apps import AppConfig


class MonitorConfig(AppConfig):
    """Figures and tables from extracts without names."""

    name = "zicht.monitor"
    label = "monitor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The worker knows a job only when its module was read."""
        from zicht.monitor import jobs  # noqa: F401
