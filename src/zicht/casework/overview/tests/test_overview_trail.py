# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What was done with what is held: each field that an overview tells beside the record itself."""

from datetime import timedelta
from uuid import uuid4

import pytest

from zicht.access.models import EmergencyAccess
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.context import acting
from zicht.casework.cases import actions as cases
from zicht.casework.cases.models import FieldOrigin
from zicht.casework.intake.actions import append_event
from zicht.casework.intake.models import SignalEvent
from zicht.casework.intake.tests.helping import reported
from zicht.casework.matching.models import Contact
from zicht.casework.moving import asking, handover
from zicht.casework.overview import actions, collect, document, gate
from zicht.casework.overview.models import SubjectRequest
from zicht.casework.overview.telling import facts_of
from zicht.casework.sharing.models import InfoRequest, ReceivedPackage
from zicht.exchange import formats

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def noor(actor):
    return actor("noor", Purpose.SIGNAL_HANDLING)


@pytest.fixture
def person(noor, cast, at, actor):
    signal = reported(actor, cast, at, fact="Hij slaapt in de loods.")
    with acting(noor.context(at)):
        case = cases.open_case(
            actor=noor, unit=cast.unit_of("noor"), title="Loods", about="person", forms=["AU"], age_class="adult",
            acute=False, summary="", owner=cast.people["noor"], at=at,
        )  # fmt: skip
        signal.case = case
        signal.save(update_fields=["case"])
        return cases.add_person(actor=noor, case=case, roles=["possible_victim"], name="Milosz Wozniak", at=at)


def items_of(noor, person, at):
    with acting(noor.context(at)):
        return collect.items_about(noor, person, at=at)


def item_with(items, words):
    (found,) = [item for item in items if any(words in cell for cell in item.cells)]
    return found


def test_the_history_of_case_and_signal_is_told_without_names_of_workers(noor, person, cast, at):
    with acting(noor.context(at)):
        case, signal = person.case, person.case.signals.get()
        cases.note_event(actor=noor, case=case, kind="waiting", note="Er is geen bed vrij.", at=at)
        cases.note_event(actor=noor, case=case, kind="work_moved", note="Van Noor Verbeek naar Daan Postma.", at=at)
        cases.note_event(actor=noor, case=case, kind="changed", changes={"fields": ["summary"]}, at=at)
        append_event(
            actor=noor, signal=signal, kind="corrected", note="Het was de schuur.", at=at,
            changes={"fact": ["Hij slaapt buiten.", "Hij slaapt in de schuur."]},
        )  # fmt: skip
    items = items_of(noor, person, at)
    waited = item_with(items, "geen bed vrij")
    assert (waited.part, waited.free, waited.cells[1]) == ("history", True, "Wacht op capaciteit")
    assert "wacht op capaciteit, 16 november 2026" in waited.choice_label
    assert item_with(items, "Gewijzigd: samenvatting").part == "history"
    assert "was Hij slaapt buiten" in item_with(items, "Het was de schuur").cells[2]
    told = str([item.cells for item in items])
    assert [name for name in ("Noor Verbeek", "Daan Postma") if name in told] == []


def test_what_the_reporter_heard_is_left_out_with_its_ground(noor, person, at):
    with acting(noor.context(at)):
        signal = person.case.signals.get()
        SignalEvent(
            owning_unit=signal.owning_unit, signal=signal, actor="x", kind="closed", note="Dank, buurvrouw.",
            for_reporter=True, at=at,
        ).save(force_insert=True)  # fmt: skip
    items = items_of(noor, person, at)
    assert "buurvrouw" not in str(items)
    assert [i.ground for i in items if i.part == "history" and i.ground] == ["reporter"]


def test_a_likeness_is_told_only_after_somebody_looked(noor, person, cast, at):
    with acting(noor.context(at)):
        Contact(
            owning_unit=person.owning_unit, pair=uuid4(), record_kind="case", record=person.case_id,
            other_unit=cast.unit_of("eva"), covenant=uuid4(), purpose="signal_handling", kinds=["phone"], asked=True,
            made_at=at, verdict="same", verdict_reason="Zelfde bijnaam.", shared=True, other_verdict="unclear",
            other_reason="Nog onder de loep.", verdict_at=at,
        ).save(force_insert=True)  # fmt: skip
    items = items_of(noor, person, at)
    ours, theirs = item_with(items, "Zelfde bijnaam"), item_with(items, "Nog onder de loep")
    assert (ours.free, theirs.free) == (True, True)
    assert "telefoonnummer" in ours.cells[1]
    # Whoever chooses reads whom to ask first; the person does not read which organisation it is.
    assert "Waterhoven" in ours.advice
    assert "Waterhoven" not in str(ours.cells)
    given = [i for i in items if i.key.startswith("contact.") and i.part == "given"]
    assert [(i.free, "Waterhoven" in i.cells[0]) for i in given] == [(True, True)]


def test_a_move_is_told_with_why_and_answer(noor, actor, person, cast, at):
    with acting(noor.context(at)):
        offered = handover.propose(
            actor=noor, record=person.case, to=cast.function_of("eva"), why="Hij is verhuisd.",
            deadline=local_day(at) + timedelta(days=7), key=uuid4(), at=at,
        )  # fmt: skip
    eva = actor("eva", Purpose.SIGNAL_HANDLING)
    with acting(eva.context(at)):
        handover.refuse(actor=eva, handover=offered, reason="Geen plek hier.", at=at)
    items = items_of(noor, person, at)
    assert item_with(items, "Hij is verhuisd.").cells[0] == "Waarom"
    assert item_with(items, "Geen plek hier.").cells[0] == "Antwoord op de overdracht"
    assert [i for i in items if i.key.startswith("handover.") and i.key.endswith(".forms")]
    assert [i.cells[5] for i in items if i.key.startswith("moved.")] == ["geweigerd"]


