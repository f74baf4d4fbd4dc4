# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Why did it change: parts that add up, nothing small that leaves, and one careful sentence."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zicht.monitor import change as changing
from zicht.monitor.change import DIMENSIONS, TooSmallToTell, change_from, decompose, folded, sentence
from zicht.monitor.counting import extract_of
from zicht.monitor.declaring import definitions
from zicht.monitor.frames import bits, victims
from zicht.monitor.making import edition_of
from zicht.monitor.publications import Publication
from zicht.monitor.reading import read_reports
from zicht.monitor.telling import change_to_tell, passes
from zicht.monitor.wording import WordingError
from zicht.register.extract import REPORT_SCHEMA

GOLDEN = Path("tests/fixtures/register/golden_2015_2019.csv")
FORMS = bits("forms")
KNOWN = definitions()
PROTECTED = []  # of the golden edition, once
ROW = st.tuples(
    st.integers(0, 30),
    st.sampled_from([2018, 2019]),
    st.sampled_from(["police", "kmar", "fairwork", "other"]),
    st.sampled_from([None, "amsterdam", "noord_nederland"]),
    st.sampled_from(["NL", "NG", "RO", None]),
    st.sampled_from(["SU", "AU", "CU"]),
)


def reports_of(*groups, several=()):
    """(how many, year, reporter, unit, nationality, form), and further reporters on the first persons of a group."""
    rows = []
    for g, (many, year, reporter, unit, country, form) in enumerate(groups):
        for n in range(many):
            plain = {"victim": f"V{g}-{n}", "year": year, "forms": FORMS[form], "nationality": country, "sex": "male"}
            plain |= {"age": 30, "sectors_sexual": 0, "sectors_labour": 0, "manners": 0}
            rows.append(plain | {"reporter_group": reporter, "police_unit": unit if reporter == "police" else None})
            for other, who, some in several:
                if other == g and n < some:
                    rows.append(plain | {"reporter_group": who, "police_unit": None})
    return pl.DataFrame(rows, schema=dict(REPORT_SCHEMA))


def edition_from(reports, name="2018-2019"):
    return edition_of(reports, KNOWN, name=name, scope="national", place="Nederland")


@pytest.fixture(scope="module")
def golden():
    edition = edition_from(read_reports(GOLDEN, today=date(2026, 1, 1)), "2015-2019")
    PROTECTED.append(edition.protected(KNOWN))
    return edition, PROTECTED[0].tables


# The published example (section 2.6 of the monitor over 2015-2019): cross-border African 261 to 519, criminal African
# 20 to 141, all police 530 to 952.
POLICE = reports_of(
    (261, 2018, "police", "noord_nederland", "NG", "SU"),
    (519, 2019, "police", "noord_nederland", "NG", "SU"),
    (20, 2018, "police", "amsterdam", "NG", "CU"),
    (141, 2019, "police", "amsterdam", "NG", "CU"),
    (249, 2018, "police", "amsterdam", "NL", "SU"),
    (292, 2019, "police", "amsterdam", "NL", "SU"),
)


def test_labour_rose_by_147_while_fairwork_brought_129_more(golden):
    labour = decompose(golden[0].extract, KNOWN, before="2018", after="2019", base="any_labour")
    assert (labour.before, labour.after, labour.contribution) == (114, 261, 147)
    assert sum(part.contribution for part in labour.parts) == 147
    everybody = decompose(golden[0].extract, KNOWN, before="2018", after="2019")
    assert sum(part.contribution for part in everybody.parts) == 666
    with_fairwork = [p for p in everybody.along("reporter") if "fairwork" in dict(p.facts)["reporter"].split("+")]
    assert sum(part.contribution for part in with_fairwork) == 129


def test_police_rose_by_422_mostly_african_cross_border_and_criminal():
    extract = edition_from(POLICE).extract
    change = decompose(extract, KNOWN, before="2018", after="2019", base="by_police", by=("group", "africa"))
    parts = {tuple(code for _, code in part.facts): part.contribution for part in change.parts}
    assert change.contribution == 422
    assert parts["GO-SU", "africa"] == 258
    assert parts["CU", "africa"] == 121
    assert sum(parts.values()) == 422
    words = sentence(change)
    assert words.nl.startswith(
        "Slachtoffers die de politie heeft gemeld, ook wie daarnaast door een ander is gemeld: 530"
    )
    assert "Grensoverschrijdende seksuele uitbuiting, Afrika (+258)" in words.nl
    assert "niet hoeveel uitbuiting er is" in words.nl
    assert "Cross-border sexual exploitation, Africa (+258)" in words.en


@settings(deadline=None, max_examples=40)
@given(st.lists(ROW, min_size=1, max_size=8), st.sampled_from([DIMENSIONS, ("group",), ("reporter", "origin")]))
def test_parts_always_add_up(rows, by):
    reports = reports_of((1, 2018, "police", None, "NL", "SU"), (1, 2019, "police", None, "NL", "SU"), *rows)
    extract = extract_of(victims(reports), KNOWN)
    change = decompose(extract, KNOWN, before="2018", after="2019", by=by)
    assert sum(part.contribution for part in change.parts) == change.contribution
    assert sum(part.before for part in change.parts) == change.before
    assert sum(part.after for part in change.parts) == change.after
    steps = change.steps()
    assert steps[-1]["end"] == change.after
    assert steps[-2]["end"] == change.after or steps[-2]["kind"] == "total"


