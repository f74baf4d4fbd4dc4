# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever hangs on a record goes with it: a row policy that forgets what is kept from somebody is found."""

import pytest

pytestmark = pytest.mark.database

# Names of columns by which a row hangs on a signal, a case, or a person in a case.
CHAIN = ("case_id", "signal_id", "person_id", "record")
# Here such a column names something else, or the row has to be seen by whoever keeps watch.
OTHERWISE = {
    "access_accessrequest": "asked by somebody who does not see the record, answered by who does",
    "access_apitoken": "the person is a professional",
    "access_auditrow": "the trail shows acts to whoever oversees, and no content",
    "access_decisionrow": "the trail shows refusals to whoever oversees, and no content",
    "access_emergencyaccess": "the privacy officer reviews every one",
    "access_exclusion": "says itself who is kept out",
    "access_functionholder": "the person is a professional",
    "access_grant": "says itself who reads what; its own policies know who may",
    "access_membership": "the person is a professional",
    "casework_draft": "the person is the professional who writes it",
}
QUERY = """
select c.relname from pg_class c
where c.relrowsecurity
  and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = any(%s) and not a.attisdropped)
  and exists (
    select 1 from pg_policies p where p.tablename = c.relname
    and coalesce(p.qual, '') || coalesce(p.with_check, '') !~ 'zicht_(hidden|kept)')
order by 1
"""


def forgetting(connection) -> set[str]:
    """Protected tables whose rows hang on a record, with a policy that does not look at what is kept."""
    return {name for (name,) in connection.execute(QUERY, [list(CHAIN)]).fetchall()}


def test_every_row_that_hangs_on_a_record_is_kept_with_it(as_owner):
    assert forgetting(as_owner) == set(OTHERWISE)


def test_a_planted_policy_that_forgets_is_found(as_owner):
    as_owner.autocommit = False
    try:
        as_owner.execute("create table planted (owning_unit_id int, case_id uuid)")
        as_owner.execute("alter table planted enable row level security")
        units = "owning_unit_id = any((select zicht_units('case'))::int[])"
        as_owner.execute(f"create policy planted_read on planted for select using ({units})")
        assert "planted" in forgetting(as_owner)
        as_owner.execute("drop policy planted_read on planted")
        kept = "(case_id = any((select zicht_hidden('case'))::uuid[])) is not true"
        as_owner.execute(f"create policy planted_read on planted for select using ({units} and {kept})")
        assert "planted" not in forgetting(as_owner)
    finally:
        as_owner.rollback()
