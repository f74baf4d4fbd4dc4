# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Complaints of users of other systems about keeping, each turned into what must happen here (rules f, g, h)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections

from conftest import AT
from tests.rows import Filler
from zicht.access.actors import for_job
from zicht.access.models import AuditRow
from zicht.access.roles import Purpose
from zicht.base import keystore
from zicht.base.clock import local_day
from zicht.base.context import transaction_as
from zicht.casework.cases.actions import close_case, open_case, reopen_case
from zicht.casework.cases.keeping import from_package, inherited
from zicht.casework.cases.models import Case, CaseEvent
from zicht.casework.intake.actions import post_message
from zicht.casework.intake.entry import ThingEntry
from zicht.casework.intake.handling import reopen
from zicht.casework.intake.models import Signal, SignalEvent, SignalThing
from zicht.casework.retention import actions, replay
from zicht.casework.retention.destroy import destroy_list
from zicht.casework.retention.models import Certificate, RetentionItem, RetentionList, Tombstone
from zicht.casework.retention.run import run
from zicht.casework.retention.tests.helping import Keeper
from zicht.casework.sharing.actions import Choice, accept_package, contents
from zicht.casework.sharing.models import ReceivedPackage
from zicht.casework.sharing.rules import Receiver
from zicht.exchange.actions import send
from zicht.exchange.delivery import deliver_due
from zicht.register.matching import compare
from zicht.register.models import Report, Victim
from zicht.web.demo.cast import read_cast

pytestmark = pytest.mark.database
LONG_AGO = AT - timedelta(days=200)
ENDED = AT - timedelta(days=150)
PHONE = ThingEntry(kind="phone", value="0612345678", ground="coercion", ground_note="Zij mag zelf niet opnemen.")


@pytest.fixture
def keeper(committed, cast, actor):
    return Keeper(cast, actor)


def owner_count(model, **wanted):
    return model.objects.using("owner").filter(**wanted).count()


def test_f_reopening_never_lengthens_a_term_silently(keeper):
    signal = keeper.ended(keeper.signal(LONG_AGO), "no_trafficking", ENDED)
    first = signal.keep_until
    assert first is not None
    with transaction_as(keeper.noor.context(AT)):
        reopen(actor=keeper.noor, signal=signal, reason="Nieuw bericht.", expected=signal.version, at=AT)
    assert signal.keep_until == first
    again = keeper.ended(signal, "harmed", AT)
    assert again.keep_until == first
    case = keeper.closed(keeper.case(LONG_AGO), "no_trafficking", ENDED)
    first = case.keep_until
    with transaction_as(keeper.noor.context(AT)):
        reopen_case(actor=keeper.noor, case=case, note="Nieuw bericht.", expected=case.version, at=AT)
    assert keeper.closed(case, "harmed", AT).keep_until == first


def test_f_a_copy_is_not_kept_longer_than_it_was_shared_for(keeper):
    ends = local_day(AT) + timedelta(days=30)
    given = from_package(ends_on=ends, received=local_day(LONG_AGO))
    copy = keeper.case(LONG_AGO, origin="package", inherits=given)
    assert copy.keep_until == given["keep_until"]
    assert copy.keep_until < ends + timedelta(days=32)
    # Trafficking is kept for five years; the copy is not, unless somebody says so and why.
    assert keeper.closed(copy, "passed_on", AT).keep_until == given["keep_until"]


def taken_over(keeper, case, *, ends):
    """Noor sends the case to eva, who takes it over; the copy and what the package says."""
    to = keeper.cast.unit_of("eva")
    choice = Choice(
        to_unit=to, receiver=Receiver.CARE, fields=("about", "forms"), persons=frozenset(), purpose="signal_handling",
        legal_basis="avg_6_1_e", necessity="De gemeente gaat verder.", ends_on=ends, informed="informed",
        answer_by=ends,
    )  # fmt: skip
    with transaction_as(keeper.noor.context(AT)):
        case = Case.objects.select_related("owning_unit__organisation").get(pk=case.pk)
        body = contents(case, choice).body()
        send(
            actor=keeper.noor, from_unit=case.owning_unit, to_unit=to, kind="casework.package", body=body, at=AT
        )  # fmt: skip
    deliver_due(at=AT)
    eva = keeper.actor("eva", Purpose.SIGNAL_HANDLING)
    with transaction_as(eva.context(AT)):
        package = ReceivedPackage.objects.get(state="waiting")
        found = accept_package(actor=eva, package=package, person=keeper.cast.people["eva"], at=AT)
        return Case.objects.get(pk=found.case_id), body


