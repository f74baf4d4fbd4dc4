# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The table in terms.md, executed: one row per situation, readable without a programmer."""

from datetime import date
from pathlib import Path

import pytest

from zicht.reference import retention

TABLE = Path(__file__).parent / "terms.md"
NEVER = "nog geen"


def situations() -> list[list[str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    assert {len(row) for row in rows} == {10}
    return rows


@pytest.mark.parametrize("row", situations(), ids=lambda row: row[0])
def test_the_situation(row):
    _, kind, regimes, outcome, received, closed, earlier, until, basis, status = row
    starts = {"received": date.fromisoformat(received)}
    if closed:
        starts["closed"] = date.fromisoformat(closed)
    found = retention.keep_until(
        kind, regimes=regimes.split("+"), outcome=outcome, starts=starts,
        earlier=date.fromisoformat(earlier) if earlier else None,
    )  # fmt: skip
    assert (found.until.isoformat() if found else NEVER) == until
    assert (found.basis if found else "") == basis
    assert status == "te bevestigen"


def test_every_term_is_in_the_table_or_is_about_copies():
    shown = {row[8] for row in situations()}
    left = {term.code for term in retention.terms()} - shown
    copies = {"package", "message", "register_copy", "draft"}
    same = {code for code in left if code.split("-")[0] in {*copies, "phone", "account", "advert", "case"}}
    assert left == same


def test_nobody_confirmed_a_term_for_us():
    assert {term.status for term in retention.terms()} == {"to_be_confirmed"}
    assert all(term.article for term in retention.terms() if term.source == "wet")


def test_adverts_phones_and_accounts_live_shortest():
    day = date(2026, 2, 1)
    signals = [t for t in retention.terms() if t.kind == "signal"]
    for kind in ("phone", "account", "advert"):
        (term,) = retention.terms_for(kind, regimes=("avg",), outcome="no_trafficking")
        assert all(term.end(day) < other.end(day) for other in signals)
