# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0018_retention_lists")]
