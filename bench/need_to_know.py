# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Need to know at size: many signals of 200 organisations, for somebody in two of them and somebody in all.

Each query runs as the application behind row policies and as owner, who passes them, in turn in one run. As a
program: python -m bench.need_to_know SIGNALS ROUNDS; its last line is JSON. The texts of the many signals are empty;
one dossier has real sealed texts, and the index has a real digest for it.
"""

import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from bench.numbers import clocked, times_of
from bench.place import BenchError

ORGANISATIONS, PEOPLE = 200, 2_000
PAGES_TURNED = 40
PHONE, WRITTEN_ELSEWHERE = "06-12345678", "+31 (0)6 1234 5678"
COUNTED = ("casework_signal", "access_indexentry", "access_membership", "access_unit")
# Each unit has signals in each state: the state turns once in every round of the units.
STATES = (
    "(array['closed','closed','closed','in_case','received','weighing','weighed','waiting_capacity'])"
    f"[1 + n / {ORGANISATIONS} % 8]"
)


class Region:
    """The cast, 200 organisations of one unit each, and so many signals spread over them."""

    def __init__(self, cast: Any, signals: int, *, at: datetime) -> None:
        self.cast, self.at = cast, at
        self.units = [cast.unit_of("noor"), *self._organisations()]
        self._people()
        self._signals(signals)
        self.record = self._dossier("noor", PHONE)
        self._dossier("eva", WRITTEN_ELSEWHERE)
        self.comparison = self._question()
        from django.db import connections

        with connections["owner"].cursor() as cursor:
            for table in COUNTED:
                cursor.execute(f"vacuum analyze {table}")

    def _organisations(self) -> list[Any]:
        from zicht.access.models import Organisation, Unit

        made = []
        for number in range(ORGANISATIONS - 1):
            organisation = Organisation(name=f"Organisatie {number}", sector="municipality")
            organisation.save(using="owner")
            unit = Unit(name="Veiligheid", organisation=organisation)
            unit.save(using="owner")
            made.append(unit)
        return made

    def _people(self) -> None:
        """2,000 people with a seat each; noor has a second seat in another organisation, daan one in all."""
        from zicht.access.models import Membership, Person

        people = [Person(email=f"p{n}@voorbeeld.example", name=f"Persoon {n}", password="!") for n in range(PEOPLE)]
        Person.objects.using("owner").bulk_create(people, batch_size=500)
        seats = [(person, self.units[n % len(self.units)]) for n, person in enumerate(people)]
        seats += [(self.cast.people["noor"], self.units[1])]
        seats += [(self.cast.people["daan"], unit) for unit in self.units[1:]]
        Membership.objects.using("owner").bulk_create(
            Membership(person_id=p.pk, unit_id=u.pk, role="focal_point", valid_from=date(2023, 1, 1))
            for p, u in seats
        )

    def _signals(self, count: int) -> None:
        """One row as the program writes it, copied by the database with other keys, units, states and days."""
        from django.db import connections

        from zicht.casework.intake.models import Signal

        function = self.cast.function_of("noor")
        given = {"owning_unit_id": function.unit_id, "function_id": function.pk, "about": "place", "fact": ""}
        first = Signal(reference="B-0", submission=uuid4(), received_at=self.at, due_at=self.at, **given)
        first.save(using="owner", force_insert=True)
        chosen = {
            "id": "gen_random_uuid()", "submission": "gen_random_uuid()", "reference": "'B-' || n", "state": STATES,
            "owning_unit_id": "(%s::int[])[1 + n % " + str(len(self.units)) + "]",
            "received_at": "received_at - n % 1100 * interval '1 day'",
            "due_at": "due_at - (n % 1100) * interval '1 day' + interval '5 days' + n * interval '1 millisecond'",
        }  # fmt: skip
        columns = [f.column for f in Signal._meta.concrete_fields]
        picked = ", ".join(chosen.get(column, column) for column in columns).replace(" % ", " %% ")
        with connections["owner"].cursor() as cursor:
            cursor.execute("set synchronous_commit = off; set maintenance_work_mem = '256MB'")
            cursor.execute(
                f"insert into casework_signal ({', '.join(columns)}) "
                f"select {picked} from casework_signal, generate_series(1, %s) n where reference = 'B-0'",
                [[unit.pk for unit in self.units], count],
            )
            cursor.execute(
                "insert into access_indexentry (id, kind, record, row, entry_kind, digest, key_name, compares, form,"
                " owning_unit_id) select gen_random_uuid(), 'signal', id, id, 'phone', sha256(reference::bytea),"
                " 'bench', state <> 'closed', '', owning_unit_id from casework_signal"
            )

    def _dossier(self, who: str, phone: str) -> Any:
        """A signal as somebody writes it: sealed texts, and its phone in the index."""
        from zicht.access import index
        from zicht.access.roles import Kind
        from zicht.casework.intake.models import Signal, SignalThing

        function = self.cast.function_of(who)
        signal = Signal(
            owning_unit_id=function.unit_id, function_id=function.pk, reference=f"B-{who}", submission=uuid4(),
            received_at=self.at, due_at=self.at, about="place", fact="Iemand zag 's nachts busjes komen.",
        )  # fmt: skip
        signal.save(using="owner", force_insert=True)
        thing = SignalThing(
            owning_unit_id=function.unit_id, signal_id=signal.pk, kind="phone", value=phone, ground="coercion",
            ground_note="Zij moet de telefoon afgeven.",
        )  # fmt: skip
        thing.save(using="owner", force_insert=True)
        index.put(
            kind=Kind.SIGNAL, record=signal.pk, unit=function.unit_id, compares=True, using="owner",
            entries=[index.Entry("phone", phone, thing.pk)],
        )  # fmt: skip
        return signal

    def _question(self) -> Any:
        from zicht.access.models import Covenant, CovenantParty
        from zicht.casework.matching.models import Comparison

        ours, theirs = self.cast.unit_of("noor"), self.cast.unit_of("eva")
        today = self.at.date()
        covenant = Covenant(
            owning_unit_id=ours.pk, title="Proef", purposes=["signal_handling"], identifier_kinds=["phone"],
            source="Verzonnen", starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=9),
            checked_by_id=self.cast.people["lotte"].pk, checked_on=today - timedelta(days=1),
        )  # fmt: skip
        covenant.save(using="owner", force_insert=True)
        for unit in (ours, theirs):
            party = CovenantParty(
                covenant_id=covenant.pk, unit_id=unit.pk, owning_unit_id=ours.pk, confirmed_at=self.at,
                confirmed_by_id=self.cast.people["lotte"].pk,
            )  # fmt: skip
            party.save(using="owner", force_insert=True)
        asked = Comparison(
            owning_unit_id=ours.pk, record_kind="signal", record=self.record.pk, submission=uuid4(),
            purpose="signal_handling", kinds=["phone"], asked_at=self.at, answer_at=self.at,
        )  # fmt: skip
        asked.save(using="owner", force_insert=True)
        return asked


class Reads:
    """Where the program's reading goes: a router of Django, so that whole functions run on either connection."""

    using = "default"

    @contextmanager
    def in_turn(self) -> Iterator[None]:
        """Reading goes where `using` says until the block ends."""
        from django.db import router

        router.routers.append(self)
        try:
            yield
        finally:
            router.routers.remove(self)

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """The connection in turn."""
        return self.using


