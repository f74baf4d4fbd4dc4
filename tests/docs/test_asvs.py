# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The security list names files that exist, leaves no requirement out, and counts right."""

import re
from collections import Counter

from tests.docs import pages

ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([123]) \| [^|]+ \| (met|partly|not|n/a) \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE
)
# How many requirements each section of the standard has.
SECTIONS = {
    "6": (3, 12, 8, 6, 8, 4, 2, 4), "7": (3, 4, 2, 5, 3, 2), "8": (4, 4, 3, 2), "11": (4, 5, 5, 4, 2, 2, 2),
    "14": (2, 8, 3), "16": (1, 5, 4, 3, 4),
}  # fmt: skip


def rows() -> list[tuple[str, ...]]:
    return ROW.findall(pages.read("docs/security/asvs.md"))


def test_no_requirement_is_left_out():
    expected = {
        f"{chapter}.{section}.{number}"
        for chapter, counts in SECTIONS.items()
        for section, count in enumerate(counts, start=1)
        for number in range(1, count + 1)
    }
    found = [row[0] for row in rows()]
    assert set(found) == expected
    assert len(found) == len(expected)


def test_every_piece_of_evidence_exists():
    named = {path for row in rows() for path in re.findall(r"`([^`]+)`", row[3])}
    assert len(named) > 40
    assert sorted(path for path in named if not (pages.ROOT / path).exists()) == []


def test_what_is_met_has_evidence_and_what_is_not_says_why():
    assert [row[0] for row in rows() if row[2] == "met" and "`" not in row[3]] == []
    assert [row[0] for row in rows() if row[2] in {"partly", "not", "n/a"} and not row[4].strip()] == []


def test_the_counts_are_right():
    counts = Counter(row[2] for row in rows())
    said = re.search(r"Met (\d+), partly (\d+), not (\d+), not applicable (\d+)", pages.read("docs/security/asvs.md"))
    assert said is not None
    assert tuple(map(int, said.groups())) == tuple(counts[state] for state in ("met", "partly", "not", "n/a"))
