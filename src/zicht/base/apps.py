# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The base room as a Django application (it has no tables)."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Foundations without a word of the field."""

    name = "zicht.base"
    label = "base"
