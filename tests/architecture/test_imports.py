# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rooms know only what they may know, and each contract breaks when somebody plants a violation."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = ROOT / ".importlinter"
COMMAND = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


@dataclass(frozen=True)
class Plant:
    """A line that may not stand in a file, and the name of the contract that says so."""

    file: str
    line: str
    contract: str
    says: str


PLANTS = {
    "a room below imports one above": Plant(
        "zicht/access/gate.py", "import zicht.casework.cases.models", "rooms", "zicht.access is not allowed to import"
    ),
    "rooms beside each other": Plant(
        "zicht/register/planted.py",
        "import zicht.casework.cases.models",
        "rooms",
        "zicht.register is not allowed to import zicht.casework",
    ),
    "a room that nobody listed": Plant("zicht/gossip/__init__.py", "", "rooms", "zicht.gossip"),
    "siblings inside casework": Plant(
        "zicht/casework/care/planted.py",
        "from zicht.casework.intake.models import Signal",
        "casework",
        "zicht.casework.care is not allowed to import zicht.casework.intake",
    ),
    "upward inside casework": Plant(
        "zicht/casework/cases/planted.py",
        "from zicht.casework.intake import models",
        "casework",
        "zicht.casework.cases is not allowed to import zicht.casework.intake",
    ),
    "models taken from the shared file instead of their room": Plant(
        "zicht/casework/dossier/planted.py",
        "from zicht.casework.models import Case",
        "casework",
        "zicht.casework.dossier is not allowed to import zicht.casework.models",
    ),
    "a file in casework that nobody listed": Plant(
        "zicht/casework/shortcut.py", "", "casework", "zicht.casework.shortcut"
    ),
    "Django in the library": Plant(
        "unseen/planted.py", "from django.db import models", "library", "unseen is not allowed to import django"
    ),
    "Zicht in the library": Plant(
        "unseen/planted.py", "import zicht.base.text", "library", "unseen is not allowed to import zicht"
    ),
    "the library outside monitor and survey": Plant(
        "zicht/access/planted.py", "import unseen", "library-users", "zicht.access.planted -> unseen"
    ),
    "a code list that needs Django": Plant(
        "zicht/reference/planted.py",
        "from zicht.base import clock",
        "pure-lists",
        "zicht.reference is not allowed to import django",
    ),
    "a decision that needs the database": Plant(
        "zicht/access/decide.py",
        "from zicht.access.models import Grant",
        "pure-rules",
        "zicht.access.decide is not allowed to import django",
    ),
    "rules of a room inside a room that need the database": Plant(
        "zicht/casework/conference/rules.py",
        "from django.db import models",
        "pure-rules",
        "zicht.casework.conference.rules is not allowed to import django",
    ),
    "monitor past the register's door": Plant(
        "zicht/monitor/planted.py",
        "from zicht.register.models import Report",
        "register-door",
        "zicht.monitor.planted -> zicht.register.models",
    ),
    "monitor past casework's door": Plant(
        "zicht/monitor/planted.py",
        "from zicht.casework.cases.models import Case",
        "casework-door",
        "zicht.monitor.planted -> zicht.casework.cases.models",
    ),
    "a view with another room's models": Plant(
        "zicht/register/views.py",
        "from zicht.access.models import Person",
        "views",
        "zicht.register.views is not allowed to import zicht.access.models",
    ),
    "a view inside casework with a sibling's models": Plant(
        "zicht/casework/dossier/views.py",
        "from zicht.casework.cases.models import Case",
        "views",
        "zicht.casework.dossier.views is not allowed to import zicht.casework.cases.models",
    ),
}


def lint(sources: Path, cache: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Run the project's contracts over a tree of sources that holds both packages."""
    chosen = [word for name in contracts for word in ("--contract", name)]
    command = [sys.executable, "-c", COMMAND, "--config", str(CONTRACTS), "--no-logo", "--cache-dir", str(cache)]
    return subprocess.run(
        [*command, *chosen],
        cwd=sources,
        env=os.environ | {"PYTHONPATH": str(sources), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "400"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("graph")


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A copy of both packages: Python files only. Each test takes its plant out again."""
    sources = tmp_path_factory.mktemp("sources")
    for package in (ROOT / "src" / "zicht", ROOT / "packages" / "unseen" / "src" / "unseen"):
        for path in package.rglob("*.py"):
            target = sources / path.relative_to(package.parent)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return sources


def test_the_house_keeps_its_contracts(copy, cache):
    done = lint(copy, cache)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_violation_breaks_its_contract(copy, cache, name):
    plant = PLANTS[name]
    path = copy / plant.file
    before = path.read_text() if path.exists() else None
    folder_is_new = not path.parent.exists()
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{plant.line}\n")
    try:
        done = lint(copy, cache, plant.contract)
    finally:
        path.unlink() if before is None else path.write_text(before)
        if folder_is_new:
            path.parent.rmdir()
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 broken" in done.stdout
    assert plant.says in " ".join(done.stdout.split())


def test_every_contract_has_a_plant():
    named = {line.split(":")[2].rstrip("]") for line in CONTRACTS.read_text().splitlines() if ":contract:" in line}
    assert named == {plant.contract for plant in PLANTS.values()}
