# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The package alone: built as a wheel, put beside nothing but what it declares, it installs, imports and answers.

No registry is asked. That every dependency has wheels for 3.11, 3.12 and 3.13 was seen by installing it so:
docs/unseen/installing.md has the command and what came of it.
"""

import importlib.metadata
import json
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1]
KOREA = PACKAGE / "tests" / "fixtures" / "mse" / "Korea.csv"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    pytest.importorskip("hatchling", reason="hatchling builds the wheel and is not installed")
    place = tmp_path_factory.mktemp("wheel")
    done = subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)], cwd=PACKAGE,
                          capture_output=True, text=True, timeout=120, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return next(place.glob("*.whl"))


def needed(name: str, found: set[str]) -> set[str]:
    """A distribution and all it needs, without extras."""
    if name not in found:
        found.add(name)
        for line in importlib.metadata.requires(name) or ():
            if "extra ==" not in line:
                needed(re.split(r"[\s<>=!~;\[(]", line)[0], found)
    return found


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    """An interpreter that has the wheel and its declared dependencies, and nothing else."""
    home = tmp_path_factory.mktemp("alone")
    venv.EnvBuilder(with_pip=False, symlinks=True).create(home)
    site = next((home / "lib").glob("python*/site-packages"))
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
        meta = next(name for name in packed.namelist() if name.endswith("METADATA"))
        wanted = re.findall(
            r"^Requires-Dist: ([\w.-]+)(?!.*extra ==)", packed.read(meta).decode(), flags=re.MULTILINE
        )
    for name in set().union(*(needed(each, set()) for each in wanted)):
        distribution = importlib.metadata.distribution(name)
        for top in {file.parts[0] for file in distribution.files or () if file.parts[0] not in ("..", "__pycache__")}:
            if not (site / top).exists():
                (site / top).symlink_to(Path(str(distribution.locate_file(top))))
    return home / "bin" / "python"


def run(python: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(python), *arguments], env={"PATH": "/usr/bin:/bin"}, cwd="/", capture_output=True,
                          text=True, timeout=300, check=False)  # fmt: skip


def test_the_wheel_is_of_plain_python_and_has_the_command_and_the_types(wheel):
    assert wheel.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        assert "unseen = unseen.cli:main" in packed.read(next(n for n in names if "entry_points" in n)).decode()
    assert "unseen/py.typed" in names
    assert not [name for name in names if "test" in name.lower() or name.endswith(".csv")]


def test_it_answers_where_nothing_else_is_installed(python):
    code = "import importlib.util as u, sys; sys.exit(any(map(u.find_spec, ('django', 'numba', 'altair', 'zicht'))))"
    assert run(python, "-c", code).returncode == 0
    done = run(
        python, "-m", "unseen.cli", "estimate", str(KOREA), "--method", "stepwise", "--interval", "none", "--json"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["estimate"] == pytest.approx(268.7778, rel=1e-6)
    assert run(python, "-m", "unseen.cli", "estimate", "/none.csv").returncode == 2


def test_figures_without_their_extra_say_what_to_install(python, tmp_path):
    done = run(
        python, "-m", "unseen.cli", "estimate", str(KOREA), "--method", "chao", "--chart", str(tmp_path / "a.svg")
    )
    assert done.returncode == 2
    assert "pip install unseen[charts]" in done.stderr
    assert "Traceback" not in done.stderr


def test_workers_start_from_the_wheel(python):
    code = (
        f"import numpy as np, unseen; d = unseen.read_csv({str(KOREA)!r});"
        "c = unseen.compare(d, rng=np.random.default_rng(1), methods=['dga', 'chao'], workers=2);"
        "print(len(c.estimates), [r.code for r in c.verdict.reasons if r.code == 'broken'])"
    )
    done = run(python, "-W", "error", "-c", code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "2 []"
