# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A progress bar on standard error, only where somebody is looking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from unseen.comparing.work import Job


@contextmanager
def bar(total: int, wanted: bool | None, words: str) -> Iterator[Callable[[Job], None]]:
    """What to call after each piece of work. wanted: None for a bar where standard error is a terminal."""
    if not (sys.stderr.isatty() if wanted is None else wanted):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        row = shown.add_task(words, total=total)
        yield lambda job: shown.update(row, advance=1, description=" ".join(job.key))
