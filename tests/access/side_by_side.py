# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Generated worlds stored side by side, asked about by decision, gates and plain SQL, and taken away again.

Rows are copied in the database from one example of each sort: nothing is sealed anew. The connection `default`
belongs to the owner here: no row policy helps the gates. The second wall is asked by the application's own role on a
connection beside it.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, connections, models, transaction

from tests.access.many_worlds import BESIDE_CASE, EXCLUDED, PEOPLE, SECTORS, SORTS, UNITS, Thing, Tiny, described
from tests.access.worlds import DAY, MOMENTS, ExclusionSpec, SeatSpec, hour
from tests.conftest import as_owner_of_tables
from zicht.access import visible as seeing
from zicht.access.actors import Actor
from zicht.access.decide import GrantFact, decide
from zicht.access.models import AuditRow, Exclusion, Grant, Membership, Organisation, Person, Unit
from zicht.base.context import acting
from zicht.casework.care.models import CareTrack
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.intake.models import ReporterIdentity, Signal
from zicht.casework.matching.models import Contact
from zicht.casework.sharing.models import InfoRequest, Package, ReceivedPackage
from zicht.register.models import Delivery, Report, Victim

SERVED = "served"


def build(number: int, examples: dict[str, models.Model], chance: Random) -> list[Tiny]:
    """Store this many worlds. examples: one stored row of every sort, and of a person in a case."""
    organisations = [
        Organisation(name=f"Wereld {n}-{half}", sector=chance.choice(SECTORS))
        for n in range(number)
        for half in (0, 1)
    ]
    Organisation.objects.bulk_create(organisations)
    units = [
        Unit(organisation=organisations[2 * n + u // 2], name=f"Afdeling {u}")
        for n in range(number)
        for u in range(UNITS)
    ]
    Unit.objects.bulk_create(units)
    people = [
        Person(email=f"wereld{n}-{p}@zicht.example", name=f"Inwoner {n}-{p}")
        for n in range(number)
        for p in range(PEOPLE)
    ]
    Person.objects.bulk_create(people)
    made = [
        described(chance, people[PEOPLE * n : PEOPLE * (n + 1)], units[UNITS * n : UNITS * (n + 1)])
        for n in range(number)
    ]
    _copy(made, examples)
    Membership.objects.bulk_create(_seat(t, s) for t in made for s in t.seats)
    Grant.objects.bulk_create(_stored_grant(t, g) for t in made for g in t.circumstances().grants)
    Exclusion.objects.bulk_create(_stored_exclusion(t, e) for t in made for e in t.exclusions)
    with connection.cursor() as cursor:
        cursor.execute("analyze access_membership, access_grant, access_exclusion, access_unit")
    return made


# What hangs on something stands before it.
MADE = (ReporterIdentity, Contact, Package, ReceivedPackage, InfoRequest, CareTrack, CasePerson, Signal, Case, Report,
        Delivery, Victim, AuditRow, Grant, Exclusion)  # fmt: skip


def take_away(made: list[Tiny]) -> None:
    """As if they had never been."""
    units = [u.pk for t in made for u in t.units]
    people = [p.pk for t in made for p in t.people]
    tables = [(model._meta.db_table, "owning_unit_id", units) for model in MADE]
    tables += [("access_membership", "unit_id", units), ("access_person", "id", people), ("access_unit", "id", units)]
    tables += [("access_organisation", "id", [u.organisation_id for t in made for u in t.units])]
    with transaction.atomic(), connection.cursor() as cursor:
        for table, column, keys in tables:
            cursor.execute(f"delete from {table} where {column} = any(%s)", [keys])


def _seat(tiny: Tiny, spec: SeatSpec) -> Membership:
    return Membership(
        person=tiny.people[spec.person],
        unit=tiny.units[spec.unit],
        role=spec.role.value,
        valid_from=DAY + timedelta(days=spec.since),
        valid_to=None if spec.until is None else DAY + timedelta(days=spec.until),
    )


def _stored_grant(tiny: Tiny, fact: GrantFact) -> Grant:
    return Grant(
        kind=fact.kind.value,
        record=fact.record,
        unit_id=fact.unit,
        person_id=fact.person,
        person_unit_id=fact.person_unit,
        basis=Grant.Basis.EMERGENCY if fact.emergency else Grant.Basis.GIVEN,
        purpose=fact.purpose.value,
        starts=fact.starts,
        ends=fact.ends,
        given_by=tiny.people[0],
        owning_unit_id=next(t.resource.owning_unit for t in tiny.things if t.key == fact.record),
    )


def _stored_exclusion(tiny: Tiny, spec: ExclusionSpec) -> Exclusion:
    thing = tiny.thing(EXCLUDED[spec.kind], spec.record)
    return Exclusion(
        kind=spec.kind.value,
        record=thing.key,
        person=tiny.people[spec.person],
        reason="conflict",
        at=hour(spec.since),
        lifted_at=None if spec.lifted is None else hour(spec.lifted),
        owning_unit_id=thing.resource.owning_unit,
    )


def _copy(made: list[Tiny], examples: dict[str, models.Model]) -> None:
    """Copies of the examples under the keys, units and parents of these worlds."""
    rows: dict[str, list[dict[str, Any]]] = {sort: [] for sort in SORTS}
    for tiny in made:
        for thing in tiny.things:
            rows[thing.sort].append({name.rstrip("_"): value for name, value in thing.columns.items()})
    _insert(Case, examples["case"], rows.pop("case"))
    for name, beside, keys in (
        ("person", "care", ("case_id",)),
        ("delivery", "report", ()),
        ("victim", "report", ()),
    ):
        needed = [
            {"id": r[f"{name}_id"], "owning_unit_id": r["owning_unit_id"], **{key: r[key] for key in keys}}
            for r in rows[beside]
        ]
        _insert(BESIDE[name], examples[name], needed)
    for sort, found in rows.items():
        _insert(SORTS[sort].model, examples[sort], found)


# Without rows of these the others cannot be.
BESIDE: dict[str, type[models.Model]] = {"person": CasePerson, "delivery": Delivery, "victim": Victim}


def _insert(model: type[models.Model], like: models.Model, rows: list[dict[str, Any]]) -> None:
    """One statement: every column as in the example, those with a name from the rows, the unique ones made up."""
    names = tuple(rows[0])
    types = {f.column: str(f.db_type(connection)) for f in model._meta.concrete_fields if not f.generated}
    alone = {f.column for f in model._meta.concrete_fields if f.unique}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and len(constraint.fields) == 1:
            alone.add(model._meta.get_field(constraint.fields[0]).column)

    def value(column: str) -> str:
        if column in names:
            return f'n."{column}"'
        if column not in alone:
            return f't."{column}"'
        return "gen_random_uuid()" if types[column] == "uuid" else f"left(md5(n.id::text), 20)::{types[column]}"

    kept = [c for c in types if c in names or not (c in alone and "int" in types[c])]
    arrays = ", ".join(f"%s::{types[name].split('(')[0]}[]" for name in names)
    table, quoted = model._meta.db_table, ", ".join(f'"{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in kept)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {table} ({columns}) select {', '.join(map(value, kept))}"
            f" from {table} t, unnest({arrays}) as n({quoted}) where t.id = %s",
            [*([row[name] for row in rows] for name in names), like.pk],
        )
        cursor.execute(f"analyze {table}")


def by_decision(tiny: Tiny, actor: Actor, action: str, others: list[Thing], told: Counter[str]) -> set[UUID]:
    """What decide() permits: of every record of this world, and of some of other worlds."""
    found, context = set(), tiny.circumstances()
    for thing in (*tiny.things, *others):
        resource = thing.resource
        if thing.sort in BESIDE_CASE and found & {key for _, key in resource.parents}:
            # The case is open, by role or by a grant over the border of its law; so is what is written beside it.
            resource = replace(resource, regime=None)
        made = decide(subject=actor.subject, action=action, resource=resource, context=context)
        told[f"{action} {made.codes[0]}"] += 1
        if made.permit:
            found.add(thing.key)
    return found


@contextmanager
def remembered() -> Iterator[None]:
    """Within one question of one actor, what was read of grants and exclusions is not read again by every gate."""

    def memo(asked: Callable[..., Any]) -> Callable[..., Any]:
        known: dict[Any, Any] = {}

        def answer(*args: Any, **named: Any) -> Any:
            key = repr((args, sorted(named.items())))
            if key not in known:
                known[key] = asked(*args, **named)
            return known[key]

        return answer

    names = ("_grants", "excluded_from", "_units")
    before = {name: getattr(seeing, name) for name in names}
    try:
        for name in names:
            setattr(seeing, name, memo(before[name]))
        yield
    finally:
        for name in names:
            setattr(seeing, name, before[name])


def by_gate(actor: Actor, at: Any) -> set[UUID]:
    """What the gates of all rooms open, in one question, with no row policy behind them."""
    with remembered():
        first, *others = (sort.gate(actor, at=at).order_by().values("pk") for sort in SORTS.values())
        return {row["pk"] for row in first.union(*others, all=True)}


@contextmanager
def application() -> Iterator[None]:
    """A second connection, by the application's own role; the first one works as owner meanwhile."""
    connections[SERVED] = connections["default"].copy(alias=SERVED)
    try:
        with as_owner_of_tables():
            yield
    finally:
        connections[SERVED].close()
        del connections[SERVED]


READ_ALL = " union all ".join(f"select id from {sort.model._meta.db_table}" for sort in SORTS.values())


def by_database(*, lock: bool = False) -> set[UUID]:
    """What plain SQL of the application's role sees of all sorts; with a lock: what it may change."""
    found: set[UUID] = set()
    locked = [f"select id from {s.model._meta.db_table} for update" for s in SORTS.values() if s.written]
    with connections[SERVED].cursor() as cursor:
        for statement in locked if lock else [READ_ALL]:
            cursor.execute(statement)
            found |= {key for (key,) in cursor.fetchall()}
    return found


def differences(made: list[Tiny], chance: Random, told: Counter[str], *, first: bool = False) -> list[str]:
    """Where the three answers differ, for some who ask in each world, over the records of all of them."""
    found: list[str] = []
    everything = [t for tiny in made for t in tiny.things]
    for number, tiny in enumerate(made):
        at = MOMENTS[tiny.moment]
        for who, actor in tiny.actors(chance):
            others = chance.sample(everything, 20)
            with transaction.atomic(using=SERVED), acting(actor.context(at), using=SERVED):
                said = by_decision(tiny, actor, "read", others, told)
                answers = {"gates": by_gate(actor, at) ^ said, "row policies": by_database() ^ said}
                if number % WRITING == 0:
                    fixed = {t.key for t in everything if not SORTS[t.sort].written}
                    said = by_decision(tiny, actor, "write", others, told) - fixed
                    answers["row policies, writing"] = by_database(lock=True) ^ said
            found += [
                f"world {number}, {who}: {wall}, {_sorts(made, keys)}" for wall, keys in answers.items() if keys
            ]
            told["askers"] += 1
            told["pairs"] += len(everything)
            if first and found:
                return found
    told["worlds"] += len(made)
    return found


WRITING = 10  # one world in ten is asked for what may be changed as well


def _sorts(made: list[Tiny], keys: set[UUID]) -> dict[str, int]:
    """How many of which sort; a record of no world is an example."""
    known = {t.key: t.sort for tiny in made for t in tiny.things}
    return dict(Counter(known.get(key, "example") for key in keys))
