# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the privacy officer decides about a blocked request, and whether the register still owes an answer.

The officer changes a request only while it lies with the officer, and only into what a decision leads to.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import zicht.base.fields
from zicht.base.rls import owned, unhidden

REQUEST = "casework_subjectrequest"
SEEN = " and ".join(
    (unhidden("case_person", "person_id"), unhidden("case", "record"), unhidden("signal", "record"))
)  # fmt: skip
OFFICER = f"""
create policy {REQUEST}_officer on {REQUEST} for update
  using ({owned("audit")} and state in ('officer', 'refused') and {SEEN})
  with check ({owned("audit")} and state in ('open', 'refused') and decision <> '')
"""

# Whoever works on a case but not on the care in it hears whether the register still owes an answer, and no more:
# that answer comes to this unit, so the case cannot leave before it.
OWED = """
create function zicht_register_owes(key uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  owner int;
begin
  select owning_unit_id into owner from casework_case where id = key;
  if owner is null or not owner = any(zicht_units('case')) or key = any(zicht_kept('case')) then return null; end if;
  return exists (
    select 1 from casework_registerreport r join casework_caseperson p on p.id = r.person_id
    where p.case_id = key and r.receipt_at is null
  );
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0018_retention_lists"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AlterField(
            model_name="subjectrequest",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "nog te beantwoorden"), ("handed", "overzicht gegeven"), ("withdrawn", "ingetrokken"),
                    ("officer", "vraag aan de functionaris"), ("refused", "geen overzicht"),
                ],
                default="open", max_length=10,
            ),  # fmt: skip
        ),
        migrations.AddField(
            model_name="subjectrequest",
            name="decision",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="subjectrequest",
            name="decision_reason",
            field=zicht.base.fields.SealedText(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="subjectrequest",
            name="decided_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),  # fmt: skip
        ),
        migrations.AddField(
            model_name="subjectrequest", name="decided_on", field=models.DateField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="subjectrequest", name="review_on", field=models.DateField(blank=True, null=True)
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "refused"), _negated=True) | models.Q(review_on__isnull=False),
                name="subject_request_looked_at_again",
            ),
        ),
        migrations.RunSQL(sql=[(OFFICER, None)], reverse_sql=f"drop policy {REQUEST}_officer on {REQUEST}"),
        migrations.RunSQL(sql=[(OWED, None)], reverse_sql="drop function zicht_register_owes(uuid)"),
    ]
