# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""``unseen estimate``: how many people overlapping lists do not see, from a plain CSV file.

Answers: 0 there is an estimate, 1 there is none (and the reasons say why), 2 the file or the options are wrong.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unseen.capture import CaptureData
    from unseen.comparing import Circumstances, Comparison
    from unseen.result import Estimate

FILE_HELP = (
    "CSV in UTF-8: a column of 0 and 1 per list, a column with how many people, other columns are covariates; "
    "one line per combination that somebody has"
)
METHOD_HELP = (
    "compare (all that apply, with one verdict; the default) or one of: given, stepwise, bic, downhill, dga, lcmcr, "
    "threshold, chao, coverage, lincoln_petersen, covariates"
)
# In the command BIC tries models of dependence between two lists; --order for more.
BIC_ORDER = 2


def add(verbs: Any) -> None:
    """Add the verb to the command's parser."""
    verb = verbs.add_parser(
        "estimate", help="how many people overlapping lists do not see, or why that cannot be said",
        description="Answers 0 with an estimate, 1 where there is none, 2 where file or options are wrong.",
    )  # fmt: skip
    verb.add_argument("file", type=Path, help=FILE_HELP)
    verb.add_argument("--method", default="compare", help=METHOD_HELP)
    verb.add_argument("--json", action="store_true", help="write JSON")
    verb.add_argument("--seed", type=int, default=1, help="of all chance; the same seed gives the same answer (1)")
    verb.add_argument("--level", type=float, default=0.95, help="of the interval (0.95)")
    verb.add_argument("--count", default="count", help="the name of the column with how many people (count)")
    verb.add_argument("--lists", type=_names, help="the columns that are lists, with commas (all of only 0 and 1)")
    verb.add_argument("--empty-is-blind", action="store_true", help="an empty value: that list could not see them")
    verb.add_argument("--chart", type=Path, metavar="OUT", help="also a figure: .svg, .png, .html or .json")
    own = verb.add_argument_group("options of methods")
    own.add_argument("--order", type=int, help="bic, downhill: dependence between up to so many lists (2 for bic)")
    own.add_argument("--replicates", type=int, help="bootstrap tables (1000; covariates 200)")
    own.add_argument("--enter", type=float, help="stepwise: a pair is taken in below this p-value (0.02)")
    own.add_argument(
        "--threshold", type=float, help="threshold: a pair stays above this many standard deviations (2)"
    )
    own.add_argument("--interval", help="given, stepwise, bic: bca, wald, profile or none")
    own.add_argument("--model", help='given: the pairs in the model, as "LA:NG,NG:GP"; "" for none')
    own.add_argument("--upper", type=float, help="dga: the largest size tried, those observed included")
    own.add_argument("--prior", help="dga: log or uniform; threshold: proper or improper")
    own.add_argument("--form", help="covariates: joint (one model) or stratified (one per combination of --by)")
    own.add_argument("--by", type=_names, help="covariates, stratified: by these, with commas (all)")
    own.add_argument("--covariates", type=_names, help="covariates: these columns, with commas (all)")
    own.add_argument("--criterion", help="covariates: bic or aic")
    own.add_argument("--terms", type=_names, help="covariates: this model and no search, as A:B,A:year")
    told = verb.add_argument_group("compare: what the lists cannot say themselves")
    told.add_argument("--filled", action="append", default=[], metavar="WHAT=SHARE", help="share filled in, as 0.8")
    told.add_argument(
        "--definition", action="append", default=[], metavar="TEXT", help="how lists count other people"
    )
    told.add_argument("--missing", action="append", default=[], metavar="LIST=WHY", help="a list that is not there")
    told.add_argument("--changed", action="append", default=[], metavar="LIST=WHAT", help="a rule that changed")
    told.add_argument("--methods", type=_names, help="compare only these, with commas (all that apply)")
    told.add_argument("--no-sensitivity", action="store_true", help="do not ask it of changed lists too")
    told.add_argument("--workers", type=int, help="processes (2)")
    verb.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the command's answer. Raises CaptureError where file or options are wrong."""
    import numpy as np

    from unseen.capture import CaptureError, read_csv
    from unseen.charts import check_place, save
    from unseen.result import Grade

    if options.chart:
        check_place(options.chart)
    if options.seed < 0:
        raise CaptureError(f"--seed {options.seed}: give a whole number from 0")
    data = read_csv(options.file, lists=options.lists, count=options.count, empty_is_blind=options.empty_is_blind)
    ask = _compared if options.method == "compare" else _asked
    found = ask(data, options, np.random.default_rng(options.seed))
    sys.stdout.write(f"{found.to_json() if options.json else found}\n")
    if options.chart:
        save(found, options.chart)
    return 1 if found.verdict.grade is Grade.NONE else 0


def _asked(data: CaptureData, options: argparse.Namespace, rng: Any) -> Estimate | Comparison:
    from unseen.capture import CaptureError
    from unseen.comparing.plan import takes
    from unseen.methods import METHODS, estimate

    name = options.method
    if name not in METHODS:
        raise CaptureError(f"--method {name}: there are compare, {', '.join(METHODS)}")
    given = _own(options)
    if name == "bic":
        given.setdefault("order", BIC_ORDER)
    for option in given:
        if not takes(name, option):
            raise CaptureError(f"--{option}: {name} has no such option")
    return estimate(data, name, level=options.level, rng=rng, **given)


def _compared(data: CaptureData, options: argparse.Namespace, rng: Any) -> Estimate | Comparison:
    from unseen.capture import CaptureError
    from unseen.comparing import compare
    from unseen.comparing.plan import applicable, takes

    names, _ = applicable(data, options.methods)
    given: dict[str, dict[str, Any]] = {}
    for option, value in _own(options).items():
        takers = [name for name in names if takes(name, option)]
        if option in ("model", "interval", "prior", "upper", "terms") or not takers:
            raise CaptureError(f"--{option}: for one method only; name it with --method")
        for name in takers:
            given.setdefault(name, {})[option] = value
    if "bic" in names and takes("bic", "order"):
        given.setdefault("bic", {}).setdefault("order", BIC_ORDER)
    return compare(
        data, level=options.level, rng=rng, methods=options.methods, options=given, circumstances=_told(options),
        sensitivity=not options.no_sensitivity, workers=options.workers,
    )  # fmt: skip


def _own(options: argparse.Namespace) -> dict[str, Any]:
    names = (
        "order", "replicates", "enter", "threshold", "interval", "model", "upper", "prior", "form", "by",
        "covariates", "criterion", "terms",
    )  # fmt: skip
    return {name: getattr(options, name) for name in names if getattr(options, name) is not None}


def _told(options: argparse.Namespace) -> Circumstances:
    from unseen.capture import CaptureError
    from unseen.comparing import Circumstances

    filled = {}
    for name, share in _pairs("--filled", options.filled).items():
        try:
            filled[name] = float(share)
        except ValueError:
            raise CaptureError(f"--filled {name}={share}: give a share between 0 and 1, as 0.8") from None
    return Circumstances(
        filled, tuple(options.definition), _pairs("--missing", options.missing), _pairs("--changed", options.changed)
    )


def _pairs(option: str, texts: list[str]) -> dict[str, str]:
    from unseen.capture import CaptureError

    found = {}
    for text in texts:
        name, sign, rest = text.partition("=")
        if not (sign and name.strip() and rest.strip()):
            raise CaptureError(f"{option} {text}: write NAME=VALUE")
        found[name.strip()] = rest.strip()
    return found


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
