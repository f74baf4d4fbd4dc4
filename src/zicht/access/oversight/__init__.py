# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What somebody who oversees an organisation looks at: acts, refusals, rules for reading, rights, agreements."""
