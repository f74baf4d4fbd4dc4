# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The register of processing activities and the pre-filled assessment, made from the classes of all fields."""
