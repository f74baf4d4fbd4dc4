# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Numbers over a year for a municipality's own policy: what came in and what became of it, and nobody in them.

The function runs as its owner, because a policy officer reads no signal and no case. It looks for itself whether the
acting person makes policy in that municipality, for that purpose; a job and a door make none. It leaves out what is
kept under the police data act: the police altogether, cases of that regime with all that hangs on them, and cases
that are gone where there ever was an inspector, because what is left of those does not say which law it was.

An exclusion takes nothing off. It keeps somebody from a record; if it changed a number, the difference between two
colleagues would tell of that record.
"""

from django.db import migrations

SAFE = "language sql stable parallel safe security definer set search_path = public, pg_temp"
ZONE = "at time zone 'Europe/Amsterdam'"
DURING = (
    "{0} >= make_timestamptz(first_year, 1, 1, 0, 0, 0, 'Europe/Amsterdam')"
    " and {0} < make_timestamptz(last_year + 1, 1, 1, 0, 0, 0, 'Europe/Amsterdam')"
)

TALLIES = f"""
create function zicht_tallies(first_year int, last_year int)
returns table(organisation_id bigint, year int, what text, number bigint) {SAFE} as $$
  with ours as materialized (
    select u.id as unit, o.id as organisation,
      exists (select 1 from access_membership m join access_unit i on i.id = m.unit_id
              where i.organisation_id = o.id and m.role = 'inspector') as inspects
    from access_unit u join access_organisation o on o.id = u.organisation_id
    where current_setting('zicht.purpose', true) = 'policy_making' and nullif(current_setting('zicht.unit', true), '')
      is null and o.municipality <> '' and o.sector <> 'police' and not u.remote
      and o.id in (select s.organisation_id from access_unit s where s.id = any((select zicht_units('policy'))::int[]))
  ), found as (
    select o.organisation, extract(year from s.received_at {ZONE}) as at_year,
      case when s.kind = 'advice' then 'advice' when s.state = 'in_case' then 'in_case'
           when s.state = 'closed' then 'ended' when s.state = 'waiting_capacity' then 'waiting' else 'open' end as sort,
      1 as n
    from casework_signal s join ours o on o.unit = s.owning_unit_id left join casework_case c on c.id = s.case_id
    where {DURING.format("s.received_at")} and c.regime is distinct from 'wpg'
    union all
    select o.organisation, t.year, case t.outcome when 'advice_given' then 'advice' when '' then 'in_case'
      else 'ended' end, 1
    from casework_tombstone t join ours o on o.unit = t.owning_unit_id
    where t.kind = 'signal' and t.year between first_year and last_year
    union all
    select o.organisation, extract(year from c.opened_at {ZONE}), 'cases', 1
    from casework_case c join ours o on o.unit = c.owning_unit_id
    where {DURING.format("c.opened_at")} and c.regime = 'avg'
    union all
    select o.organisation, t.year, 'cases', 1
    from casework_tombstone t join ours o on o.unit = t.owning_unit_id
    where t.kind = 'case' and not o.inspects and t.year between first_year and last_year
    union all
    select o.organisation, extract(year from p.sent_at {ZONE}), 'passed_on', 1
    from casework_package p join ours o on o.unit = p.owning_unit_id join casework_case c on c.id = p.case_id
    where {DURING.format("p.sent_at")} and p.state = 'accepted' and c.regime = 'avg'
    union all
    select o.organisation, extract(year from k.started_on), 'care', 1
    from casework_caretrack k join ours o on o.unit = k.owning_unit_id join casework_case c on c.id = k.case_id
    where k.started_on between make_date(first_year, 1, 1) and make_date(last_year, 12, 31) and c.regime = 'avg'
    union all
    -- a person counts once a year, however often the report was corrected
    select distinct on (r.person_id, r.year) o.organisation, r.year, 'reported', 1
    from casework_registerreport r join ours o on o.unit = r.owning_unit_id
      join casework_caseperson p on p.id = r.person_id join casework_case c on c.id = p.case_id
    where r.state = 'entered' and r.year between first_year and last_year and c.regime = 'avg'
    union all
    -- whether this work is done here at all: nothing counted is not the same as nothing there
    select distinct o.organisation, 0, 'keeps_care', 1
    from casework_caretrack k join ours o on o.unit = k.owning_unit_id join casework_case c on c.id = k.case_id
    where c.regime = 'avg'
    union all
    select distinct o.organisation, 0, 'keeps_reported', 1
    from casework_registerreport r join ours o on o.unit = r.owning_unit_id
      join casework_caseperson p on p.id = r.person_id join casework_case c on c.id = p.case_id
    where c.regime = 'avg'
    union all
    -- the year in which the first signal came in here: a number is whole from the year after
    select b.organisation, 0, 'since', min(b.at_year)::int from (
      select o.organisation, extract(year from s.received_at {ZONE}) as at_year
      from casework_signal s join ours o on o.unit = s.owning_unit_id
      union all
      select o.organisation, t.year from casework_tombstone t join ours o on o.unit = t.owning_unit_id
      where t.kind = 'signal'
    ) b group by 1
  )
  select f.organisation, f.at_year::int, f.sort, sum(f.n)::bigint from found f group by 1, 2, 3
$$
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0020_speed"), ("access", "0013_policy")]

    operations = [migrations.RunSQL(sql=TALLIES, reverse_sql="drop function zicht_tallies(int, int)")]
