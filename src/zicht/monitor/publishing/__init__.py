# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""One edition as everything that leaves: web pages, PDF, workbook, CSV with metadata, catalogue entry, pictures.

Only protected tables are taken; an unprotected one is refused before anything is written. Nothing here reads a clock,
a path or a locale: the same edition gives the same files. ``publication_from`` reads what is stored of an edition,
``files_of`` makes the files; ``figure_fragment`` gives the inside of one figure for a page of the app.
"""

from zicht.monitor.publishing.council import CouncilYear, Line, council_fragment, council_pdf
from zicht.monitor.publishing.fragments import figure_fragment
from zicht.monitor.publishing.making import files_of
from zicht.monitor.publishing.publication import About, Publication
from zicht.monitor.publishing.stored import publication_from

__all__ = [
    "About",
    "CouncilYear",
    "Line",
    "Publication",
    "council_fragment",
    "council_pdf",
    "figure_fragment",
    "files_of",
    "publication_from",
]
