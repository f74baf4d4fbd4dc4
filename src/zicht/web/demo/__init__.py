# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The demo region: invented people, organisations and years. Exists in demo mode only."""
