# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Counting who refuses to be registered, when a report is typed in: a number per year, and nothing else."""

from datetime import datetime

from django.conf import settings
from django.db.models import F

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Organisation, Unit
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.register.judging import NotPossible
from zicht.register.models import RefusalTally


@action("register.count_refusal", kind=Kind.REPORT)
def count_refusal(*, actor: Actor, unit: Unit, sender: Organisation, at: datetime) -> RefusalTally:
    """Somebody refused: one more in the tally of this year. Raises NotPossible while counting refusals is off."""
    if not settings.COUNT_REFUSALS:
        raise NotPossible("counting refusals is off")
    row, _ = RefusalTally.objects.get_or_create(
        owning_unit=unit, year=local_day(at).year, reporter_group=sender.reporter_group or "other", form="unknown"
    )
    RefusalTally.objects.filter(pk=row.pk).update(number=F("number") + 1)
    return row
