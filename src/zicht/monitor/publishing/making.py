# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""All files of a publication, by name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from zicht.monitor.drawing import PHONE, WIDE
from zicht.monitor.making import FORMATS
from zicht.monitor.publishing.catalogue import catalogue
from zicht.monitor.publishing.explaining import waterfall
from zicht.monitor.publishing.fragments import slug
from zicht.monitor.publishing.pictures import phone_picture, picture
from zicht.monitor.publishing.publication import LANGS, Publication
from zicht.monitor.publishing.report import report
from zicht.monitor.publishing.site import site
from zicht.monitor.publishing.texts import full_title, parts
from zicht.monitor.publishing.tidy import tidy_files
from zicht.monitor.publishing.workbook import workbook
from zicht.monitor.result import Lang


def files_of(
    publication: Publication,
    *,
    formats: Collection[str] = FORMATS,
    lang: Sequence[Lang] = LANGS,
    tables: bytes | None = None,
) -> Mapping[str, bytes]:
    """The files of a publication. ``tables``: the bytes of ``tables.json``, put beside the others as they are."""
    files = {} if tables is None else {"tables.json": tables}
    if "csv" in formats:
        files |= tidy_files(publication)
    for each in lang:
        if "ods" in formats:
            files[f"tables.{each}.ods"] = workbook(publication, each)
        if "pdf" in formats:
            files[f"report.{each}.pdf"] = report(publication, each)
        if "svg" in formats:
            files |= pictures(publication, each)
    if "html" in formats:
        files |= site(publication, lang, files | ({"dcat.jsonld": b""} if "dcat" in formats else {}))
    if "dcat" in formats:
        files["dcat.jsonld"] = catalogue(publication, files)
    return dict(sorted(files.items()))


def pictures(publication: Publication, lang: Lang) -> dict[str, bytes]:
    """The pictures as files of their own, wide and for a telephone."""
    files = {}
    if publication.explained is not None:
        for kind, width in (("", WIDE), (".phone", PHONE)):
            drawn = waterfall(publication.explained, lang, chart_id="chart-change", width=width)
            files[f"charts/change{kind}.{lang}.svg"] = drawn.encode()
    for table in publication.tables:
        title = full_title(publication, table, lang)
        for part in parts(table):
            for kind, draw in (("", picture), (".phone", phone_picture)):
                drawn = draw(table, part, lang, title=title, chart_id=f"chart-{slug(table.id)}-{part.kind}")
                if drawn:
                    files[f"charts/{slug(table.id)}-{part.kind}{kind}.{lang}.svg"] = drawn.encode()
    return files
