# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The notebook face, comparing two editions, and what an erasure leaves of one."""

import json
from pathlib import Path

import polars as pl
import pytest

from zicht.monitor import notebook
from zicht.monitor.canonical import extract_csv, extract_frame
from zicht.monitor.comparing import Published, compare, published
from zicht.monitor.frames import bits

GOLDEN = Path("tests/fixtures/register/golden_2015_2019.csv")


@pytest.fixture(scope="module")
def reports():
    return notebook.open_register(GOLDEN)


@pytest.fixture(scope="module")
def made(reports):
    return notebook.edition(reports, "2018-2019")


def said(before, after):
    return compare(published(before.tables_json), published(after.tables_json))


def test_table_is_a_frame_with_a_row_per_cell(made):
    frame = made.table("2.7")
    total = frame.filter((pl.col("row") == "total") & (pl.col("column") == "2019"))
    assert total["count"].item() == 1334
    assert frame.filter(pl.col("suppressed"))["count"].is_null().all()
    assert made.table("2.7", inside=True)["suppressed"].any() is False
    assert "2.7" in made.tables("en")["id"]
    with pytest.raises(KeyError, match=r"there are 2\.1"):
        made.table("9.9")


def test_late_report_is_told_as_one(reports, made):
    kmar = bits("forms")["CU"]
    late = pl.DataFrame(
        [
            {"victim": f"late{n}", "year": 2018, "reporter_group": "police", "forms": kmar, "nationality": "NG"}
            | {"sectors_sexual": 0, "sectors_labour": 0, "manners": 0, "police_unit": "noord_nederland", "age": 30}
            | {"sex": "male"}
            for n in range(12)
        ],
        schema=reports.schema,
    )
    found = said(made, notebook.edition(pl.concat([reports, late]), "2018-2019"))
    total = next(d for d in found if (d.table, d.row, d.column) == ("2.7", "total", "2018"))
    assert (total.before, total.after, total.cause) == (668, 680, "more_reports")
    assert total.words.nl == (
        "Tabel 2.7, Totaal, 2018: was 668, is nu 680: er zijn later meldingen bijgekomen of verbeterd."
    )
    assert total.breaks == ("gdpr-2018",)


def test_withdrawn_reports_are_told_as_such(reports, made):
    gone = reports.filter((pl.col("year") != 2019) | (pl.col("reporter_group") != "fairwork"))
    found = said(made, notebook.edition(gone, "2018-2019"))
    total = next(d for d in found if (d.table, d.row, d.column) == ("2.11", "total", "2019"))
    assert total.cause == "fewer_reports"
    assert total.after < total.before


def test_other_years_explain_totals_and_new_columns(reports, made):
    longer = notebook.edition(reports, "2017-2019")
    found = said(made, longer)
    kinds = {(d.kind, d.table, d.column) for d in found}
    assert ("head_new", "2.7", "2017") in kinds
    total = next(d for d in found if (d.kind, d.table, d.row, d.column) == ("number", "2.7", "total", "total"))
    assert total.cause == "years"
    assert not [d for d in found if d.kind == "number" and d.column in ("2018", "2019") and d.cause == "more_reports"]
    assert longer.differences(made).height > 0
    assert longer.differences(longer).height == 0


def test_rule_list_and_left_out_table_are_told_first(made):
    data = json.loads(made.tables_json)
    data["pins"]["rule"] = "another/2"
    data["pins"]["lists"]["forms"] = "2027-01"
    left_out = data["tables"].pop()["id"]
    data["tables"][0]["cells"][0][0]["count"] = 123456
    found = compare(published(made.tables_json), Published(data))
    assert [d.kind for d in found[:2]] == ["rule", "list"]
    assert found[-1].kind == "table_gone"
    assert found[-1].table == left_out
    assert next(d for d in found if d.kind == "number").cause == "rule"


def test_edition_rebuilt_from_its_stored_extract_is_the_same(reports, made, tmp_path):
    mine = reports.filter(pl.col("year").is_between(2018, 2019))
    stored = tmp_path / "extract.csv"
    stored.write_bytes(extract_csv(mine))
    again = notebook.edition(extract_frame(stored.read_bytes()), "2018-2019")
    assert again.counted.digest == made.counted.digest
    assert again.tables_json == made.tables_json