def test_f_a_copy_through_a_package_never_outlives_the_senders_own(keeper):
    day = local_day(AT)
    # The sender's own case ended, was opened again and goes in two months; it is shared for a year.
    case = keeper.closed(keeper.case(LONG_AGO), "no_trafficking", AT - timedelta(days=120))
    with transaction_as(keeper.noor.context(AT)):
        reopen_case(actor=keeper.noor, case=case, note="Nieuw bericht.", expected=case.version, at=AT)
    assert day < case.keep_until < day + timedelta(days=70)
    copy, told = taken_over(keeper, case, ends=day + timedelta(days=365))
    assert told["keep_until"] == case.keep_until.isoformat()
    assert copy.keep_until == case.keep_until
    # Where the sender's term does not run yet, the end of the sharing counts.
    running, told = taken_over(keeper, keeper.case(AT), ends=day + timedelta(days=30))
    assert told["keep_until"] is None
    assert running.keep_until == from_package(ends_on=day + timedelta(days=30), received=day)["keep_until"]


def test_f_what_was_investigated_and_what_was_supervised_each_follow_their_own_act(keeper):
    ends = {}
    for purpose in (Purpose.SUPERVISION, Purpose.INVESTIGATION):
        stefan = keeper.actor("stefan", purpose)
        with transaction_as(stefan.context(AT)):
            case = open_case(
                actor=stefan, unit=keeper.cast.unit_of("stefan"), title="Proef", about="place", forms=[],
                age_class="unknown", acute=False, summary="", owner=keeper.cast.people["stefan"], at=LONG_AGO,
            )  # fmt: skip
            close_case(actor=stefan, case=case, outcome="no_trafficking", note="Klaar.", expected=case.version, at=AT)
        ends[case.regime] = case.keep_basis
    assert ends == {"avg": "case-avg-no_trafficking", "wpg": "case-wpg-other"}


def test_f_out_of_a_case_a_signal_takes_the_earlier_day_along(keeper):
    day = local_day(AT)
    assert inherited(day, None, day - timedelta(days=9)) == day - timedelta(days=9)
    assert inherited(None, None) is None


def test_f_keeping_longer_is_an_act_with_a_reason_that_stays_visible(keeper):
    signal = keeper.ended(keeper.signal(LONG_AGO), "no_trafficking", ENDED)
    found = keeper.make(AT)
    (item,) = [i for i in keeper.items(found, AT) if i.kind == "signal"]
    day = local_day(AT) + timedelta(days=60)
    with transaction_as(keeper.noor.context(AT)):
        item = RetentionItem.objects.select_related("list").get(pk=item.pk)
        with pytest.raises(actions.NotNow):
            actions.keep_longer(actor=keeper.noor, item=item, keep_to=day, reason=" ", expected=item.version, at=AT)
        actions.keep_longer(
            actor=keeper.noor,
            item=item,
            keep_to=day,
            reason="De inspectie vroeg ernaar.",
            expected=item.version,
            at=AT,
        )
        assert Signal.objects.get(pk=signal.pk).keep_until == day
        event = SignalEvent.objects.get(signal=signal, kind="kept_longer")
    assert event.note == "De inspectie vroeg ernaar."
    assert event.changes["keep_until"][1] == day.isoformat()
    assert owner_count(AuditRow, action="retention.keep_longer") == 1


def test_g_nothing_is_destroyed_while_a_message_lies_unread(keeper, cast, actor):
    signal = keeper.ended(keeper.signal(LONG_AGO), "no_trafficking", ENDED)
    quiet = keeper.ended(keeper.signal(LONG_AGO), "no_trafficking", ENDED)
    found = keeper.approved(keeper.make(AT), AT)
    # After the approval, a day before the destruction, the reporter writes again.
    sanne = actor("sanne", Purpose.REPORTING)
    with transaction_as(sanne.context(AT)):
        own = Signal.objects.get(pk=signal.pk)
        post_message(actor=sanne, signal=own, text="Ik zag haar weer.", from_reporter=True, at=AT)
    destroy_list(keeper.unit.pk, found.pk, at=AT + timedelta(days=1))
    assert owner_count(Signal, pk=signal.pk) == 1
    assert owner_count(Signal, pk=quiet.pk) == 0
    blocked = RetentionItem.objects.using("owner").filter(list=found, state="blocked")
    # The signal, and who reported it: somebody who writes must be answered.
    assert {(i.kind, i.blocked) for i in blocked} == {("signal", "unread"), ("reporter_identity", "unread")}
    assert {i.parent or i.record for i in blocked} == {signal.pk}
    assert Certificate.objects.using("owner").get(list=found).blocked == 2


