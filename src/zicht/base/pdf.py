# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Documents as accessible PDF: typst's gate for PDF/UA-1 refuses what a screen reader cannot read.

Nothing is fetched and nothing of the machine is used: the fonts are our own, the moment is an argument.
What stands in `data` reaches the document as text; it is never read as typst's language.
"""

import functools
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

PLACE = Path(__file__).resolve().parent / "typst"
# One document for most needs: title, lead, facts, sections with text and tables (see typst/document.typ).
DOCUMENT = PLACE / "document.typ"


class NotAccessible(Exception):
    """The document does not pass the gate. The message holds no content of the document."""


@functools.cache
def _fonts(place: str) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[place])


def render(
    template: str | Path, data: dict[str, Any], *, at: datetime | None = None, fonts: Path | None = None
) -> bytes:
    """The PDF of `template` (a file, or typst's language as text) with `data`, readable there as `data`.

    at: the moment that the file says it was made; without it none. fonts: their directory, for who renders without
    settings. Raises NotAccessible.
    """
    if isinstance(template, Path):
        root, body = template.parent, template.read_text(encoding="utf-8")
    else:
        root, body = PLACE, template
    source = f"#let data = json(bytes(sys.inputs.data))\n{body}"
    try:
        made = typst.compile(  # type: ignore[call-overload]
            source.encode(),
            root=str(root),
            font_paths=_fonts(str(fonts or settings.DOCUMENT_FONTS)),
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards="ua-1",
            timestamp=at.astimezone(UTC).replace(microsecond=0) if at else None,
        )
    except typst.TypstError as error:
        # typst's own trace may quote the text of a person: only the kind of fault is told on.
        raise NotAccessible(f"typst refused the document: {type(error).__name__}") from None
    if not isinstance(made, bytes):
        raise NotAccessible("typst made no document")
    return made
