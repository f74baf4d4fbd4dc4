# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Work that moves: to another unit, to a colleague, and to somebody who asks to see it."""
