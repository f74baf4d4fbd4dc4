# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Recommendations and what became of them; counts of services and systems beside the register. No personal data."""
