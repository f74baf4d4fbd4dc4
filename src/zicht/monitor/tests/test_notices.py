# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Warnings and marks that the data itself calls for."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from zicht.monitor import notices as noticing
from zicht.monitor.declaring import BrokenDeclarationError, definitions
from zicht.monitor.events import between, events, marking
from zicht.monitor.frames import bits
from zicht.monitor.making import edition_of
from zicht.monitor.notices import notices
from zicht.monitor.reading import read_reports
from zicht.monitor.wording import WordingError
from zicht.reference.reading import DATA, read_sources
from zicht.register.extract import REPORT_SCHEMA

GOLDEN = Path("tests/fixtures/register/golden_2015_2019.csv")
FORMS = bits("forms")


def reports_of(*groups):
    """(how many, year, reporter, unit, nationality, form) -> reports of as many persons."""
    rows = [
        {"victim": f"V{g}-{n}", "year": year, "reporter_group": reporter, "forms": FORMS[form]}
        | {"nationality": country, "sex": "female", "age": 30, "sectors_sexual": 0, "sectors_labour": 0}
        | {"manners": 0, "police_unit": unit}
        for g, (many, year, reporter, unit, country, form) in enumerate(groups)
        for n in range(many)
    ]
    return pl.DataFrame(rows, schema=dict(REPORT_SCHEMA))


def warned(reports, name):
    known = definitions()
    edition = edition_of(reports, known, name=name, scope="national", place="Nederland")
    found = notices(edition.extract, edition.protected(known).tables, years=edition.years)
    return {notice.code: notice for notice in found}


@pytest.fixture(scope="module")
def golden():
    return warned(read_reports(GOLDEN, today=date(2026, 1, 1)), "2015-2019")


def test_edition_over_2018_warns_of_the_legal_break(golden):
    notice = golden["legal_break:gdpr-2018"]
    assert "25-5-2018" in notice.words.nl
    assert {"2.1", "2.7", "2.11"} <= set(notice.tables)
    # FairWork's 5 of 2018 is hidden, so no number of 2018 stands in the warning.
    assert "reports 2018" not in dict(notice.numbers)
    assert dict(notice.numbers)["reports 2019"] == 485


def test_another_mix_of_reporters_is_told(golden):
    assert golden["reporter_mix"].tables == ("2.11",)
    assert dict(golden["reporter_mix"].numbers)["points"] >= noticing.MIX_POINTS


def test_windows_share_four_of_five_years(golden):
    assert golden["overlapping_windows"].numbers == (("shared", 4), ("of", 5))
    assert "4 van 5 jaren" in golden["overlapping_windows"].words.nl


def test_one_unit_that_brings_a_rise_is_an_entry_point():
    units = ("noord_nederland", "amsterdam", "rotterdam", "den_haag")
    before = [(40, 2018, "police", unit, "NG", "SU") for unit in units]
    after = [(40, 2019, "police", unit, "NG", "SU") for unit in units[1:]]
    found = warned(reports_of(*before, *after, (238, 2019, "police", units[0], "NG", "SU")), "2018-2019")
    notice = found["entry_point"]
    assert dict(notice.numbers) == {"unit before": 40, "unit after": 238, "all before": 160, "all after": 358}
    assert "100 procent op naam van één eenheid: Noord-Nederland" in notice.words.nl
    assert "dit zegt niet waar iemand is uitgebuit" in notice.words.nl
    spread = [(80, 2019, "police", unit, "NG", "SU") for unit in units]
    assert "entry_point" not in warned(reports_of(*before, *spread), "2018-2019")


def test_many_alike_in_one_year_look_like_one_case_without_a_number():
    usual = [
        (6, year, "police", unit, country, "AU")
        for year in (2018, 2019)
        for unit in ("amsterdam", "rotterdam", "limburg")
        for country in ("PL", "RO", "BG", "NL")
    ]
    found = warned(reports_of(*usual, (60, 2019, "nla", None, "PH", "AU")), "2018-2019")
    assert found["one_large_case"].words.nl.startswith("Arbeidsuitbuiting, 2019: ")
    assert found["one_large_case"].numbers == ()
    assert "60" not in found["one_large_case"].words.nl
    assert "one_large_case" not in warned(reports_of(*usual), "2018-2019")


def test_small_base_is_told_per_table():
    few = [(20, 2019, "police", "amsterdam", "NL", "SU"), (40, 2019, "kmar", None, "RO", "AU")]
    found = warned(reports_of(*few), "2019")["small_base"]
    assert "2.12" in found.tables
    assert "3 procentpunt" in found.words.nl


def test_warning_about_one_year_says_nothing_of_windows_or_breaks():
    found = warned(reports_of((60, 2019, "police", "amsterdam", "NL", "SU")), "2019")
    assert "overlapping_windows" not in found
    assert not [code for code in found if "break" in code]


def test_warnings_are_not_made_from_unprotected_tables():
    known = definitions()
    edition = edition_of(
        reports_of((60, 2019, "police", None, "NL", "SU")), known, name="2019", scope="national", place="-"
    )
    with pytest.raises(ValueError, match="protected"):
        notices(None, edition.tables, years=edition.years)


def test_generator_that_would_call_registrations_prevalence_fails(monkeypatch):
    wrong = "In 2019 komt uitbuiting vaker voor."
    monkeypatch.setattr(
        noticing, "told", lambda nl, en, told=noticing.told, **rest: told(f"{nl} {wrong}", en, **rest)
    )
    with pytest.raises(WordingError, match="not how much there is"):
        warned(reports_of((60, 2018, "police", None, "NL", "SU"), (60, 2019, "kmar", None, "NL", "SU")), "2018-2019")


def test_events_part_years_only_when_years_lie_on_both_sides():
    assert [event.code for event in between(2018, 2018)] == ["gdpr-2018"]
    assert between(2017, 2017) == ()
    assert "nla-2019" in [event.code for event in between(2018, 2019)]
    assert "nla-2019" not in [event.code for event in between(2019, 2019)]
    assert "nla-2019" not in [event.code for event in between(2018, 2019, "2.8")]


def test_events_mark_the_series_of_their_figures():
    known = definitions()
    edition = edition_of(
        read_reports(GOLDEN, today=date(2026, 1, 1)), known, name="2017-2019", scope="national", place="-"
    )
    codes = {table.id: [event.code for event in marking(table, edition.years)] for table in edition.tables}
    assert "gdpr-2018" in codes["2.7"]
    assert "street-own-class" in codes["2.4a"]
    assert "street-own-class" not in codes["2.7"]
    assert codes["2.5"] == []  # one column, no series


def test_every_break_of_a_figure_is_an_event_with_a_source():
    known = definitions()
    codes = {event.code for event in events()}
    assert {code for figure in known.figures.values() for code in figure.breaks} <= codes
    sources = set(read_sources(DATA)[0])
    assert {event.source for event in events()} <= sources


def test_broken_event_says_what_is_missing(tmp_path):
    place = tmp_path / "events.toml"
    place.write_text('[[event]]\ncode = "x"\n')
    with pytest.raises(BrokenDeclarationError, match="x: from is missing"):
        events(place)
