# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The channel of the first contact is a code of a list, and no contact: its name says so."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("register", "0010_episodes")]

    operations = [migrations.RenameField(model_name="report", old_name="contact_channel", new_name="channel")]
