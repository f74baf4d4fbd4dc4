# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables that a library of ours keeps in the database: what kind of data each one holds, and why it is there.

Our own fields name their class one by one; these are named by table, so that the register of processing can be made
for the whole database. A test compares this list with the tables that really exist.
"""

from typing import NamedTuple

from zicht.base.fields import DataClass


class ForeignTable(NamedTuple):
    """The heaviest kind of data in a library's table, and what the table is for."""

    data_class: DataClass
    what: str


TABLES: dict[str, ForeignTable] = {
    # Django
    "auth_group": ForeignTable(DataClass.INTERNAL, "not used: roles are seats in units"),
    "auth_group_permissions": ForeignTable(DataClass.INTERNAL, "not used"),
    "auth_permission": ForeignTable(DataClass.INTERNAL, "names of permissions that Django makes by itself; not used"),
    "django_content_type": ForeignTable(DataClass.INTERNAL, "names of models"),
    "django_migrations": ForeignTable(DataClass.INTERNAL, "which migrations ran"),
    "django_session": ForeignTable(DataClass.INTERNAL, "not used: sessions are kept sealed in access_opensession"),
    "web_cache": ForeignTable(DataClass.INTERNAL, "counters of rate limits under keyed digests"),
    # django-allauth
    "account_emailaddress": ForeignTable(DataClass.WORKER, "address with which a professional signs in"),
    "account_emailconfirmation": ForeignTable(DataClass.WORKER, "not used: accounts are made by an administrator"),
    "mfa_authenticator": ForeignTable(DataClass.WORKER, "second step of a professional: secret, passkey, codes"),
    # ours, without a model: only functions of the owner reach them
    "access_auditexpiry": ForeignTable(DataClass.INTERNAL, "which links of the chain went by term, and by which act"),
    "access_auditchain": ForeignTable(DataClass.INTERNAL, "digests that chain the audit trail"),
    "access_auditwait": ForeignTable(DataClass.INTERNAL, "acts of a transaction that is being committed"),
    # procrastinate
    "procrastinate_events": ForeignTable(DataClass.INTERNAL, "states of jobs"),
    "procrastinate_jobs": ForeignTable(DataClass.INTERNAL, "jobs with keys as arguments, never content"),
    "procrastinate_periodic_defers": ForeignTable(DataClass.INTERNAL, "when periodic jobs were last planned"),
    "procrastinate_workers": ForeignTable(DataClass.INTERNAL, "which processes run jobs"),
}

# The tables about somebody, in words for who reads the register of processing; a test compares it with the list.
IN_WORDS: dict[str, str] = {
    "account_emailaddress": "Het adres waarmee iemand inlogt",
    "account_emailconfirmation": "Bevestigingen van een adres (niet in gebruik)",
    "mfa_authenticator": "De tweede stap bij het inloggen",
}
