# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""One edition as everything that leaves: web pages, PDF, workbook, CSV with metadata, catalogue entry, pictures.

Only protected tables are taken; an unprotected one is refused before anything is written. Nothing here reads a clock,
a path or a locale: the same edition gives the same files. ``publish`` makes them all; ``figure_fragment`` gives the
inside of one figure for a page of the app.
"""

from zicht.monitor.publishing.council import CouncilYear, Line, council_report
from zicht.monitor.publishing.fragments import figure_fragment
from zicht.monitor.publishing.making import FORMATS, files_of, publish
from zicht.monitor.publishing.publication import About, Publication, publication_of
from zicht.monitor.publishing.stored import publication_from

__all__ = [
    "FORMATS",
    "About",
    "CouncilYear",
    "Line",
    "Publication",
    "council_report",
    "figure_fragment",
    "files_of",
    "publication_from",
    "publication_of",
    "publish",
]
