# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Zicht: makes human trafficking visible and makes sure that something happens next."""
