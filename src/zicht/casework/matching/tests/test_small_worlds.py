# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the database finds is what a few lines of Python find, in small worlds of units, covenants and identifiers."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zicht.access import index
from zicht.access.actors import for_job, for_person
from zicht.access.models import Covenant, CovenantParty
from zicht.access.roles import Kind, Purpose
from zicht.base.context import acting
from zicht.casework.cases.models import Case
from zicht.casework.matching.models import Comparison, Contact

UNITS = ("noor", "eva", "iris", "fatima")
PHONES = ("0612345678", "0687654321")
PURPOSES = ("signal_handling", "care_coordination")


@dataclass(frozen=True)
class Agreed:
    """A covenant: its parties, purpose and kinds, whether it is in force, and who confirmed."""

    parties: frozenset[str]
    purpose: str
    kinds: frozenset[str]
    checked: bool
    running: bool
    confirmed: frozenset[str]

    def gives(self, one: str, other: str, purpose: str, kind: str) -> bool:
        """The whole rule."""
        fits = {one, other} <= self.parties and purpose == self.purpose and kind in self.kinds
        return fits and self.checked and self.running and {one, other} <= self.confirmed


@dataclass(frozen=True)
class Held:
    """A record with one phone, written in its own way."""

    unit: str
    phone: int
    compares: bool


covenants = st.builds(
    Agreed, st.frozensets(st.sampled_from(UNITS), min_size=2), st.sampled_from(PURPOSES),
    st.frozensets(st.sampled_from(["phone", "address"])), st.booleans(), st.sampled_from([True, True, False]),
    st.one_of(st.just(frozenset(UNITS)), st.frozensets(st.sampled_from(UNITS))),
)  # fmt: skip
records = st.builds(Held, st.sampled_from(UNITS), st.integers(0, 1), st.sampled_from([True, True, False]))


@pytest.mark.django_db(databases=["default", "owner"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    agreed=st.lists(covenants, max_size=3),
    held=st.lists(records, min_size=2, max_size=6),
    purpose=st.sampled_from(PURPOSES),
)
def test_the_database_and_the_model_find_the_same(cast, at, officer, bind, agreed, held, purpose):
    asking = held[0]
    expected = {
        (other.unit, number)
        for number, other in enumerate(held)
        if number and other.unit != asking.unit and other.phone == asking.phone and asking.compares and other.compares
        and any(c.gives(asking.unit, other.unit, purpose, "phone") for c in agreed)
    }  # fmt: skip
    for unit in ("lotte", *UNITS):
        officer(cast.unit_of(unit))
    with transaction.atomic(using="default"):
        keys = _store(cast, at, held)
        _agree(cast, at, bind, agreed)
        me = cast.unit_of(asking.unit)
        with acting(for_job(me.pk).context(at)):
            asked = Comparison(
                owning_unit_id=me.pk, record_kind="case", record=keys[0], submission=uuid4(), purpose=purpose,
                kinds=["phone"], asked_at=at, answer_at=at,
            )  # fmt: skip
            asked.save(force_insert=True)
            with connections["default"].cursor() as cursor:
                cursor.execute("select pair, other_unit from zicht_compare(%s)", [asked.pk])
                told = cursor.fetchall()
            ours = list(Contact.objects.filter(owning_unit=me))
        theirs = set()
        for unit in UNITS:
            if unit != asking.unit:
                with acting(for_job(cast.unit_of(unit).pk).context(at)):
                    theirs |= {(unit, keys.index(c.record)) for c in Contact.objects.all()}
        assert theirs == expected
        assert len(told) == len(ours) == len(expected)
        assert {c.record for c in ours} <= {keys[0]}
        transaction.set_rollback(True)


def _store(cast, at, held):
    """Records; the transaction is rolled back."""
    keys = []
    for number, one in enumerate(held):
        unit = cast.unit_of(one.unit)
        with acting(for_job(unit.pk).context(at)):
            case = Case(owning_unit_id=unit.pk, reference=f"W-{number}", title="Proef", about="person", opened_at=at)
            case.save(force_insert=True)
            written = PHONES[one.phone] if number % 2 else f"+31 {PHONES[one.phone][1:]}"
            entries = [index.Entry("phone", written, case.pk)]
            index.put(kind=Kind.CASE, record=case.pk, unit=unit.pk, entries=entries, compares=one.compares)
            keys.append(case.pk)
    return keys


def _agree(cast, at, bind, agreed):
    """Covenants, drafted, checked and confirmed by the people of whom the database takes that."""
    keeper, made_of = cast.unit_of("lotte"), []
    with acting(for_person(cast.people["lotte"], purpose=Purpose.OVERSIGHT, strong=True).context(at)):
        for c in agreed:
            made = Covenant(
                owning_unit_id=keeper.pk, drafted_by=cast.people["lotte"], title="Proef",
                purposes=[c.purpose], identifier_kinds=sorted(c.kinds),
                source="Verzonnen", starts_on=date(2026, 1, 1),
                ends_on=date(2027, 1, 1) if c.running else date(2026, 6, 1),
            )  # fmt: skip
            made.save(force_insert=True)
            for party in sorted(c.parties):
                row = CovenantParty(covenant_id=made.pk, unit_id=cast.unit_of(party).pk, owning_unit_id=keeper.pk)
                row.save(force_insert=True)
            made_of.append((made, c))
    for made, c in made_of:
        if c.checked:
            bind(made, at, [cast.unit_of(party) for party in c.confirmed & c.parties])
