# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a document is: tagged, in Dutch, with a title, its own fonts, and table headers that know their column."""

import io
from typing import Any

import pikepdf
import pytest

from zicht.base.pdf import DOCUMENT, NotAccessible, render

DATA: dict[str, Any] = {
    "title": "Voorbeeld van een overzicht",
    "lead": ["Eerste alinea."],
    "facts": [["Dossier", "C26-AAAA-BBBB"], ["Leeg", ""]],
    "footer": "Zicht",
    "sections": [
        {
            "title": "Gegevens",
            "text": ["Zo staat het er."],
            "table": {
                "caption": "Wat er staat",
                "head": ["Gegeven", "Waarde"],
                "rows": [["Taal", "Pools #"], ["x", ""]],
            },
        },
    ],
}


def scope_of(element: Any) -> str:
    held = element.get("/A", [])
    told = list(held) if isinstance(held, pikepdf.Array) else [held]
    return next((str(a.Scope) for a in told if "/Scope" in a), "")


def elements(file: bytes) -> list[tuple[str, str]]:
    """Kind and scope of all structure elements of a document."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                found.append(kid)
                walk(kid)

    with pikepdf.open(io.BytesIO(file)) as pdf:
        walk(pdf.Root.StructTreeRoot)
        return [(str(e.S), scope_of(e)) for e in found]


def test_document_is_tagged_and_says_its_language_and_title():
    with pikepdf.open(io.BytesIO(render(DOCUMENT, DATA))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).lower() == "nl-nl"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert told["dc:title"] == DATA["title"]


def test_tables_have_headers_of_columns():
    found = elements(render(DOCUMENT, DATA))
    assert [s for s, _ in found].count("/TH") == 2
    assert {scope for kind, scope in found if kind == "/TH"} == {"/Column"}
    assert {"/H1", "/H2", "/Table", "/TD", "/Caption"} <= {kind for kind, _ in found}


def test_document_uses_no_font_but_ours():
    with pikepdf.open(io.BytesIO(render(DOCUMENT, DATA))) as pdf:
        fonts = {
            str(o.BaseFont).partition("+")[2]
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font" and "/BaseFont" in o
        }
    assert fonts
    assert all(name.startswith("SourceSans3") for name in fonts), fonts


def test_what_somebody_wrote_is_text_and_not_language():
    data = DATA | {"lead": ['#panic("nee") $x$ *vet* #read("/etc/passwd")']}
    assert render(DOCUMENT, data).startswith(b"%PDF")


def test_what_a_screen_reader_cannot_read_is_refused_without_telling_content():
    with pytest.raises(NotAccessible) as refused:
        render('#set document(title: "x")\n= x\n#image(bytes(data.picture))', {"picture": "<svg geheim/>"})
    assert "geheim" not in str(refused.value)
    with pytest.raises(NotAccessible):
        render("= zonder titel van het document", {})
