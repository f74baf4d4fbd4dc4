# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A message is seen by the unit whose row it is."""

from django.db import migrations

from zicht.base.rls import owned, protect


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("access", "0002_row_policies")]

    operations = [protect("exchange_message", read=[], write=[owned("message")])]
