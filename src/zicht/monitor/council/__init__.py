# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The yearly report to a municipal council, from numbers of casework and numbers that somebody fills in."""
