# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The parts of a page: what a screen reader, a keyboard and a strict content security policy need from them."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from zicht.web.styleguide import contents
from zicht.web.templatetags import ui_texts

WEB = Path(__file__).resolve().parent.parent
STATIC = WEB / "static" / "zicht"
OWN_CSS = tuple(path.name for path in STATIC.glob("*.css"))


class Form(forms.Form):
    what = forms.CharField(label="Wat zag u?", help_text="Alleen wat u zelf zag.", widget=forms.Textarea)
    name = forms.CharField(
        label="Naam", required=False, widget=forms.TextInput(attrs={"autocomplete": "name", "placeholder": "x"})
    )
    about = forms.ChoiceField(label="Over wie", widget=forms.RadioSelect, choices=[("1", "Eén"), ("2", "Meer")])
    kinds = forms.MultipleChoiceField(
        label="Vormen", required=False, widget=forms.CheckboxSelectMultiple, choices=[("a", "A"), ("b", "B")]
    )
    key = forms.CharField(widget=forms.HiddenInput)


def show(source: str, **context: object) -> str:
    with translation.override(str(context.pop("language", "nl"))):
        return Template("{% load zicht_ui %}" + source).render(Context(context))


def test_error_stands_between_label_and_input_and_is_tied_to_it() -> None:
    html = show("{% field form.what %}", form=Form({"name": "x"}))
    order = [html.index(part) for part in ("<label", 'id="id_what_help"', 'id="id_what_error"', "<textarea")]
    assert order == sorted(order)
    assert 'aria-describedby="id_what_help id_what_error"' in html
    assert 'aria-invalid="true"' in html


def test_no_browser_validation_no_placeholder_autocomplete_kept() -> None:
    html = show("{% fields form %}", form=Form())
    assert " required" not in html
    assert "placeholder" not in html
    assert 'autocomplete="name"' in html
    assert 'aria-required="true"' in html


def test_optional_is_said_in_the_language_of_the_page() -> None:
    assert "niet verplicht" in show("{% field form.name %}", form=Form())
    assert "по избор" in show("{% field form.name %}", form=Form(), language="bg")
    assert "niet verplicht" not in show("{% field form.what %}", form=Form())


def test_groups_are_fieldsets_with_their_own_kind_of_input() -> None:
    radios, boxes = show("{% field form.about %}", form=Form()), show("{% field form.kinds %}", form=Form())
    assert "<fieldset" in radios
    assert "utrecht-radio-button" in radios
    assert 'type="checkbox"' in boxes
    assert "utrecht-radio-button" not in boxes


def test_every_link_of_the_summary_finds_an_input() -> None:
    form = Form({})
    html = show("{% error_summary form %}{% fields form %}", form=form)
    targets = re.findall(r'href="#([^"]+)"', html)
    assert targets == ["id_what", "id_about_0"]
    for target in targets:
        assert re.search(rf'<(input|textarea|select)[^>]* id="{target}"', html)


def test_the_summary_says_that_all_is_kept_only_where_it_is() -> None:
    class Secret(forms.Form):
        password = forms.CharField(widget=forms.PasswordInput)

    class Upload(forms.Form):
        file = forms.FileField()

    assert "staat er nog" in show("{% error_summary form %}", form=Form({}))
    for form in (Secret({}), Upload({})):
        html = show("{% error_summary form %}", form=form)
        assert "Kijk dit na" in html
        assert "staat er nog" not in html
        assert "verstuurd" not in html


def test_hidden_field_errors_are_listed_without_a_dead_link() -> None:
    html = show("{% error_summary form %}", form=Form({"what": "x", "about": "1"}))
    assert "<li>" in html
    assert 'href="#id_key"' not in html


def test_a_page_without_form_or_errors_has_no_summary() -> None:
    assert show("{% error_summary form %}{% error_prefix form %}").strip() == ""
    assert show("{% error_summary form %}", form=Form()).strip() == ""
    assert show("{% error_prefix form %}", form=Form({})) == "Fout: "


def test_paging_keeps_the_filter_and_replaces_the_page() -> None:
    request = RequestFactory().get("/inbox/?state=late&page=2&state=new")
    html = show("{% paging page %}", page=Paginator(range(100), 25).page(2), request=request)
    assert 'href="?state=late&amp;state=new&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_paging() -> None:
    assert show("{% paging page %}", page=Paginator(range(3), 25).page(1)).strip() == ""


