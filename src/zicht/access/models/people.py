# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Organisations, units, people, seats, functions."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from zicht.access.roles import Role
from zicht.base.fields import internal, public, worker
from zicht.base.text import sort_key

__all__ = ["Function", "FunctionHolder", "Membership", "Organisation", "OwnDefinition", "Person", "Unit"]


class Organisation(models.Model):
    """A body with a legal identity. Its basis for reporting to the register is its own, not its group's."""

    class Basis(models.TextChoices):
        """Ground for reporting to the register; to be confirmed by the privacy officer."""

        DUTY = "duty", "plicht"
        PERMITTED = "permitted", "bevoegdheid"
        CONSENT = "consent", "toestemming"

    key = internal(models.UUIDField(unique=True, default=uuid.uuid4, editable=False))
    name = public(models.CharField(max_length=160, unique=True))
    sector = public(models.CharField(max_length=40))  # reference list: domains or a kind such as "police"
    municipality = public(models.CharField(max_length=10, blank=True, default=""))
    reporter_group = public(models.CharField(max_length=30, blank=True, default=""))
    basis = public(models.CharField(max_length=10, choices=Basis.choices, default=Basis.CONSENT))

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of an organisation that needs to know by itself: counter, youth, social support, safety."""

    key = internal(models.UUIDField(unique=True, default=uuid.uuid4, editable=False))
    organisation = internal(models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units"))
    name = public(models.CharField(max_length=160))
    # A unit of another instance: known by name and key, reached by packages only.
    remote = internal(models.BooleanField(default=False))

    class Meta:
        ordering: ClassVar[list[str]] = ["organisation__name", "name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "name"], name="access_unit_name"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation.name}, {self.name}"

    @property
    def owning_unit_id(self) -> int:
        """A unit stands in its own audit trail."""
        return self.pk


class Person(AbstractBaseUser):
    """A professional with an account. No group accounts, no super-users: roles are seats in units."""

    key = internal(models.UUIDField(unique=True, default=uuid.uuid4, editable=False))
    email = worker(models.EmailField(unique=True))
    name = worker(models.CharField(max_length=120))
    name_sort = worker(models.CharField(max_length=130, editable=False, default=""))
    is_active = internal(models.BooleanField(default=True))
    invented = internal(models.BooleanField(default=False))  # one of the demo's cast
    password = internal(models.CharField(max_length=128))
    last_login = worker(models.DateTimeField(blank=True, null=True))

    objects = BaseUserManager["Person"]()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar[list[str]] = ["name_sort"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key beside the name."""
        self.name_sort = sort_key(self.name)
        super().save(*args, **kwargs)


class Membership(models.Model):
    """A seat: this person has this role in this unit between these days."""

    person = internal(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships"))
    unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships"))
    role = internal(models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role]))
    valid_from = internal(models.DateField())
    valid_to = internal(models.DateField(null=True, blank=True))

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "role"], name="access_seat_person")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="access_seat_dates",
            ),
        ]

    @property
    def owning_unit_id(self) -> int:
        """The unit in whose audit trail this seat stands."""
        return self.unit_id


class Function(models.Model):
    """A task with a shared inbox. An inbox belongs to a function, so that it never hangs on one person."""

    unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="functions"))
    name = public(models.CharField(max_length=120))
    explanation = public(models.TextField(blank=True, default=""))
    role = internal(models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role]))
    answer_days = public(models.PositiveSmallIntegerField(default=5))

    class Meta:
        ordering: ClassVar[list[str]] = ["unit__organisation__name", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def owning_unit_id(self) -> int:
        """The unit in whose audit trail this function stands."""
        return self.unit_id


class FunctionHolder(models.Model):
    """Who is behind a function, between these days."""

    function = internal(models.ForeignKey(Function, on_delete=models.PROTECT, related_name="holders"))
    person = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="functions"))
    valid_from = internal(models.DateField())
    valid_to = internal(models.DateField(null=True, blank=True))

    @property
    def owning_unit_id(self) -> int:
        """The unit in whose audit trail this stands."""
        return int(self.function.unit_id)


class OwnDefinition(models.Model):
    """What an organisation itself means by a shared code. Records keep both."""

    organisation = internal(models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="definitions"))
    list_name = public(models.CharField(max_length=40))
    code = public(models.CharField(max_length=60))
    definition = public(models.TextField())
    valid_from = internal(models.DateField())
    valid_to = internal(models.DateField(null=True, blank=True))
