# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Small spreadsheets made by hand, with what people do to them."""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date
from html import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
ODS = "application/vnd.oasis.opendocument.spreadsheet"
XMLNS = " ".join(
    f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text", "style")
)


@dataclass(frozen=True)
class Wrong:
    """A formula that gives an error."""

    shown: str = "#REF!"


@dataclass(frozen=True)
class Sheet:
    """Rows of cells: text, number, date, Wrong, or None. merged: ranges like "A2:A3"."""

    name: str
    rows: list
    merged: list = field(default_factory=list)
    hidden: bool = False


def letters(place):
    name, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def xlsx(*sheets):
    numbers = range(1, len(sheets) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPE}worksheet+xml"/>' for n in numbers
    )
    book = "".join(
        f'<sheet name="{escape(s.name)}" sheetId="{n}"{hidden(s)} r:id="rId{n}"/>' for n, s in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    styles = (
        f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}sheet.main+xml"/>{parts}'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{book}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}relationships">{links}'
        f'<Relationship Id="rIdS" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": styles,
    }
    files |= {f"xl/worksheets/sheet{n}.xml": xlsx_sheet(sheet) for n, sheet in enumerate(sheets, 1)}
    return packed({name: '<?xml version="1.0" encoding="UTF-8"?>' + text for name, text in files.items()})


def hidden(sheet):
    return ' state="hidden"' if sheet.hidden else ""


def xlsx_sheet(sheet):
    rows = ""
    for number, row in enumerate(sheet.rows, 1):
        cells = [xlsx_cell(f"{letters(place)}{number}", cell) for place, cell in enumerate(row)]
        rows += f'<row r="{number}">{"".join(cells)}</row>'
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in sheet.merged)
    merged = f'<mergeCells count="{len(sheet.merged)}">{ranges}</mergeCells>' if ranges else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{merged}</worksheet>'


def xlsx_cell(place, cell):
    match cell:
        case None | "":
            return ""
        case Wrong(shown):
            return f'<c r="{place}" t="e"><f>A1+Z9</f><v>{shown}</v></c>'
        case date():
            return f'<c r="{place}" s="1"><v>{(cell - date(1899, 12, 30)).days}</v></c>'
        case int() | float():
            return f'<c r="{place}"><v>{cell}</v></c>'
        case _:
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'


def ods(*sheets):
    styles = (
        '<office:automatic-styles><style:style style:name="in" style:family="table"><style:table-properties '
        'table:display="true"/></style:style><style:style style:name="away" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    tables = "".join(ods_sheet(sheet) for sheet in sheets)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {XMLNS} '
        f'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">'
        f"{styles}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>'
    )
    return packed({"mimetype": ODS, "content.xml": content, "META-INF/manifest.xml": manifest})


def ods_sheet(sheet):
    starts = {one.split(":")[0]: one for one in sheet.merged}
    rows = ""
    for number, row in enumerate(sheet.rows, 1):
        cells = [ods_cell(f"{letters(place)}{number}", cell, starts) for place, cell in enumerate(row)]
        rows += f"<table:table-row>{''.join(cells)}</table:table-row>"
    style = "away" if sheet.hidden else "in"
    return f'<table:table table:name="{escape(sheet.name)}" table:style-name="{style}">{rows}</table:table>'


def ods_cell(place, cell, starts):
    spanned = ' table:number-columns-spanned="1" table:number-rows-spanned="2"' if place in starts else ""
    match cell:
        case None | "":
            return f"<table:table-cell{spanned}/>"
        case Wrong(shown):
            kind = 'string" office:string-value="" calcext:value-type="error" table:formula="of:=1/0'
        case date():
            kind, shown = f'date" office:date-value="{cell}', cell
        case int() | float():
            kind, shown = f'float" office:value="{cell}', cell
        case _:
            kind, shown = "string", escape(cell)
    return f'<table:table-cell{spanned} office:value-type="{kind}"><text:p>{shown}</text:p></table:table-cell>'


def packed(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, text in files.items():
            opened.writestr(name, text)
    return out.getvalue()