def test_small_parts_are_in_the_rest(golden):
    edition, tables = golden
    inside = decompose(edition.extract, KNOWN, before="2018", after="2019", by=("reporter",))
    told = folded(inside, tables, KNOWN)
    assert 0 < len(told.parts) < len(inside.parts)
    numbers = [n for part in told.parts for n in (part.before, part.after)] + list(told.rest)
    assert all(n == 0 or n >= 10 for n in numbers)
    assert sum(p.contribution for p in told.parts) + told.rest[1] - told.rest[0] == told.contribution
    assert told.steps()[-2]["kind"] == "rest"
    assert told.steps()[-2]["end"] == told.after


def test_audit_finds_a_division_that_gives_hidden_numbers_away(golden):
    edition, tables = golden
    finer = decompose(edition.extract, KNOWN, before="2018", after="2019", by=("reporter", "group", "origin"))
    by_hand = folded(finer, tables, KNOWN, loose=True)
    assert by_hand.parts
    out = Publication("edition", edition.tables, tables)
    assert not passes([replace(out, change=by_hand)], KNOWN)
    assert passes([replace(out, change=folded(finer, tables, KNOWN))], KNOWN)


def test_finest_division_that_passes_is_told(golden):
    edition, tables = golden
    told = change_to_tell(edition, PROTECTED[0], KNOWN, before="2018", after="2019")
    assert told.protected
    out = Publication("earlier", edition.tables, tables, change=told)
    assert passes([out], KNOWN)
    assert change_from(told.as_data()).steps() == told.steps()
    assert sum(p.contribution for p in told.parts) + told.rest[1] - told.rest[0] == 666
    assert all(abs(p.contribution) >= 10 for p in told.parts)
    everything = decompose(edition.extract, KNOWN, before="2018", after="2019", by=told.by)
    movement = [sum(abs(p.contribution) for p in change.parts) for change in (told, everything)]
    assert movement[0] >= movement[1] / 2
    coarse = replace(out, change=decompose(edition.extract, KNOWN, before="2018", after="2019", by=("group",)))
    with pytest.raises(TooSmallToTell, match="published before"):
        change_to_tell(edition, PROTECTED[0], KNOWN, before="2018", after="2019", earlier=[coarse])
    with pytest.raises(ValueError, match="not at hand"):
        change_to_tell(replace(edition, extract=None), PROTECTED[0], KNOWN, before="2018", after="2019")


def test_part_is_not_told_when_a_published_number_minus_it_is_small():
    # Three of the 43 whom FairWork reported in 2019 were reported by the police, too.
    reports = reports_of(
        (60, 2018, "police", "amsterdam", "NL", "SU"),
        (60, 2019, "police", "amsterdam", "NL", "SU"),
        (43, 2019, "fairwork", None, "RO", "AU"),
        (30, 2018, "other", None, "RO", "AU"),
        (30, 2019, "other", None, "RO", "AU"),
        several=[(2, "police", 3)],
    )
    edition = edition_from(reports)
    tables = edition.protected(KNOWN).tables
    inside = decompose(edition.extract, KNOWN, before="2018", after="2019", by=("reporter", "group"))
    alone = (("reporter", "fairwork"), ("group", "AU"))
    assert [p.after for p in inside.parts if p.facts == alone] == [40]
    assert alone not in [part.facts for part in folded(inside, tables, KNOWN).parts]


def test_change_of_which_the_total_is_hidden_is_not_told():
    reports = reports_of(
        (60, 2018, "police", "amsterdam", "NL", "SU"),
        (60, 2019, "police", "amsterdam", "NL", "SU"),
        (4, 2018, "fairwork", None, "RO", "AU"),
        (40, 2019, "fairwork", None, "RO", "AU"),
    )
    edition = edition_from(reports)
    change = decompose(edition.extract, KNOWN, before="2018", after="2019", base="any_labour")
    with pytest.raises(TooSmallToTell):
        folded(change, edition.protected(KNOWN).tables, KNOWN)
    with pytest.raises(ValueError, match="protected"):
        folded(change, edition.tables, KNOWN)


def test_wrong_periods_and_dimensions_are_refused(golden):
    extract = golden[0].extract
    for before, after in (("2015-2016", "2019"), ("2019", "2019"), ("2018", "2020")):
        with pytest.raises(ValueError, match="two periods"):
            decompose(extract, KNOWN, before=before, after=after)
    with pytest.raises(KeyError, match="overlaps"):
        decompose(extract, KNOWN, before="2018", after="2019", by=("form",))
    pair = decompose(extract, KNOWN, before="2015-2016", after="2018-2019", by=("group",))
    assert (pair.before, pair.after) == (1150 + 952, 668 + 1334)
    with pytest.raises(KeyError, match="not divided by unit"):
        pair.along("unit")


def test_sentence_that_names_a_cause_or_prevalence_never_comes_out(monkeypatch, golden):
    change = decompose(golden[0].extract, KNOWN, before="2018", after="2019", by=("group",))
    for wrong in ("Dit komt door de AVG.", "Arbeidsuitbuiting komt vaker voor."):
        monkeypatch.setattr(changing, "told", _adding(wrong))
        with pytest.raises(WordingError):
            sentence(change)


def _adding(wrong):
    from zicht.monitor.wording import told

    return lambda nl, en, **rest: told(f"{nl} {wrong}", en, **rest)
