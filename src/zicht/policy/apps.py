# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The policy room as a Django application."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """Recommendations, funnels of services, reconciliations. Nothing here is about a person."""

    name = "zicht.policy"
    label = "policy"
    default_auto_field = "django.db.models.BigAutoField"
