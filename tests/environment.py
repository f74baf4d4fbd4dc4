# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The environment of the tests. Loaded as a plugin, because settings are read before any conftest."""

import os

os.environ.setdefault("ZICHT_SECRET_KEY", "test-key-that-protects-nothing-and-is-only-for-tests")
os.environ.setdefault("ZICHT_REGISTER_PLACE", "Waterlinde")
os.environ.setdefault("ZICHT_DEMO", "1")
