# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A stored edition as pages and files show it. Everything comes out of the stored tables.json: protected numbers."""

from __future__ import annotations

import json
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from zicht.base.clock import local_day
from zicht.monitor.change import Change, change_from
from zicht.monitor.models import Edition
from zicht.monitor.publishing import About, Publication, figure_fragment, publication_from
from zicht.monitor.publishing.explaining import explained_fragment
from zicht.monitor.publishing.fragments import slug
from zicht.monitor.result import CountedTable, Lang, Words

slug_of = slug


def publication(edition: Edition) -> Publication:
    """What leaves, or would leave: without tables of a region that are too small. Raises UnprotectedTableError."""
    return _publication(edition.tables, _about(edition))


def tables_of(edition: Edition) -> tuple[CountedTable, ...]:
    """All its tables as they were protected, in their order; none before they are made."""
    if not edition.tables:
        return ()
    made = publication(edition)
    return tuple(sorted((*made.tables, *made.left_out), key=lambda table: edition.figures.index(table.id)))


def change_of(text: str) -> Change | None:
    """The change that the content of tables.json tells; None where it tells none."""
    data = json.loads(text).get("change")
    return None if data is None else change_from(data)


def figure_html(edition: Edition, table: CountedTable, lang: Lang) -> SafeString:
    """The inside of a figure: pictures, tables, how to read them. Drawing takes half a second, so it is kept."""
    return _fragment(edition.tables, _about(edition), table.id, lang)


def change_html(edition: Edition, lang: Lang) -> SafeString:
    """Why the number changed: sentence, picture, table. Empty where the edition tells no change."""
    return _explained(edition.tables, _about(edition), lang)


def _about(edition: Edition) -> About:
    """Who publishes it and when."""
    issued = None if edition.published_at is None else local_day(edition.published_at)
    title = Words(edition.title_nl, edition.title_en)
    return About(publisher=str(edition.owning_unit.organisation.name), issued=issued, title=title)


@lru_cache(maxsize=32)
def _publication(text: str, about: About) -> Publication:
    return publication_from(text, about=about)


@lru_cache(maxsize=32)
def _explained(text: str, about: About, lang: Lang) -> SafeString:
    # Our own drawing, as in a figure.
    return mark_safe(explained_fragment(_publication(text, about).explained, lang))  # noqa: S308


@lru_cache(maxsize=64)
def _fragment(text: str, about: About, figure: str, lang: Lang) -> SafeString:
    made = _publication(text, about)
    table = next(t for t in (*made.tables, *made.left_out) if t.id == figure)
    # It comes out of our own drawing; its words are escaped there.
    return mark_safe(figure_fragment(made, table, lang))  # noqa: S308
