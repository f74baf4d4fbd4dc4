# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The report to the council on its pages: chosen, filled in, looked at, fixed, handed over, withdrawn."""

import io
from datetime import date, datetime

import pikepdf
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.permissions.world import client as signed_in
from tests.rows import Filler
from zicht.access.models import AuditRow, Membership
from zicht.access.roles import Purpose
from zicht.base.context import transaction_as
from zicht.casework.intake.models import Signal
from zicht.monitor.council import actions
from zicht.monitor.council.forms import FillForm
from zicht.monitor.models import CouncilReport
from zicht.web.demo.cast import read_cast

pytestmark = pytest.mark.database

LAST = 2025
FILLED = {
    "talks__2025": "14", "offers__2025": "4", "trained__2025": "3", "registered__2023": "0", "registered__2024": "1",
    "registered__2025": "0", "place": "tie", "told_by": "Stichting Oeverzorg",
}  # fmt: skip


@pytest.fixture
def town(committed):
    """Twenty-four signals of last year in Lindestede, three of the year before, and one long ago."""
    cast = read_cast(using="owner")
    unit = cast.unit_of("noor")
    given = {"Person": cast.people["noor"], "Unit": unit, "Organisation": unit.organisation}
    filler = Filler(
        given={**given, "Function": cast.function_of("noor")}, at=datetime.fromisoformat("2025-05-06T10:00Z")
    )
    for number in range(24):
        more = {"state": "closed", "outcome": "no_trafficking"} if number < 12 else {"state": "received"}
        filler.new(Signal, kind="signal", received_at=filler.at, **more)
    for year in (2024, 2024, 2024, 2022):
        filler.new(Signal, kind="signal", state="received", received_at=filler.at.replace(year=year))
    return cast


def visit(cast, url, data=None, *, status=200, who="bas"):
    window = signed_in(cast.people[who], strong=True)
    answer = window.post(url, data, follow=status == 200) if data is not None else window.get(url)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer


def url(name, report):
    return reverse(f"monitor:council-{name}", args=[report.pk])


def begun(cast, year=LAST):
    place = cast.unit_of("bas").organisation_id
    visit(cast, reverse("monitor:council-add"), {"organisation": place, "year": year})
    return CouncilReport.objects.using("owner").get(year=year, withdrawn_at=None)


def filled_in(cast, report, **more):
    report.refresh_from_db()
    body = visit(cast, url("fill", report), {**FILLED, "version": report.version, **more}).content.decode()
    report.refresh_from_db()
    return body


def fixed(cast, report):
    report.refresh_from_db()
    visit(cast, url("fix", report), {"version": report.version})
    report.refresh_from_db()
    return report


def test_from_a_year_to_two_pages_for_the_council(town):
    report = begun(town)
    body = visit(town, url("report", report)).content.decode()
    assert "Signalen ontvangen: 24" in body
    assert "geen getal voor deze gemeente" in body
    body = filled_in(town, report)
    assert "Gesprekken met mogelijke slachtoffers: 14" in body
    assert "te klein om te noemen" in body
    assert "opgegeven door: Stichting Oeverzorg" in body
    visit(town, url("pdf", report), status=404)
    fixed(town, report)
    for lang, word in (("nl", "Mensenhandel in beeld"), ("en", "Human trafficking in view")):
        answer = visit(town, f"{url('pdf', report)}?taal={lang}")
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            assert len(pdf.pages) == 2
            assert str(pdf.Root.Lang).lower().startswith(lang)
            with pdf.open_metadata() as told:
                assert word in told["dc:title"]
                assert told["pdfuaid:part"] == "1"
    names = list(
        AuditRow.objects.using("owner").filter(action__startswith="council.").values_list("action", flat=True)
    )
    assert sorted(names) == ["council.fill", "council.fix", "council.make"]


def test_no_small_number_of_people_stays_after_it_was_fixed(town):
    report = begun(town)
    filled_in(town, report)
    assert report.filled["offers"] == {"2025": 4}
    fixed(town, report)
    assert report.filled == {}
    assert report.numbers["offers"] == [None, None, "suppressed"]
    assert report.numbers["registered"] == ["suppressed"] * 3
    assert report.numbers["signals"] == [0, 3, 24]
    assert report.numbers["ended"] == [0, "suppressed", 12]
    assert report.numbers["trained"] == [None, None, 3]  # staff, no victims


def test_a_year_that_was_told_stays_as_it_was_told(town):
    first = fixed(town, begun(town, 2024))
    assert first.numbers["signals"] == [None, 0, 3]
    Signal.objects.using("owner").filter(received_at__year=2024).update(state="closed", outcome="no_trafficking")
    unit = town.unit_of("noor")
    given = {"Person": town.people["noor"], "Unit": unit, "Function": town.function_of("noor")}
    filler = Filler(given=given, at=datetime.fromisoformat("2024-05-06T10:00Z"))
    filler.new(Signal, kind="signal", received_at=filler.at)
    second = fixed(town, begun(town))
    assert second.numbers["signals"] == [0, 3, 24]