def package(person, cast, at):
    body = formats.Package(
        reference="P-1", purpose="signal_handling", legal_basis="wettelijke_taak", necessity="Nodig.",
        ends_on=local_day(at) + timedelta(days=30), case={"summary": "Gezien bij de kade."},
    )  # fmt: skip
    return ReceivedPackage(
        owning_unit=person.owning_unit, from_unit=cast.unit_of("eva"), message=uuid4(), received_at=at,
        purpose="signal_handling", legal_basis="wettelijke_taak", necessity="Anders mist er iets.",
        proportionality="Alleen de plek.", body=body.body(), ends_on=local_day(at) + timedelta(days=30),
        state="accepted", answer_reason="Past bij onze zaak.", feedback="Hij is gesproken.", case=person.case,
    )  # fmt: skip


def test_what_others_sent_asked_and_wrote_is_told(noor, person, cast, at):
    with acting(noor.context(at)):
        package(person, cast, at).save(force_insert=True)
        InfoRequest(
            owning_unit=person.owning_unit, other_unit=cast.unit_of("eva"), message=uuid4(), direction="out",
            case=person.case, about="De man van de kade.", purpose="signal_handling", reason="Wij zoeken hem.",
            answer_by=local_day(at), made_at=at, answer_reason="Niet bekend bij ons.",
        ).save(force_insert=True)  # fmt: skip
        FieldOrigin(
            owning_unit=person.owning_unit, case=person.case, field="summary", origin_unit=cast.unit_of("eva"),
            first_unit="Waterhoven", disclosure=uuid4(), regime="avg", ends_on=local_day(at),
            value="Gezien.", addition="Ook op dinsdag.",
        ).save(force_insert=True)  # fmt: skip
    items = items_of(noor, person, at)
    for words in (
        "Anders mist er iets.", "Alleen de plek.", "Past bij onze zaak.", "Hij is gesproken.", "De man van de kade.",
        "Wij zoeken hem.", "Niet bekend bij ons.", "Ook op dinsdag.", "Gezien bij de kade.",
    ):  # fmt: skip
        assert item_with(items, words).free, words
    assert [i.cells[2] for i in items if i.key.startswith("source.")].count("als pakket met gekozen gegevens") == 1


def test_who_asked_to_look_in_is_told_with_why(noor, actor, person, cast, at):
    eva = actor("eva", Purpose.SIGNAL_HANDLING)
    with acting(eva.context(at)):
        asked = asking.ask(
            actor=eva, to=cast.function_of("noor"), reference=person.case.reference, why="Wij kennen zijn broer.",
            days=3, key=uuid4(), at=at,
        )  # fmt: skip
    with acting(noor.context(at)):
        asking.give(
            actor=noor, request=asked, record=person.case, fields=["about"], last=local_day(at) + timedelta(days=2),
            reason="Alleen de vorm.", at=at,
        )  # fmt: skip
    items = items_of(noor, person, at)
    assert item_with(items, "Wij kennen zijn broer.").free
    assert item_with(items, "Alleen de vorm.").cells[0] == "Antwoord op de vraag om toegang"
    told = [i.cells[1] for i in items if i.key.startswith("event.")]
    # The name of who got access is a worker's: not even in the step.
    assert [words for words in told if "Eva" in words] == []


def test_access_in_need_is_told_with_its_reason_and_its_judgement():
    made = EmergencyAccess(reason="Hij werd nu bedreigd.", judgement="Terecht.")
    told = [(i.cells[0], i.cells[1], i.free) for i in facts_of(made, "emergency.1", "noodtoegang")]
    assert ("Waarom", "Hij werd nu bedreigd.", True) in told
    assert ("Oordeel van de functionaris gegevensbescherming", "Terecht.", True) in told


def test_nothing_of_it_leaves_before_somebody_looked_and_then_it_stands_in_the_document(noor, person, cast, at):
    with acting(noor.context(at)):
        cases.note_event(actor=noor, case=person.case, kind="waiting", note="Er is geen bed vrij.", at=at)
        asked = actions.ask(
            actor=noor, about=person, asked_by="self", asked_on=at.date(), identity_check="known", blocked=False,
            made_by=cast.people["noor"], at=at,
        )  # fmt: skip
        items = collect.items_about(noor, gate.about(noor, asked, at=at), at=at)
        waits = [i.key for i in items if i.free]
        assert waits
        actions.choose(actor=noor, request=asked, grounds=dict.fromkeys(waits, ""), reasons={}, at=at)
        made = document.overview(asked, items, actions.choices_of(asked), at=at)
    (part,) = [p for p in made.parts if p.code == "history"]
    assert "Er is geen bed vrij." in str(part.rows)
    assert document.pdf(made, at=at).startswith(b"%PDF")


def test_the_privacy_officer_changes_a_request_only_while_it_lies_there(noor, actor, person, cast, at):
    """The second wall, in plain SQL: not one that is being answered, and not into being answered."""
    given = {"about": person, "asked_by": "guardian", "asked_on": at.date(), "identity_check": "known"}
    with acting(noor.context(at)):
        made = [
            actions.ask(actor=noor, blocked=blocked, made_by=cast.people["noor"], at=at, **given)
            for blocked in (True, False)
        ]
    lotte = actor("lotte", Purpose.OVERSIGHT)
    with acting(lotte.context(at)):
        for request, changed in zip(made, (1, 0), strict=True):
            found = SubjectRequest.objects.filter(pk=request.pk)
            assert found.count() == 1
            assert found.update(state="open", decision="person") == changed
