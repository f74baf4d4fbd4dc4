# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Grants that stay where they were given, records kept from somebody, and overseen kinds from the table.

zicht_hidden names the records of a kind that are kept from the acting person. The casework room adds what it knows
(the legal regime of a case) in its own migration.
"""

import django.db.models.deletion
from django.db import migrations, models

from zicht.base.rls import by_me, mine, owned, protect

SAFE = "language sql stable security definer set search_path = public, pg_temp"

# Where a person had a seat with the purpose of the grant when it started; any seat when there was none.
SEATED = """
update access_grant g set person_unit_id = (
  select m.unit_id from access_membership m
  left join access_scope s on s.role = m.role and s.purpose = g.purpose and s.kind = '*'
  where m.person_id = g.person_id
  order by (m.valid_from <= (g.starts at time zone 'Europe/Amsterdam')::date
            and (m.valid_to is null or m.valid_to >= (g.starts at time zone 'Europe/Amsterdam')::date)) desc,
           (s.role is not null) desc, m.id
  limit 1
) where g.person_id is not null
"""

UNITS = f"""
create or replace function zicht_units(wanted text) returns int[] {SAFE} as $$
  select coalesce(array_agg(found.unit_id), '{{{{}}}}') from (
    select z.unit_id from zicht_seats() z
      join access_scope s on s.role = z.role and s.kind = wanted
        and s.purpose = current_setting('zicht.purpose', true)
    union
    select u.id from zicht_seats() z
      join access_scope s on s.role = z.role and s.kind = wanted
        and s.purpose = current_setting('zicht.purpose', true)
      join access_unit u on u.organisation_id = z.organisation_id
      where {{wide}}
    union
    select nullif(current_setting('zicht.unit', true), '')::int
      where nullif(current_setting('zicht.unit', true), '') is not null
  ) found
$$
"""

GRANTED = f"""
create or replace function zicht_granted(wanted text) returns uuid[] {SAFE} as $$
  select coalesce(array_agg(g.record), '{{{{}}}}') from access_grant g
  where g.kind = wanted
    and g.purpose = current_setting('zicht.purpose', true)
    and g.starts <= zicht_now() and g.ends > zicht_now()
    and exists (select 1 from zicht_seats())
    and ({{to_person}} or g.unit_id in (select z.unit_id from zicht_seats() z))
$$
"""
TO_ME = "g.person_id = nullif(current_setting('zicht.person', true), '')::int"
TO_ME_HERE = f"({TO_ME} and g.person_unit_id in (select z.unit_id from zicht_seats() z))"

NEW = f"""
-- The acting person, for any purpose.
create function zicht_person() returns int[] {SAFE} as $$
  select array(
    select nullif(current_setting('zicht.person', true), '')::int
    where nullif(current_setting('zicht.person', true), '') is not null
  )
$$;

-- Units in which the acting person has any seat today, or for which a job works.
create function zicht_mine() returns int[] {SAFE} as $$
  select array(
    select m.unit_id from access_membership m
    where m.person_id = any((select zicht_person())::int[])
      and m.valid_from <= (zicht_now() at time zone 'Europe/Amsterdam')::date
      and (m.valid_to is null or m.valid_to >= (zicht_now() at time zone 'Europe/Amsterdam')::date)
    union
    select nullif(current_setting('zicht.unit', true), '')::int
      where nullif(current_setting('zicht.unit', true), '') is not null
  )
$$;

-- Records of this kind that the acting person is excluded from.
create function zicht_excluded(wanted text) returns uuid[] {SAFE} as $$
  select array(
    select e.record from access_exclusion e
    where e.kind = wanted and e.person_id = any((select zicht_person())::int[])
      and e.at <= zicht_now() and (e.lifted_at is null or e.lifted_at > zicht_now())
  )
$$;

-- What the acting person may not change, and what is not even shown.
create function zicht_kept(wanted text) returns uuid[] {SAFE} as $$
  select zicht_excluded(wanted)
$$;
create function zicht_hidden(wanted text) returns uuid[] {SAFE} as $$
  select zicht_excluded(wanted)
$$;
"""
GONE = [f"drop function zicht_{name}" for name in ("hidden(text)", "kept(text)", "excluded(text)", "mine()", "person()")]

# Who is kept out of a record is known to the unit that owns it, to those who oversee, and to the person; nobody
# makes or lifts an exclusion of himself or herself.
EXCLUSIONS = {
    "read": [by_me("person_id"), mine(), owned("audit")],
    "write": [f"{mine()} and ({by_me('person_id')}) is not true"],
}

# A grant is known to the unit that gave it, to whoever got it, and to those who oversee or keep the seats. Only who
# reaches the records of the unit gives one, and nobody to himself or herself: an emergency goes through a function.
GRANTS = {
    "read": [by_me("person_id"), mine("unit_id"), mine(), owned("audit"), owned("staff")],
    "write": [
        f"({owned('signal')} or {owned('case')} or {owned('care')} or {owned('package')}"
        f" or (kind = 'identity' and {owned('identity')})) and ({by_me('person_id')}) is not true"
    ],
}
# Everybody may read who works where: sign-in needs it before anybody acts. Only who keeps the seats of an
# organisation writes them, for its units.
STAFF_FUNCTIONS = f"""
create function zicht_staff_functions() returns bigint[] {SAFE} as $$
  select array(select f.id from access_function f where f.unit_id = any(zicht_units('staff')))
$$
"""
SEATS = {"read": ["true"], "write": [owned("staff", "unit_id")]}
HOLDERS = {"read": ["true"], "write": ["function_id = any((select zicht_staff_functions())::bigint[])"]}


def run(forward: str, backward: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql=[(forward, None)], reverse_sql=[(backward, None)])


class Migration(migrations.Migration):
    dependencies = [("access", "0005_index")]

    operations = [
        migrations.AddField("scoperow", "wide", models.BooleanField(default=False)),
        migrations.AddField("scoperow", "police_regime", models.CharField(default="", max_length=5)),
        migrations.AddField("scoperow", "regime", models.CharField(default="", max_length=5)),
        migrations.AddField(
            "grant",
            "person_unit",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.unit",
            ),
        ),
        migrations.AddField(
            "grant",
            "basis",
            models.CharField(
                choices=[("given", "gegeven"), ("request", "op verzoek"), ("emergency", "noodtoegang")],
                default="given",
                max_length=10,
            ),
        ),
        run(SEATED, "select 1"),
        run("set constraints all immediate", "set constraints all immediate"),
        migrations.AddConstraint(
            "grant",
            models.CheckConstraint(
                condition=models.Q(("person__isnull", True), ("person_unit__isnull", True))
                | models.Q(("person__isnull", False), ("person_unit__isnull", False)),
                name="access_grant_person_unit",
            ),
        ),
        run(UNITS.format(wide="s.wide"), UNITS.format(wide="wanted in ('audit', 'staff')")),
        run(GRANTED.format(to_person=TO_ME_HERE), GRANTED.format(to_person=TO_ME)),
        migrations.RunSQL(sql=NEW, reverse_sql=[(statement, None) for statement in GONE]),
        protect("access_exclusion", **EXCLUSIONS),
        protect("access_grant", **GRANTS),
        protect("access_membership", **SEATS),
        run(STAFF_FUNCTIONS, "drop function zicht_staff_functions()"),
        protect("access_functionholder", **HOLDERS),
    ]
