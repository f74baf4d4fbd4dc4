# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What everybody reads: the published editions, their figures, their files. Nothing here knows who reads."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from zicht.access.doors import public_door
from zicht.access.gate import NotHere
from zicht.base.clock import local_day
from zicht.monitor import gate
from zicht.monitor.models import Edition
from zicht.monitor.publishing.explaining import TITLE
from zicht.monitor.publishing.publication import place_words
from zicht.monitor.renderings import FILES
from zicht.monitor.result import Lang
from zicht.monitor.showing import change_html, figure_html, publication, slug_of
from zicht.monitor.words import page_words

PER_PAGE = 20


@public_door
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """All published editions, the latest years first."""
    lang = _lang(request)
    page = Paginator(gate.published(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "title": _title(e, lang), "years": e.years, "place": place_words(e.place).in_(lang), "at": e.published_at,
            "withdrawn": e.withdrawn_at is not None,
            "url": _url(reverse("monitor:published-edition", args=[e.slug]), lang),
        }
        for e in page
    ]  # fmt: skip
    return _page(request, "zicht/monitor/published.html", lang, {"page": page, "rows": rows})


@public_door
@require_safe
def published_edition(request: HttpRequest, slug: str) -> HttpResponse:
    """One edition: what it is, its figures, its files; a withdrawn one says so."""
    found, lang = gate.published_edition(slug), _lang(request)
    figures = [
        {
            "id": table.id, "title": table.title.in_(lang),
            "url": _url(reverse("monitor:published-figure", args=[slug, slug_of(table.id)]), lang),
        }
        for table in publication(found).tables
    ]  # fmt: skip
    have = set(found.files.values_list("name", flat=True)) if found.withdrawn_at is None else set()
    files = [
        {"label": label.format(TITLE.in_(lang)), "url": _url(reverse(f"monitor:published-{form}", args=[slug]), lang)}
        for form, (names, _, label) in FILES.items()
        if names[lang] in have
    ]
    context = {"edition": found, "figures": figures, "files": files, "facts": _facts(found, lang)}
    context["change"] = change_html(found, lang)
    return _page(request, "zicht/monitor/published_edition.html", lang, context | _here(found, lang))


@public_door
@require_safe
def published_figure(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """One figure: picture, table, what must be said about it."""
    found, lang = gate.published_edition(slug), _lang(request)
    table = next((t for t in publication(found).tables if slug_of(t.id) == other), None)
    if table is None:
        raise NotHere
    context = {
        "edition": found, "table": table, "heading": table.title.in_(lang), "figure": figure_html(found, table, lang),
        "back": _url(reverse("monitor:published-edition", args=[slug]), lang),
    }  # fmt: skip
    return _page(request, "zicht/monitor/published_figure.html", lang, context | _here(found, lang))


@public_door
@require_safe
def published_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """One file of a published edition."""
    found, lang = gate.published_edition(slug), _lang(request)
    names, media, _ = FILES[form]
    stored = gate.published_file(found, names[lang])
    response = HttpResponse(bytes(stored.body), content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{slug}-{names[lang].rpartition("/")[2]}"'
    return response


def _lang(request: HttpRequest) -> Lang:
    """Dutch, unless the address asks for English."""
    return "en" if request.GET.get("taal") == "en" else "nl"


def _url(url: str, lang: Lang) -> str:
    return f"{url}?taal=en" if lang == "en" else url


def _title(found: Edition, lang: Lang) -> str:
    return found.title_nl if lang == "nl" else found.title_en


def _here(found: Edition, lang: Lang) -> dict[str, Any]:
    return {"title": _title(found, lang), "place": place_words(found.place).in_(lang)}


def _facts(found: Edition, lang: Lang) -> list[tuple[str, Any]]:
    words = page_words(lang)
    facts: list[tuple[str, Any]] = [
        (words["scope"], place_words(found.place).in_(lang)),
        (words["years"], found.years),
        (words["published_on"], None if found.published_at is None else local_day(found.published_at)),
        (words["program"], found.pins.get("program", "")),
        (words["rule"], found.pins.get("rule", "")),
        (words["digest"], found.digest),
    ]
    if found.lost_since is not None:
        facts.append((words["lost_since"], local_day(found.lost_since)))
        facts.append((words["lost_why"], found.lost_why))
    return facts


def _page(request: HttpRequest, template: str, lang: Lang, context: dict[str, Any]) -> HttpResponse:
    other = request.path if lang == "en" else f"{request.path}?taal=en"
    shared = {
        "lang": lang,
        "words": page_words(lang),
        "other_url": other,
        "other_lang": "nl" if lang == "en" else "en",
    }
    with translation.override(lang):
        return render(request, template, {**shared, **context})
