# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reference data as law-like data: versioned code lists and the group rule. No persons, no database."""