def test_g_what_is_gone_leaves_a_trace_without_personal_data_and_a_certificate(keeper):
    signal = keeper.ended(keeper.signal(LONG_AGO, things=(PHONE,)), "no_trafficking", ENDED)
    found = keeper.approved(keeper.make(AT), AT)
    kinds = {i.kind for i in keeper.items(found, AT)}
    assert {"thing", "signal"} <= kinds
    destroy_list(keeper.unit.pk, found.pk, at=AT)
    for model in (Signal, SignalThing, SignalEvent):
        assert owner_count(model) == 0
    stone = Tombstone.objects.using("owner").get()
    assert (stone.kind, stone.outcome, stone.year) == ("signal", "no_trafficking", LONG_AGO.year)
    columns = {f.name for f in Tombstone._meta.get_fields()}
    assert columns == {"id", "owning_unit", "kind", "outcome", "year", "municipality"}
    proof = Certificate.objects.using("owner").get(list=found)
    assert proof.counts["signal"] == 1
    assert proof.counts["thing"] == 1
    assert not RetentionItem.objects.using("owner").filter(list=found).exclude(record=None).exists()
    # The key is gone too: an old backup cannot be read.
    assert signal.pk in keystore.destroyed()


def test_g_the_database_destroys_nothing_that_nobody_approved(keeper):
    signal = keeper.ended(keeper.signal(LONG_AGO), "no_trafficking", ENDED)
    found = keeper.make(AT)
    job = for_job(keeper.unit.pk)
    with transaction_as(job.context(AT)):
        item = RetentionItem.objects.get(list=found, kind="signal")
        RetentionItem.objects.filter(pk=item.pk).update(choice="agree")
        RetentionList.objects.filter(pk=found.pk).update(state="approved")
    for context in (job.context(AT), keeper.noor.context(AT), keeper.lotte.context(AT)):
        with pytest.raises(DatabaseError), transaction_as(context), connection.cursor() as cursor:
            cursor.execute("select zicht_destroy(%s)", [item.pk])
    # Without the check the function has only the rights of its caller, who cannot take history away.
    with pytest.raises(DatabaseError), transaction_as(job.context(AT)), connection.cursor() as cursor:
        cursor.execute("select zicht_uproot('casework_signal', %s)", [signal.pk])
    # Nobody but a privacy officer writes an approval, and only in the own name.
    with pytest.raises(DatabaseError), transaction_as(job.context(AT)), connection.cursor() as cursor:
        cursor.execute(
            "insert into casework_retentionapproval (owning_unit_id, list_id, approved_by_id, note, at, trace)"
            " values (%s, %s, %s, '', now(), '')",
            [keeper.unit.pk, found.pk, keeper.cast.people["lotte"].pk],
        )
    assert owner_count(Signal, pk=signal.pk) == 1


def test_g_a_run_that_was_killed_goes_on_where_it_stopped(keeper, monkeypatch):
    for _ in range(3):
        keeper.ended(keeper.signal(LONG_AGO), "no_trafficking", ENDED)
    found = keeper.approved(keeper.make(AT), AT)
    calls, destroys = [], keystore.destroy

    def dies(records):
        if len(records) == 1:  # who reported: a row and a key of its own, and first
            return destroys(records)
        calls.append(list(records))
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("zicht.casework.retention.destroy.keystore.destroy", dies)
        with pytest.raises(KeyboardInterrupt):
            destroy_list(keeper.unit.pk, found.pk, at=AT)
    assert owner_count(Signal) == 2
    assert owner_count(Certificate) == 0
    (half,) = RetentionItem.objects.using("owner").filter(list=found, state="unlocked")
    assert set(half.keys_left) == set(calls[0])
    destroy_list(keeper.unit.pk, found.pk, at=AT)
    assert owner_count(Signal) == 0
    assert Certificate.objects.using("owner").get(list=found).counts["signal"] == 3
    assert owner_count(Tombstone) == 3
    assert calls[0][0] in keystore.destroyed()


def test_g_after_a_restore_what_was_destroyed_is_taken_out_again(keeper):
    signal = keeper.ended(keeper.signal(LONG_AGO), "no_trafficking", ENDED)
    case = keeper.closed(keeper.case(LONG_AGO), "no_trafficking", ENDED)
    assert replay.replay(frozenset({signal.pk, case.pk}), "owner") == 2
    connections["owner"].close()
    assert owner_count(Signal) == owner_count(Case) == owner_count(CaseEvent) == 0
    assert sorted(Tombstone.objects.using("owner").values_list("kind", flat=True)) == ["case", "signal"]


