# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A person asks what is held: the pages, the files, who sees what, and what never leaves."""

import io
import zipfile
from datetime import date, timedelta

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zicht.access.models import AuditRow
from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.casework.cases import actions as cases
from zicht.casework.intake.models import SignalSubject
from zicht.casework.intake.tests.helping import reported
from zicht.casework.overview import actions, collect, document, gate, rules
from zicht.casework.overview.models import ItemChoice, SubjectRequest

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NAME = "Milosz Wozniak"
REPORTER = "Bezorgde Buurvrouw"


@pytest.fixture
def noor(actor):
    return actor("noor", Purpose.SIGNAL_HANDLING)


@pytest.fixture
def person(noor, cast, at, actor):
    """Somebody in a case that began with a signal of Sanne."""
    signal = reported(actor, cast, at, fact="Hij slaapt in de loods.", reporter_name=REPORTER)
    with acting(noor.context(at)):
        case = cases.open_case(
            actor=noor, unit=cast.unit_of("noor"), title="Loods", about="person", forms=["AU"], age_class="adult",
            acute=False, summary="Er is een tweede man die Karel heet.", owner=cast.people["noor"], at=at,
        )  # fmt: skip
        signal.case = case
        signal.save(update_fields=["case"])
        return cases.add_person(
            actor=noor, case=case, roles=["possible_victim"], name=NAME, birth_year=1999, nationality="PL",
            safe_contact="Via de huisarts", family_involved="no", note="Is bang.", at=at,
        )  # fmt: skip


@pytest.fixture
def asked(noor, person, cast, at):
    with acting(noor.context(at)):
        return actions.ask(
            actor=noor, about=person, asked_by="self", asked_on=at.date(), identity_check="known", blocked=False,
            made_by=cast.people["noor"], at=at,
        )  # fmt: skip


def decided(noor, asked, at, **grounds):
    """Everything given but what is named: by the last word of the item's key."""
    with acting(noor.context(at)):
        items = collect.items_about(noor, gate.about(noor, asked, at=at), at=at)
        chosen = {i.key: grounds.get(i.key.rpartition(".")[2], "") for i in items if not i.ground}
        actions.choose(actor=noor, request=asked, grounds=chosen, reasons=dict.fromkeys(chosen, "Daarom."), at=at)
    return items


def text_of(file: bytes) -> str:
    """All text of a PDF, by the map of each font from signs to letters."""
    import shutil
    import subprocess

    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not here")
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=file, capture_output=True, check=True
    ).stdout.decode()


def test_somebody_asks_and_the_answer_is_due_in_a_month(client_for, person, at):
    client = client_for("noor")
    url = reverse("overview:ask", args=[person.pk])
    assert "een maand" in client.get(url).content.decode()
    answer = client.post(url, {"asked_by": "self", "asked_on": "01-11-2026", "identity_check": "document_seen"})
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert "1 december 2026" in page
    assert NAME in page
    assert "Eerst lezen" in page


def test_a_guardian_gets_nothing_any_more_once_family_may_be_involved(client_for, noor, person, cast, at):
    def family(said, version):
        changes = {"family_involved": said, "birth_year": 2012}
        cases.change_person(actor=noor, person=person, changes=changes, expected=version, at=at)

    with acting(noor.context(at)):
        family("no", 1)
        asked = actions.ask(
            actor=noor, about=person, asked_by="guardian", asked_on=at.date(), identity_check="known", blocked=False,
            made_by=cast.people["noor"], at=at,
        )  # fmt: skip
    decided(noor, asked, at)
    page = reverse("overview:request", args=[asked.pk])
    client = client_for("noor")
    assert client.get(f"{page}csv/").status_code == 200
    with acting(noor.context(at)):
        family("unknown", 2)
    assert "Bezorg" not in client.get(page).content.decode()
    assert NAME not in client.get(page).content.decode()
    assert client.get(f"{page}csv/").status_code == 302
    typed = {"how": "in_person", "version": asked.version, "sure": "on"}
    assert client.post(reverse("overview:hand", args=[asked.pk]), typed).status_code == 422
    with acting(noor.context(at)):
        asked.refresh_from_db()
    assert asked.state == rules.OPEN


