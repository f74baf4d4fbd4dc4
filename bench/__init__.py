# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Measurements beside peers, in one run, on this machine only. `make bench` runs them; see docs/benchmarks.md."""
