# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The edition 2015-2019 gives every number of the source that the source's own rules can give."""

import pytest

from tests.figures.golden_values import compared, main, readings, tables, values


@pytest.mark.parametrize("value", values(), ids=lambda v: f"{v.figure}-{v.group}-{v.category}-{v.period}-{v.kind}")
def test_the_number_of_the_source_is_counted(value):
    computed = value.computed(tables())
    if value.verdict == "meets":
        assert value.meets(computed), (value.low, value.high, computed)
    else:
        assert not value.meets(computed), "the source contradicts itself here: is the reading still right?"
        assert value.trap in readings()


def test_every_contradiction_of_the_source_has_a_reading_with_a_reason():
    assert list(readings()) == [f"T{number}" for number in range(1, 23)]
    assert all(row["reading"] and row["why"] for row in readings().values())
    assert {value.trap for value in values() if value.trap} <= set(readings())


def test_every_declared_figure_is_held_beside_the_source():
    declared = {"2.1", "2.2", "2.3", "2.4a", "2.4b", "2.5", "2.6", "2.7", "2.8", "T2.1", "2.9", "2.10", "2.11",
                "2.12", "2.13"}  # fmt: skip
    assert declared <= {value.figure for value in values()}
    assert declared <= set(tables())


def test_the_list_is_printed_with_source_line_verdict_and_reading(capsys):
    main()
    told = capsys.readouterr().out
    assert f"{len(values())} numbers of the source" in told
    assert "T10: Dutch share is 32% in 2015" in told
    found = compared()
    assert found.filter(found["verdict"] == "differs")["trap"].str.len_chars().min() > 0
