# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The documents run: every block of Python, and every value that stands beside a line (``# = value``)."""

import ast
import re
from pathlib import Path

import pytest

from unseen import thresholds

PACKAGE = Path(__file__).resolve().parents[1]
DOCS = PACKAGE.parents[1] / "docs" / "unseen"
MSE = PACKAGE / "tests" / "fixtures" / "mse"
PAGES = [*sorted(DOCS.glob("*.md")), PACKAGE / "README.md"]


def blocks(text):
    return re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)


def walk(source, names, page):
    """Run a block; compare what stands behind # = with what its line gives."""
    lines = source.splitlines()
    for node in ast.parse(source).body:
        told = re.search(r"  # = (.*)$", lines[node.end_lineno - 1])
        if told and isinstance(node, ast.Expr):
            value = eval(compile(ast.Expression(node.value), page, "eval"), names)
            assert repr(value) == told.group(1).strip(), f"{page}: {lines[node.lineno - 1]}"
        else:
            exec(compile(ast.Module([node], []), page, "exec"), names)


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page.read_text())], ids=lambda page: page.name)
def test_the_python_of_a_page_runs_and_gives_what_stands_beside_it(page, monkeypatch):
    monkeypatch.chdir(MSE)
    names: dict[str, object] = {"__name__": page.name}
    for source in blocks(page.read_text()):
        walk(source, names, page.name)


def test_a_wrong_value_beside_a_line_is_seen():
    with pytest.raises(AssertionError):
        walk("1 + 1  # = 3\n", {}, "page")


def test_the_page_of_verdicts_has_every_line_with_its_value():
    text = (DOCS / "verdicts.md").read_text()
    for name, value in vars(thresholds).items():
        if name.isupper():
            assert re.search(rf"\| `{name}` \| {re.escape(f'{value:g}')} \|", text), name


def test_the_citation_names_this_version():
    import unseen

    assert f"version: {unseen.__version__}" in (PACKAGE / "CITATION.cff").read_text()