class Asker:
    """Somebody of the region, and what he or she asks, on either connection."""

    def __init__(self, region: Region, who: str) -> None:
        from bench.inbox import client_for
        from zicht.access.actors import for_person
        from zicht.access.roles import Purpose

        self.region, self.person = region, region.cast.people[who]
        self.client = client_for(self.person)
        self.actor = for_person(self.person, purpose=Purpose.SIGNAL_HANDLING, strong=True)

    def queries(self) -> dict[str, Callable[[], list[Any]]]:
        """What makes the querysets behind inbox, blind index and dossier, unread."""
        from zicht.access import index
        from zicht.access.roles import Kind
        from zicht.casework.intake.gate import signals
        from zicht.casework.intake.models import SignalEvent, SignalSubject, SignalThing
        from zicht.casework.intake.queries import PAGE_SIZE, Filters, inbox

        at, key, kinds = self.region.at, self.region.record.pk, (Kind.SIGNAL, Kind.CASE)
        parts = (SignalSubject, SignalThing, SignalEvent)
        return {
            "inbox": lambda: [inbox(self.actor, Filters(), at=at)[: PAGE_SIZE + 1]],
            "blind index": lambda: [index.matching(kinds=kinds, entry_kind="phone", value=WRITTEN_ELSEWHERE)],
            "dossier, its queries": lambda: [
                signals(self.actor, at=at).filter(pk=key),
                *(model.objects.filter(signal_id=key) for model in parts),
            ],
        }

    def work(self) -> dict[str, Callable[[], object]]:
        """What is timed: those querysets, the whole search, the whole page of a dossier."""
        from zicht.web.search import found_by

        asked = {name: (lambda made=made: [list(q) for q in made()]) for name, made in self.queries().items()}
        return asked | {
            "search": lambda: found_by(self.actor, "phone", WRITTEN_ELSEWHERE, at=self.region.at),
            "dossier, whole page": self._page,
        }

    def _page(self) -> None:
        answer = self.client.get(f"/signalen/{self.region.record.pk}/")
        if answer.status_code != 200:
            raise BenchError(f"the dossier answered {answer.status_code}")

    def measure(self, rounds: int) -> dict[str, dict[str, Any]]:
        """Times of each, behind policies and without, in turn; and whether a plan reads a whole table."""
        from zicht.base.context import transaction_as

        spent, context = self._spent(rounds), self.actor.context(self.region.at)
        with transaction_as(context):
            plans = {
                name: [line for q in made() for line in q.explain().splitlines() if "Scan" in line]
                for name, made in self.queries().items()
            }
        times = {name: (times_of(by["default"]), times_of(by["owner"])) for name, by in spent.items()}
        return {
            name: {
                "walled": walled.p50,
                "bare": bare.p50,
                "quickest": (walled.quickest, bare.quickest),
                "whole": whole_scans(plans[name]) if name in plans else None,
            }
            for name, (walled, bare) in times.items()
        }

    def _spent(self, rounds: int) -> dict[str, dict[str, list[float]]]:
        from zicht.base.context import transaction_as

        spent: dict[str, dict[str, list[float]]] = {}
        reads, context, work = Reads(), self.actor.context(self.region.at), self.work()
        with reads.in_turn():
            for turn in range(rounds + 1):
                for name, once in work.items():
                    for using in ("default", "owner") if turn % 2 else ("owner", "default"):
                        # A page opens its own transaction, as it does when it is served.
                        with nullcontext() if "page" in name else transaction_as(context):
                            reads.using = using
                            each = clocked(once)
                            reads.using = "default"
                        if turn:  # the first round warms both
                            spent.setdefault(name, {}).setdefault(using, []).append(each)
        return spent

    def turn_pages(self) -> dict[str, float]:
        """Turn many pages of the inbox; how much memory the process took at most, before and after (MB)."""
        from zicht.base.context import transaction_as
        from zicht.casework.intake.queries import PAGE_SIZE, Filters, inbox

        with transaction_as(self.actor.context(self.region.at)):
            rows = inbox(self.actor, Filters(), at=self.region.at)
            list(rows[:PAGE_SIZE])
            before = _peak()
            for page in range(PAGES_TURNED):
                list(rows[page * PAGE_SIZE : (page + 1) * PAGE_SIZE + 1])
        return {"before": before, "after": _peak()}


