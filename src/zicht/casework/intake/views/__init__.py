# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages for people who sign in: desk (inbox and signal), steps (what a focal point does), report, own."""
