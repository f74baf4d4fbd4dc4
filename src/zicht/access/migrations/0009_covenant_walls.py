# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Covenants: everybody who works here reads them, and only who oversees the organisation that keeps one writes it."""

import django.db.models.deletion
from django.db import migrations, models

from zicht.base.rls import one_unit, owned, protect

# Somebody who is signed in with a seat for the purpose in use, or a job. The public door is neither.
ACTING = """
create function zicht_acting() returns bool[]
language sql stable security definer set search_path = public, pg_temp as $$
  select array(
    select true
    where exists (select 1 from zicht_seats()) or nullif(current_setting('zicht.unit', true), '') is not null
  )
$$
"""
ANYBODY = "true = any((select zicht_acting())::bool[])"


class Migration(migrations.Migration):
    dependencies = [("access", "0008_subjects")]

    operations = [
        migrations.AddField(
            model_name='covenantparty',
            name='owning_unit',
            field=models.ForeignKey(default=1, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit'),
            preserve_default=False,
        ),
    
        migrations.RunSQL(sql=ACTING, reverse_sql="drop function zicht_acting()"),
        protect("access_covenant", read=[ANYBODY], write=[owned("covenant")]),
        protect("access_covenantparty", read=[ANYBODY], write=[owned("covenant")]),
        one_unit(("access_covenant",), (("access_covenantparty", "covenant_id", "access_covenant"),)),
    ]
