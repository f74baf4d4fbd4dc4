# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Turns list files into lists, and says what stands in the way. The only file here that opens files.

A list is one TOML file; a long flat one keeps its rows in a CSV file beside it (``rows = "NAME.csv"``).
Findings are in Dutch, like the words of every command. Readers go on after a fault, so that one check
shows all faults of a file.
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
CONFIRM = "schrijf 'to_be_confirmed': alleen een functionaris gegevensbescherming bevestigt"
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
        return None, [Finding(path.name, "", f"is geen UTF-8 (byte {fault.start})", "sla het op als UTF-8")]
    except tomllib.TOMLDecodeError as fault:
        # The parser explains in English; its line and column are what a reader needs.
        found = re.search(r"line (\d+), column (\d+)", str(fault))
        line = int(found[1]) if found else None
        where = f" (teken {found[2]})" if found else ""
        return None, [Finding(path.name, "", f"is geen TOML{where}", "verbeter die regel", line)]


def read_sources(directory: Path) -> tuple[dict[str, Source], list[Finding]]:
    """The sources by id."""
    path = directory / SOURCES_FILE
    if not path.is_file():
        return {}, [Finding(SOURCES_FILE, "", "ontbreekt", "zet het bestand terug: elke regel noemt een bron eruit")]
    raw, findings = parse_toml(path)
    sources: dict[str, Source] = {}
    for item in _tables(path.name, raw or {}, "source", findings):
        ident = str(item.get("id", ""))
        lacking = [key for key in ("id", "title", "where", "licence") if not str(item.get(key, "")).strip()]
        if lacking:
            findings.append(Finding(path.name, ident, f"mist {', '.join(lacking)}", "vul dat in"))
        elif ident in sources:
            findings.append(Finding(path.name, ident, "staat twee keer in het bestand", "houd er een"))
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
            findings.append(Finding(path.name, "", f"mist {key}", f'schrijf bovenaan {key} = "..."'))
    for key in sorted(set(raw) - set(_HEADER)):
        findings.append(Finding(path.name, "", f"onbekend woord '{key}'", f"kies uit {', '.join(_HEADER)}"))
    if raw.get("name", path.stem) != path.stem:
        findings.append(Finding(path.name, "", f"heet '{raw['name']}'", f"noem de lijst '{path.stem}'"))
    defaults = raw.get("defaults", {})
    if not isinstance(defaults, dict):
        findings.append(Finding(path.name, "", "'defaults' is geen tabel", "schrijf [defaults]"))
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
        findings.append(Finding(file, "", f"'{key}' is geen rij van tabellen", f"schrijf [[{key}]] voor elke tabel"))
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
        findings.append(Finding(path.name, "", f"noemt rijen die ontbreken: '{raw['rows']}'", "voeg het toe"))
        return
    try:
        text = table.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        findings.append(Finding(table.name, "", f"is geen UTF-8 (byte {fault.start})", "sla het op als UTF-8"))
        return
    lines = [(n, row) for n, row in enumerate(text.splitlines(), 1) if row.strip()]
    numbered = [(n, row) for n, row in lines if not row.startswith("#")]
    reader = csv.DictReader((row for _, row in numbered), restkey="")
    for (number, _), row in zip(numbered[1:], reader, strict=False):
        if "" in row:
            remedy, code = "zet tekst met een komma tussen aanhalingstekens", row.get("code") or ""
            findings.append(Finding(table.name, code, "heeft te veel kolommen", remedy, number))
        yield table.name, number, {key: value for key, value in row.items() if key and value}


def _entry(file: str, line: int | None, row: dict[str, Any], findings: list[Finding]) -> Entry | None:
    """One entry, or None with at least one finding."""
    faults = _word_faults(row) + _status_faults(row)
    start, end = (_day(row, key, faults) for key in ("valid_from", "valid_to"))
    if start and end and end < start:
        faults.append((f"eindigt op {end}, voor het begin op {start}", "verwissel of verbeter de datums"))
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
        (f"{key} is geen tekst", f'schrijf {key} = "..."')
        for key in ("code", "help_nl", "help_en", "source", "status", "parent")
        if not isinstance(row.get(key, ""), str)
    ]
    if not _CODE.fullmatch(str(row.get("code", ""))):
        problem = f"de code '{row.get('code', '')}' ontbreekt of klopt niet"
        faults.append((problem, "gebruik alleen letters, cijfers, '_' en '-'"))
    for key, language in (("nl", "Nederlandse"), ("en", "Engelse")):
        if not isinstance(row.get(key), str) or not row[key].strip():
            faults.append((f"heeft geen {language} naam", f'schrijf {key} = "..."'))
    if bool(row.get("help_nl")) != bool(row.get("help_en")):
        faults.append(("heeft de uitleg in maar een taal", "schrijf help_nl en help_en, of geen van beide"))
    if not isinstance(row.get("attributes", {}), dict):
        faults.append(("attributes is geen tabel", "schrijf attributes = { naam = waarde }"))
    return faults


def _status_faults(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    faults = []
    if not row.get("source"):
        faults.append(("noemt geen bron", "schrijf source = een id uit sources.toml"))
    status = row.get("status", "")
    if status == "confirmed":
        faults.append(("heeft status 'confirmed'", CONFIRM))
    elif status not in STATUSES:
        faults.append((f"heeft status '{status}'", f"kies uit {', '.join(STATUSES)}"))
    return faults


def _day(row: Mapping[str, Any], key: str, faults: list[tuple[str, str]]) -> date | None:
    value = row.get(key)
    if value in (None, ""):
        if key == "valid_from":
            faults.append(("heeft geen valid_from", "schrijf de eerste dag waarop de code gekozen mag worden"))
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        faults.append((f"{key} '{value}' is geen datum", "schrijf JJJJ-MM-DD"))
        return None


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value
