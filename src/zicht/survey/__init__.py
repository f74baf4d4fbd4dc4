# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Surveys among professionals. Empty until its issue; the room is reserved."""
