# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""``{% load zicht_ui %}``: fields, error summary, paging, tables, status tags and the other parts of a page.

Usage with examples stands in ``web/templates/README.md`` and on the style guide page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from zicht.web.templatetags.form_parts import Parts, parts_of, summary_of
from zicht.web.templatetags.ui_texts import text

register = template.Library()

#: tone → icon; a status is a word with a sign, never a colour alone.
ICONS = {
    "new": "dot",
    "active": "dot",
    "waiting": "clock",
    "late": "alert",
    "danger": "alert",
    "warning": "alert",
    "done": "check",
    "success": "check",
    "closed": "cross",
    "neutral": "dash",
    "info": "info",
    "error": "alert",
}

#: tone → Utrecht status badge.
BADGES = {
    "new": "neutral",
    "active": "active",
    "waiting": "warning",
    "late": "danger",
    "danger": "danger",
    "warning": "warning",
    "done": "success",
    "success": "success",
    "closed": "inactive",
    "neutral": "inactive",
    "info": "neutral",
    "error": "danger",
}

#: status code → tone, for codes that several rooms share; a page may always name the tone itself.
TONES = {
    "received": "new",
    "new": "new",
    "open": "active",
    "in_progress": "active",
    "weighing": "active",
    "weighed": "active",
    "waiting": "waiting",
    "waiting_capacity": "waiting",
    "doubtful": "waiting",
    "overdue": "late",
    "missed": "late",
    "late": "late",
    "acute": "danger",
    "accepted": "done",
    "done": "done",
    "counted": "done",
    "passed_on": "done",
    "closed": "closed",
    "refused": "closed",
    "withdrawn": "closed",
    "unknown": "neutral",
    "not_observed": "neutral",
    "observed": "info",
}

#: tone of a note → (Utrecht alert, icon)
NOTES = {
    "info": ("info", "info"),
    "warning": ("warning", "alert"),
    "danger": ("error", "alert"),
    "success": ("ok", "check"),
    "error": ("error", "alert"),
    "debug": ("info", "info"),
}


@register.simple_tag
def ui(key: str) -> str:
    """The house's own words for ``key`` in the language of the page (see ui_texts)."""
    return text(key, get_language())


@register.filter
def icon_of(tone: str) -> str:
    """The icon that goes with the tone of a status or message."""
    return ICONS.get(str(tone), "info")


@register.filter
def note_of(tone: str) -> str:
    """The Utrecht alert variant for the level tag of a Django message."""
    return NOTES.get(str(tone), NOTES["info"])[0]


@register.inclusion_tag("zicht/field.html")
def field(bound: BoundField, label: str = "", hint: str = "", mark: bool = True) -> dict[str, Any]:
    """One form field: label, help, error, input. ``label`` and ``hint`` overrule the form's own words.

    ``mark=False``: no word that it is optional, where it can be left for later but not for good.
    """
    parts = parts_of(bound)
    return {
        "f": parts,
        "label": label or parts.label,
        "optional": ui("optional") if mark else "",
        "hint": hint,
        "error_word": ui("error_word"),
        "role": _group_role(parts),
    }


def _group_role(parts: Parts) -> str:
    return "group" if parts.kind in {"group", "composed"} else ""


