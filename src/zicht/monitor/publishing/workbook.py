# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""All tables as one spreadsheet (ODS): a cover, a sheet per table with real numbers, and sources and notes."""

from __future__ import annotations

from zicht.base.sheets import Sheet, Value, ods
from zicht.monitor.publishing.explaining import Explained, lines, title_of
from zicht.monitor.publishing.publication import Publication, refuse_unprotected
from zicht.monitor.publishing.texts import (
    count_text,
    definitions,
    full_title,
    has_share,
    notes,
    whole_percentage,
)
from zicht.monitor.publishing.words import HIDDEN, PRESUMED, PROTECTED, REGISTERED, ROUNDED, UNITS, t
from zicht.monitor.result import Cell, CountedTable, Head, Lang


def workbook(publication: Publication, lang: Lang) -> bytes:
    """The workbook in one language. Raises UnprotectedTableError."""
    sheets = [_cover(publication, lang)]
    sheets += [_table(publication, table, lang) for table in publication.tables]
    if publication.explained is not None:
        sheets.append(_change(publication.explained, lang))
    return ods([*sheets, _notes(publication, lang)])


def sheet_name(table: CountedTable, lang: Lang) -> str:
    """The name of a table's sheet."""
    return f"{t(lang, 'Tabel', 'Table')} {table.id}"


def _cover(publication: Publication, lang: Lang) -> Sheet:
    issued = publication.about.issued
    above = [
        [publication.heading(lang)],
        [publication.about.publisher],
        *([[t(lang, "Gepubliceerd op", "Published on") + f" {issued.isoformat()}"]] if issued else []),
        [REGISTERED.in_(lang)],
        [PRESUMED.in_(lang)],
    ]
    rows = [[sheet_name(table, lang), full_title(publication, table, lang)] for table in publication.tables]
    if publication.explained is not None:
        rows.append([_change_name(lang), title_of(publication.explained, lang)])
    rows.append([_notes_name(lang), t(lang, "Definities, noten en bronnen", "Definitions, notes and sources")])
    head = [t(lang, "Blad", "Sheet"), t(lang, "Inhoud", "Contents")]
    return Sheet(t(lang, "Omslag", "Cover"), head, rows, above)


def _table(publication: Publication, table: CountedTable, lang: Lang) -> Sheet:
    """Counts first, then shares, then what 100% is; heads in one row, one table per sheet."""
    refuse_unprotected(table)
    unit = UNITS[table.unit].in_(lang)
    columns = [column.words.in_(lang) for column in table.columns]
    ranked = any(cell.rank is not None for line in table.cells for cell in line)
    words = t(lang, "aantal", "number"), t(lang, "% van kolom", "% of column"), t(lang, "100% is", "100% is")
    head = [t(lang, "Code", "Code"), table.row_words.in_(lang)]
    head += [f"{name}, {word}" for word in words for name in columns]
    if ranked:
        head += [f"{name}, {t(lang, 'plaats', 'rank')}" for name in columns]
    rows = []
    for row, line in zip(table.rows, table.cells, strict=True):
        values: list[Value] = [row.code, row.words.in_(lang)]
        values += [_count(cell, lang) for cell in line]
        values += [_share(row, cell, lang) for cell in line]
        values += [_base(row, cell, lang) for cell in line]
        if ranked:
            values += ["" if cell.rank is None else cell.rank for cell in line]
        rows.append(values)
    told = t(lang, f"Aantal {unit}. Afgeschermd is geen nul.", f"Number of {unit}. Suppressed is not zero.")
    more = t(lang, "Definities en noten: blad", "Definitions and notes: sheet")
    above = [[full_title(publication, table, lang)], [told], [f"{more} {_notes_name(lang)}"]]
    return Sheet(sheet_name(table, lang), head, rows, above)


def _change_name(lang: Lang) -> str:
    return t(lang, "Verandering", "Change")


def _change(explained: Explained, lang: Lang) -> Sheet:
    """Why the number changed: a row per part with real numbers, the rest and the total last."""
    change = explained.change
    head = [t(lang, "Wie, door wie gemeld", "Who, reported by whom"), *change.periods, t(lang, "Verschil", "Change")]
    rows: list[list[Value]] = [
        [words.in_(lang), before, after, after - before] for _, _, words, before, after in lines(change)
    ]
    return Sheet(_change_name(lang), head, rows, [[title_of(explained, lang)], [explained.words.in_(lang)]])


def _count(cell: Cell, lang: Lang) -> Value:
    if cell.suppressed:
        return HIDDEN.in_(lang)
    if cell.count is not None:
        return cell.count
    return round(cell.mean, 1) if cell.mean is not None else count_text(cell, lang)


def _share(row: Head, cell: Cell, lang: Lang) -> Value:
    if cell.suppressed:
        return HIDDEN.in_(lang)
    share = whole_percentage(cell) if has_share(row) else None
    return "" if share is None else share


def _base(row: Head, cell: Cell, lang: Lang) -> Value:
    if cell.suppressed:
        return HIDDEN.in_(lang)
    return cell.denominator if has_share(row) and cell.denominator is not None else ""


def _notes_name(lang: Lang) -> str:
    return t(lang, "Bronnen en noten", "Sources and notes")


def _notes(publication: Publication, lang: Lang) -> Sheet:
    every = t(lang, "Alle tabellen", "All tables")
    rows = [[every, "", text.in_(lang)] for text in (REGISTERED, PRESUMED, PROTECTED, ROUNDED)]
    rows += [[every, t(lang, "Let op", "Take care"), notice.words.in_(lang)] for notice in publication.general]
    rows += [[every, name.in_(lang), value] for name, value in publication.pins]
    for table in publication.tables:
        name = sheet_name(table, lang)
        rows += [[name, about, text] for about, text in definitions(publication, table, lang)]
        rows += [[name, t(lang, "Noot", "Note"), text] for text in notes(publication, table, lang)]
        warning = t(lang, "Let op", "Take care")
        rows += [[name, warning, notice.words.in_(lang)] for notice in publication.notices_of(table)]
    left = t(lang, "Niet gepubliceerd: te weinig slachtoffers", "Not published: too few victims")
    rows += [[sheet_name(table, lang), left, table.title.in_(lang)] for table in publication.left_out]
    return Sheet(
        _notes_name(lang), [t(lang, "Blad", "Sheet"), t(lang, "Wat", "What"), t(lang, "Tekst", "Text")], rows
    )
