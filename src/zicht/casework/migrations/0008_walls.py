# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The legal regime of a case and of a received package; what is kept from somebody, taken off every policy.

Whoever is excluded from a case sees nothing that hangs on it. Work of one regime is not seen under another, unless a
grant discloses it, and then it is read, not changed.
"""

from django.db import migrations, models

from zicht.base.rls import by_self, granted, owned, protect_again, reached

SAFE = "language sql stable security definer set search_path = public, pg_temp"
CHOICES = [("avg", "avg"), ("wpg", "wpg")]
TO_POLICE = """
update {table} set regime = 'wpg' where owning_unit_id in (
  select u.id from access_unit u join access_organisation o on o.id = u.organisation_id where o.sector = 'police'
)
"""

FUNCTIONS = f"""
-- The law that does not rule this purpose, for each unit where the acting person reaches this kind.
create function zicht_other_regime(wanted text) returns table(unit_id int, regime text) {SAFE} as $$
  select z.unit_id, case when (case when o.sector = 'police' then s.police_regime else s.regime end) = 'wpg'
                         then 'avg' else 'wpg' end
  from zicht_seats() z
  join access_scope s on s.role = z.role and s.kind = wanted and s.purpose = current_setting('zicht.purpose', true)
  join access_organisation o on o.id = z.organisation_id
$$;

create function zicht_kept_cases() returns uuid[] {SAFE} as $$
  select array(
    select unnest(zicht_excluded('case'))
    union select c.id from zicht_other_regime('case') o
      join casework_case c on c.owning_unit_id = o.unit_id and c.regime = o.regime)
$$;

create function zicht_hidden_cases() returns uuid[] {SAFE} as $$
  select array(
    select unnest(zicht_kept_cases())
    except (select unnest(zicht_granted('case')) except select unnest(zicht_excluded('case'))))
$$;

create function zicht_kept_packages() returns uuid[] {SAFE} as $$
  select array(
    select unnest(zicht_excluded('package'))
    union select r.id from zicht_other_regime('package') o
      join casework_receivedpackage r on r.owning_unit_id = o.unit_id and r.regime = o.regime)
$$;

create or replace function zicht_kept(wanted text) returns uuid[] {SAFE} as $$
  select case wanted
    when 'signal' then array(
      (select unnest(zicht_excluded('signal'))
       union select s.id from casework_signal s where s.case_id = any(zicht_excluded('case')))
      -- nobody is kept from the own words and the answers to them
      except select unnest(zicht_own_signals()))
    when 'case' then zicht_kept_cases()
    -- for what hangs on a case and is in no grant
    when 'kept_case' then zicht_kept_cases()
    when 'case_person' then array(select id from casework_caseperson where case_id = any(zicht_kept_cases()))
    when 'package' then zicht_kept_packages()
    else zicht_excluded(wanted)
  end
$$;

create or replace function zicht_hidden(wanted text) returns uuid[] {SAFE} as $$
  select case wanted when 'case' then zicht_hidden_cases() else zicht_kept(wanted) end
$$;
"""
PLAIN = f"""
create or replace function zicht_hidden(wanted text) returns uuid[] {SAFE} as $$ select zicht_excluded(wanted) $$;
create or replace function zicht_kept(wanted text) returns uuid[] {SAFE} as $$ select zicht_excluded(wanted) $$;
drop function zicht_hidden_cases();
drop function zicht_kept_cases();
drop function zicht_kept_packages();
drop function zicht_other_regime(text);
"""

OWN = "signal_id = any((select zicht_own_signals())::uuid[])"
REACHED = reached("signal_id")
SIGNAL = (("signal", "signal_id"),)
CASE = (("case", "case_id"),)
KEPT_CASE = ("kept_case", "case_id")


def part(table: str) -> migrations.RunSQL:
    """A table under the signal, as in 0002."""
    reading = [granted("signal", "signal_id")]
    return protect_again(table, read=reading, write=[owned("signal"), OWN, REACHED], hidden=SIGNAL)


def in_case(table: str) -> migrations.RunSQL:
    """A table under the case, as in 0002."""
    return protect_again(table, read=[granted("case", "case_id")], write=[owned("case")], hidden=CASE)


def regime(model: str) -> migrations.AddField:
    return migrations.AddField(model, "regime", models.CharField(choices=CHOICES, default="avg", max_length=5))


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_sealed"), ("access", "0006_walls")]

    operations = [
        regime("case"),
        regime("receivedpackage"),
        *(
            migrations.RunSQL(TO_POLICE.format(table=table), "select 1")
            for table in ("casework_case", "casework_receivedpackage")
        ),
        migrations.RunSQL("set constraints all immediate", "set constraints all immediate"),
        migrations.AddIndex("case", models.Index(fields=["owning_unit", "regime"], name="case_unit_regime")),
        migrations.RunSQL(sql=FUNCTIONS, reverse_sql=PLAIN),
        protect_again("casework_case", read=[granted("case")], write=[owned("case")], hidden=(("case", "id"),)),
        in_case("casework_caseperson"),
        in_case("casework_caseaction"),
        in_case("casework_caseevent"),
        protect_again(
            "casework_signal",
            read=[granted("signal")],
            write=[owned("signal"), by_self("reporter_id"), reached()],
            hidden=(("signal", "id"),),
        ),
        part("casework_signalindicator"),
        part("casework_signalsubject"),
        part("casework_signalthing"),
        part("casework_conversationmessage"),
        protect_again(
            "casework_signalevent",
            read=[granted("signal", "signal_id")],
            write=[owned("signal"), f"for_reporter and {OWN}", f"for_reporter and {REACHED}"],
            hidden=SIGNAL,
        ),
        protect_again("casework_weighing", read=[], write=[owned("signal")], hidden=SIGNAL),
        protect_again(
            "casework_receipt",
            read=["code_digest = any((select zicht_receipt())::text[])"],
            write=[owned("signal"), REACHED],
            hidden=SIGNAL,
        ),
        protect_again("casework_caretrack", read=[], write=[owned("care")], hidden=(("care", "id"), KEPT_CASE)),
        *(
            protect_again(table, read=[], write=[owned("care")], hidden=(("case_person", "person_id"),))
            for table in ("casework_consent", "casework_registerreport")
        ),
        protect_again("casework_package", read=[], write=[owned("package")], hidden=(("package", "id"), KEPT_CASE)),
        protect_again("casework_receivedpackage", read=[], write=[owned("package")], hidden=(("package", "id"), KEPT_CASE)),
    ]
