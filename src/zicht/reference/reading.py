# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Turns list files into lists, and says what stands in the way. The only file here that opens files.

A list is one TOML file; a long flat one keeps its rows in a CSV file beside it (``rows = "NAME.csv"``).
Readers go on after a fault, so that one check shows all faults of a file.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from zicht.reference.model import STATUSES, CodeList, Entry, Finding, Source

DATA = Path(__file__).parent / "data"
SOURCES_FILE = "sources.toml"
_FIELDS = ("code", "nl", "en", "help_nl", "help_en", "valid_from", "valid_to", "source", "status", "parent")
_HEADER = (
    "name",
    "version",
    "title_nl",
    "title_en",
    "note",
    "parent_list",
    "legal",
    "defaults",
    "rows",
    "entry",
)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def list_files(directory: Path) -> list[Path]:
    """The list files of a directory, by name; the sources file is none."""
    return sorted(path for path in directory.glob("*.toml") if path.name != SOURCES_FILE)


def parse_toml(path: Path) -> tuple[dict[str, Any] | None, list[Finding]]:
    """The file as a mapping, or one finding that names the line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), []
    except UnicodeDecodeError as fault:
        return None, [Finding(path.name, "", f"is not UTF-8 (byte {fault.start})", "save it as UTF-8")]
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"line (\d+)", str(fault))
        line = int(found[1]) if found else None
        return None, [Finding(path.name, "", f"is not TOML: {fault}", "correct that line", line)]


def read_sources(directory: Path) -> tuple[dict[str, Source], list[Finding]]:
    """The sources by id."""
    path = directory / SOURCES_FILE
    if not path.is_file():
        return {}, [Finding(SOURCES_FILE, "", "is missing", "add it: every entry names a source of it")]
    raw, findings = parse_toml(path)
    sources: dict[str, Source] = {}
    for item in _tables(path.name, raw or {}, "source", findings):
        ident = str(item.get("id", ""))
        lacking = [key for key in ("id", "title", "where", "licence") if not str(item.get(key, "")).strip()]
        if lacking:
            findings.append(Finding(path.name, ident, f"lacks {', '.join(lacking)}", "fill it in"))
        elif ident in sources:
            findings.append(Finding(path.name, ident, "stands in the file twice", "keep one"))
        else:
            sources[ident] = Source(ident, item["title"], item["where"], item["licence"])
    return sources, findings


def read_list(path: Path) -> tuple[CodeList | None, list[Finding]]:
    """The list of one file and the faults that can be seen without other files."""
    raw, findings = parse_toml(path)
    if raw is None:
        return None, findings
    for key in ("name", "version", "title_nl", "title_en"):
        if not isinstance(raw.get(key), str) or not raw[key].strip():
            findings.append(Finding(path.name, "", f"lacks {key}", f'write {key} = "..." at the top'))
    for key in sorted(set(raw) - set(_HEADER)):
        findings.append(Finding(path.name, "", f"unknown key '{key}'", f"use one of {', '.join(_HEADER)}"))
    if raw.get("name", path.stem) != path.stem:
        findings.append(Finding(path.name, "", f"is named '{raw['name']}'", f"name it '{path.stem}', as its file"))
    defaults = raw.get("defaults", {})
    if not isinstance(defaults, dict):
        findings.append(Finding(path.name, "", "'defaults' is no table", "write [defaults]"))
        defaults = {}
    entries = []
    for file, line, row in _rows(path, raw, findings):
        entry = _entry(file, line, {**defaults, **row}, findings)
        if entry is not None:
            entries.append(entry)
    header = {key: str(raw.get(key, "")) for key in ("name", "version", "title_nl", "title_en", "note")}
    parent_list, legal = raw.get("parent_list"), bool(raw.get("legal", False))
    return CodeList(**header, entries=tuple(entries), parent_list=parent_list, legal=legal), findings


def _tables(file: str, raw: Mapping[str, Any], key: str, findings: list[Finding]) -> list[dict[str, Any]]:
    items = raw.get(key, [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        findings.append(Finding(file, "", f"'{key}' is no array of tables", f"write [[{key}]] before each"))
        return []
    return items


def _rows(
    path: Path, raw: Mapping[str, Any], findings: list[Finding]
) -> Iterator[tuple[str, int | None, dict[str, Any]]]:
    """Every entry as written, with the file and the line where it starts."""
    written = path.read_text(encoding="utf-8").splitlines()
    starts = [number for number, text in enumerate(written, 1) if text.strip() == "[[entry]]"]
    for index, item in enumerate(_tables(path.name, raw, "entry", findings)):
        yield path.name, starts[index] if index < len(starts) else None, item
    if "rows" not in raw:
        return
    table = path.parent / str(raw["rows"])
    if not table.is_file():
        findings.append(Finding(path.name, "", f"names the missing rows '{raw['rows']}'", "add that file"))
        return
    try:
        text = table.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        findings.append(Finding(table.name, "", f"is not UTF-8 (byte {fault.start})", "save it as UTF-8"))
        return
    lines = [(n, row) for n, row in enumerate(text.splitlines(), 1) if row.strip()]
    numbered = [(n, row) for n, row in lines if not row.startswith("#")]
    reader = csv.DictReader((row for _, row in numbered), restkey="")
    for (number, _), row in zip(numbered[1:], reader, strict=False):
        if "" in row:
            remedy, code = "put a field that holds a comma between quotes", row.get("code") or ""
            findings.append(Finding(table.name, code, "has too many columns", remedy, number))
        yield table.name, number, {key: value for key, value in row.items() if key and value}


def _entry(file: str, line: int | None, row: dict[str, Any], findings: list[Finding]) -> Entry | None:
    """One entry, or None with at least one finding."""
    faults = _word_faults(row) + _status_faults(row)
    start, end = (_day(row, key, faults) for key in ("valid_from", "valid_to"))
    if start and end and end < start:
        faults.append((f"ends on {end} before it begins on {start}", "exchange or correct the dates"))
    code = row["code"] if isinstance(row.get("code"), str) else ""
    findings.extend(Finding(file, code, problem, remedy, line) for problem, remedy in faults)
    if faults or start is None:
        return None
    extra = {key: _frozen(value) for key, value in row.items() if key not in (*_FIELDS, "attributes")}
    extra |= {key: _frozen(value) for key, value in row.get("attributes", {}).items()}
    words = {key: row.get(key, "") for key in ("code", "nl", "en", "help_nl", "help_en", "source", "status")}
    parent, attributes = row.get("parent") or None, MappingProxyType(extra)
    return Entry(**words, valid_from=start, valid_to=end, parent=parent, attributes=attributes)


def _word_faults(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    faults = [
        (f"{key} is no text", f'write {key} = "..."')
        for key in ("code", "help_nl", "help_en", "source", "status", "parent")
        if not isinstance(row.get(key, ""), str)
    ]
    if not _CODE.fullmatch(str(row.get("code", ""))):
        problem = f"the code '{row.get('code', '')}' is missing or malformed"
        faults.append((problem, "use letters, digits, '_' and '-' only"))
    for key, language in (("nl", "Dutch"), ("en", "English")):
        if not isinstance(row.get(key), str) or not row[key].strip():
            faults.append((f"has no {language} label", f'write {key} = "..."'))
    if bool(row.get("help_nl")) != bool(row.get("help_en")):
        faults.append(("has its explanation in one language only", "write help_nl and help_en, or neither"))
    if not isinstance(row.get("attributes", {}), dict):
        faults.append(("its attributes are no table", "write attributes = { name = value }"))
    return faults


def _status_faults(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    faults = []
    if not row.get("source"):
        faults.append(("names no source", "write source = an id of sources.toml"))
    status = row.get("status", "")
    if status == "confirmed":
        faults.append(("has status 'confirmed'", "write 'to_be_confirmed': only a privacy officer confirms"))
    elif status not in STATUSES:
        faults.append((f"has status '{status}'", f"use one of {', '.join(STATUSES)}"))
    return faults


def _day(row: Mapping[str, Any], key: str, faults: list[tuple[str, str]]) -> date | None:
    value = row.get(key)
    if value in (None, ""):
        if key == "valid_from":
            faults.append(("has no valid_from", "write the first day on which it may be chosen"))
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        faults.append((f"{key} '{value}' is no date", "write YYYY-MM-DD"))
        return None


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value
