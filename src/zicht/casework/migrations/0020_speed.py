# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The same wall, made once and cheaply, for somebody in hundreds of units.

The functions that say which units and records somebody reaches asked for the moment once per seat, and each made
the seats anew. Now each is one query that asks for moment and roles once. They answer as before: their texts in
access/0002, access/0006 and casework/0008 say the same.
"""

import re
from importlib import import_module

from django.db import migrations, models

from zicht.base.rls import granted, owned, protect_again, reached

SAFE = "language sql stable parallel safe security definer set search_path = public, pg_temp"
ME = "nullif(current_setting('zicht.person', true), '')::int"
JOB = "nullif(current_setting('zicht.unit', true), '')::int"
PURPOSE = "current_setting('zicht.purpose', true)"
MOMENT = "coalesce(nullif(current_setting('zicht.now', true), '')::timestamptz, now())"
# In a sub-select: once per query, not once per row.
NOW, DAY = f"(select {MOMENT})", f"(select ({MOMENT} at time zone 'Europe/Amsterdam')::date)"
TODAY = f"m.person_id = {ME} and m.valid_from <= {DAY} and (m.valid_to is null or m.valid_to >= {DAY})"


def roles(kind: str, more: str = "true") -> str:
    """The seat's role reaches this kind for the purpose in use."""
    found = f"select s.role from access_scope s where s.kind = {kind} and {more} and s.purpose = {PURPOSE}"
    return f"m.role = any(array({found}))"


SEATED = f"{TODAY} and {roles(chr(39) + '*' + chr(39))}"
SEATS = f"select m.unit_id::int from access_membership m where {SEATED}"

ACCESS = {
    "zicht_seats": f"""
create or replace function zicht_seats() returns table(unit_id int, organisation_id int, role text) {SAFE} as $$
  select m.unit_id, u.organisation_id, m.role
  from access_membership m join access_unit u on u.id = m.unit_id
  where {SEATED}
$$;""",
    "zicht_units": f"""
create or replace function zicht_units(wanted text) returns int[] {SAFE} as $$
  select array(
    {SEATS} and {roles("wanted")}
    union
    select u.id::int from access_unit u where u.organisation_id in (
      select o.organisation_id from access_membership m join access_unit o on o.id = m.unit_id
      where {SEATED} and {roles("wanted", "s.wide")})
    union
    select {JOB} where {JOB} is not null
  )
$$;""",
    "zicht_granted": f"""
create or replace function zicht_granted(wanted text) returns uuid[] {SAFE} as $$
  select array(
    select g.record from access_grant g
    where g.kind = wanted and g.purpose = {PURPOSE} and g.starts <= {NOW} and g.ends > {NOW}
      and (g.person_id = {ME} and g.person_unit_id = any(array({SEATS})) or g.unit_id = any(array({SEATS})))
  )
$$;""",
    "zicht_self": f"""
create or replace function zicht_self() returns int[] {SAFE} as $$
  select case when {PURPOSE} = 'reporting'
    then array(select {ME} where exists ({SEATS})) else '{{}}' end
$$;""",
    "zicht_excluded": f"""
create or replace function zicht_excluded(wanted text) returns uuid[] {SAFE} as $$
  select array(
    select e.record from access_exclusion e
    where e.kind = wanted and e.person_id = {ME} and e.at <= {NOW} and (e.lifted_at is null or e.lifted_at > {NOW})
  )
$$;""",
    "zicht_mine": f"""
create or replace function zicht_mine() returns int[] {SAFE} as $$
  select array(
    select m.unit_id::int from access_membership m where {TODAY}
    union
    select {JOB} where {JOB} is not null
  )
$$;""",
    "zicht_staff_functions": f"""
create or replace function zicht_staff_functions() returns bigint[] {SAFE} as $$
  select array(select f.id from access_function f where f.unit_id = any((select zicht_units('staff'))::int[]))
$$;""",
}


def kept(kind: str, table: str) -> str:
    """Excluded from, or under the other law, as an array; one walk through the index for each law."""
    rows = " ".join(
        f"union select r.id from {table} r where r.regime = '{law}'"
        f" and r.owning_unit_id = any(array(select o.unit_id from other o where o.regime = '{law}'))"
        for law in ("wpg", "avg")
    )
    return f"""
  with other as materialized (select * from zicht_other_regime('{kind}'))
  select array(select unnest(zicht_excluded('{kind}')) {rows})
"""


