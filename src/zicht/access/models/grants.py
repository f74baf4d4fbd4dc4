# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Permission for single records, and the table of scopes that row policies read."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zicht.access.models.people import Membership, Person, Unit
from zicht.access.roles import Kind, Purpose, Role, may_have
from zicht.base.clock import local_day
from zicht.base.fields import internal, worker
from zicht.base.records import Keyed

__all__ = ["Grant", "ScopeRow"]


class Grant(Keyed):
    """Permission for one record of another unit, for one purpose, until a date. Names the record by its key.

    A person has it in the unit where it was given (person_unit): it does not follow to another employer. Saving
    fills that in from the seat that fits the purpose. basis: why it is there.
    """

    class Basis(models.TextChoices):
        """Given by the owner, asked for, or taken in an emergency."""

        GIVEN = "given", "gegeven"
        REQUEST = "request", "op verzoek"
        EMERGENCY = "emergency", "noodtoegang"

    kind = internal(models.CharField(max_length=20, choices=[(k.value, k.value) for k in Kind]))
    record = internal(models.UUIDField())
    unit = internal(models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="grants"))
    person = internal(
        models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    )
    person_unit = internal(models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    basis = internal(models.CharField(max_length=10, choices=Basis.choices, default=Basis.GIVEN))
    purpose = internal(models.CharField(max_length=30, choices=[(p.value, p.value) for p in Purpose]))
    fields = internal(ArrayField(models.CharField(max_length=60), default=list, blank=True))
    starts = internal(models.DateTimeField())
    ends = internal(models.DateTimeField())
    given_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants_given"))
    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants_given"))

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "record"], name="access_grant_record")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, person__isnull=True) | Q(unit__isnull=True, person__isnull=False),
                name="access_grant_one_receiver",
            ),
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="access_grant_ends"),
            models.CheckConstraint(
                condition=Q(person__isnull=True, person_unit__isnull=True)
                | Q(person__isnull=False, person_unit__isnull=False),
                name="access_grant_person_unit",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A grant to a person stands in the unit where he or she has its purpose now; without one, in any."""
        if self.person_id is not None and self.person_unit_id is None:
            self.person_unit_id = self._seat_of_receiver(kwargs.get("using"))
        super().save(*args, **kwargs)

    def _seat_of_receiver(self, using: str | None) -> int | None:
        seats = list(Membership.objects.using(using).filter(person=self.person).order_by("pk"))
        day = local_day(self.starts)
        seats.sort(
            key=lambda s: (
                not (s.valid_from <= day and (s.valid_to is None or day <= s.valid_to)),
                not may_have(Role(s.role), Purpose(self.purpose)),
            )
        )
        return seats[0].unit_id if seats else None


class ScopeRow(models.Model):
    """The table of roles.py inside the database, for the row policies. Written by `migrate`, read by nobody else."""

    role = internal(models.CharField(max_length=20))
    purpose = internal(models.CharField(max_length=30))
    kind = internal(models.CharField(max_length=20))
    # The kind is overseen for the whole organisation, not for one unit.
    wide = internal(models.BooleanField(default=False))
    # The law that rules this purpose, in a unit of the police and elsewhere.
    police_regime = internal(models.CharField(max_length=5, default=""))
    regime = internal(models.CharField(max_length=5, default=""))

    class Meta:
        db_table = "access_scope"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["role", "purpose", "kind"], name="access_scope_once"),
        ]
