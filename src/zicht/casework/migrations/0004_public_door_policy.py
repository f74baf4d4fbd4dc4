# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Everybody may read what stands on a public door; only the unit whose door it is may change it."""

from django.db import migrations

from zicht.base.rls import owned, protect


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_inbox_indexes")]

    operations = [protect("casework_publicdoor", read=["true"], write=[owned("door")])]