CASEWORK = {
    "zicht_own_signals": f"""
create or replace function zicht_own_signals() returns uuid[] {SAFE} as $$
  select case when {PURPOSE} = 'reporting'
    then array(select id from casework_signal where reporter_id = any((select zicht_self())::int[])) else '{{}}' end
$$;""",
    "zicht_other_regime": f"""
create or replace function zicht_other_regime(wanted text) returns table(unit_id int, regime text) {SAFE} as $$
  with law as materialized (
    select s.role, case when s.police_regime = 'wpg' then 'avg' else 'wpg' end as at_police,
           case when s.regime = 'wpg' then 'avg' else 'wpg' end as elsewhere
    from access_scope s where s.kind = wanted and s.purpose = {PURPOSE}
  )
  select m.unit_id, case when o.sector = 'police' then l.at_police else l.elsewhere end
  from access_membership m
  join law l on l.role = m.role
  join access_unit u on u.id = m.unit_id
  join access_organisation o on o.id = u.organisation_id
  where {SEATED}
$$;""",
    "zicht_kept_cases": f"""
create or replace function zicht_kept_cases() returns uuid[] {SAFE} as $${kept("case", "casework_case")}$$;""",
    "zicht_kept_packages": f"""
create or replace function zicht_kept_packages() returns uuid[] {SAFE} as
$${kept("package", "casework_receivedpackage")}$$;""",
    "zicht_hidden_cases": f"""
create or replace function zicht_hidden_cases() returns uuid[] {SAFE} as $$
  select array(
    select unnest(zicht_excluded('case'))
    union
    select k.id from unnest(zicht_kept_cases()) k(id) where k.id not in (select unnest(zicht_granted('case'))))
$$;""",
    "zicht_kept": f"""
create or replace function zicht_kept(wanted text) returns uuid[] {SAFE} as $$
  select case wanted
    when 'signal' then array(
      (select unnest(zicht_excluded('signal'))
       union select s.id from casework_signal s where s.case_id = any((select zicht_excluded('case'))::uuid[]))
      -- nobody is kept from the own words and the answers to them
      except select unnest(zicht_own_signals()))
    when 'case' then zicht_kept_cases()
    -- for what hangs on a case and is in no grant
    when 'kept_case' then zicht_kept_cases()
    when 'case_person' then array(
      select id from casework_caseperson where case_id = any((select zicht_kept_cases())::uuid[]))
    when 'package' then zicht_kept_packages()
    else zicht_excluded(wanted)
  end
$$;""",
    "zicht_hidden": f"""
create or replace function zicht_hidden(wanted text) returns uuid[] {SAFE} as $$
  select case wanted when 'case' then zicht_hidden_cases() else zicht_kept(wanted) end
$$;""",
}
# These were quick; with them a plan that calls them may use more than one worker.
QUICK = ("zicht_now()", "zicht_reach()", "zicht_receipt()", "zicht_person()", "zicht_acting()")


def before(name: str) -> str:
    """The text of a function before this migration."""
    for room, module in (("casework", "0008_walls"), ("casework", "0002_row_policies"),
                         ("access", "0006_walls"), ("access", "0002_row_policies")):  # fmt: skip
        old = import_module(f"zicht.{room}.migrations.{module}")
        texts = [getattr(old, part, "") for part in ("FUNCTIONS", "NEW", "STAFF_FUNCTIONS")]
        if module == "0006_walls":
            texts += [old.UNITS.format(wide="s.wide"), old.GRANTED.format(to_person=old.TO_ME_HERE)]
        found = re.search(rf"create (or replace )?function {name}\(.*?\$\$.*?\$\$", "\n".join(texts), re.DOTALL)
        if found:
            return re.sub(r"^create (or replace )?", "create or replace ", found[0])
    raise LookupError(name)


def functions(texts: dict[str, str]) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=[(text, None) for text in texts.values()], reverse_sql=[(before(name), None) for name in texts]
    )


def parallel(how: str) -> list[tuple[str, None]]:
    return [(f"alter function {name} parallel {how}", None) for name in QUICK]


ENTRIES = ("signal", "case", "report", "package")
OWN = "record = any((select zicht_own_signals())::uuid[])"
OPEN = models.Q(state__in=["received", "weighing", "waiting_capacity", "weighed"])


class Migration(migrations.Migration):
    dependencies = [("casework", "0019_overview_answers"), ("access", "0009_covenant_walls")]

    operations = [
        functions(ACCESS),
        functions(CASEWORK),
        migrations.RunSQL(sql=parallel("safe"), reverse_sql=parallel("unsafe")),
        # What is hidden is asked for the kind of the entry only.
        protect_again(
            "access_indexentry",
            read=[f"kind = '{kind}' and {granted(kind, 'record')}" for kind in ENTRIES],
            write=[
                *(f"kind = '{kind}' and {owned(kind)}" for kind in ENTRIES),
                f"kind = 'signal' and {OWN}",
                f"kind = 'signal' and {reached('record')}",
            ],
            hidden=tuple((kind, "record", f"kind = '{kind}'") for kind in ENTRIES),
            before=tuple((kind, "record") for kind in ENTRIES),
        ),
        migrations.AddIndex(
            "receivedpackage", models.Index(fields=["owning_unit", "regime"], name="received_unit_regime")
        ),
        # For somebody in many units: the clock of all units at once. The condition on the reference holds for every
        # signal; a query that does not ask for it cannot be lured into this index (casework.intake.queries.inbox).
        migrations.AddIndex(
            "signal",
            models.Index(fields=["due_at", "id"], name="signal_clock", condition=OPEN & models.Q(reference__gt="")),
        ),
    ]
