# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The library stands alone: it imports where nothing is installed, and works with numpy, scipy and polars alone."""

import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1]
HELPERS = {"cython_runtime", "pybind11_abi_1", "charset_normalizer"}
ALONE = """
import importlib.util, sys
assert importlib.util.find_spec("django") is None, "this environment has Django"
assert importlib.util.find_spec("psycopg") is None, "this environment has a database driver"
assert importlib.util.find_spec("zicht") is None, "this environment has Zicht"
import unseen
print(unseen.__version__)
"""


@pytest.fixture(scope="module")
def bare_python(tmp_path_factory) -> Path:
    """An interpreter with the standard library and nothing else."""
    home = tmp_path_factory.mktemp("bare")
    venv.EnvBuilder(with_pip=False, system_site_packages=False, symlinks=True).create(home)
    return home / "bin" / "python"


def run(python: Path, code: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run code in that interpreter; only `path` is added to what it can import."""
    return subprocess.run(
        [str(python), "-B", "-c", code],
        env={"PYTHONPATH": str(path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_imports_where_nothing_else_is_installed(bare_python):
    done = run(bare_python, ALONE, PACKAGE / "src")
    assert done.returncode == 0, done.stderr
    declared = tomllib.loads((PACKAGE / "pyproject.toml").read_text())["project"]
    assert done.stdout.strip() == declared["version"]
    assert sys.version_info >= (3, 11)


def test_help_answers_where_nothing_else_is_installed(bare_python):
    done = run(bare_python, "from unseen.cli import main; main(['protect', '--help'])", PACKAGE / "src")
    assert done.returncode == 0, done.stderr
    assert "--out" in done.stdout


def test_the_methods_need_what_is_declared_and_nothing_else():
    """All modules together import no package but those of pyproject.toml."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "import unseen.cli, unseen.files, unseen.disclosure\n"
        "print(*{name.split('.')[0] for name in set(sys.modules) - before})"
    )
    done = run(Path(sys.executable), code, PACKAGE / "src")
    assert done.returncode == 0, done.stderr
    declared = tomllib.loads((PACKAGE / "pyproject.toml").read_text())["project"]["dependencies"]
    allowed = {re.split("[<>=]", name)[0] for name in declared} | {"unseen"} | sys.stdlib_module_names
    strange = {name for name in done.stdout.split() if not name.startswith("_")} - allowed
    # scipy and numpy bring helpers of their own, never ours.
    assert not {"django", "psycopg", "zicht"} & strange
    assert strange <= HELPERS


def test_a_planted_import_of_django_is_seen(bare_python, tmp_path):
    planted = tmp_path / "unseen"
    planted.mkdir()
    source = (PACKAGE / "src" / "unseen" / "__init__.py").read_text()
    (planted / "__init__.py").write_text(source + "\nimport django\n")
    done = run(bare_python, ALONE, tmp_path)
    assert done.returncode != 0
    assert "No module named 'django'" in done.stderr
