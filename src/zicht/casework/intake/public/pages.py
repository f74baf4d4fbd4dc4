# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the pages of the public door share: the language of the visitor and the frame round every page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from zicht.casework.intake.public.words import LANGUAGES, SOURCE, Words, words_in

CHOSEN = "public_language"


def words_for(request: HttpRequest, *, usual: str = "") -> Words:
    """The words for this visitor: asked for with ?taal=, chosen before, `usual`, the browser's, or Dutch."""
    asked = request.GET.get("taal", "")
    if asked in LANGUAGES:
        if request.session.get(CHOSEN) != asked:
            request.session[CHOSEN] = asked
        return words_in(asked)
    chosen = request.session.get(CHOSEN, "")
    for language in (chosen, usual, _of_browser(request)):
        if language in LANGUAGES:
            return words_in(language)
    return words_in(SOURCE)


def _of_browser(request: HttpRequest) -> str:
    for tag, _ in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")):
        short = tag.split("-")[0]
        if short in LANGUAGES:
            return short
    return ""


def public_page(
    request: HttpRequest, template: str, words: Words, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page of the public door in the visitor's language, `lang` attribute and header included."""
    languages = [
        {
            "code": code,
            "label": words_in(code).name,
            "url": f"{request.path}?taal={code}",
            "current": code == words.language,
        }
        for code in LANGUAGES
    ]
    with translation.override(words.language):
        page = render(request, template, {"words": words, "languages": languages, **context}, status=status)
    page.headers["Content-Language"] = words.language
    return page
