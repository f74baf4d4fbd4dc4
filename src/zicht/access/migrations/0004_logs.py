# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Three logs. Everybody leaves rows, who oversees reads them; the audit trail is chained at commit.

The chain is made in two steps, both at commit: the first only notes which row waits, the second takes the lock. All
foreign keys of the transaction are then checked, so that nobody holds the lock while waiting for another's row.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from zicht.base.rls import owned

CHAIN = """
create table access_auditchain (
  seq bigint primary key, act uuid not null unique, digest bytea not null, hash bytea not null
);
create unlogged table access_auditwait (act uuid primary key);

-- The same text as in access/chain.py, which checks it without trusting this function.
create function zicht_audit_digest(r access_auditrow) returns bytea
language sql immutable set search_path = public, pg_temp as $$
  select sha256(convert_to(jsonb_build_array(
    r.id, (extract(epoch from r.at) * 1000000)::bigint, r.trace, r.actor, r.owning_unit_id, r.purpose, r.action,
    r.kind, r.record, r.what, r.method, r.status, r.found)::text, 'UTF8'))
$$;

create function zicht_audit_wait() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_relid <> 'public.access_auditrow'::regclass then
    raise exception 'not the trigger of this table';
  end if;
  insert into access_auditwait (act) values (new.id);
  return null;
end
$$;

create function zicht_audit_chain() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  r access_auditrow;
  last_seq bigint;
  last_hash bytea;
  fresh bytea;
begin
  if tg_relid <> 'public.access_auditwait'::regclass then
    raise exception 'not the trigger of this table';
  end if;
  delete from access_auditwait where act = new.act;
  select * into r from access_auditrow where id = new.act;
  if not found then
    return null;  -- written and taken away in one transaction, by the owner
  end if;
  perform pg_advisory_xact_lock(746101);
  select seq, hash into last_seq, last_hash from access_auditchain order by seq desc limit 1;
  if not found then
    last_seq := 0;
    last_hash := decode(repeat('00', 32), 'hex');
  end if;
  fresh := zicht_audit_digest(r);
  insert into access_auditchain (seq, act, digest, hash) values (
    last_seq + 1, r.id, fresh, sha256(last_hash || int8send(last_seq + 1) || uuid_send(r.id) || fresh));
  return null;
end
$$;

create constraint trigger zicht_audit_wait after insert on access_auditrow
  deferrable initially deferred for each row execute function zicht_audit_wait();
create constraint trigger zicht_audit_chain after insert on access_auditwait
  deferrable initially deferred for each row execute function zicht_audit_chain();

-- What an older installation holds is chained now, in its own order.
set constraints zicht_audit_chain immediate;
insert into access_auditwait (act) select id from access_auditrow order by at, id;
set constraints zicht_audit_chain deferred;
"""

UNCHAIN = """
drop trigger zicht_audit_wait on access_auditrow;
drop table access_auditwait;
drop table access_auditchain;
drop function zicht_audit_chain();
drop function zicht_audit_wait();
drop function zicht_audit_digest(access_auditrow)
"""

# Anybody adds; only who oversees the organisation reads.
LOGS = ("access_processingrow", "access_decisionrow")


