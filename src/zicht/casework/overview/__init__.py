# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The person concerned: what is held, where it came from, who saw it, to whom it went, and what is left out."""
