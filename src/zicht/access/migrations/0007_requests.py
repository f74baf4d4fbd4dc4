# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Requests for access, access in an emergency, and stand-ins."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import zicht.base.fields
from zicht.base.rls import owned

KINDS = [
    (kind, kind)
    for kind in (
        *("signal", "case", "care", "package", "report", "figure", "message", "audit", "door", "staff"),
        *("identity", "covenant", "comparison", "request", "retention"),
    )
]
PURPOSES = [
    (purpose, purpose)
    for purpose in (
        *("reporting", "signal_handling", "care_coordination", "partner_handling", "case_table", "register_keeping"),
        *("analysis", "policy_making", "oversight", "administration", "identity_custody", "supervision"),
        "investigation",
    )
]

ASKER = owned("request", "asking_unit_id")
OWNER = owned("request")
CUSTODIAN = f"kind = 'identity' and {owned('identity')}"
OVERSEER = owned("audit")  # the privacy officer, for the whole organisation


def wall(table: str, *, read: list[str], insert: str, update: list[str]) -> migrations.RunSQL:
    """Like rls.protect, but nobody deletes, and who may add is not who may answer."""
    any_of = {verb: " or ".join(f"({part})" for part in parts) for verb, parts in (("r", read), ("u", update))}
    return migrations.RunSQL(
        sql=f"alter table {table} enable row level security;"
        f"create policy {table}_read on {table} for select using ({any_of['r']});"
        f"create policy {table}_insert on {table} for insert with check ({insert});"
        f"create policy {table}_update on {table} for update using ({any_of['u']}) with check ({any_of['u']})",
        reverse_sql=f"drop policy {table}_read on {table}; drop policy {table}_insert on {table};"
        f"drop policy {table}_update on {table}; alter table {table} disable row level security",
    )


class Migration(migrations.Migration):
    dependencies = [("access", "0006_walls")]

    operations = [
        migrations.CreateModel(
            name="AccessRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("deadline", models.DateField()),
                ("purpose", models.CharField(choices=PURPOSES, max_length=30)),
                ("reference", models.CharField(blank=True, default="", max_length=30)),
                ("why", zicht.base.fields.SealedText()),
                ("days", models.PositiveSmallIntegerField()),
                ("state", models.CharField(choices=[("asked", "gevraagd"), ("granted", "toegestaan"), ("refused", "geweigerd"), ("withdrawn", "ingetrokken")], default="asked", max_length=10)),
                ("kind", models.CharField(blank=True, choices=KINDS, default="", max_length=20)),
                ("record", models.UUIDField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer", zicht.base.fields.SealedText(blank=True, default="")),
                ("grant", models.UUIDField(blank=True, null=True)),
                ("told", models.BooleanField(default=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("answered_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("asked_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("asking_unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.unit")),
                ("function", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.function")),
                ("owning_unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.unit")),
            ],
            options={
                "ordering": ["deadline", "id"],
                "indexes": [models.Index(fields=["owning_unit", "state", "deadline"], name="access_request_owner"), models.Index(fields=["asking_unit", "-asked_at"], name="access_request_asker"), models.Index(fields=["kind", "record"], name="access_request_record")],
            },
        ),
        migrations.CreateModel(
            name="EmergencyAccess",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("purpose", models.CharField(choices=PURPOSES, max_length=30)),
                ("reference", models.CharField(max_length=30)),
                ("danger", models.CharField(max_length=30)),
                ("reason", zicht.base.fields.SealedText()),
                ("at", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("kind", models.CharField(blank=True, choices=KINDS, default="", max_length=20)),
                ("record", models.UUIDField(blank=True, null=True)),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                ("review_by", models.DateField()),
                ("judged_at", models.DateTimeField(blank=True, null=True)),
                ("justified", models.BooleanField(blank=True, null=True)),
                ("judgement", zicht.base.fields.SealedText(blank=True, default="")),
                ("asking_unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.unit")),
                ("judged_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("owning_unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.unit")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["-at", "id"],
                "indexes": [models.Index(fields=["owning_unit", "-at"], name="access_emergency_owner"), models.Index(fields=["person", "-at"], name="access_emergency_person")],
            },
        ),
        migrations.CreateModel(
            name="StandIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                ("function", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="stand_ins", to="access.function")),
                ("holder", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.functionholder")),
                ("instead_of", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("seat", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.membership")),
            ],
            options={
                "ordering": ["valid_from", "id"],
                "constraints": [models.CheckConstraint(condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="access_stand_in_dates")],
            },
        ),
        wall(
            "access_accessrequest",
            read=[ASKER, OWNER, CUSTODIAN],
            insert=ASKER,
            update=[ASKER, OWNER, CUSTODIAN],
        ),
        # What somebody opened in an emergency cannot be wiped or redirected by whoever opened it.
        wall(
            "access_emergencyaccess",
            read=[ASKER, OWNER, OVERSEER],
            insert=f"{ASKER} and owning_unit_id = asking_unit_id and record is null",
            update=[OWNER, OVERSEER],
        ),
    ]
