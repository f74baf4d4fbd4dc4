# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The report as PDF: language, title, alternative texts, heads of columns; and no sentence that says too much."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from zicht.base.tests.test_pdf import elements
from zicht.monitor.publishing import files_of
from zicht.monitor.publishing.publication import LANGS
from zicht.monitor.publishing.report import report, report_data
from zicht.monitor.publishing.tests.sample import edition, protected, publication
from zicht.monitor.result import Lang
from zicht.monitor.wording import check

EDITION = edition()
PUBLICATION = publication(EDITION, protected(EDITION.tables))


@pytest.fixture(scope="module", params=LANGS)
def made(request: pytest.FixtureRequest) -> tuple[Lang, bytes]:
    return request.param, report(PUBLICATION, request.param)


def figures(file: bytes) -> list[Any]:
    with pikepdf.open(io.BytesIO(file)) as pdf:
        return [
            str(each.get("/Alt", ""))
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]


def test_it_says_its_language_its_title_and_that_it_is_for_everybody(made: tuple[Lang, bytes]):
    lang, file = made
    with pikepdf.open(io.BytesIO(file)) as pdf:
        assert str(pdf.Root.Lang).lower().startswith(lang)
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert told["dc:title"] == PUBLICATION.heading(lang)


def test_every_picture_has_an_alternative_with_its_numbers(made: tuple[Lang, bytes]):
    lang, file = made
    alts = figures(file)
    assert len(alts) == 2
    assert all(len(alt) > 60 for alt in alts)
    assert any(("1.234" if lang == "nl" else "1,234") in alt for alt in alts)


def test_every_table_has_heads_of_columns_and_a_caption(made: tuple[Lang, bytes]):
    found = elements(made[1])
    kinds = [kind for kind, _ in found]
    assert kinds.count("/Table") == 2
    assert {scope for kind, scope in found if kind == "/TH"} == {"/Column"}
    assert kinds.count("/TH") == (1 + 3 + 1) + (1 + 2 + 1)
    assert kinds.count("/Caption") >= 2


def test_the_moment_in_the_file_is_the_day_of_publication(made: tuple[Lang, bytes]):
    with pikepdf.open(io.BytesIO(made[1])) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261018")


def test_a_checker_of_others_finds_nothing(made: tuple[Lang, bytes], tmp_path: Path):
    # 12 checks of a small subset of PDF/UA-1: it finds slips, it is no claim of conformance.
    pytest.importorskip("pdfua", reason="the checker comes with the next make setup")
    place = tmp_path / "report.pdf"
    place.write_bytes(made[1])
    done = subprocess.run(
        [sys.executable, "-m", "pdfua", "check", str(place)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "result: PASS" in done.stdout


def test_no_sentence_says_more_than_the_register_knows():
    for lang in LANGS:
        for text in texts(report_data(PUBLICATION, lang)):
            check(text, lang=lang)
        for name, held in files_of(PUBLICATION, formats=["html"], lang=[lang]).items():
            if name.startswith(f"{lang}/"):
                for text in re.split(r"<[^>]+>", held.decode()):
                    check(text, lang=lang)


def texts(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data] if not data.startswith("<svg") else []
    held = data.values() if isinstance(data, dict) else data if isinstance(data, list | tuple) else ()
    return [text for each in held for text in texts(each)]
