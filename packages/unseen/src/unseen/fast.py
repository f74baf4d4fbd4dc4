# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Compiling loops with numba where it is there: the extra `fast`. Everything works without it, slower."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar, cast

OFF = "UNSEEN_NUMPY_ONLY"
_Loop = TypeVar("_Loop", bound=Callable[..., object])


def _there() -> bool:
    if os.environ.get(OFF):
        return False
    try:
        import numba  # noqa: F401
    except ImportError:
        return False
    return True


COMPILED = _there()


def jit(loop: _Loop) -> _Loop:
    """The function compiled at its first call, or itself where numba is missing or UNSEEN_NUMPY_ONLY is set.

    What is compiled is kept beside the module or in the user's own cache; where neither can be written it is
    compiled again in each process. The compiled function lets other threads run.
    """
    if not COMPILED:
        return loop
    import numba

    try:
        return cast(_Loop, numba.njit(cache=True, nogil=True)(loop))
    except RuntimeError:  # "cannot cache function": no place for it is writable
        return cast(_Loop, numba.njit(cache=False, nogil=True)(loop))