def whole_scans(plan: list[str]) -> list[str]:
    """Big tables that a plan reads from begin to end."""
    big = ("casework_signal", "access_indexentry")
    return sorted({table for line in plan for table in big if "Seq Scan" in line and f" {table} " in f"{line} "})


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compare(region: Region, rounds: int) -> float:
    """Milliseconds of one comparison in the database, as the job of the asking unit."""
    from django.db import connection

    from zicht.access.actors import for_job
    from zicht.base.context import transaction_as

    def once() -> None:
        with connection.cursor() as cursor:
            cursor.execute("select * from zicht_compare(%s)", [region.comparison.pk])
            if len(cursor.fetchall()) != 1:
                raise ValueError("the comparison did not find the one contact there is")

    with transaction_as(for_job(region.cast.unit_of("noor").pk).context(region.at)):
        once()
        return times_of([clocked(once) for _ in range(rounds)]).p50


def measured(cast: Any, signals: int, rounds: int, *, at: datetime) -> dict[str, Any]:
    """Everything, as JSON can carry it."""
    made: list[Region] = []
    seconds = clocked(lambda: made.append(Region(cast, signals, at=at))) / 1000
    (region,) = made
    two, everywhere = Asker(region, "noor"), Asker(region, "daan")
    return {
        "signals": signals,
        "filled": seconds,
        "asked": {"in 2 organisations": two.measure(rounds), "in all": everywhere.measure(rounds)},
        "compare": compare(region, rounds),
        "memory": everywhere.turn_pages(),
    }


def main(signals: int, rounds: int, answer: Callable[[object], None]) -> None:
    """Prepare a database of its own, fill it, measure."""
    import django

    from zicht.web.running import prepare_database

    prepare_database()
    django.setup()
    from zicht.base.clock import now
    from zicht.web.demo.cast import build_cast, read_cast

    build_cast(using="owner")
    answer(measured(read_cast(), signals, rounds, at=now()))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zicht.web.settings")
    main(int(sys.argv[1]), int(sys.argv[2]), lambda found: print(json.dumps(found), flush=True))
