# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Lines of a retention list are kept from whoever is kept out of the record that they name."""

from django.db import migrations

from zicht.base.rls import owned, protect_again

LISTS = [owned("case"), owned("report"), owned("retention")]
HANGS = (("signal", "record"), ("case", "record"), ("signal", "parent"), ("case", "parent"))


class Migration(migrations.Migration):
    dependencies = [("casework", "0017_covenant_confirmations")]

    operations = [protect_again("casework_retentionitem", read=[], write=LISTS, hidden=HANGS)]