def test_g_the_command_only_counts_when_it_is_asked_to(keeper, capsys):
    keeper.ended(keeper.signal(LONG_AGO), "no_trafficking", ENDED)
    run(at=AT, dry=True)
    told = capsys.readouterr().out
    assert "1 signalen" in told
    assert "S-" not in told
    assert owner_count(RetentionList) == 0
    run(at=AT, dry=False)
    assert owner_count(RetentionList) == 1
    assert owner_count(Signal) == 1


def test_g_a_case_goes_with_its_people_and_history_after_its_term(keeper):
    long_ago = AT - timedelta(days=400)
    case = keeper.closed(keeper.case(long_ago), "no_trafficking", AT - timedelta(days=300))
    found = keeper.approved(keeper.make(AT), AT)
    destroy_list(keeper.unit.pk, found.pk, at=AT)
    assert owner_count(Case, pk=case.pk) == 0
    assert owner_count(CaseEvent) == 0
    assert owner_count(Tombstone, kind="case", outcome="no_trafficking") == 1


def test_the_count_of_unfounded_signals_stays(keeper, client_for, monkeypatch):
    for _ in range(2):
        keeper.ended(keeper.signal(LONG_AGO), "no_trafficking", ENDED)
    found = keeper.approved(keeper.make(AT), AT)
    destroy_list(keeper.unit.pk, found.pk, at=AT)
    keeper.ended(keeper.signal(AT), "no_trafficking", AT)
    monkeypatch.setattr("zicht.access.middleware.now", lambda: AT + timedelta(hours=1))
    page = client_for("noor").get("/casussen/bewaartermijnen/")
    (row,) = page.context["ended"]
    assert (row["here"], row["gone"], row["all"]) == (1, 2, 3)


def test_a_vague_signal_is_looked_at_again_and_that_lengthens_nothing(keeper, client_for, monkeypatch):
    signal = keeper.ended(keeper.signal(LONG_AGO), "insufficient_information", AT - timedelta(days=190))
    until = signal.keep_until
    assert signal.review_on is not None
    monkeypatch.setattr("zicht.access.middleware.now", lambda: AT + timedelta(hours=1))
    noor = client_for("noor")
    assert signal.reference in noor.get("/signalen/opnieuw-bekijken/").content.decode()
    form = {"version": signal.version, "keep": "yes", "reason": "Nog steeds te weinig."}
    assert noor.post(f"/signalen/{signal.pk}/opnieuw-bekijken/", form).status_code == 302
    stored = Signal.objects.using("owner").get(pk=signal.pk)
    assert stored.keep_until == until
    assert stored.review_on is not None
    assert stored.review_on <= until
    form = {"version": stored.version, "keep": "no", "reason": "Het bleek een verhuizing."}
    assert noor.post(f"/signalen/{signal.pk}/opnieuw-bekijken/", form).status_code == 302
    stored = Signal.objects.using("owner").get(pk=signal.pk)
    assert (stored.review_on, stored.outcome) == (None, "no_trafficking")
    assert stored.keep_until < until


def test_h_a_likeness_found_by_the_machine_is_never_a_registered_fact(keeper, client_for, monkeypatch):
    cast = read_cast(using="owner")
    unit = cast.unit_of("tom")
    given = {"Unit": unit, "Organisation": unit.organisation, "Person": cast.people["tom"]}
    filler = Filler(given=given, at=AT)
    shared = {"state": "entered", "reporter_group": "police", "basis": "duty", "year": 2026, "sex": "female"}
    alike = []
    for _ in range(2):
        filler.made.pop(Victim, None)
        alike.append(filler.new(Report, nationality="PL", birth_year=1999, **shared))
    one, two = alike
    assert compare(one, two)
    monkeypatch.setattr("zicht.access.middleware.now", lambda: AT)
    tom = client_for("tom")
    page = tom.get(f"/register/meldingen/{one.pk}/koppelen/")
    assert page.status_code == 200
    stored = Report.objects.using("owner").filter(pk__in=[one.pk, two.pk]).values_list("victim", flat=True)
    # However alike: two victims until a registrar says so, with a reason.
    assert len(set(stored)) == 2
    assert not one.events.using("owner").filter(kind="linked").exists()
