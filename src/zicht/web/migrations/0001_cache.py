# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The table behind the shared cache (rate limits count once for all processes)."""

from django.db import migrations

TABLE = """
create table if not exists web_cache (
  cache_key varchar(255) primary key, value text not null, expires timestamptz not null
);
create index if not exists web_cache_expires on web_cache (expires)
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(sql=TABLE, reverse_sql="drop table web_cache")]
