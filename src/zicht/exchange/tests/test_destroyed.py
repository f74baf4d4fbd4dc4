# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A body that was destroyed leaves a restored database too; the other bodies stay."""

from uuid import uuid4

import pytest

from zicht.base import keystore
from zicht.exchange.actions import empty_destroyed
from zicht.exchange.models import Message

pytestmark = [pytest.mark.django_db(databases=["default", "owner"]), pytest.mark.database]


def test_destroyed_bodies_are_emptied_and_others_stay(cast, at):
    unit = cast.unit_of("noor")
    given = {"owning_unit": unit, "from_unit": unit.key, "to_unit": unit.key, "from_name": "x", "kind": "x"}
    gone, stays = (
        Message.objects.using("owner").create(
            message=uuid4(), direction="out", body={"a": "b"}, created_at=at, state="sent", **given
        )
        for _ in range(2)
    )
    keystore.destroy([gone.pk])
    read = Message.objects.using("owner").get(pk=gone.pk)
    with pytest.raises(keystore.Destroyed):
        _ = read.body
    assert empty_destroyed(keystore.destroyed(), "owner") == 1
    assert empty_destroyed(keystore.destroyed(), "owner") == 0
    assert Message.objects.using("owner").get(pk=gone.pk).body == {}
    assert Message.objects.using("owner").get(pk=stays.pk).body == {"a": "b"}
