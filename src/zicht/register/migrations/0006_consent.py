# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How many people refused to be counted: a tally without persons, and the way out of it for figures."""

import django.db.models.deletion
from django.db import migrations, models

from zicht.base.rls import owned, protect

OUT = """
-- Refusals by year, of all groups and forms together, for those who make figures from this register.
create function zicht_refusals(first_year int, last_year int) returns table(year int, number bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.year::int, sum(t.number)::bigint from register_refusaltally t
  where t.year between first_year and last_year
    and t.owning_unit_id = any((select zicht_units('figure'))::int[])
  group by t.year order by t.year
$$
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0005_walls"), ("access", "0003_covenants")]

    operations = [
        migrations.CreateModel(
            name="RefusalTally",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("year", models.PositiveSmallIntegerField()),
                ("reporter_group", models.CharField(max_length=30)),
                ("form", models.CharField(max_length=10)),
                ("number", models.PositiveIntegerField(default=0)),
                (
                    "owning_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owning_unit", "year", "reporter_group", "form"), name="register_refusal_once"
                    )
                ],
            },
        ),
        protect("register_refusaltally", read=[], write=[owned("report")]),
        migrations.RunSQL(sql=[(OUT, None)], reverse_sql=[("drop function zicht_refusals(int, int)", None)]),
    ]
