# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The second wall round the register, and the one way out of it: rows without names."""

from django.db import migrations

from zicht.base.rls import owned, protect

SAFE = "language sql stable security definer set search_path = public, pg_temp"

EXTRACT = f"""
-- Entered reports without names, for those who make figures from this register.
create function zicht_register_extract(first_year int, last_year int) returns table(
  victim uuid, year int, reporter_group text, forms text[], nationality text, sex text, age int,
  sectors_sexual text[], sectors_labour text[], manners text[], police_unit text
) {SAFE} as $$
  select r.victim_id, r.year, r.reporter_group, r.forms, r.nationality, r.sex, r.age,
         r.sectors_sexual, r.sectors_labour, r.manners, r.police_unit
  from register_report r
  where r.state = 'entered' and r.year between first_year and last_year
    and r.owning_unit_id = any((select zicht_units('figure'))::int[])
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial"), ("access", "0002_row_policies")]

    operations = [
        protect("register_delivery", read=[], write=[owned("report")]),
        protect("register_victim", read=[], write=[owned("report")]),
        protect("register_report", read=[], write=[owned("report")]),
        protect("register_registerevent", read=[], write=[owned("report")]),
        migrations.RunSQL(sql=EXTRACT, reverse_sql="drop function zicht_register_extract(int, int)"),
    ]
