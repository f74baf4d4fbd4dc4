# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Statistics about people whom registrations do not see. Knows no web framework, no database and no Zicht.

``unseen.disclosure`` makes tables safe and audits them; ``unseen.cli`` does so with plain files. This module itself
imports nothing.
"""

__version__ = "0.0.1"
__all__ = ["__version__"]
