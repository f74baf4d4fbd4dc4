# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a row policy, said from its own text and from the plan of a query."""

import re

# A call in a policy stands in a sub-select, so that PostgreSQL makes it once per query (an InitPlan).
CALL = re.compile(r"(?P<before>\bSELECT\s+)?\b(?P<name>zicht_\w+|current_setting)\(", re.IGNORECASE)
SLOW = re.compile(r"\bEXISTS\s*\(|\bIN\s*\(|\bFROM\b", re.IGNORECASE)


def faults_of_text(expression: str) -> list[str]:
    """Calls that would run for every row, and forms that read a table for every row."""
    found = [f"{call['name']} runs for every row" for call in CALL.finditer(expression) if not call["before"]]
    return [*found, *(f"{slow.group(0).strip()} in a policy" for slow in SLOW.finditer(expression))]


def faults_of_plan(lines: list[str]) -> list[str]:
    """A SubPlan, or no InitPlan at all."""
    plan = "\n".join(lines)
    found = ["a SubPlan"] if "SubPlan" in plan else []
    return found if "InitPlan" in plan else [*found, "no InitPlan"]
