# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A worker is a process of its own: it knows every job without a page having been asked for first."""

import re
import subprocess
import sys

from tests.architecture.test_imports import ROOT

NAMED = re.compile(r'@app\.task\([^)]*?name="([a-z_.]+)"')
KNOWN = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "zicht.web.settings"
import django
django.setup()
from procrastinate.contrib.django import app
print("\\n".join(app.tasks))
"""


def test_a_worker_knows_every_job():
    declared = {
        name for path in (ROOT / "src").rglob("jobs.py") for name in NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert "monitor.build" in declared
    done = subprocess.run([sys.executable, "-c", KNOWN], capture_output=True, text=True, timeout=60, check=True)
    assert declared <= set(done.stdout.split())
