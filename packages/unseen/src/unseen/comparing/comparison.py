# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""All methods on the same lists, how far they agree, and one verdict."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from unseen import __version__, showing
from unseen.capture import CaptureData, CaptureError
from unseen.capture.diagnostics import Diagnostics, diagnose
from unseen.comparing import verdict as judge
from unseen.comparing.plan import LOOKING, applicable, main_tasks, sensitivity_tasks, takes
from unseen.comparing.progress import bar
from unseen.comparing.visibility import visibility
from unseen.comparing.work import Answer, Task, do_all
from unseen.result import Estimate, Grade, Reason, Verdict

if TYPE_CHECKING:
    import polars as pl
    from rich.console import RenderableType

# The method that takes most of the time: it is not asked where its answer cannot matter.
SLOW = "lcmcr"


@dataclass(frozen=True)
class Moved:
    """What one change does. ratio: the estimate over the same method's without the change; None where none exists."""

    kind: str
    method: str
    change: str
    estimate: float | None
    ratio: float | None


@dataclass(frozen=True)
class Comparison:
    """One answer of several methods. An estimate is never a count.

    estimate: the middle (median) of the methods that look for dependence; low, high: from their lowest to their
    highest limit, and those of the check for visibility where it finds something. All None where the verdict is "no
    estimate". estimates: every method's answer. absent: why a method did not answer. sensitivity: what changes do.
    The other fields as in Estimate.
    """

    estimate: float | None
    low: float | None
    high: float | None
    level: float
    observed: int
    lists: tuple[str, ...]
    estimates: tuple[Estimate, ...]
    absent: Mapping[str, str]
    diagnostics: Diagnostics
    sensitivity: tuple[Moved, ...]
    circumstances: judge.Circumstances
    verdict: Verdict
    seconds: float
    version: str
    input_digest: str
    method: str = field(default="compare", init=False)

    @property
    def hidden(self) -> float | None:
        """The estimated people on no list."""
        return None if self.estimate is None else self.estimate - self.observed

    @property
    def looking(self) -> tuple[Estimate, ...]:
        """The answers of the methods that look for dependence and did answer."""
        return tuple(each for each in self.estimates if each.method in LOOKING and each.estimate is not None)

    @property
    def model(self) -> str:
        """Which methods the answer stands on."""
        if self.estimate is None:
            return "none: there is no estimate"
        return f"the middle of {', '.join(each.method for each in self.looking)}"

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What the methods assume, each sentence once."""
        return tuple(dict.fromkeys(text for each in self.looking for text in each.assumptions))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the methods warn of, with the method's name."""
        return tuple(f"{each.method}: {text}" for each in self.estimates for text in each.warnings)

    def to_frame(self) -> pl.DataFrame:
        """A row per method and one for the whole: the numbers with their verdict."""
        return showing.as_frame(self)

    def to_json(self) -> str:
        """JSON, as the command writes it."""
        return showing.as_json(self)

    def __str__(self) -> str:
        return showing.as_text(self)

    def __rich__(self) -> RenderableType:
        return showing.renderable(self)

    def _repr_html_(self) -> str:
        return showing.as_html(self)


def compare(
    data: CaptureData, *, level: float = 0.95, rng: np.random.Generator | None = None,
    methods: Sequence[str] | None = None, options: Mapping[str, Mapping[str, Any]] | None = None,
    circumstances: judge.Circumstances | None = None, sensitivity: bool = True, workers: int | None = None,
    progress: bool | None = None,
) -> Comparison:  # fmt: skip
    """Ask all methods that apply, change the lists a little, and say what can be said.

    level: of every interval. rng: the chance of bootstraps and chains. methods: only these. options: per method, its
    own options. circumstances: what the lists cannot say themselves. sensitivity: also ask it of changed lists.
    workers: processes (two, or one where there is one processor); 1 does all here. progress: a bar on standard
    error (where that is a terminal). Raises CaptureError where data or options cannot be.
    """
    began = time.perf_counter()
    if not 0 < level < 1:
        raise CaptureError(f"level {level}: give a share between 0 and 1, as 0.95")
    if rng is None:
        raise CaptureError("pass rng, as in rng=numpy.random.default_rng(1): bootstraps and chains need chance")
    names, absent = applicable(data, methods)
    told, diagnostics = circumstances or judge.Circumstances(), diagnose(data)
    if SLOW in names and SLOW not in (*(methods or ()), *(options or ())) and judge.decided(data, diagnostics, told):
        names.remove(SLOW)
        absent[SLOW] = "takes long, and the lists already decide the verdict; ask it alone, or name it in methods"
    _own_options(options or {}, names)
    tasks = main_tasks(data, names, level=level, seeds=rng, options=options or {})
    if sensitivity:
        tasks += sensitivity_tasks(data, names, level=level, seeds=rng)
    workers = min(2, os.cpu_count() or 1) if workers is None else workers
    with bar(len(tasks), progress, "asking all methods") as tick:
        found = do_all(tasks, workers=workers, tick=tick)
    answers = {key[1]: each for key, each in found.items() if key[0] == "main"}
    estimates = tuple(each for each in answers.values() if isinstance(each, Estimate))
    missing = {name: each for name, each in answers.items() if isinstance(each, Reason)}
    return _concluded(data, diagnostics, estimates, missing, absent, _moved(tasks, found), told, level, began)


def _concluded(
    data: CaptureData, diagnostics: Diagnostics, estimates: tuple[Estimate, ...], missing: Mapping[str, Reason],
    absent: Mapping[str, str], moved: tuple[Moved, ...], circumstances: judge.Circumstances, level: float,
    began: float,
) -> Comparison:  # fmt: skip
    looking = [each for each in estimates if each.method in LOOKING and each.estimate is not None]
    ratios = {kind: [m.ratio for m in moved if m.kind == kind and m.ratio] for kind in {m.kind for m in moved}}
    stepwise = next((each for each in looking if each.method == "stepwise"), None)
    varies = visibility(data, stepwise, level)
    verdict = judge.verdict(data, diagnostics, estimates, looking, ratios, circumstances, missing, varies)
    middle = low = high = None
    if verdict.grade is not Grade.NONE:
        middle = median(each.estimate for each in looking if each.estimate is not None)
        lows, highs = [each.low for each in looking], [each.high for each in looking]
        if varies is not None and varies.found:
            lows, highs = [*lows, varies.low], [*highs, varies.high]
        low = min((each for each in lows if each is not None), default=None)
        high = max((each for each in highs if each is not None), default=None)
    return Comparison(
        middle, low, high, level, data.observed, data.lists, estimates,
        {**absent, **{name: each.text for name, each in missing.items()}}, diagnostics, moved, circumstances, verdict,
        time.perf_counter() - began, __version__, data.digest,
    )  # fmt: skip


def _moved(tasks: Sequence[Task], found: Mapping[tuple[str, ...], Answer]) -> tuple[Moved, ...]:
    moved = []
    for task in tasks:
        answer = found[task.key]
        if task.key[0] == "main":
            continue
        base = found[("main", task.method)]
        before = base.estimate if isinstance(base, Estimate) else None
        after = answer.estimate if isinstance(answer, Estimate) else None
        ratio = after / before if before and after else None
        moved.append(Moved(task.key[0], task.method, task.key[2], after, ratio))
    return tuple(moved)


def _own_options(options: Mapping[str, Mapping[str, Any]], names: Sequence[str]) -> None:
    for name, own in options.items():
        if name not in names:
            raise CaptureError(f'options for "{name}", which is not run; run are {", ".join(names)}')
        for option in own:
            if not takes(name, option):
                raise CaptureError(f'{name} has no option "{option}"')
