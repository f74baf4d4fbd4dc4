# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What users of other systems complained about, and what happens here: overwriting, handing over, owning, leaving."""

import inspect
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.rows import our_models
from zicht.access.models import AuditRow, Exclusion, Grant, Membership, Person
from zicht.access.roles import Purpose
from zicht.base.clock import local_day, now
from zicht.base.context import acting
from zicht.base.records import EditConflict
from zicht.casework.cases import actions as cases
from zicht.casework.cases.models import Case, CaseEvent, CasePerson
from zicht.casework.intake import handling, joining
from zicht.casework.intake.models import Signal, SignalEvent
from zicht.casework.intake.queries import feedback
from zicht.casework.intake.routes import route_for
from zicht.casework.intake.tests.helping import reported
from zicht.casework.moving import handover, rules, whole, work
from zicht.casework.moving.models import Handover
from zicht.casework.moving.rules import NotWhole

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def desk(actor):
    """desk("noor"): somebody who handles signals."""
    return lambda key="noor": actor(key, Purpose.SIGNAL_HANDLING)


@pytest.fixture
def case(desk, actor, cast, at):
    """A case of Noor's with a person, an action and a signal that Sanne reported."""
    signal = reported(actor, cast, at)
    noor = desk()
    with acting(noor.context(at)):
        proposal = route_for(about="person", forms=(), age_class="unknown", acute=False, day=local_day(at))
        verdict = handling.Verdict("suspicion", "Er klopt iets niet.", proposal.route)
        handling.weigh(actor=noor, signal=signal, verdict=verdict, proposal=proposal, expected=1, at=at)
        joining.make_case(
            actor=noor, signal=signal, title="Proef", summary="", carry=(), expected=signal.version, at=at
        )
        made = Case.objects.get()
        cases.add_person(actor=noor, case=made, roles=["possible_victim"], name="Mila Verzonnen", at=at)
        cases.plan_action(
            actor=noor, case=made, track="care", text="Bellen", owner=cast.people["noor"],
            due_on=local_day(at) + timedelta(days=3), at=at,
        )  # fmt: skip
    return made


def offered(desk, cast, case, at, *, to="eva", days=7):
    noor = desk()
    with acting(noor.context(at)):
        return handover.propose(
            actor=noor, record=case, to=cast.function_of(to), why="Verhuisd naar Waterhoven",
            deadline=local_day(at) + timedelta(days=days), key=uuid4(), at=at,
        )  # fmt: skip


def accepted(desk, found, at, *, by="eva"):
    who = desk(by)
    with acting(who.context(at)):
        return handover.accept(actor=who, handover=Handover.objects.get(pk=found.pk), at=at)


class TestSilentOverwrites:
    """(a) Two edits to one field never lose one."""

    def test_the_second_edit_is_kept_beside_the_first_and_a_person_chooses(self, desk, case, at):
        noor, daan = desk("noor"), desk("daan")
        with acting(noor.context(at)):
            theirs = Case.objects.get(pk=case.pk)
            cases.change_case(actor=noor, case=theirs, changes={"summary": "van Noor"}, expected=case.version, at=at)
        with acting(daan.context(at)), pytest.raises(EditConflict) as conflict:
            cases.change_case(actor=daan, case=case, changes={"summary": "van Daan"}, expected=case.version, at=at)
        assert conflict.value.stored.summary == "van Noor"
        assert conflict.value.attempted == {"summary": "van Daan"}

    def test_an_edit_made_before_a_handover_does_not_land_after_it(self, desk, cast, case, at):
        before = case.version
        accepted(desk, offered(desk, cast, case, at), at)
        eva = desk("eva")
        with acting(eva.context(at)):
            mine = Case.objects.get(pk=case.pk)
        with acting(eva.context(at)), pytest.raises(EditConflict):
            cases.change_case(actor=eva, case=mine, changes={"summary": "oud"}, expected=before, at=at)


