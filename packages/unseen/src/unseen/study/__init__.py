# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How often are intervals and verdicts right? Populations of known size, seen by lists that err in known ways."""

from unseen.study.populations import SCENARIOS, Scenario, drawn
from unseen.study.running import Study, study

__all__ = ["SCENARIOS", "Scenario", "Study", "drawn", "study"]
