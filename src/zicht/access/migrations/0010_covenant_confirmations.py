# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who drafted a covenant, and which parties confirmed it. What may change when is in casework/0017.

A covenant that was checked before this gives no basis until its parties confirm it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from zicht.base.rls import owned

SAFE = "language sql stable security definer set search_path = public, pg_temp"
FUNCTIONS = f"""
-- Units of the organisations for which the acting person, not a job, answers for covenants.
create function zicht_vouched() returns int[] {SAFE} as $$
  select array(
    select distinct u.id from zicht_seats() z
      join access_scope s on s.role = z.role and s.kind = 'covenant'
        and s.purpose = current_setting('zicht.purpose', true)
      join access_unit u on u.organisation_id = z.organisation_id
  )
$$;

-- Covenants to which one of those units is a party.
create function zicht_joined() returns uuid[] {SAFE} as $$
  select array(select p.covenant_id from access_covenantparty p where p.unit_id = any(zicht_vouched()))
$$;
"""
KEEPS = owned("covenant")
# A party's own officer may check the text and answers for the party; triggers say what else stays as it is.
READS_IT = "id = any((select zicht_joined())::uuid[])"
IS_PARTY = "unit_id = any((select zicht_vouched())::int[])"


def updates(table: str, *, by: str) -> str:
    """The text that lets these people change a row."""
    return (
        f"drop policy {table}_update on {table};"
        f"create policy {table}_update on {table} for update using ({by}) with check ({by});"
    )


FORWARD = (
    FUNCTIONS
    + updates("access_covenant", by=f"({KEEPS}) or ({READS_IT})")
    + updates("access_covenantparty", by=f"({KEEPS}) or ({IS_PARTY})")
)
BACKWARD = (
    updates("access_covenant", by=f"({KEEPS})")
    + updates("access_covenantparty", by=f"({KEEPS})")
    + "drop function zicht_joined(); drop function zicht_vouched()"
)
# What somebody opened elsewhere in an emergency is known to who oversees the organisation of that person as well.
HEARS = "create policy access_emergencyaccess_hears on access_emergencyaccess for select using ({})".format(
    owned("audit", "asking_unit_id")
)


def somebody() -> models.ForeignKey:
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [("access", "0009_covenant_walls")]

    operations = [
        migrations.AddField("covenant", "drafted_by", somebody()),
        migrations.AddField("covenantparty", "confirmed_by", somebody()),
        migrations.AddField("covenantparty", "confirmed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("covenantparty", "withdrawn_by", somebody()),
        migrations.AddField("covenantparty", "withdrawn_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "covenantparty", "withdrawn_why", models.CharField(blank=True, default="", max_length=300)
        ),
        migrations.AddConstraint(
            "covenantparty",
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="access_covenant_party_confirmed",
            ),
        ),
        migrations.AddConstraint(
            "covenantparty",
            models.CheckConstraint(
                condition=models.Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawn_why="")
                | (
                    models.Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                    & ~models.Q(withdrawn_why="")
                ),
                name="access_covenant_party_withdrawn",
            ),
        ),
        migrations.RunSQL(sql=[(FORWARD, None)], reverse_sql=[(BACKWARD, None)]),
        migrations.RunSQL(
            sql=[(HEARS, None)],
            reverse_sql=[("drop policy access_emergencyaccess_hears on access_emergencyaccess", None)],
        ),
    ]
