# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Cases and signals for programs: read only, as the person whose key it is, for one purpose."""
