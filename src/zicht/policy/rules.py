# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a recommendation can become, and what must hold between the steps of a chain of counts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# State -> what it is called on a page.
STATES: dict[str, str] = {
    "open": "nog geen reactie",
    "promised": "toegezegd",
    "running": "in uitvoering",
    "partly": "deels opgevolgd",
    "followed": "opgevolgd",
    "not_followed": "niet opgevolgd",
    "withdrawn": "ingetrokken",
}
# From which state somebody can go where. What was followed can turn out otherwise; nothing is final.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    "open": ("promised", "running", "partly", "not_followed", "withdrawn"),
    "promised": ("running", "partly", "followed", "not_followed"),
    "running": ("partly", "followed", "not_followed"),
    "partly": ("running", "followed", "not_followed"),
    "followed": ("running", "partly"),
    "not_followed": ("promised", "running", "partly"),
    "withdrawn": ("open",),
}
# Said of a recommendation only when evidence stands beside it: a promise is no result.
NEEDS_EVIDENCE = frozenset({"partly", "followed"})
# Somebody else's recommendation is not ours to withdraw.
OWN_ONLY = frozenset({"withdrawn"})


class NotPossibleError(ValueError):
    """The step is not in the table of transitions, or what it needs is not there. Says in Dutch what to do."""


def next_states(state: str, *, own: bool) -> tuple[str, ...]:
    """Where a recommendation can go from here. own: made by the unit itself."""
    return tuple(code for code in TRANSITIONS[state] if own or code not in OWN_ONLY)


def check_step(state: str, to: str, *, own: bool, evidence: int) -> None:
    """Raises NotPossibleError unless `state` may become `to`. evidence: how many pieces of it are on file."""
    if to not in next_states(state, own=own):
        raise NotPossibleError(f"Van “{STATES[state]}” kan dit niet “{STATES.get(to, to)}” worden.")
    if to in NEEDS_EVIDENCE and not evidence:
        raise NotPossibleError(f"Leg eerst bewijs vast. Zonder bewijs is iets niet “{STATES[to]}”.")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain. unit: what is counted. part_of: code of the step that this is a part of, or empty."""

    code: str
    unit: str
    nl: str
    en: str
    part_of: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps of one service or system. kind: funnel or reconciliation. line: of the text that tells it, 0 for none."""

    id: str
    kind: str
    nl: str
    en: str
    rule: str
    source: str
    steps: tuple[Step, ...]
    line: int = 0

    def step(self, code: str) -> Step:
        """The step with this code. Raises KeyError."""
        return {step.code: step for step in self.steps}[code]


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of one chain in one year.

    numbers: per step; a step that nobody counted is absent. lost: per step, per reason, how many did not get there.
    gone: per step how many did not get there, only where that is told and the step itself is not.
    """

    numbers: Mapping[str, int]
    lost: Mapping[str, Mapping[str, int]]
    gone: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Loss:
    """Who did not reach a step: in all, per reason, and for how many nobody told why."""

    step: str
    total: int
    reasons: tuple[tuple[str, int], ...]
    untold: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a count, at which step (and reason), and what to do."""

    step: str
    words: str
    reason: str = ""


def faults_of_chain(chain: Chain) -> tuple[str, ...]:
    """What is wrong with a declaration: a part of nothing, of a later step, or of another unit."""
    found: list[str] = []
    seen: dict[str, Step] = {}
    for step in chain.steps:
        if step.code in seen:
            found.append(f"{chain.id}: {step.code} stands there twice")
        if step.part_of and step.part_of not in seen:
            found.append(f"{chain.id}: {step.code} is a part of {step.part_of}, which does not come before it")
        elif step.part_of and seen[step.part_of].unit != step.unit:
            found.append(f"{chain.id}: {step.code} counts {step.unit}, {step.part_of} counts something else")
        if step.reasons and not step.part_of:
            found.append(f"{chain.id}: {step.code} has reasons but is a part of nothing")
        seen[step.code] = step
    return tuple(found)


def faults(chain: Chain, counts: Counts) -> tuple[Fault, ...]:
    """Where these counts cannot be: a part larger than its whole, or more reasons than people who left.

    Steps of different units are never compared: one signal can be about three persons.
    """
    found: list[Fault] = []
    for step in chain.steps:
        number = counts.numbers.get(step.code)
        if number is not None and number < 0:
            found.append(Fault(step.code, f"Vul bij “{step.nl}” 0 of meer in."))
        if not step.part_of:
            continue
        whole = counts.numbers.get(step.part_of)
        before = chain.step(step.part_of).nl
        if number is not None and whole is not None and number > whole:
            words = f"“{step.nl}” ({number}) kan niet meer zijn dan “{before}” ({whole}). Kijk beide getallen na."
            found.append(Fault(step.code, words))
            continue
        found += _too_many(step, counts, before)
    return tuple(found)


def _too_many(step: Step, counts: Counts, before: str) -> list[Fault]:
    given = counts.lost.get(step.code, {})
    unknown = [reason for reason in given if reason not in step.reasons]
    if unknown:
        return [Fault(step.code, f"De reden {unknown[0]} hoort niet bij “{step.nl}”.", unknown[0])]
    total = _gone(step, counts)
    told = sum(given.values())
    if min(given.values(), default=0) < 0:
        return [Fault(step.code, f"Vul bij de redenen van “{step.nl}” 0 of meer in.")]
    if total is not None and told > total:
        words = f"De redenen bij “{step.nl}” zijn samen {told}, maar er vielen er {total} af na “{before}”."
        return [Fault(step.code, f"{words} Kijk de redenen na.")]
    return []


def _gone(step: Step, counts: Counts) -> int | None:
    whole, number = counts.numbers.get(step.part_of), counts.numbers.get(step.code)
    if whole is not None and number is not None:
        return whole - number
    return counts.gone.get(step.code)


def losses(chain: Chain, counts: Counts) -> tuple[Loss, ...]:
    """Who did not reach each step that is a part of another, in the order of the steps. Unknown ones are left out."""
    found = []
    for step in chain.steps:
        total = _gone(step, counts) if step.part_of else None
        if total is None:
            continue
        given = counts.lost.get(step.code, {})
        reasons = tuple((reason, given.get(reason, 0)) for reason in step.reasons)
        found.append(Loss(step.code, total, reasons, total - sum(given.values())))
    return tuple(found)
