# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Plans, measures, agreements, recommendations. Empty until its issue; the room is reserved."""
