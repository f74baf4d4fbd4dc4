# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The documents of the project, and what the tests read out of them and out of the code."""

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "zicht"

# Read by the code, but not settings of ours: the desktop's and the shell's own words.
NOT_OURS = {"XDG_DATA_HOME", "PATH", "PYTEST_XDIST_WORKER", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}
# What the tests read besides, outside src/zicht.
TEST_FILES = ("conftest.py", "tests/journeys/chromium.py", "tests/access/test_many_worlds.py")


def documents() -> list[Path]:
    """All Markdown files of the project, without what was installed or made."""
    found = [*ROOT.glob("*.md")]
    for folder in ("docs", "src", "tests", "bench", "packages"):
        found += (ROOT / folder).rglob("*.md")
    return sorted(p for p in found if ".venv" not in p.parts)


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def first_column(text: str) -> Iterator[str]:
    """The first cell of every row of the tables in a document."""
    for line in text.splitlines():
        if line.startswith("|") and not re.match(r"\|[\s:|-]+$", line):
            yield line.strip("|").split("|")[0].strip()


def names_in_code(*sources: str) -> set[str]:
    """Names of the environment that pieces of Python read: os.environ, a mapping `environ`, _flag(), _words()."""
    found: set[str] = set()
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            found |= set(_name_read(node))
    return found


def _name_read(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(
            func=ast.Attribute(value=held, attr="get" | "pop" | "setdefault"), args=[ast.Constant(str(n)), *_]
        ):
            if _is_environ(held):
                yield n
        case ast.Call(func=ast.Name("_flag" | "_words"), args=[ast.Constant(str(n)), *_]):
            yield n
        case ast.Call(func=ast.Attribute(value=ast.Name("os"), attr="getenv"), args=[ast.Constant(str(n)), *_]):
            yield n
        case ast.Subscript(value=held, slice=ast.Constant(str(n)), ctx=ast.Load()) if _is_environ(held):
            yield n
        case ast.Compare(left=ast.Constant(str(n)), ops=[ast.In() | ast.NotIn()], comparators=[held]):
            if _is_environ(held):
                yield n


def _is_environ(node: ast.AST) -> bool:
    return (isinstance(node, ast.Name) and node.id == "environ") or (
        isinstance(node, ast.Attribute) and node.attr == "environ"
    )


def settings_in_code() -> set[str]:
    files = [p for p in SOURCE.rglob("*.py") if "tests" not in p.parts] + [ROOT / f for f in TEST_FILES]
    return names_in_code(*(p.read_text(encoding="utf-8") for p in files)) - NOT_OURS


def commands_of(parser: argparse.ArgumentParser, before: str = "zicht") -> dict[str, set[str]]:
    """Every command in full with its options: {"zicht db start": set(), "zicht serve": {"--port"}}."""
    families = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not families:
        return {before: {o for a in parser._actions for o in a.option_strings if o.startswith("--")} - {"--help"}}
    found: dict[str, set[str]] = {}
    for name, child in families[0].choices.items():
        found |= commands_of(child, f"{before} {name}")
    return found


def links(text: str) -> list[str]:
    """Targets of links and pictures, outside code."""
    prose = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
    return re.findall(r"\]\(([^)\s]+)\)", prose)


def anchors(text: str) -> set[str]:
    """What a link to a heading may say, as code forges make it."""
    heads = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in heads}
