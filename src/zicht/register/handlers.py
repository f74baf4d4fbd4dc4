# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What this room does with messages that arrive for it."""


def register_handlers() -> None:
    """Tell exchange which message kinds this room handles."""
