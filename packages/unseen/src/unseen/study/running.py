# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Running the study: every population under every method, and how often truth lay where it was said to lie."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from unseen.capture import CaptureError
from unseen.comparing import Circumstances, compare
from unseen.comparing.plan import applicable, takes
from unseen.comparing.work import Job, do_all
from unseen.result import Grade, Reason
from unseen.study.populations import SCENARIOS, Scenario, drawn

LEVEL = 0.95
REPLICATES = 200
# An estimate this far off (as a factor) misleads, whatever its interval says.
FAR = 1.5


@dataclass(frozen=True)
class Case:
    """One population of one scenario. methods: None for all that apply."""

    scenario: Scenario
    seed: int
    number: int
    methods: tuple[str, ...] | None
    replicates: int

    @property
    def key(self) -> tuple[str, ...]:
        """Scenario and number."""
        return self.scenario.name, str(self.number)

    def run(self) -> list[dict[str, Any]]:
        """A row per method and one for the comparison."""
        rng = np.random.default_rng([self.seed, SCENARIOS_AT.get(self.scenario.name, 99), self.number])
        try:
            data = drawn(self.scenario, rng)
        except CaptureError:
            return []  # a list saw nobody: there is nothing to ask
        names, _ = applicable(data, self.methods)
        options = {name: {"replicates": self.replicates} for name in names if takes(name, "replicates")}
        # What a careful user would tell: the share of records that could be matched.
        told = Circumstances({"what a match needs": 1 - self.scenario.missed})
        found = compare(
            data, level=LEVEL, rng=rng, methods=names, options=options, circumstances=told, workers=1, progress=False
        )
        truth = self.scenario.size
        return [_row(each, self.key, truth) for each in (*found.estimates, found)]


SCENARIOS_AT = {each.name: place for place, each in enumerate(SCENARIOS)}


def _row(each: Any, key: tuple[str, ...], truth: int) -> dict[str, Any]:
    inside = None if each.low is None or each.high is None else bool(each.low <= truth <= each.high)
    ratio = None if each.estimate is None else each.estimate / truth
    return {
        "scenario": key[0], "number": int(key[1]), "method": each.method, "grade": each.verdict.grade.value,
        "inside": inside, "ratio": ratio, "reasons": ",".join(reason.code for reason in each.verdict.reasons),
    }  # fmt: skip


@dataclass(frozen=True)
class Study:
    """What came out of a study.

    rows: one per population and method: scenario, number, method, grade, inside (truth within the interval, null
    without one), ratio (estimate over truth), reasons.
    """

    rows: pl.DataFrame

    def coverage(self) -> pl.DataFrame:
        """Per scenario and method: how often there was an answer, how often its interval held the truth.

        error: standard error of that share (Monte Carlo). middle: median of estimate over truth.
        """
        inside = pl.col("inside").drop_nulls()
        return (
            self.rows.group_by("scenario", "method", maintain_order=True)
            .agg(
                pl.len().alias("populations"), pl.col("ratio").is_not_null().mean().alias("answered"),
                inside.mean().alias("coverage"), _error(inside).alias("error"),
                pl.col("ratio").median().alias("middle"),
            )
        )  # fmt: skip

    def verdicts(self) -> pl.DataFrame:
        """Per scenario how often each verdict was given, and how often it was wrong.

        wrong_usable: share of the populations called usable whose size lay outside the interval; wrong_reserved: the
        same with reservations. far: share of the populations with a figure more than a factor FAR off.
        """
        whole = self.rows.filter(pl.col("method") == "compare")
        outside = pl.col("inside").not_().fill_null(False)
        far = ((pl.col("ratio") > FAR) | (pl.col("ratio") < 1 / FAR)).fill_null(False)
        usable, reserved = (pl.col("grade") == grade.value for grade in (Grade.USABLE, Grade.RESERVATIONS))
        wanted = [
            pl.len().alias("populations"), usable.mean().alias("usable"), reserved.mean().alias("reserved"),
            (pl.col("grade") == Grade.NONE.value).mean().alias("refused"),
            (usable & outside).mean().alias("wrong_usable"), (reserved & outside).mean().alias("wrong_reserved"),
            far.mean().alias("far"),
        ]  # fmt: skip
        each = whole.group_by("scenario", maintain_order=True).agg(wanted)
        return pl.concat([each, whole.select(pl.lit("all").alias("scenario"), *wanted)])


def _error(inside: pl.Expr) -> pl.Expr:
    # With two successes and two failures added (Agresti and Coull 1998): a share of 1 is not without error.
    share = (inside.sum() + 2) / (inside.len() + 4)
    return pl.when(inside.len() > 0).then((share * (1 - share) / (inside.len() + 4)).sqrt())


def study(
    *, seed: int, size: int, methods: Sequence[str] | None = None, scenarios: Sequence[Scenario] = SCENARIOS,
    replicates: int = REPLICATES, workers: int = 2, tick: Callable[[Job], None] = lambda _: None,
) -> Study:  # fmt: skip
    """Draw `size` populations of every scenario and ask everything of each.

    The same seed gives the same study, in whatever order it is done. replicates: of bootstraps. Raises CaptureError.
    """
    if size < 1 or seed < 0:
        raise CaptureError(f"size {size}, seed {seed}: give at least one population per scenario and a seed from 0")
    asked = None if methods is None else tuple(methods)
    cases = [Case(each, seed, number, asked, replicates) for number in range(size) for each in scenarios]
    found: Mapping[tuple[str, ...], Any] = do_all(cases, workers=workers, tick=tick)
    rows = [row for case in cases if not isinstance(found[case.key], Reason) for row in found[case.key]]
    schema: dict[str, Any] = {"scenario": pl.String, "number": pl.Int64, "method": pl.String, "grade": pl.String,
                              "inside": pl.Boolean, "ratio": pl.Float64, "reasons": pl.String}  # fmt: skip
    places = pl.col("scenario").replace_strict({each.name: at for at, each in enumerate(scenarios)})
    return Study(pl.DataFrame(rows, schema=schema).sort(places, "number", maintain_order=True))
