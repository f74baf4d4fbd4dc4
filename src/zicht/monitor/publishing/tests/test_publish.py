# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What leaves: only protected tables, no hidden number in any file, the same files twice, links that work."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from typing import Any

import pikepdf
import pytest
from python_calamine import load_workbook

from zicht.monitor.disclosure import UnprotectedTableError
from zicht.monitor.drawing import PHONE, WIDE
from zicht.monitor.publishing.report import report_data
from zicht.monitor.publishing.tests.sample import ABOUT, PLANTED, edition, protected, publication, published
from zicht.monitor.publishing.texts import count_text, share_text
from zicht.monitor.result import Cell

EDITION = edition()
TABLES = protected(EDITION.tables)


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return published(EDITION, TABLES)


def plain(name: str, held: bytes) -> str:
    """All text in a file, out of its packing."""
    if name.endswith(".ods"):
        with zipfile.ZipFile(io.BytesIO(held)) as packed:
            return " ".join(packed.read(entry).decode(errors="replace") for entry in packed.namelist())
    if name.endswith(".pdf"):
        with pikepdf.open(io.BytesIO(held)) as pdf:
            streams = [o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream)]
            alts = [str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
            return " ".join([*(s.decode("latin-1") for s in streams), *alts])
    return held.decode(errors="replace")


def test_unprotected_tables_are_refused():
    with pytest.raises(UnprotectedTableError):
        publication(EDITION, EDITION.tables)


@pytest.mark.parametrize("held", [{"count": 4}, {"percentage": 12.0}, {"denominator": 25}, {"rank": 3}])
def test_a_hidden_cell_that_still_holds_a_number_is_refused(held: dict[str, Any]):
    first = TABLES[0]
    leaking = tuple(
        tuple(replace(cell, **held) if cell.suppressed else cell for cell in line) for line in first.cells
    )
    with pytest.raises(UnprotectedTableError):
        publication(EDITION, [replace(first, cells=leaking)])


def test_hidden_numbers_are_in_no_file(files: Mapping[str, bytes]):
    wanted = [form for number in PLANTED for form in (str(number), f"{number:,}", f"{number:,}".replace(",", "."))]
    for name, held in files.items():
        text = plain(name, held)
        assert not [form for form in wanted if form in text], name


def test_hidden_numbers_are_not_in_what_the_report_is_set_from():
    # Letters in a PDF are numbered by its own fonts: the text before that is what can be searched.
    text = json.dumps(report_data(publication(EDITION, TABLES), "nl"))
    assert "1.234" in text
    assert not [number for number in PLANTED if f"{number:,}".replace(",", ".") in text or str(number) in text]


def test_hidden_is_a_word_and_not_less_than(files: Mapping[str, bytes]):
    assert "afgeschermd" in files["nl/figure-1-1.html"].decode()
    assert "suppressed" in files["en/figure-1-1.html"].decode()
    assert "afgeschermd" in plain("x.ods", files["tables.nl.ods"])
    for name, held in files.items():
        if name.endswith((".html", ".svg", ".csv", ".ods")):
            assert not re.search(r"(<|&lt;)\s?10\b", plain(name, held)), name


def test_the_same_edition_gives_the_same_bytes(files: Mapping[str, bytes]):
    again = published(EDITION, TABLES)
    assert [name for name in files if files[name] != again[name]] == []
    assert list(files) == list(again)


def test_every_link_and_source_leads_to_a_file(files: Mapping[str, bytes]):
    for name, held in files.items():
        if name.endswith(".html"):
            for target in re.findall(r'(?:href|src)="([^"#]+)"', held.decode()):
                assert normpath(join(dirname(name), target)) in files, (name, target)
    for target in re.findall(r'url\("([^"]+)"\)', files["style.css"].decode()):
        assert target in files


def test_every_file_for_readers_can_be_reached_from_the_front_page(files: Mapping[str, bytes]):
    seen, todo = set(), ["index.html"]
    while todo:
        name = todo.pop()
        seen.add(name)
        if name.endswith(".html"):
            found = (normpath(join(dirname(name), t)) for t in re.findall(r'href="([^"#]+)"', files[name].decode()))
            todo += [target for target in found if target not in seen]
    assert [name for name in files if name not in seen and not name.startswith("fonts/")] == []


class Page(HTMLParser):
    """What a checker looks at: the order of the headings, heads of tables, ids, scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))


def test_pages_say_their_language_and_have_headings_in_order(files: Mapping[str, bytes]):
    for name, held in files.items():
        if not name.endswith(".html"):
            continue
        page = Page(held.decode())
        lang = "en" if name.startswith("en/") else "nl"
        assert page.tags[0] == ("html", {"lang": lang}), name
        assert page.levels[0] == 1, name
        assert page.levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in zip(page.levels, page.levels[1:], strict=False)), name
        assert [tag for tag, _ in page.tags].count("main") == 1
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids)), name


def test_pages_need_no_script_and_no_style_of_their_own(files: Mapping[str, bytes]):
    for name, held in files.items():
        if name.endswith(".html"):
            page = Page(held.decode())
            assert not {"script", "style", "iframe"} & {tag for tag, _ in page.tags}, name
            assert not [attrs for _, attrs in page.tags if "style" in attrs or any(a.startswith("on") for a in attrs)]


def test_tables_have_a_caption_and_heads_with_scope(files: Mapping[str, bytes]):
    page = Page(files["nl/figure-1-1.html"].decode())
    kinds = [tag for tag, _ in page.tags]
    assert kinds.count("table") == kinds.count("caption") == 1
    assert {attrs["scope"] for tag, attrs in page.tags if tag == "th"} == {"col", "row"}


def test_the_title_says_scope_period_and_what_a_place_is(files: Mapping[str, bytes]):
    assert "naar meldende organisatie, Nederland, 2021-2023</h1>" in files["nl/figure-1-2-x.html"].decode()
    assert "by reporting organisation, the Netherlands, 2021-2023</h1>" in files["en/figure-1-2-x.html"].decode()


def test_what_people_wrote_is_escaped(files: Mapping[str, bytes]):
    assert "&lt;klein&gt; &amp; bijzonder" in files["nl/figure-1-1.html"].decode()


def test_csvw_describes_the_columns_that_are_there(files: Mapping[str, bytes]):
    described = [name for name in files if name.endswith("-metadata.json")]
    assert len(described) == 3
    for name in described:
        told = json.loads(files[name])
        path = join(dirname(name), told["url"])
        lines = list(csv.reader(io.StringIO(files[path].decode())))
        names = [column["name"] for column in told["tableSchema"]["columns"]]
        assert lines[0] == names
        assert all(len(line) == len(names) for line in lines)
        keys = [tuple(line[names.index(key)] for key in told["tableSchema"]["primaryKey"]) for line in lines[1:]]
        assert len(set(keys)) == len(keys)
        for column in told["tableSchema"]["columns"]:
            if column["datatype"] == "integer":
                values = {line[names.index(column["name"])] for line in lines[1:]}
                assert all(value == "" or value.isdigit() for value in values)


def test_csv_tells_zero_from_hidden(files: Mapping[str, bytes]):
    lines = list(csv.DictReader(io.StringIO(files["data/1-1.csv"].decode())))
    hidden = [line for line in lines if line["suppressed"] == "true"]
    assert len(hidden) == 2
    assert {line["count"] for line in hidden} == {""}


def test_workbook_opens_and_numbers_are_numbers(files: Mapping[str, bytes]):
    book = load_workbook(io.BytesIO(files["tables.nl.ods"]))
    assert book.sheet_names == ["Omslag", "Tabel 1.1", "Tabel 1.2-x", "Bronnen en noten"]
    rows = book.get_sheet_by_name("Tabel 1.1").to_python()
    line = next(row for row in rows if row[0] == "vrouw")
    assert line[2] == 1234.0
    assert isinstance(line[2], float)
    assert line[4] == "afgeschermd"


def test_catalogue_entry_has_what_the_profile_demands(files: Mapping[str, bytes]):
    told = json.loads(files["dcat.jsonld"])
    demanded = ["identifier", "title", "description", "license", "creator", "publisher"]
    assert all(told[f"dct:{name}"] for name in demanded)
    assert told["dcat:contactPoint"]["vcard:hasEmail"]
    assert told["dcat:theme"]
    held = {each["dcat:accessURL"]["@id"].removeprefix(ABOUT.base_url) for each in told["dcat:distribution"]}
    assert held == {
        "tables.json", "data/all.csv", "tables.nl.ods", "tables.en.ods", "report.nl.pdf", "report.en.pdf",
        "nl/index.html", "en/index.html",
    }  # fmt: skip
    for each in told["dcat:distribution"]:
        assert all(each[f"dct:{name}"] for name in ("format", "title", "description", "license"))


def test_pictures_have_a_title_and_a_description(files: Mapping[str, bytes]):
    drawn = {name: held.decode() for name, held in files.items() if name.endswith(".svg")}
    assert {name for name in drawn if ".phone." in name}
    for name, text in drawn.items():
        assert re.search(r'<svg[^>]* role="img" aria-labelledby="([\w-]+)-title \1-desc">', text), name
        assert re.search(r"<title[^>]*>[^<]{10,}</title><desc[^>]*>[^<]{40,}</desc>", text), name
        assert text.count("role=") == 1


def test_a_picture_fits_shows_its_numbers_and_a_word_for_the_hidden(files: Mapping[str, bytes]):
    years = [cell for row in TABLES[0].cells[:-1] for cell in row[:-1]]
    for name, width in (("1-1-year.nl.svg", WIDE), ("1-1-year.phone.nl.svg", PHONE)):
        text = files[f"charts/{name}"].decode()
        head = re.match(r'<svg[^>]* width="(\d+)"', text)
        assert head
        assert int(head[1]) <= width
        drawn = re.findall(r"<text[^>]*>([^<]*)</text>", text)
        assert drawn.count("afgeschermd") == sum(cell.suppressed for cell in years)
        counts = [count_text(cell, "nl") for cell in years if not cell.suppressed]
        assert [word for word in counts if word not in drawn] == []
        assert min(float(size) for size in re.findall(r'font-size="([\d.]+)px"', text)) >= 13
        assert not re.search("<(script|style)", text)


def test_a_region_shows_no_figure_about_too_few_and_says_so():
    local = edition(scope="region", place="Regio Voorbeeld")
    tables = protected(local.tables)
    few = replace(tables[1], cells=tuple(tuple(replace(c, count=4) for c in line) for line in tables[1].cells))
    files = published(local, [tables[0], few], formats=["html"], lang=["nl"])
    assert "nl/figure-1-2-x.html" not in files
    assert "Niet gepubliceerd" in files["nl/index.html"].decode()
    assert "Regio Voorbeeld, 2021-2023 (alleen eigen meldingen)</h1>" in files["nl/figure-1-1.html"].decode()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Cell(1, 1, 8, 12.5), "13%"),  # halves go up
        (Cell(3, 3, 1000, 0.3), "<1%"),
        (Cell(0, 0, 40, 0.0), "0%"),
        (Cell(12), "–"),
        (Cell(None, suppressed=True), ""),
    ],
)
def test_a_share_is_whole_and_tells_little_from_nothing(cell: Cell, text: str):
    assert share_text(cell) == text
