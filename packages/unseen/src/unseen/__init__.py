# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Statistics about people whom registrations do not see. Knows no web framework, no database and no Zicht.

Its content is not there yet. What will stand here takes plain arrays and tables and gives plain results.
"""

__version__ = "0.0.1"
__all__ = ["__version__"]
