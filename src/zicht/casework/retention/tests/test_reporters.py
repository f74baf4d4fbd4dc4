# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who reported goes before the signal does: a row and a key of its own."""

from datetime import timedelta

import pytest

from conftest import AT
from zicht.base import keystore
from zicht.casework.intake.models import ReporterIdentity, Signal
from zicht.casework.retention.destroy import destroy_list
from zicht.casework.retention.models import Certificate
from zicht.casework.retention.tests.helping import Keeper

pytestmark = pytest.mark.database


def test_who_reported_goes_a_month_after_the_end_and_the_signal_stays(committed, cast, actor):
    keeper = Keeper(cast, actor)
    signal = keeper.ended(keeper.signal(AT - timedelta(days=90)), "no_trafficking", AT - timedelta(days=60))
    known = ReporterIdentity.objects.using("owner").filter(signal=signal.pk).first()
    if known is None:
        known = ReporterIdentity(
            owning_unit_id=keeper.unit.pk, signal_id=signal.pk, name="Sanne Verzonnen", contact="", safe_contact=""
        )
        known.save(using="owner", force_insert=True)
        Signal.objects.using("owner").filter(pk=signal.pk).update(reporter_known=True)
    found = keeper.approved(keeper.make(AT), AT)
    assert {i.kind for i in keeper.items(found, AT)} >= {"reporter_identity"}
    destroy_list(keeper.unit.pk, found.pk, at=AT)
    assert not ReporterIdentity.objects.using("owner").filter(pk=known.pk).exists()
    assert Signal.objects.using("owner").get(pk=signal.pk).reporter_known is False
    assert known.pk in keystore.destroyed()
    assert Certificate.objects.using("owner").get(list=found).counts == {"reporter_identity": 1}
