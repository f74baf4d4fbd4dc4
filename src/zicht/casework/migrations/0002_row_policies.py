# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The second wall round casework: who may see and write which row."""

from django.db import migrations

from zicht.base.rls import by_self, granted, owned, protect, reached

SAFE = "language sql stable security definer set search_path = public, pg_temp"

FUNCTIONS = f"""
-- Signals that the acting person reported.
create function zicht_own_signals() returns uuid[] {SAFE} as $$
  select array(select id from casework_signal where reporter_id = any((select zicht_self())::int[]))
$$;

-- News of the case that a signal became part of: kind and moment only, for whoever reported the signal.
create function zicht_case_news(wanted uuid) returns table(at timestamptz, kind text) {SAFE} as $$
  select e.at, e.kind::text
  from casework_signal s join casework_caseevent e on e.case_id = s.case_id
  where s.id = wanted
    and (s.id = any(zicht_reach()) or s.id = any(zicht_own_signals()))
    and e.kind in ('package_sent', 'package_accepted', 'package_refused', 'case_closed')
    -- news from before the signal joined the case is not about this signal
    and e.at >= s.received_at
  order by e.at
$$;
"""

OWN = "signal_id = any((select zicht_own_signals())::uuid[])"
REACHED = reached("signal_id")


def child(table: str) -> migrations.RunSQL:
    """A table under the signal: the unit, the reporter of it, the door or receipt that reaches it."""
    return protect(table, read=[granted("signal", "signal_id")], write=[owned("signal"), OWN, REACHED])


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("access", "0002_row_policies")]

    operations = [
        migrations.RunSQL(
            sql=FUNCTIONS, reverse_sql="drop function zicht_case_news(uuid); drop function zicht_own_signals()"
        ),
        protect("casework_case", read=[granted("case")], write=[owned("case")]),
        protect("casework_caseperson", read=[granted("case", "case_id")], write=[owned("case")]),
        protect("casework_caseaction", read=[granted("case", "case_id")], write=[owned("case")]),
        protect("casework_caseevent", read=[granted("case", "case_id")], write=[owned("case")]),
        protect("casework_signal", read=[granted("signal")], write=[owned("signal"), by_self("reporter_id"), reached()]),
        child("casework_signalindicator"),
        child("casework_signalsubject"),
        child("casework_signalthing"),
        child("casework_conversationmessage"),
        protect(
            "casework_signalevent",
            read=[granted("signal", "signal_id")],
            write=[owned("signal"), f"for_reporter and {OWN}", f"for_reporter and {REACHED}"],
        ),
        protect("casework_weighing", read=[], write=[owned("signal")]),
        protect(
            "casework_receipt",
            read=["code_digest = any((select zicht_receipt())::text[])"],
            write=[owned("signal"), REACHED],
        ),
        protect("casework_draft", read=[], write=[by_self("person_id")]),
        protect("casework_caretrack", read=[], write=[owned("care")]),
        protect("casework_consent", read=[], write=[owned("care")]),
        protect("casework_registerreport", read=[], write=[owned("care")]),
        protect("casework_package", read=[], write=[owned("package")]),
        protect("casework_receivedpackage", read=[], write=[owned("package")]),
    ]
