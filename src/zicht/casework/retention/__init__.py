# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Retention: what is due, the list that people agree on, destruction, the certificate, the trace."""