def test_a_guardian_gets_nothing_while_family_may_be_involved(client_for, noor, person, at):
    with acting(noor.context(at)):
        cases.change_person(
            actor=noor, person=person, changes={"family_involved": "unknown", "birth_year": 2012}, expected=1, at=at
        )
    client, url = client_for("noor"), reverse("overview:ask", args=[person.pk])
    typed = {"asked_by": "guardian", "asked_on": "01-11-2026", "identity_check": "document_seen"}
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "veilige contact" in refused.content.decode()
    answer = client.post(url, typed | {"to_officer": "on"})
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Nu geen overzicht" in page
    assert NAME not in page
    for kind in ("pdf", "ods", "csv"):
        assert client.get(answer.headers["Location"] + f"{kind}/").status_code == 302


def test_nothing_leaves_before_somebody_looked(client_for, asked):
    client = client_for("noor")
    for kind in ("pdf", "ods", "csv"):
        answer = client.get(reverse(f"overview:{kind}", args=[asked.pk]))
        assert answer.status_code == 302, kind
    page = client.post(reverse("overview:hand", args=[asked.pk]), {"version": 1, "how": "in_person", "sure": "on"})
    assert page.status_code == 422
    assert "Kijk eerst" in page.content.decode()


def test_what_is_withheld_has_a_reason(client_for, asked):
    client, url = client_for("noor"), reverse("overview:request", args=[asked.pk])
    answer = client.post(url, {"ground-0": "other_safety"})
    assert answer.status_code == 422
    assert "Schrijf waarom u dit niet geeft." in answer.content.decode()


