# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one place that reads the clock. Rules and actions take `at` as an argument."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, with time zone. Called at the edge only: views, commands, jobs."""
    return timezone.now()  # noqa: TID251 - the one place


def local_day(at: datetime) -> date:
    """The calendar day of `at` in the time zone of the installation."""
    return timezone.localtime(at).date()
