# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The door to the code lists: names(), code_list(name), sources(), check().

Lists are read once per process from the files beside this module. Nothing here changes a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from zicht.reference.checking import check
from zicht.reference.model import BrokenList, CodeList, Entry, Finding, Source, UnknownCode
from zicht.reference.reading import DATA, list_files, read_list, read_sources

__all__ = [
    "BrokenList", "CodeList", "Entry", "Finding", "Source", "UnknownCode",
    "check", "code_list", "names", "sources",
]  # fmt: skip


@cache
def names() -> tuple[str, ...]:
    """The names of all lists, by the alphabet."""
    return tuple(path.stem for path in list_files(DATA))


@cache
def code_list(name: str) -> CodeList:
    """The list of that name. Raises UnknownCode for an unknown name, BrokenList for a file with faults."""
    if name not in names():
        raise UnknownCode("(names of lists)", name, None, {known: known for known in names()})
    found, findings = read_list(DATA / f"{name}.toml")
    if found is None or findings:
        raise BrokenList("\n".join(str(finding) for finding in findings))
    return found


@cache
def sources() -> Mapping[str, Source]:
    """The sources by id."""
    found, findings = read_sources(DATA)
    if findings:
        raise BrokenList("\n".join(str(finding) for finding in findings))
    return MappingProxyType(found)
