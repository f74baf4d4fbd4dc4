# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The publication as a website of plain files: an index and a page per figure, in each language.

No scripts, one style sheet, own fonts: it may stand behind the strictest content security policy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from zicht.monitor.drawing import FONT_DIRECTORY
from zicht.monitor.publishing.explaining import explained_fragment
from zicht.monitor.publishing.fragments import Html, figure_fragment, slug
from zicht.monitor.publishing.publication import About, Publication
from zicht.monitor.publishing.texts import full_title
from zicht.monitor.publishing.words import PRESUMED, PROTECTED, REGISTERED, t
from zicht.monitor.result import CountedTable, Lang

STYLE = Path(__file__).parents[1] / "static" / "zicht" / "publication.css"
FONTS = ("source-sans-3-latin-400-normal.woff2", "source-sans-3-latin-700-normal.woff2")
# Only the static pages bring their fonts along; in the app they are there already.
FACE = """@font-face {{
  font-family: "Source Sans 3";
  font-weight: {weight};
  font-display: swap;
  src: url("fonts/{name}") format("woff2");
}}
"""
# What a file that goes with a figure is called on its page, by the end of its name.
KINDS_OF_FILE = (
    (".csv", "Tabel als CSV", "Table as CSV"),
    (".csv-metadata.json", "Beschrijving van de kolommen (CSVW)", "Description of the columns (CSVW)"),
    (".svg", "Grafiek als SVG", "Chart as SVG"),
    (".ods", "Alle tabellen als werkmap (ODS)", "All tables as workbook (ODS)"),
    (".pdf", "Rapport (PDF)", "Report (PDF)"),
    ("tables.json", "Alle tabellen als JSON", "All tables as JSON"),
    ("dcat.jsonld", "Beschrijving van de gegevens (DCAT)", "Description of the data (DCAT)"),
)


def site(publication: Publication, langs: Sequence[Lang], others: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pages, the style and the fonts. ``others``: the files that are published with it, to link to."""
    files = style_files()
    for lang in langs:
        files[f"{lang}/index.html"] = _index(publication, lang, langs, others).encode()
        for table in publication.tables:
            files[f"{lang}/{page_name(table)}"] = _page(publication, table, lang, langs, others).encode()
    files["index.html"] = _front(publication, langs).encode()
    return files


def style_files() -> dict[str, bytes]:
    """The style sheet and the fonts of static pages."""
    faces = "".join(FACE.format(weight=name.split("-")[-2], name=name) for name in FONTS)
    fonts = FONTS if FONT_DIRECTORY.is_dir() else ()
    return {
        "style.css": faces.encode() + STYLE.read_bytes(),
        **{f"fonts/{name}": (FONT_DIRECTORY / name).read_bytes() for name in fonts},
    }


def page_name(table: CountedTable) -> str:
    """The file of a figure's page, the same in each language."""
    return f"figure-{slug(table.id)}.html"


def downloads(others: Sequence[str], lang: Lang, *, table: CountedTable | None = None) -> tuple[tuple[str, str], ...]:
    """Name and words of the files that go with one figure, or with all of them."""
    found = []
    for name in others:
        words = next(((nl, en) for end, nl, en in reversed(KINDS_OF_FILE) if name.endswith(end)), None)
        if words is None or not _meant(name, lang, table):
            continue
        detail = ""
        if "/change." in name:
            detail = t(lang, " (verandering)", " (change)")
        elif name.endswith(".svg"):
            detail = f" ({name.rsplit('/', 1)[1].split('.')[0].removeprefix(slug(table.id) + '-') if table else ''})"
        found.append((name, t(lang, *words) + detail))
    return tuple(found)


def _meant(name: str, lang: Lang, table: CountedTable | None) -> bool:
    file = name.rsplit("/", 1)[-1]
    other = ".en." if lang == "nl" else ".nl."
    if other in file:
        return False
    if table is None:
        return "/" not in name or file.startswith(("all.", "change."))
    return "/" in name and file.startswith((f"{slug(table.id)}.", *(f"{slug(table.id)}-{k}." for k in _PARTS)))


_PARTS = ("year", "period", "group", "category", "total")


def _front(publication: Publication, langs: Sequence[Lang]) -> str:
    """Where somebody chooses a language; with one language a page that leads there."""
    names = {"nl": "Nederlands", "en": "English"}
    links = "".join(f'<li><a href="{lang}/index.html" lang="{lang}">{names[lang]}</a></li>' for lang in langs)
    body = f"<h1>{escape(publication.title.nl)}</h1><ul>{links}</ul>"
    return _document(publication, "nl", publication.title.nl, body, up="", switch="")


def _index(publication: Publication, lang: Lang, langs: Sequence[Lang], others: Mapping[str, bytes]) -> str:
    title = publication.heading(lang)
    items = "".join(
        f'<li><a href="{page_name(table)}">{escape(full_title(publication, table, lang))}</a></li>'
        for table in publication.tables
    )
    pieces = [
        f"<h1>{escape(title)}</h1>",
        *(f'<p class="mon-lead">{escape(words.in_(lang))}</p>' for words in (REGISTERED, PRESUMED)),
        f"<h2>{t(lang, 'Figuren en tabellen', 'Figures and tables')}</h2>",
        f'<ul class="mon-list">{items}</ul>' if items else f"<p>{_nothing(lang)}</p>",
        explained_fragment(publication.explained, lang),
        _left_out(publication, lang),
        _warnings(publication, lang),
        _files(downloads(sorted(others), lang), lang),
        f"<h2>{t(lang, 'Kleine aantallen', 'Small numbers')}</h2><p>{escape(PROTECTED.in_(lang))}</p>",
        _made_with(publication, lang),
    ]
    return _document(publication, lang, title, "\n".join(pieces), up="../", switch=_switch(lang, langs, "index.html"))


def _page(
    publication: Publication, table: CountedTable, lang: Lang, langs: Sequence[Lang], others: Mapping[str, bytes]
) -> str:
    title = full_title(publication, table, lang)
    back = t(lang, "Alle figuren", "All figures")
    pieces = [
        f'<nav aria-label="{t(lang, "Kruimelpad", "Breadcrumb")}"><a href="index.html">{back}</a></nav>',
        f"<h1>{escape(title)}</h1>",
        figure_fragment(publication, table, lang),
        _files(downloads(sorted(others), lang, table=table), lang),
    ]
    switch = _switch(lang, langs, page_name(table))
    return _document(publication, lang, title, "\n".join(pieces), up="../", switch=switch)


def _document(publication: Publication, lang: Lang, title: str, body: str, *, up: str, switch: str) -> str:
    return page(
        lang,
        title,
        body,
        name=publication.heading(lang),
        about=publication.about,
        style=f"{up}style.css",
        switch=switch,
    )


def page(lang: Lang, title: str, body: str, *, name: str, about: About, style: str, switch: str = "") -> str:
    """A whole page. ``body`` and ``switch`` are HTML; the rest is text."""
    date = f" {t(lang, 'Gepubliceerd op', 'Published on')} {about.issued.isoformat()}." if about.issued else ""
    skip = t(lang, "Direct naar de inhoud", "Skip to content")
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f'<link rel="stylesheet" href="{style}">\n</head>\n<body class="mon-page">\n'
        f'<a class="mon-skip" href="#main">{skip}</a>\n'
        f'<header class="mon-header"><p>{escape(name)}</p>{switch}</header>\n'
        f'<main id="main" tabindex="-1">\n{body}\n</main>\n'
        f'<footer class="mon-footer"><p>{escape(about.publisher)}.{date}</p></footer>\n</body>\n</html>\n'
    )


