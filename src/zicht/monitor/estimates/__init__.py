# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How many people does the register not see: asked of all methods, with a verdict that nobody overrules."""
