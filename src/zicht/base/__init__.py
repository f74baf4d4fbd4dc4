# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Foundations without a word of the field: database, context, fields, history, paging."""
