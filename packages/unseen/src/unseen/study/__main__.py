# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""``python -m unseen.study``: the same as ``unseen study``."""

import sys

from unseen.cli import main

sys.exit(main(["study", *sys.argv[1:]]))
