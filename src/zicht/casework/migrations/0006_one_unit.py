# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A row lies in the unit of what it hangs on, and a reporter hears of a case from the day the signal joined it.

Row policies look at the unit of the row itself. Without the first rule a row under another unit's signal or case
would be allowed as long as it names a unit of its writer.
"""

from django.db import migrations

from zicht.base.rls import one_unit

PARENTS = ("casework_signal", "casework_case", "casework_caseperson", "casework_consent")
# Child, its column, its parent.
CHILDREN = (
    ("casework_signalindicator", "signal_id", "casework_signal"),
    ("casework_signalsubject", "signal_id", "casework_signal"),
    ("casework_signalthing", "signal_id", "casework_signal"),
    ("casework_signalevent", "signal_id", "casework_signal"),
    ("casework_weighing", "signal_id", "casework_signal"),
    ("casework_conversationmessage", "signal_id", "casework_signal"),
    ("casework_receipt", "signal_id", "casework_signal"),
    ("casework_signal", "case_id", "casework_case"),
    ("casework_caseperson", "case_id", "casework_case"),
    ("casework_caseaction", "case_id", "casework_case"),
    ("casework_caseevent", "case_id", "casework_case"),
    ("casework_package", "case_id", "casework_case"),
    ("casework_receivedpackage", "case_id", "casework_case"),
    ("casework_caretrack", "case_id", "casework_case"),
    ("casework_caretrack", "person_id", "casework_caseperson"),
    ("casework_consent", "person_id", "casework_caseperson"),
    ("casework_registerreport", "person_id", "casework_caseperson"),
    ("casework_registerreport", "consent_id", "casework_consent"),
)

NEWS = """
create or replace function zicht_case_news(wanted uuid) returns table(at timestamptz, kind text)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.at, e.kind::text
  from casework_signal s join casework_caseevent e on e.case_id = s.case_id
  where s.id = wanted
    and (s.id = any(zicht_reach()) or s.id = any(zicht_own_signals()))
    and e.kind in ('package_sent', 'package_accepted', 'package_refused', 'case_closed')
    -- what happened in the case before the signal joined it is not about this signal
    and e.at >= {since}
  order by e.at
$$
"""
JOINED = """coalesce((
      select max(j.at) from casework_signalevent j where j.signal_id = s.id and j.kind = 'in_case'
    ), s.received_at)"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_case_end")]

    operations = [
        one_unit(PARENTS, CHILDREN),
        migrations.RunSQL(sql=NEWS.format(since=JOINED), reverse_sql=NEWS.format(since="s.received_at")),
    ]
