# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A foreign key is knowledge too: it points down, never up, never to a room beside."""

import pytest
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.rooms import Key, keys_of, layers, wrong_keys
from tests.rows import our_models
from zicht.casework.intake.models import Signal
from zicht.register.models import Victim


def test_every_foreign_key_points_down():
    keys = keys_of(our_models())
    assert len(keys) > 40
    assert wrong_keys(keys) == []


@isolate_apps("zicht.access")
def test_a_planted_model_below_that_names_a_signal_is_found():
    class Planted(models.Model):
        signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="+")

        class Meta:
            app_label = "access"

    Planted.__module__ = "zicht.access.models"
    assert wrong_keys(keys_of([Planted])) == ["zicht.access.models.Planted.signal points from access to casework"]


@isolate_apps("zicht.casework")
def test_a_planted_many_to_many_to_a_room_beside_is_found():
    class Planted(models.Model):
        victims = models.ManyToManyField(Victim, related_name="+")

        class Meta:
            app_label = "casework"

    Planted.__module__ = "zicht.casework.care.models"
    found = wrong_keys(keys_of([Planted]))
    assert found == ["zicht.casework.care.models.Planted.victims points from casework to register"]


@pytest.mark.parametrize(
    ("holder", "target"),
    [
        ("zicht.casework.cases.models", "zicht.casework.intake.models"),  # up, inside casework
        ("zicht.casework.care.models", "zicht.casework.intake.models"),  # siblings
        ("zicht.register.models", "zicht.casework.cases.models"),  # beside each other
        ("zicht.exchange.models", "zicht.register.models"),  # up
        ("zicht.access.models", "django.contrib.auth.models"),  # out of the house
    ],
)
def test_wrong_directions(holder, target):
    assert len(wrong_keys([Key(holder, "planted", target)])) == 1


@pytest.mark.parametrize(
    ("holder", "target"),
    [
        ("zicht.casework.intake.models", "zicht.casework.cases.models"),
        ("zicht.casework.care.models", "zicht.access.models"),
        ("zicht.register.models", "zicht.register.models"),
    ],
)
def test_right_directions(holder, target):
    assert wrong_keys([Key(holder, "planted", target)]) == []


def test_a_model_in_a_room_that_nobody_listed_is_refused():
    with pytest.raises(LookupError, match="gossip"):
        wrong_keys([Key("zicht.gossip.models", "planted", "zicht.access.models")])


def test_the_order_is_the_one_of_the_import_contracts():
    assert layers("rooms")[3] == ("casework", "register", "survey")
    assert layers("casework")[-1] == ("cases",)
