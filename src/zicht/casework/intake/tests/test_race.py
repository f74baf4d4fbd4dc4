# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Two presses that are on their way at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from zicht.access.roles import Purpose
from zicht.base.clock import now
from zicht.base.context import transaction_as
from zicht.casework.intake.actions import receive_signal
from zicht.casework.intake.models import Signal, SignalEvent
from zicht.casework.intake.tests.helping import entry_of

pytestmark = [pytest.mark.database]


@pytest.mark.usefixtures("committed")
def test_two_presses_at_once_are_one_signal(cast, actor):
    sanne, moment, function = actor("sanne", Purpose.REPORTING), now(), cast.function_of("noor")
    entry = entry_of(reporter=sanne.person)
    together = Barrier(2, timeout=20)

    def press(_n):
        try:
            with transaction_as(sanne.context(moment)):
                Signal.objects.count()
                together.wait()
                return receive_signal(actor=sanne, function=function, entry=entry, at=moment).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        found = set(both.map(press, range(2)))
    assert found == {entry.key}
    with transaction_as(sanne.context(moment)):
        assert Signal.objects.count() == 1
        assert SignalEvent.objects.filter(kind="received").count() == 1
