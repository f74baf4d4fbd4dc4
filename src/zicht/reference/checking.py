# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The faults that only show when lists are laid beside each other, or entries beside entries."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

from zicht.reference import disclosure
from zicht.reference.model import SHIPPED, CodeList, Entry, Finding, Source
from zicht.reference.reading import CONFIRM, DATA, list_files, read_list, read_sources

_FOREVER = date.max


def check(directory: Path | None = None) -> list[Finding]:
    """Everything that is wrong with the list files of a directory (the shipped one without an argument)."""
    where = directory or DATA
    sources, findings = read_sources(where)
    lists: dict[str, CodeList] = {}
    for path in list_files(where):
        found, faults = read_list(path)
        findings += faults
        if found is not None:
            lists[path.stem] = found
    if not list_files(where):
        findings.append(Finding(where.name, "", "bevat geen lijst", "noem een map met lijsten (*.toml)"))
    else:
        findings += _absent(where)
    for stem, one in lists.items():
        file = f"{stem}.toml"
        if not one.entries:
            findings.append(Finding(file, "", "heeft geen bruikbare regel", "voeg [[entry]] of rijen toe"))
        findings += _sources(file, one, sources)
        findings += _validity(file, one)
        findings += _parents(file, one, lists)
        findings += _legal(file, one)
    if directory is None or (where / disclosure.FILE).exists():
        findings += disclosure.check(where / disclosure.FILE, known_sources=sources)
    return findings


def _absent(where: Path) -> list[Finding]:
    """Pages and rules ask for every shipped list by name, so none may be absent."""
    present = {path.stem for path in list_files(where)}
    remedy = "zet de lijst terug: Zicht kan niet zonder"
    return [Finding(f"{name}.toml", "", "ontbreekt", remedy) for name in SHIPPED if name not in present]


def _sources(file: str, one: CodeList, sources: dict[str, Source]) -> list[Finding]:
    return [
        Finding(file, e.code, f"noemt de onbekende bron '{e.source}'", "zet die in sources.toml of noem een andere")
        for e in one.entries
        if e.source not in sources
    ]


def _validity(file: str, one: CodeList) -> list[Finding]:
    """The same code may return with other words later, but never twice on one day."""
    findings: list[Finding] = []
    by_code: dict[str, list[Entry]] = defaultdict(list)
    for entry in one.entries:
        by_code[entry.code].append(entry)
    for code, same in by_code.items():
        for a, b in combinations(same, 2):
            if (a.valid_from, a.valid_to) == (b.valid_from, b.valid_to):
                findings.append(Finding(file, code, "staat er dubbel in", "houd er een"))
            elif max(a.valid_from, b.valid_from) <= min(a.valid_to or _FOREVER, b.valid_to or _FOREVER):
                problem = f"geldt twee keer tegelijk (vanaf {a.valid_from} en vanaf {b.valid_from})"
                findings.append(Finding(file, code, problem, "laat de oude regel eindigen voordat de nieuwe begint"))
    return findings


def _parents(file: str, one: CodeList, lists: dict[str, CodeList]) -> list[Finding]:
    findings: list[Finding] = []
    target = lists.get(one.parent_list) if one.parent_list else one
    if target is None:
        return [Finding(file, "", f"parent_list '{one.parent_list}' bestaat niet", "noem een lijst die bestaat")]
    for entry in one.entries:
        if entry.parent is None:
            if one.parent_list:
                findings.append(Finding(file, entry.code, "heeft geen parent", f"noem een code uit '{target.name}'"))
            continue
        parents = [p for p in target.entries if p.code == entry.parent]
        if not parents or (target is one and entry.parent == entry.code):
            problem = f"zijn parent '{entry.parent}' is niet bekend"
            findings.append(Finding(file, entry.code, problem, f"noem een andere code uit '{target.name}'"))
        elif not any(p.valid_on(entry.valid_from) for p in parents):
            problem = f"zijn parent '{entry.parent}' geldt niet op {entry.valid_from}"
            findings.append(Finding(file, entry.code, problem, "laat de parent eerder beginnen"))
    return findings


def _legal(file: str, one: CodeList) -> list[Finding]:
    """Law waits for a privacy officer: in a whole list, and in every attribute that states a status."""
    findings: list[Finding] = []
    remedy = CONFIRM
    for entry in one.entries:
        if one.legal and entry.status != "to_be_confirmed":
            findings.append(Finding(file, entry.code, f"is juridisch en heeft status '{entry.status}'", remedy))
        for key, value in entry.attributes.items():
            if key.endswith("_status") and value != "to_be_confirmed":
                findings.append(Finding(file, entry.code, f"het kenmerk {key} zegt '{value}'", remedy))
    return findings