def test_where_the_register_is_told_already_only_the_rest_is_filled_in(town):
    report = begun(town)
    filled_in(town, report, place="residence")
    fixed(town, report)
    visit(town, url("withdraw", report), {"version": report.version, "why": "Verkeerd jaar."})
    first = begun(town)
    filled_in(town, first, place="residence")
    fixed(town, first)
    second = begun(town, 2024)
    assert second.place == "residence"
    body = visit(town, url("fill", second)).content.decode()
    assert "registered__2022" in body  # the years after it were told
    assert "registered__2024" not in body


def test_without_a_year_of_the_register_nobody_asks_for_the_tie():
    given = {"version": 1, "talks__2025": "30", "told_by": "Stichting Oeverzorg"}
    form = FillForm(given, report=CouncilReport(year=LAST), gaps={"talks": [LAST], "registered": []})
    assert form.is_valid(), form.errors
    assert form.filled() == {"talks": {LAST: 30}}


def test_a_number_needs_who_gave_it(town):
    report = begun(town)
    answer = visit(town, url("fill", report), {**FILLED, "told_by": "", "version": 1}, status=422)
    assert "welke organisatie of afdeling" in answer.content.decode()
    answer = visit(town, url("fill", report), {**FILLED, "talks__2025": "-1", "version": 1}, status=422)
    assert "Vul 0 of meer in" in answer.content.decode()


def test_two_people_do_not_lose_each_others_numbers(town):
    report = begun(town)
    filled_in(town, report)
    answer = visit(town, url("fill", report), {**FILLED, "talks__2025": "30", "version": 1}, status=422)
    assert "Iemand anders heeft dit bericht net gewijzigd" in answer.content.decode()


def test_a_year_is_told_once_by_the_whole_municipality(town):
    report = begun(town)
    assert begun(town).pk == report.pk
    unit = town.unit_of("iris")
    Membership.objects.using("owner").create(
        person=town.people["iris"], unit=unit, role="policy_officer", valid_from=date(2020, 1, 1)
    )
    choice = {"organisation": unit.organisation_id, "year": LAST}
    window = signed_in(town.people["iris"], strong=True)
    window.post(reverse("access:hats"), {"hat": "policy_making"})
    answer = window.post(reverse("monitor:council-add"), choice)
    assert "Een andere afdeling van uw gemeente" in answer.content.decode()


def test_a_withdrawn_report_says_why_and_makes_room(town):
    report = begun(town)
    filled_in(town, report)
    fixed(town, report)
    visit(town, url("withdraw", report), {"version": report.version, "why": ""}, status=422)
    body = visit(town, url("withdraw", report), {"version": report.version, "why": "Verkeerd jaar."}).content.decode()
    assert "Verkeerd jaar." in body
    visit(town, url("pdf", report), status=404)
    other = begun(town)
    assert other.pk != report.pk
    page = visit(town, url("fill", other)).content.decode()
    assert "talks__2025" in page  # what was filled in can be filled in better
    assert "signals__2025" not in page


def test_only_a_year_that_is_over(town, actor, at):
    answer = visit(
        town,
        reverse("monitor:council-add"),
        {"organisation": town.unit_of("bas").organisation_id, "year": at.year},
        status=422,
    )
    assert "Kies een van de antwoorden" in answer.content.decode()
    bas = actor("bas", Purpose.POLICY_MAKING)
    unit = town.unit_of("bas")
    with transaction_as(bas.context(at)), pytest.raises(actions.NotNowError):
        actions.make(
            actor=bas, unit=unit, organisation=unit.organisation, year=at.year, person=town.people["bas"], at=at
        )


def test_an_organisation_without_a_council_is_told_so(town):
    for name in ("council", "council-add"):
        body = visit(town, reverse(f"monitor:{name}"), who="renske").content.decode()
        assert "geen gemeenteraad" in body


def test_the_list_asks_as_often_for_many_reports_as_for_few(town, at):
    window, unit = signed_in(town.people["bas"], strong=True), town.unit_of("bas")
    asked = []
    for years in (range(2001, 2002), range(2002, 2030)):
        for year in years:
            CouncilReport(
                owning_unit=unit, organisation=unit.organisation, year=year, made_by=town.people["bas"], made_at=at
            ).save(using="owner")
        with CaptureQueriesContext(connection) as queries:
            body = window.get(reverse("monitor:council")).content.decode()
        asked.append(len(queries))
    assert body.count("Gemeente Lindestede, 20") == 20  # a page of them
    assert asked[1] <= asked[0] + 1
    assert asked[1] < 30


def test_what_was_fixed_does_not_change(town, actor, at):
    report = fixed(town, begun(town))
    bas = actor("bas", Purpose.POLICY_MAKING)
    for statement in ("update monitor_councilreport set year = 2020", "delete from monitor_councilreport"):
        refused = pytest.raises(ProgrammingError, match="a fixed report")
        with transaction_as(bas.context(at)), refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with transaction_as(bas.context(at)), pytest.raises(actions.NotNowError):
        actions.fix(actor=bas, report=report, numbers={}, expected=report.version, at=at)
    with pytest.raises(IntegrityError, match="monitor_council_fixed"):
        CouncilReport(
            owning_unit=report.owning_unit, organisation=report.organisation, year=2022, fixed_at=at, made_at=at,
            made_by=report.made_by, numbers={"signals": [1, 2, 3]}, filled={"talks": {"2022": 2}},
        ).save(using="owner")  # fmt: skip
