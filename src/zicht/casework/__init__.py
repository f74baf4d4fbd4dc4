# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Signals, cases, care and sharing: everything about a person or place of concern."""
