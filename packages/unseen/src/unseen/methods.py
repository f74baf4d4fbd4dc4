# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""All methods by name: each takes capture data and answers an Estimate.

The same call for each: ``method(data, *, level=0.95, rng=None, **options) -> Estimate``.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from unseen.capture import CaptureData, CaptureError
from unseen.result import Estimate

# Name -> module and function. Modules are loaded when a method is asked for: `import unseen` stays light.
METHODS: dict[str, tuple[str, str]] = {
    "given": ("unseen.loglinear.methods", "given"),
    "stepwise": ("unseen.loglinear.methods", "stepwise"),
    "bic": ("unseen.loglinear.methods", "bic"),
    "downhill": ("unseen.loglinear.methods", "downhill"),
    "chao": ("unseen.simple", "chao"),
    "lincoln_petersen": ("unseen.simple", "lincoln_petersen"),
    "coverage": ("unseen.simple", "coverage"),
    "covariates": ("unseen.covariates", "with_covariates"),
    "dga": ("unseen.bayes.dga", "dga"),
    "lcmcr": ("unseen.bayes.latent", "lcmcr"),
    "threshold": ("unseen.bayes.threshold", "threshold"),
}


def estimate(
    data: CaptureData, method: str, *, level: float = 0.95, rng: np.random.Generator | None = None, **options: Any
) -> Estimate:
    """The answer of one method. Raises CaptureError where data or options cannot be."""
    if method not in METHODS:
        raise CaptureError(f'no method "{method}"; there are {", ".join(METHODS)}')
    if not 0 < level < 1:
        raise CaptureError(f"level {level}: give a share between 0 and 1, as 0.95")
    module, name = METHODS[method]
    found: Estimate = getattr(importlib.import_module(module), name)(data, level=level, rng=rng, **options)
    return found
