# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Sessions in a table of our own: under a digest, sealed. Sessions from before are ended: people sign in again."""

from django.db import migrations, models

OLD = """
do $$ begin
  if to_regclass('public.django_session') is not null then
    delete from public.django_session;
  end if;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0011_log_authors")]

    operations = [
        migrations.CreateModel(
            name="OpenSession",
            fields=[
                ("session_key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("key", models.UUIDField(null=True, unique=True)),
                ("holder", models.CharField(blank=True, db_index=True, default="", max_length=64)),
                ("session_data", models.TextField()),
                ("expire_date", models.DateTimeField(db_index=True)),
            ],
            options={"ordering": ["session_key"]},
        ),
        migrations.RunSQL(sql=OLD, reverse_sql=migrations.RunSQL.noop),
    ]