class TestHandoverIsWhole:
    """(c) A named whole moves; nothing stays behind, and it is never pseudonymised."""

    def test_every_row_that_hangs_on_the_case_moves(self, desk, cast, case, at):
        with acting(desk().context(at)):
            before = whole.parts_of(case)
        assert {"casework_case", "casework_caseperson", "casework_signal", "casework_weighing"} <= before.keys()
        found = accepted(desk, offered(desk, cast, case, at), at)
        with acting(desk("eva").context(at)):
            after = whole.parts_of(Case.objects.get(pk=case.pk))
        assert {k: n for k, n in after.items() if "event" not in k} == {
            k: n for k, n in before.items() if "event" not in k
        }
        assert found.parts.keys() == before.keys()
        with acting(desk().context(at)), connection.cursor() as cursor:  # what the sender still sees of it
            for table in before:
                cursor.execute(f"select count(*) from {table}")
                assert cursor.fetchone() == (0,), table

    def test_no_table_that_hangs_on_a_record_can_be_forgotten(self):
        """The database finds them by their keys; the words for the preview must know them all."""
        hanging, waiting = set(), {"casework_case", "casework_signal"}
        while waiting:
            parent = waiting.pop()
            hanging.add(parent)
            children = {
                model._meta.db_table
                for model in our_models()
                for field in model._meta.local_fields
                if field.remote_field and field.remote_field.model._meta.db_table == parent
                and {f.name for f in model._meta.local_fields} >= {"owning_unit"}
            }  # fmt: skip
            waiting |= children - hanging
        assert sorted(hanging - rules.PARTS.keys()) == []

    def test_every_table_that_names_a_record_by_key_moves_or_says_why_it_stays(self):
        named = {
            m._meta.db_table for m in our_models()
            if {"kind", "record", "owning_unit"} <= {f.name for f in m._meta.local_fields}
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("select prosrc from pg_proc where proname = 'zicht_take_handover'")
            source = cursor.fetchone()[0]
        stays = {t for t in named if t in source.split("string_to_array('")[1].split("'")[0].split(",")}
        assert stays == {t for t in named if t in rules.STAYS}
        assert all(rules.STAYS.values())

    def test_a_pseudonymised_handover_cannot_even_be_asked_for(self, desk, cast, case, at):
        wanted = set(inspect.signature(handover.propose).parameters)
        assert wanted == {"actor", "record", "to", "why", "deadline", "key", "at"}
        accepted(desk, offered(desk, cast, case, at), at)
        with acting(desk("eva").context(at)):
            assert CasePerson.objects.get().name == "Mila Verzonnen"

    def test_nothing_goes_to_somebody_who_could_not_read_a_part(self, desk, cast, case, at):
        with pytest.raises(NotWhole):
            offered(desk, cast, case, at, to="joris")
        with pytest.raises(NotWhole):
            offered(desk, cast, case, at, to="fatima")
        assert rules.unreadable({"casework_caretrack": 1, "casework_case": 1}, []) == ["casussen", "zorgtrajecten"]

    def test_a_signal_alone_moves_and_its_reporter_hears_it(self, desk, actor, cast, at):
        signal = reported(actor, cast, at)
        accepted(desk, offered(desk, cast, signal, at, to="iris"), at, by="iris")
        sanne = actor("sanne", Purpose.REPORTING)
        with acting(sanne.context(at)):
            told = feedback(Signal.objects.get(pk=signal.pk), at=at)
        assert any("overgenomen" in line.what for line in told.lines)
        with acting(desk("iris").context(at)):
            mine = Signal.objects.get(pk=signal.pk)
            assert (mine.function, mine.owner) == (cast.function_of("iris"), cast.people["iris"])

    def test_a_signal_in_a_case_does_not_go_alone(self, desk, cast, case, at):
        with acting(desk().context(at)):
            signal = Signal.objects.get()
        with pytest.raises(NotWhole, match="Draag de casus over"):
            offered(desk, cast, signal, at)

    def test_permissions_of_the_old_unit_end_and_exclusions_go_along(self, desk, cast, case, at):
        with acting(desk().context(at)):
            grant = Grant.objects.create(
                kind="case", record=case.pk, person=cast.people["marijke"], purpose="case_table", fields=["about"],
                starts=at - timedelta(days=1), ends=at + timedelta(days=9), given_by=cast.people["noor"],
                owning_unit=cast.unit_of("noor"),
            )  # fmt: skip
            Exclusion.objects.create(
                kind="case", record=case.pk, person=cast.people["daan"], reason="family", at=at,
                owning_unit=cast.unit_of("noor"),
            )  # fmt: skip
        accepted(desk, offered(desk, cast, case, at), at)
        with acting(desk().context(at)):
            grant.refresh_from_db()
        assert grant.ends <= at
        with acting(desk("eva").context(at)):
            assert Exclusion.objects.get().owning_unit == cast.unit_of("eva")


class TestOwnershipIsDecided:
    """(d) Ownership changes only by a logged decision; what waits has a deadline and can be withdrawn."""

    def test_no_edit_moves_a_record_to_another_unit(self, desk, cast, case, at, within):
        with within(cast.unit_of("eva")):
            Membership.objects.create(
                person=cast.people["noor"], unit=cast.unit_of("eva"), role="focal_point", valid_from=local_day(at)
            )
        with acting(desk().context(at)):  # she works in both units: row policies allow both
            case.owning_unit = cast.unit_of("eva")
            with pytest.raises(DatabaseError, match="handover only"), transaction.atomic():
                case.save()
            with pytest.raises(ValueError, match="not to be changed"):
                cases.change_case(
                    actor=desk(), case=case, changes={"owning_unit": cast.unit_of("eva")}, expected=1, at=at
                )

    def test_the_decision_stands_in_history_trail_and_handover(self, desk, actor, cast, case, at):
        found = accepted(desk, offered(desk, cast, case, at), at)
        assert (found.state, found.answered_by, found.owning_unit) == (
            "accepted", cast.people["eva"], cast.unit_of("noor")
        )  # fmt: skip
        with acting(desk("eva").context(at)):
            assert CaseEvent.objects.filter(kind="handed_over").count() == 1
            assert SignalEvent.objects.filter(kind="moved", for_reporter=True).count() == 1
        with acting(actor("lotte", Purpose.OVERSIGHT).context(at)):
            acts = set(AuditRow.objects.filter(action__startswith="handover.").values_list("action", flat=True))
        assert acts == {"handover.propose", "handover.accept"}

    def test_the_sender_keeps_a_trace_and_no_content(self, desk, cast, case, at, client_for):
        found = accepted(desk, offered(desk, cast, case, now()), now())
        page = client_for("noor").get(f"/casussen/overdracht/{found.pk}/").content.decode()
        assert "1 casus" in page
        assert "Mila" not in page
        assert client_for("noor").get(f"/casussen/{case.pk}/").status_code == 404
        assert client_for("eva").get(f"/casussen/{case.pk}/").status_code == 200

    def test_the_receiver_decides_on_numbers_not_on_content(self, desk, cast, case, client_for):
        found = offered(desk, cast, case, now())
        page = client_for("eva").get(f"/casussen/overdracht/{found.pk}/").content.decode()
        assert "1 persoon" in page
        assert "Mila" not in page
        assert client_for("eva").get(f"/casussen/{case.pk}/").status_code == 404
        assert client_for("iris").get(f"/casussen/overdracht/{found.pk}/").status_code == 404

    @pytest.mark.parametrize("who", ["noor", "iris", "daan"])
    def test_nobody_but_the_receiver_accepts(self, desk, cast, case, at, who):
        found = offered(desk, cast, case, at)
        with pytest.raises((NotWhole, Handover.DoesNotExist)):
            accepted(desk, found, at, by=who)
        with acting(desk().context(at)):
            assert Case.objects.get(pk=case.pk).owning_unit == cast.unit_of("noor")

    def test_past_its_deadline_nothing_moves(self, desk, cast, case, at):
        found = offered(desk, cast, case, at, days=2)
        with pytest.raises(NotWhole):
            accepted(desk, found, at + timedelta(days=3))
        again = offered(desk, cast, case, at + timedelta(days=3))
        assert accepted(desk, again, at + timedelta(days=4)).state == "accepted"

    def test_withdrawn_is_withdrawn(self, desk, cast, case, at):
        found = offered(desk, cast, case, at)
        with acting(desk().context(at)):
            handover.withdraw(actor=desk(), handover=found, at=at)
        with pytest.raises(NotWhole):
            accepted(desk, found, at)

    def test_refused_with_a_reason_everything_stays(self, desk, cast, case, client_for):
        found = offered(desk, cast, case, now())
        url = f"/casussen/overdracht/{found.pk}/"
        assert client_for("eva").post(url, {"do": "refuse", "reason": ""}).status_code == 422
        client_for("eva").post(url, {"do": "refuse", "reason": "Woont hier niet."})
        assert "Woont hier niet." in client_for("noor").get(url).content.decode()
        assert client_for("noor").get(f"/casussen/{case.pk}/").status_code == 200

    def test_a_forged_handover_moves_nothing(self, desk, cast, case, at):
        """The receiver rewrites a proposal with plain SQL, or makes one in the sender's name."""
        other = Handover(
            owning_unit=cast.unit_of("noor"), to_unit=cast.unit_of("eva"), to_function=cast.function_of("eva"),
            kind="case", record=case.pk, reference=case.reference, why="x", proposed_by=cast.people["noor"],
            proposed_at=at, deadline=local_day(at),
        )  # fmt: skip
        found = offered(desk, cast, case, at)
        with acting(desk("eva").context(at)):
            with pytest.raises(DatabaseError), transaction.atomic():
                other.save(force_insert=True)
            for change in ({"record": uuid4()}, {"state": "accepted"}):
                with pytest.raises(DatabaseError, match="not rewritten"), transaction.atomic():
                    Handover.objects.filter(pk=found.pk).update(**change)


class TestALeaver:
    """(i) A leaver's work is reassigned before the account closes."""

    def test_the_seat_ends_after_the_work_was_handed_over(self, client_for, cast, case, desk):
        ruben, seat = client_for("ruben"), Membership.objects.get(person=cast.people["noor"])
        answer = ruben.post(f"/toegang/plekken/{seat.pk}/einde/", follow=True).content.decode()
        assert "1 casus, 1 actie" in answer
        assert "Proef" not in answer
        people = {"giver": cast.people["noor"].pk, "taker": cast.people["daan"].pk}
        assert client_for("daan").post("/casussen/werk-overdragen/", people).status_code == 302
        ruben.post(f"/toegang/plekken/{seat.pk}/einde/")
        seat.refresh_from_db()
        assert seat.valid_to is not None
        with acting(desk("daan").context(now())):
            assert Case.objects.get().owner == cast.people["daan"]
            assert CaseEvent.objects.filter(kind="work_moved").count() == 1

    def test_a_stolen_laptop_is_blocked_at_once_and_the_unit_sees_what_is_left(self, client_for, cast, case):
        client_for("ruben").post(f"/toegang/mensen/{cast.people['noor'].key}/blokkeren/", {"blokkeren": "1"})
        assert not Person.objects.get(pk=cast.people["noor"].pk).is_active
        page = client_for("daan").get("/casussen/werk-overdragen/").content.decode()
        assert "Werk zonder eigenaar" in page
        assert "1 casus, 1 actie" in page
        assert "over te nemen" in client_for("daan").get("/start/").content.decode()

    def test_an_administrator_of_another_house_counts_nothing(self, actor, cast, case, at):
        ruben = actor("ruben", Purpose.ADMINISTRATION)
        from zicht.casework.moving.holdings import open_work

        with acting(ruben.context(at)):
            assert open_work(cast.people["noor"].pk, cast.unit_of("noor").pk)
            assert open_work(cast.people["noor"].pk, cast.unit_of("eva").pk) == []
        with acting(actor("eva", Purpose.SIGNAL_HANDLING).context(at)):
            assert open_work(cast.people["noor"].pk, cast.unit_of("noor").pk) == []

    def test_work_goes_only_to_who_works_here(self, desk, cast, case, at):
        with acting(desk().context(at)), pytest.raises(ValueError, match="works in this unit"):
            work.hand_over(
                actor=desk(), unit=cast.unit_of("noor"), giver=cast.people["noor"], taker=cast.people["eva"], at=at
            )
