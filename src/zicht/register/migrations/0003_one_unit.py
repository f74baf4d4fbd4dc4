# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A row of the register lies in the same register as what it hangs on: row policies look at the row's own unit."""

from django.db import migrations

from zicht.base.rls import one_unit

PARENTS = ("register_delivery", "register_victim", "register_report")
CHILDREN = (
    ("register_report", "delivery_id", "register_delivery"),
    ("register_report", "victim_id", "register_victim"),
    ("register_registerevent", "report_id", "register_report"),
)


class Migration(migrations.Migration):
    dependencies = [("register", "0002_row_policies")]

    operations = [one_unit(PARENTS, CHILDREN)]
