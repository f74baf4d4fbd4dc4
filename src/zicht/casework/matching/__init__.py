# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Hit or no hit: whether another organisation knows the same identifier, without anybody reading it."""
