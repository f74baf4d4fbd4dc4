# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Consent: two questions that never stand on one screen, and who may be asked at all."""