def test_the_pdf_is_accessible_and_says_what_is_held(client_for, noor, asked, at):
    decided(noor, asked, at, summary="other_person")
    answer = client_for("noor").get(reverse("overview:pdf", args=[asked.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="overzicht.pdf"'
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).lower().startswith("nl")
        with pdf.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert told["dc:title"] == document.TITLE
    text = text_of(answer.content)
    for words in (
        "Milosz",
        "strafrechtelijk",
        "Hij slaapt in de loods",
        "Het gaat over iemand anders",
        "Klopt iets niet",
    ):
        assert words in text, words
    for hidden in ("Karel", REPORTER, "Sanne", "Noor Verbeek"):
        assert hidden not in text, hidden


def test_reporter_and_workers_stand_in_no_item(noor, asked, cast, at):
    items = decided(noor, asked, at)
    told = " ".join(cell for item in items for cell in item.cells)
    assert NAME in told
    workers = {person.name for person in cast.people.values()}
    assert [name for name in {REPORTER, *workers} if name in told] == []


def test_a_conversation_with_the_reporter_is_left_out_and_that_is_told(noor, person, asked, at):
    with acting(noor.context(at)):
        signal = person.case.signals.get()
        signal.conversation.create(
            owning_unit=signal.owning_unit, at=at, from_reporter=True, text="Mijn zoon zit daar op school."
        )
    items = decided(noor, asked, at)
    made = document.overview(asked, items, {}, at=at)
    assert ("Wat er over u staat", "Wie iets meldde, vertellen wij nooit", "1") in made.left_out
    assert "Mijn zoon" not in str(made)


def test_an_investigation_is_withheld_without_a_word(noor, asked, at):
    items = decided(noor, asked, at, fact="investigation")
    with acting(noor.context(at)):
        made = document.overview(asked, items, actions.choices_of(asked), at=at)
    assert "loods" not in str([p.rows for p in made.parts if p.code == "held"]).replace("Loods", "")
    assert "onderzoek" not in str(made.left_out)


def test_files_hold_the_same_and_cannot_be_run(client_for, noor, person, asked, at):
    with acting(noor.context(at)):
        cases.change_person(actor=noor, person=person, changes={"note": "=1+1"}, expected=1, at=at)
    decided(noor, asked, at)
    client = client_for("noor")
    listed = client.get(reverse("overview:csv", args=[asked.pk])).content.decode()
    assert NAME in listed
    assert ";=1+1" not in listed
    with zipfile.ZipFile(io.BytesIO(client.get(reverse("overview:ods", args=[asked.pk])).content)) as file:
        assert file.namelist()[0] == "mimetype"
        assert NAME in file.read("content.xml").decode()


def test_who_saw_it_is_told_by_organisation_and_purpose(noor, asked, at):
    items = decided(noor, asked, at)
    seen = [item.cells for item in items if item.part == "seen"]
    assert seen
    assert all("Gemeente Lindestede, Veiligheid" in cells[0] for cells in seen)
    # Sanne reported it; her organisation is not told.
    assert "De Meent" not in str([item.cells for item in items])


def test_another_unit_learns_nothing_through_the_list_of_who_saw(actor, person, at):
    from zicht.access.seen import seen

    eva = actor("eva", Purpose.SIGNAL_HANDLING)
    with acting(eva.context(at)):
        assert seen([person.pk, person.case_id]) == []


def test_longer_than_a_month_needs_a_reason_and_works_once(noor, asked, at):
    with acting(noor.context(at)):
        actions.extend(actor=noor, request=asked, reason="Veel stukken.", expected=1, at=at)
        assert asked.due_on == date(2027, 2, 16)
        with pytest.raises(rules.WrongStep):
            actions.extend(actor=noor, request=asked, reason="Nog meer.", expected=2, at=at)


def test_extending_after_the_month_is_refused(noor, asked, at):
    later = at + timedelta(days=40)
    with acting(noor.context(later)), pytest.raises(rules.WrongStep):
        actions.extend(actor=noor, request=asked, reason="Te laat.", expected=1, at=later)


def test_the_privacy_officer_sees_the_request_and_not_the_content(client_for, actor, noor, asked, at):
    decided(noor, asked, at, note="own_safety")
    page = client_for("lotte").get(reverse("overview:overseen")).content.decode()
    assert str(asked.pk)[:8] in page
    assert NAME not in page
    lotte = actor("lotte", Purpose.OVERSIGHT)
    with acting(lotte.context(at)):
        assert SubjectRequest.objects.filter(pk=asked.pk).exists()
        assert not ItemChoice.objects.exists()
        assert AuditRow.objects.filter(action="overview.choose").exists()
    assert client_for("lotte").get(reverse("overview:request", args=[asked.pk])).status_code == 404


def test_handing_over_is_kept_with_how_many_were_left_out(client_for, noor, asked, at):
    decided(noor, asked, at, note="own_safety")
    url = reverse("overview:hand", args=[asked.pk])
    assert client_for("noor").post(url, {"version": 1, "how": "in_person", "sure": "on"}).status_code == 302
    with acting(noor.context(at)):
        stored = SubjectRequest.objects.get(pk=asked.pk)
    assert (stored.state, stored.withheld) == ("handed", 1)


def test_somebody_named_in_a_signal_can_ask_too(client_for, noor, cast, actor, at):
    signal = reported(actor, cast, at, fact="Een vrouw belt steeds.")
    with acting(noor.context(at)):
        subject = SignalSubject.objects.create(owning_unit=signal.owning_unit, signal=signal, name="Ilse Proef")
    client = client_for("noor")
    answer = client.post(
        reverse("overview:ask-subject", args=[subject.pk]),
        {"asked_by": "self", "asked_on": "01-11-2026", "identity_check": "document_seen"},
    )
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Ilse Proef" in page
    assert client_for("eva").get(reverse("overview:ask-subject", args=[subject.pk])).status_code == 404


def signals_of(actor, noor, cast, person, at, *, more):
    """So many signals more in the case, each with somebody in it."""
    for number in range(more):
        signal = reported(actor, cast, at, fact=f"Nog iets gezien, keer {number}.")
        with acting(noor.context(at)):
            signal.case = person.case
            signal.save(update_fields=["case"])
            signal.subjects.create(owning_unit=signal.owning_unit, name=f"Verzonnen Iemand {number}")


def test_the_page_of_a_request_takes_as_many_queries_whatever_it_holds(
    client_for, actor, noor, cast, person, asked, at
):
    client, url = client_for("noor"), reverse("overview:request", args=[asked.pk])
    client.get(url)
    counts = []
    for more in (2, 10):
        signals_of(actor, noor, cast, person, at, more=more)
        with CaptureQueriesContext(connection) as taken:
            assert client.get(url).status_code == 200
        counts.append(len(taken))
    assert counts[1] == counts[0], counts
    assert counts[0] <= 80


def test_the_page_folds_by_record_and_opens_where_something_waits(client_for, noor, actor, cast, person, asked, at):
    signals_of(actor, noor, cast, person, at, more=3)
    client, url = client_for("noor"), reverse("overview:request", args=[asked.pk])
    page = client.get(url).content.decode()
    assert page.count('<details class="zicht-section" open>') == 1
    assert page.count('<details class="zicht-section"') >= 5
    assert "nog kiezen: " in page
