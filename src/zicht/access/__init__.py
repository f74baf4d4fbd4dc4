# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who you are and what you may see: organisations, people, roles, decisions, audit."""
