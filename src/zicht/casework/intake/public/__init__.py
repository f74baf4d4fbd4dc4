# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The public door: a form without sign-in, the receipt's page, and the settings of the door."""
