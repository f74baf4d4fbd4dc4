# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The environment of the tests. Loaded as a plugin, because settings are read before any conftest."""

import base64
import os
import tempfile

from hypothesis import settings

os.environ.setdefault("ZICHT_SECRET_KEY", "test-key-that-protects-nothing-and-is-only-for-tests")
os.environ.setdefault("ZICHT_REGISTER_PLACE", "Waterlinde")
os.environ.setdefault("ZICHT_DEMO", "1")

# A master key that protects nothing, and a key store of its own for each process that runs tests.
os.environ.setdefault("ZICHT_MASTER_KEYS", "test:" + base64.b64encode(bytes(32)).decode())
_KEYS = tempfile.TemporaryDirectory(prefix="zicht-test-keys-")  # taken away when the process ends
os.environ["ZICHT_KEY_STORE"] = os.path.join(_KEYS.name, "keys.sqlite")

# How long one example takes says something about the machine, not the program: speed is measured by `make bench`.
settings.register_profile("zicht", deadline=None)
settings.load_profile("zicht")