def test_status_is_a_word_with_a_sign() -> None:
    html = show('{% status_tag "overdue" "Te laat" %}')
    assert "Te laat" in html
    assert "zicht-icon--alert" in html
    assert "zicht-icon--dash" in show('{% status_tag "never-heard-of" "Iets" %}')


def test_text_of_others_is_escaped() -> None:
    bad = "<script>x</script>"
    html = show(
        "{% datatable c h r %}{% facts f %}{% status_tag 'x' c %}{% empty_state c c %}"
        "{% note 'info' title=c %}{{ c }}{% endnote %}",
        c=bad, h=[bad], r=[[bad]], f=[(bad, bad)],
    )  # fmt: skip
    assert "<script" not in html


def test_moments_are_dutch_and_in_local_time() -> None:
    moment = datetime(2026, 7, 3, 12, 5, tzinfo=UTC)
    assert show("{% when m %}", m=moment) == (
        '<time datetime="2026-07-03T14:05+02:00">3 juli 2026 om 14.05 uur</time>'
    )
    assert "3 juli 2026<" in show("{% when m %}", m=date(2026, 7, 3))
    assert "nog niet bekend" in show("{% when m %}", m=None)


def test_style_guide_shows_every_part() -> None:
    context = contents(datetime(2026, 7, 3, 12, 5, tzinfo=UTC), with_errors=True)
    html = render_to_string("styleguide.html", context, request=RequestFactory().get("/demo/stijl/"))
    for part in ("zicht-error-summary", "zicht-timeline", "zicht-paging", "zicht-facts", "zicht-waiting", "<table"):
        assert part in html, part
    assert html.count("<h1") == 1


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500", "503"])
def test_error_pages_need_nothing(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert "<h1>" in html
    assert '<html lang="nl">' in html


def test_templates_and_styles_bring_nothing_inline_and_nothing_from_elsewhere() -> None:
    for path in (WEB / "templates").rglob("*.html"):
        source = path.read_text()
        assert not re.search(r"\sstyle=|<style|\son\w+=\"", source), path
        assert not re.search(r"(src|href)=\"(https?:)?//", source), path
        for script in re.findall(r"<script[^>]*>", source):
            assert "src=" in script or 'type="application/json"' in script, path
    for name in OWN_CSS:
        assert not re.search(r"url\([\"']?(https?:)?//|@import", (STATIC / name).read_text()), name


def test_dutch_and_english_words_are_complete_and_shared_ones_in_five_languages() -> None:
    for key, words in ui_texts.SHARED.items():
        assert set(words) == {"nl", "en", "pl", "ro", "bg"}, key
    assert ui_texts.text("sign_in", "pl") == "Inloggen"
    with pytest.raises(KeyError):
        ui_texts.text("no such key", "nl")


def _tokens() -> dict[str, str]:
    found = re.findall(r"(--zicht-[\w-]+):\s*(#[0-9a-f]{6})", (STATIC / "tokens.css").read_text())
    return {"#ffffff": "#ffffff", **dict(found)}


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first: str, second: str) -> float:
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "page", 7), ("ink", "sea-100", 7), ("ink-quiet", "page", 4.5), ("ink-quiet", "sea-50", 4.5),
        ("ink-quiet", "sea-100", 4.5), ("sea-500", "page", 4.5), ("sea-500", "sea-50", 4.5),
        ("sea-500", "sea-100", 4.5),
        ("sea-700", "sea-100", 4.5), ("sea-700", "sea-200", 4.5), ("page", "sea-500", 4.5), ("page", "sea-600", 4.5),
        ("red", "page", 4.5), ("red", "red-soft", 4.5), ("amber", "amber-soft", 4.5), ("green", "green-soft", 4.5),
        ("sea-600", "sea-100", 4.5), ("line-control", "page", 3), ("sea-500", "page", 3), ("focus-line", "page", 3),
        ("focus", "sea-600", 3), ("red", "page", 3),
    ],
)  # fmt: skip
def test_colours_contrast_enough(front: str, back: str, least: float) -> None:
    tokens = _tokens()
    assert _contrast(tokens[f"--zicht-{front}"], tokens[f"--zicht-{back}"]) >= least