def _switch(lang: Lang, langs: Sequence[Lang], name: str) -> str:
    names = {"nl": "Nederlands", "en": "English"}
    links = "".join(
        f'<li><a href="../{other}/{name}" lang="{other}" hreflang="{other}">{names[other]}</a></li>'
        for other in langs
        if other != lang
    )
    return f'<nav aria-label="{t(lang, "Taal", "Language")}"><ul>{links}</ul></nav>' if links else ""


def _files(files: Sequence[tuple[str, str]], lang: Lang) -> str:
    if not files:
        return ""
    lines = "".join(f'<li><a href="../{escape(name)}">{escape(words)}</a></li>' for name, words in files)
    return f"<h2>{t(lang, 'Bestanden', 'Files')}</h2><ul>{lines}</ul>"


def _left_out(publication: Publication, lang: Lang) -> Html:
    if not publication.left_out:
        return Html("")
    why = t(
        lang,
        "Deze figuren zijn weggelaten: zij gaan over te weinig slachtoffers.",
        "These figures are left out: they are about too few victims.",
    )
    lines = "".join(f"<li>{escape(table.title.in_(lang))}</li>" for table in publication.left_out)
    return Html(f"<h2>{t(lang, 'Niet gepubliceerd', 'Not published')}</h2><p>{why}</p><ul>{lines}</ul>")


def _warnings(publication: Publication, lang: Lang) -> str:
    if not publication.general:
        return ""
    lines = "".join(f"<li>{escape(notice.words.in_(lang))}</li>" for notice in publication.general)
    return f"<h2>{t(lang, 'Let op bij deze cijfers', 'Take care with these figures')}</h2><ul>{lines}</ul>"


def _made_with(publication: Publication, lang: Lang) -> str:
    facts = "".join(f"<dt>{escape(name.in_(lang))}</dt><dd>{escape(value)}</dd>" for name, value in publication.pins)
    return (
        f'<h2>{t(lang, "Waarmee dit is gemaakt", "With what this was made")}</h2><dl class="mon-facts">{facts}</dl>'
    )


def _nothing(lang: Lang) -> str:
    return t(lang, "Er is geen figuur dat gepubliceerd kan worden.", "There is no figure that can be published.")
