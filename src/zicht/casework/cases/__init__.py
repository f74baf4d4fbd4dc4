# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The case: people in roles, actions, events. Knows no sibling room."""