def walled(table: str, adding: str, reading: str = owned("audit")) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=[
            f"alter table {table} enable row level security",
            f"create policy {table}_insert on {table} for insert with check ({adding})",
            f"create policy {table}_read on {table} for select using ({reading})",
        ],
        reverse_sql=[
            f"drop policy {table}_read on {table}",
            f"drop policy {table}_insert on {table}",
            f"alter table {table} disable row level security",
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("access", "0003_covenants")]

    operations = [
        migrations.CreateModel(
            name='ActOpening',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('trace', models.CharField(blank=True, default='', max_length=32)),
                ('act', models.UUIDField()),
                ('reason', models.CharField(max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='DecisionRow',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('trace', models.CharField(blank=True, default='', max_length=32)),
                ('actor', models.CharField(max_length=60)),
                ('purpose', models.CharField(blank=True, default='', max_length=30)),
                ('action', models.CharField(max_length=20)),
                ('kind', models.CharField(blank=True, default='', max_length=20)),
                ('record', models.CharField(blank=True, default='', max_length=40)),
                ('page', models.CharField(blank=True, default='', max_length=80)),
                ('permit', models.BooleanField()),
                ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('basis', models.CharField(blank=True, default='', max_length=20)),
                ('policy', models.CharField(max_length=16)),
            ],
        ),
        migrations.CreateModel(
            name='ProcessingRow',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('trace', models.CharField(blank=True, default='', max_length=32)),
                ('ended_at', models.DateTimeField()),
                ('operation', models.CharField(max_length=16)),
                ('activity', models.CharField(max_length=40)),
                ('status', models.CharField(max_length=5)),
                ('subject', models.CharField(max_length=64)),
                ('subject_type', models.CharField(max_length=30)),
                ('subject_key', models.CharField(max_length=32)),
                ('receiver', models.CharField(blank=True, default='', max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='SeatReview',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('trace', models.CharField(blank=True, default='', max_length=32)),
                ('answer', models.CharField(choices=[('keep', 'nog nodig'), ('end', 'beëindigen')], max_length=4)),
            ],
        ),
        migrations.AddField(
            model_name='auditrow',
            name='found',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='auditrow',
            name='method',
            field=models.CharField(blank=True, default='', max_length=8),
        ),
        migrations.AddField(
            model_name='auditrow',
            name='status',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='auditrow',
            name='what',
            field=models.CharField(blank=True, default='', max_length=80),
        ),
        migrations.AddIndex(
            model_name='auditrow',
            index=models.Index(fields=['trace'], name='access_audit_trace'),
        ),
        migrations.AddIndex(
            model_name='auditrow',
            index=models.Index(fields=['actor', 'purpose', '-at'], name='access_audit_seat'),
        ),
        migrations.AddField(
            model_name='actopening',
            name='opened_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='actopening',
            name='owning_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit'),
        ),
        migrations.AddField(
            model_name='decisionrow',
            name='owning_unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit'),
        ),
        migrations.AddField(
            model_name='processingrow',
            name='owning_unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit'),
        ),
        migrations.AddField(
            model_name='seatreview',
            name='owning_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit'),
        ),
        migrations.AddField(
            model_name='seatreview',
            name='reviewed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='seatreview',
            name='seat',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='access.membership'),
        ),
        migrations.AddIndex(
            model_name='actopening',
            index=models.Index(fields=['act'], name='access_opening_act'),
        ),
        migrations.AddIndex(
            model_name='decisionrow',
            index=models.Index(condition=models.Q(('permit', False)), fields=['owning_unit', '-at'], name='access_denial_unit'),
        ),
        migrations.AddIndex(
            model_name='decisionrow',
            index=models.Index(fields=['trace'], name='access_decision_trace'),
        ),
        migrations.AddIndex(
            model_name='processingrow',
            index=models.Index(fields=['owning_unit', '-at'], name='access_processing_unit'),
        ),
        migrations.AddIndex(
            model_name='processingrow',
            index=models.Index(fields=['subject', '-at'], name='access_processing_subject'),
        ),
        migrations.AddIndex(
            model_name='processingrow',
            index=models.Index(fields=['trace'], name='access_processing_trace'),
        ),
        migrations.AddIndex(
            model_name='seatreview',
            index=models.Index(fields=['seat', '-at'], name='access_review_seat'),
        ),
        *(walled(table, "true") for table in LOGS),
        walled("access_actopening", owned("audit")),
        # The administrator ends the seats that whoever oversees found to be over.
        walled("access_seatreview", owned("audit"), f"({owned('audit')}) or ({owned('staff')})"),
        migrations.RunSQL(sql=CHAIN, reverse_sql=UNCHAIN),
    ]
