# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The two editions of the demo: made the way of every edition, in a register of four years."""

import pytest
from tests.journeys.scenery import fill_register

from zicht.base.clock import local_day, now
from zicht.monitor.models import Edition, EditionFile
from zicht.web.demo.editions import ensure_editions

pytestmark = pytest.mark.database

EARLIER = {
    "AU": (17, ["AU"], "PL"),
    "BL-SU": (19, ["SU"], "NL"),
    "GO-SU": (30, ["SU"], "RO"),
    "CU": (8, ["CU"], "NL"),
}


def test_one_is_published_and_one_waits(committed, cast):
    year = local_day(now()).year
    fill_register(cast, at=now())
    for number in (1, 2, 3):
        fill_register(cast, at=now(), year=year - number, of=EARLIER)
    said = []
    ensure_editions(said.append)
    ensure_editions(said.append)
    assert len(said) == 1
    found = {e.state: e for e in Edition.objects.using("owner")}
    assert set(found) == {"published", "checking"}
    assert [e.work_note for e in found.values()] == ["", ""]
    assert (found["published"].years, found["checking"].years) == (f"{year - 3}-{year - 1}", f"{year - 3}-{year}")
    assert not [finding for finding in found["checking"].findings if finding["blocks"]]
    names = set(EditionFile.objects.using("owner").values_list("name", flat=True))
    assert {"report.nl.pdf", "report.en.pdf", "tables.json", "tables.nl.ods"} <= names
