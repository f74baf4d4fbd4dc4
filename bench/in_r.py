# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Running a peer in R, where ZICHT_BENCH_R names an Rscript that has its package."""

import os
import subprocess


def seconds(code: str) -> float | None:
    """The last word that R code prints, as a number of CPU seconds; None where R or the package is missing."""
    program = os.environ.get("ZICHT_BENCH_R")
    if not program:
        return None
    done = subprocess.run([program, "-e", code], capture_output=True, text=True, timeout=3600, check=False)
    words = done.stdout.split()
    try:
        return float(words[-1]) if done.returncode == 0 and words else None
    except ValueError:
        return None