@register.inclusion_tag("zicht/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form in their own order, the hidden ones included."""
    return {"form": form}


@register.simple_tag
def relabel(form: BaseForm, name: str, label: str) -> str:
    """Gives a field of somebody else's form our words, in the field and in the error summary; writes nothing."""
    form[name].label = label
    return ""


@register.inclusion_tag("zicht/error_summary.html")
def error_summary(*forms: BaseForm | str | None) -> dict[str, Any]:
    """The list of errors above a form, with a link to each field; writes nothing when there are none."""
    found = [error for form in forms if isinstance(form, BaseForm) for error in summary_of(form)]
    kept = not any(isinstance(form, BaseForm) and _loses(form) for form in forms)
    return {"errors": found, "title": ui("errors_title"), "kept": ui("errors_kept") if kept else ""}


def _loses(form: BaseForm) -> bool:
    """Whether a browser must be given something anew: passwords and files are never sent back."""
    return any(getattr(field.widget, "input_type", "") in {"password", "file"} for field in form.fields.values())


@register.simple_tag
def error_prefix(*forms: BaseForm | str | None) -> str:
    """For the page title: "Fout: " when a form has errors (the title is what a screen reader says first)."""
    # A page without a form hands over an empty string.
    has_errors = any(isinstance(form, BaseForm) and form.is_bound and form.errors for form in forms)
    return f"{ui('error_word')}: " if has_errors else ""


def _query(context: Context, name: str, value: object) -> str:
    request = context.get("request")
    params = request.GET.copy() if request is not None else None
    if params is None:
        return f"?{name}={value}"
    params[name] = str(value)
    return f"?{params.urlencode()}"


@register.inclusion_tag("zicht/paging.html", takes_context=True)
def paging(context: Context, page: Any, name: str = "page") -> dict[str, Any]:
    """Previous, next and page numbers for a Django ``Page``; the other query parameters stay.

    A page without ``paginator`` (no count) gets previous and next only. Writes nothing for a single page.
    """
    links: dict[str, Any] = {"previous": "", "next": "", "numbers": [], "total": None, "number": None}
    if page.has_previous():
        links["previous"] = _query(context, name, page.previous_page_number())
    if page.has_next():
        links["next"] = _query(context, name, page.next_page_number())
    paginator = getattr(page, "paginator", None)
    if paginator is not None:
        links["number"], links["total"] = page.number, paginator.num_pages
        # None stands for the gap between page numbers.
        for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
            target = _query(context, name, number) if isinstance(number, int) else None
            links["numbers"].append((number, target, number == page.number))
    return links


@register.inclusion_tag("zicht/status_tag.html")
def status_tag(code: str, label: str, tone: str = "") -> dict[str, str]:
    """A status as word with sign. ``tone`` one of ICONS; without it the code's own tone, else neutral."""
    chosen = tone or TONES.get(str(code), str(code) if str(code) in ICONS else "neutral")
    return {"label": label, "badge": BADGES[chosen], "icon": ICONS[chosen]}


@register.inclusion_tag("zicht/empty_state.html")
def empty_state(title: str, body: str = "", url: str = "", label: str = "") -> dict[str, str]:
    """What stands where a list has nothing: what that means and what one can do."""
    return {"title": title, "text": body, "url": url, "label": label}


@register.simple_tag
def when(moment: dt.datetime | dt.date | None, style: str = "") -> SafeString:
    """A ``time`` element: "3 november 2026 om 14.05 uur" in Dutch; ``style`` "date" leaves the clock out."""
    if not moment:
        return format_html('<span class="zicht-quiet">{}</span>', ui("unknown_moment"))
    if not isinstance(moment, dt.datetime):
        return format_html('<time datetime="{}">{}</time>', moment.isoformat(), formats.date_format(moment, "j F Y"))
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    shown = formats.date_format(local, "j F Y")
    if style != "date":
        dutch = (get_language() or "nl").startswith("nl")
        shown += local.strftime(" om %H.%M uur") if dutch else local.strftime(", %H:%M")
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), shown)


@register.simple_block_tag(end_name="endtable_region")
def table_region(content: str, label: str) -> SafeString:
    """Wraps a hand-written table so that it scrolls sideways by keyboard too on a narrow screen."""
    return format_html(
        '<div class="zicht-table-region" role="region" tabindex="0" aria-label="{} ({})">{}</div>',
        label,
        ui("scroll_hint"),
        content,
    )


@register.inclusion_tag("zicht/datatable.html")
def datatable(
    caption: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
    numeric: str = "",
    foot: Sequence[Any] | None = None,
    row_header: bool = True,
) -> dict[str, Any]:
    """A whole table in its scrolling region. Cells are text or safe HTML, in the order of ``headers``.

    ``numeric``: positions (from 0) of number columns, "1,2,3" or "1-" for all from 1 on. ``foot``: total row.
    """
    numbers = _positions(numeric, len(headers))
    return {
        "caption": caption,
        "foot": _cells(foot, numbers) if foot else None,
        "row_header": row_header,
        "headers": _cells(headers, numbers),
        "rows": [_cells(row, numbers) for row in rows],
        "region": f"{caption} ({ui('scroll_hint')})",
    }


def _positions(spec: str, count: int) -> set[int]:
    if spec.endswith("-"):
        return set(range(int(spec[:-1]), count))
    return {int(part) for part in spec.split(",") if part.strip()}


def _cells(values: Sequence[Any], numbers: set[int]) -> list[tuple[Any, bool]]:
    return [(value, position in numbers) for position, value in enumerate(values)]


@register.simple_block_tag(end_name="endnote", takes_context=True)
def note(context: Context, content: str, tone: str = "info", title: str = "", live: bool = False) -> SafeString:
    """A framed remark: info, warning, danger (112 first), success. ``live`` says it aloud when it appears."""
    alert, icon = NOTES[tone]
    return render_to_string(
        "zicht/note.html", {"content": content, "alert": alert, "icon": icon, "title": title, "live": live}
    )


@register.inclusion_tag("zicht/facts.html")
def facts(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Details of a record as a definition list: pairs of label and value (text or safe HTML)."""
    return {"items": list(items)}


@register.inclusion_tag("zicht/timeline.html")
def timeline(items: Iterable[Mapping[str, Any] | Any]) -> dict[str, Any]:
    """What happened, oldest or newest first as given: objects or dicts with at, what and optionally who, text."""
    return {"items": list(items)}


@register.inclusion_tag("zicht/waiting.html")
def waiting(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The start page's list: dicts with count, label, url and optionally text and late (how many too late)."""
    return {"items": list(items)}


@register.inclusion_tag("zicht/icon.html")
def icon(name: str) -> dict[str, str]:
    """A small decorative sign, hidden from screen readers: dot, clock, alert, check, cross, dash, info, exit."""
    return {"name": name}
