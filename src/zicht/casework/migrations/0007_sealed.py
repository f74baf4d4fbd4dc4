# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Text about people is sealed: the columns become text, and what they hold is sealed with the key of its record."""

from django.db import migrations
from zicht.base.rls import granted, owned, protect_again, reached
from zicht.base.sealing import seal_existing
import zicht.base.fields

SIGNAL = "signal_id"
CASE = "case_id"
PERSON = "(select p.case_id from casework_caseperson p where p.id = person_id)"
# Table, columns with text, columns with documents, whose key, whether its rows have numbers.
TABLES = (
    ("casework_case", ("title", "summary", "outcome_note"), (), "id", False),
    ("casework_caseperson", ("name", "safe_contact", "note"), (), CASE, False),
    ("casework_caseaction", ("text", "result"), (), CASE, False),
    ("casework_caseevent", ("note",), ("changes",), CASE, True),
    (
        "casework_signal",
        (
            "observed_when", "fact", "interpretation", "reporter_name", "reporter_contact", "reporter_safe_contact",
            "outcome_note",
        ),
        (), "id", False,
    ),
    ("casework_signalindicator", ("source",), (), SIGNAL, True),
    ("casework_signalsubject", ("name", "description"), (), SIGNAL, False),
    ("casework_signalthing", ("value", "ground_note"), (), SIGNAL, False),
    ("casework_signalevent", ("note",), ("changes",), SIGNAL, True),
    ("casework_weighing", ("reasons", "chosen_because"), (), SIGNAL, True),
    ("casework_conversationmessage", ("text",), (), SIGNAL, False),
    ("casework_draft", (), ("body",), "id", False),
    ("casework_caretrack", ("wishes", "plan", "end_reason"), (), CASE, False),
    ("casework_consent", ("note",), (), PERSON, True),
    ("casework_registerreport", (), ("body",), PERSON, False),
    ("casework_package", ("necessity", "answer_reason"), ("body",), CASE, False),
    ("casework_receivedpackage", ("necessity", "answer_reason"), ("body",), "id", False),
)


# Entries of the blind index are seen and written like the records that they come from.
ENTRIES = ("signal", "case", "report", "package")
OWN = "record = any((select zicht_own_signals())::uuid[])"


def seal(apps, schema_editor):
    for table, columns, documents, record, numbered in TABLES:
        seal_existing(
            schema_editor, table=table, columns=columns, documents=documents, record=record, numbered=numbered
        )


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_one_unit"), ("access", "0006_walls")]

    operations = [
        migrations.AddField('caseperson', 'bsn', zicht.base.fields.IdentifierField(blank=True, default='')),
        migrations.AlterField(
            model_name='caretrack',
            name='end_reason',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='caretrack',
            name='plan',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='caretrack',
            name='wishes',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='case',
            name='outcome_note',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='case',
            name='summary',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='case',
            name='title',
            field=zicht.base.fields.SealedText(default=''),
        ),
        migrations.AlterField(
            model_name='caseaction',
            name='result',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='caseaction',
            name='text',
            field=zicht.base.fields.SealedText(default=''),
        ),
        migrations.AlterField(
            model_name='caseevent',
            name='changes',
            field=zicht.base.fields.SealedJSON(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='caseevent',
            name='note',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='caseperson',
            name='note',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='consent',
            name='note',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='conversationmessage',
            name='text',
            field=zicht.base.fields.SealedText(default=''),
        ),
        migrations.AlterField(
            model_name='draft',
            name='body',
            field=zicht.base.fields.SealedJSON(default=dict),
        ),
        migrations.AlterField(
            model_name='package',
            name='answer_reason',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='package',
            name='body',
            field=zicht.base.fields.SealedJSON(default=dict),
        ),
        migrations.AlterField(
            model_name='package',
            name='necessity',
            field=zicht.base.fields.SealedText(default=''),
        ),
        migrations.AlterField(
            model_name='receivedpackage',
            name='answer_reason',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='receivedpackage',
            name='body',
            field=zicht.base.fields.SealedJSON(default=dict),
        ),
        migrations.AlterField(
            model_name='receivedpackage',
            name='necessity',
            field=zicht.base.fields.SealedText(default=''),
        ),
        migrations.AlterField(
            model_name='registerreport',
            name='body',
            field=zicht.base.fields.SealedJSON(default=dict),
        ),
        migrations.AlterField(
            model_name='signal',
            name='fact',
            field=zicht.base.fields.SealedText(default=''),
        ),
        migrations.AlterField(
            model_name='signal',
            name='interpretation',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='signal',
            name='observed_when',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='signal',
            name='outcome_note',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='signal',
            name='reporter_safe_contact',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='signalevent',
            name='changes',
            field=zicht.base.fields.SealedJSON(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='signalevent',
            name='note',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='signalindicator',
            name='source',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='signalsubject',
            name='description',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='signalthing',
            name='ground_note',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='weighing',
            name='chosen_because',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='weighing',
            name='reasons',
            field=zicht.base.fields.SealedText(default=''),
        ),
        protect_again(
            "access_indexentry",
            read=[f"kind = '{kind}' and {granted(kind, 'record')}" for kind in ENTRIES],
            write=[
                *(f"kind = '{kind}' and {owned(kind)}" for kind in ENTRIES),
                f"kind = 'signal' and {OWN}",
                f"kind = 'signal' and {reached('record')}",
            ],
            hidden=tuple((kind, "record") for kind in ENTRIES),
        ),
        migrations.RunPython(seal),
    ]
