# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Statistics about people whom registrations do not see. Knows no web framework, no database and no Zicht.

``compare(data, rng=...)`` asks all methods for the size of a population that overlapping lists see in part, and says
how far the answer can be used; ``estimate`` asks one. ``unseen.disclosure`` makes tables safe and audits them. This
module itself imports nothing: names are loaded when they are asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unseen.capture import CaptureData, CaptureError, read_csv
    from unseen.comparing import Circumstances, Comparison, compare
    from unseen.methods import estimate
    from unseen.result import Estimate, Verdict

__version__ = "0.1.0"
__all__ = [
    "CaptureData", "CaptureError", "Circumstances", "Comparison", "Estimate", "Verdict", "__version__", "compare",
    "estimate", "read_csv",
]  # fmt: skip

_HOMES = {
    "CaptureData": "unseen.capture", "CaptureError": "unseen.capture", "read_csv": "unseen.capture",
    "Circumstances": "unseen.comparing", "Comparison": "unseen.comparing", "compare": "unseen.comparing",
    "estimate": "unseen.methods", "Estimate": "unseen.result", "Verdict": "unseen.result",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'unseen' has no attribute '{name}'")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
