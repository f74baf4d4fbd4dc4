# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Until when a case or signal is kept, worked out where it ends. An earlier day is never passed silently."""

from datetime import date, datetime
from typing import Any

from zicht.access.models import Organisation
from zicht.access.roles import Regime
from zicht.base.clock import local_day
from zicht.reference import retention


def regimes(organisation: Organisation, *, child: bool, law: str = "") -> tuple[str, ...]:
    """The regimes that what this organisation holds stands under.

    law: of the record itself, where it has one. Whoever wears two hats keeps what was investigated under the police
    data act and what was supervised under the general one, in the same house.
    """
    if law == Regime.WPG.value:
        return (law,)
    found = retention.regimes_of(organisation.sector, child=child)
    return ("avg",) if law and found == (Regime.WPG.value,) else found


def at_end(
    kind: str, *, organisation: Organisation, outcome: str, child: bool, received: date, at: datetime,
    earlier: date | None, law: str = "",
) -> dict[str, Any]:  # fmt: skip
    """The fields that a record gets when it ends: keep_until and keep_basis, and review_on where it is kept as vague.

    earlier: the day that it had before (it was opened again), or that of what it was taken over from.
    law: of the record itself, where it has one (regimes).
    """
    kept = retention.keep_until(
        kind,
        regimes=regimes(organisation, child=child, law=law),
        outcome=outcome,
        starts={"closed": local_day(at), "received": received},
        earlier=earlier,
    )
    if kept is None:
        return {}
    found: dict[str, Any] = {"keep_until": kept.until, "keep_basis": kept.basis}
    return found | {"review_on": kept.review_on} if kind == "signal" else found


def from_package(*, ends_on: date, received: date, sender: date | None = None) -> dict[str, Any]:
    """What a case that was taken over begins with: a copy is not silently kept longer than it was shared for.

    sender: until when the sender keeps its own, where the package says so; the copy does not outlive that either.
    """
    (term,) = retention.terms_for("package", regimes=("avg",), outcome=retention.OTHER)
    return {"keep_from": received, "keep_until": inherited(term.end(ends_on), sender), "keep_basis": term.code}


def inherited(*days: date | None) -> date | None:
    """The earliest of the days that come along when records are joined, split or copied."""
    known = [day for day in days if day is not None]
    return min(known) if known else None
