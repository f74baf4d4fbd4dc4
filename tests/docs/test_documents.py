# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The documents say what the program does: settings, commands, columns, words, links."""

import re
from datetime import date

import pytest

from tests.docs import make_register_csv, pages

# Words of the layout that need no explanation.
EVERYDAY = {"mijn", "en", "inbox", "mensen", "ontvangen", "zorg"}


@pytest.fixture(scope="module")
def glossary() -> str:
    return pages.read("GLOSSARY.md").casefold()


def test_settings_page_has_every_setting_and_no_other():
    listed = {cell.strip("`") for cell in pages.first_column(pages.read("docs/settings.md"))} - {"setting"}
    assert listed == pages.settings_in_code()


def test_reading_settings_out_of_code_sees_each_way_to_read_one():
    source = """
import os
from os import environ
a = os.environ.get("ZICHT_A"); b = os.environ["ZICHT_B"]; c = environ.get("ZICHT_C", "1"); d = _flag("ZICHT_D")
e = _words("ZICHT_E", "x"); f = "ZICHT_F" in os.environ; g = os.getenv("ZICHT_G"); os.environ["ZICHT_WRITTEN"] = "1"
"""
    assert pages.names_in_code(source) == {f"ZICHT_{letter}" for letter in "ABCDEFG"}


def test_commands_page_has_every_command_with_its_options_and_no_other():
    from zicht.web.cli import parser

    listed: dict[str, set[str]] = {}
    for cell in pages.first_column(pages.read("docs/commands.md")):
        for quoted in re.findall(r"`(zicht [^`]+)`", cell):
            name = " ".join(re.match(r"zicht( [a-z]+)+", quoted).group().split())  # type: ignore[union-attr]
            listed[name] = set(re.findall(r"--[a-z-]+", quoted))
    assert listed == pages.commands_of(parser())


def test_register_file_page_is_made_from_the_program():
    again = "run: .venv/bin/python -m tests.docs.make_register_csv"
    assert make_register_csv.PLACE.read_text(encoding="utf-8") == make_register_csv.page(), again


def test_smallest_register_file_of_the_page_can_be_read():
    from zicht.register.importfile import parse

    sample = re.search(r"```csv\n(.*?)```", make_register_csv.page(), flags=re.DOTALL)
    assert sample is not None
    result = parse(sample.group(1).encode(), today=date(2026, 11, 16))
    assert result.ok
    assert len(result.rows) == 1


def test_glossary_has_every_role(glossary):
    from zicht.access.forms import ROLE_NAMES

    assert [name for name in ROLE_NAMES.values() if name.casefold() not in glossary] == []


def test_glossary_has_every_state(glossary):
    from django.apps import apps
    from django.db import models

    labels = {
        str(label).casefold()
        for model in apps.get_models()
        if model.__module__.startswith("zicht.")
        for held in vars(model).values()
        if isinstance(held, type) and issubclass(held, models.TextChoices)
        for label in held.labels
    }
    assert "wacht op capaciteit" in labels
    assert sorted(label for label in labels if not re.search(rf"\b{re.escape(label)}\b", glossary)) == []


def test_glossary_has_the_words_of_the_navigation(glossary):
    from zicht.web.layout import ENTRIES

    words = {word for _, label, _ in ENTRIES for word in label.casefold().split()} - EVERYDAY
    # A word or its singular stands there: "signalen" by "signaal", "pakketten" by "pakket".
    missing = [w for w in words if not re.search(rf"\b{re.escape(w[:6].replace('signal', 'signa'))}", glossary)]
    assert sorted(missing) == []


def test_readme_names_only_commands_that_the_makefile_has():
    targets = set(re.findall(r"^([a-z-]+):", pages.read("Makefile"), flags=re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", "docs/benchmarks.md", "ARCHITECTURE.md"):
        blocks = re.findall(r"```\w*\n(.*?)```|`([^`\n]+)`", pages.read(name), flags=re.DOTALL)
        wanted = {t for pair in blocks for t in re.findall(r"\bmake ([a-z-]+)", "\n".join(pair))}
        assert wanted <= targets, name
    assert {"demo", "test"} <= set(re.findall(r"make ([a-z-]+)", pages.read("README.md")))


def test_links_between_documents_lead_somewhere():
    broken = []
    for page in pages.documents():
        text = page.read_text(encoding="utf-8")
        for target in pages.links(text):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            there = (page.parent / path) if path else page
            if not there.exists() or (anchor and anchor not in pages.anchors(there.read_text(encoding="utf-8"))):
                broken.append(f"{page.relative_to(pages.ROOT)}: {target}")
    assert broken == []


def test_table_of_the_cast_names_everybody():
    from zicht.web.demo.cast import CAST

    text = pages.read("docs/cast.md")
    assert [p.name for p in CAST if p.name not in text] == []


def test_documents_name_no_paths_of_a_machine():
    machine = re.compile(rf"(?<![\w.])/({'|'.join(['work', 'root', 'tmp', 'home'])})/")
    texts = {str(p.relative_to(pages.ROOT)): p.read_text(encoding="utf-8") for p in pages.documents()}
    said = [name for name, text in texts.items() if machine.search(text)]
    assert said == []
