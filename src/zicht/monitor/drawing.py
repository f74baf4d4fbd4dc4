# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What all pictures share: their letters, widths and colours. Colour carries no meaning: headings and numbers do."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import vl_convert

FONT = "Source Sans 3"
FALLBACK = "sans-serif"
FONT_DIRECTORY = Path(__file__).parents[1] / "web" / "static" / "zicht" / "vendor" / "source-sans-3"
WIDE, PHONE = 720, 360  # px; the picture is shown at its own width, so 14 px in it is 14 px on the screen
EDGE, GUTTER, SLACK = 8, 24, 3  # px; the converter adds some px beside the outermost chart
INK, QUIET, BAR = "#1c2b33", "#55646d", "#2b5a77"


@cache
def use_fonts() -> None:
    """Once per process. Without the directory the picture uses the machine's own sans-serif."""
    if FONT_DIRECTORY.is_dir():
        vl_convert.register_font_directory(str(FONT_DIRECTORY))
