# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The certificate: the same facts and numbers on the page and in the accessible PDF. Nothing about a person in it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format

from zicht.base.clock import local_day
from zicht.base.pdf import DOCUMENT, render
from zicht.casework.retention import rules
from zicht.casework.retention.models import Certificate, RetentionList

TITLE = "Bewijs van vernietiging"
HEAD = ("Soort", "Aantal")
KEYS = (
    "De sleutels van de vernietigde gegevens zijn ook weg. Oude reservekopieën van deze gegevens zijn niet meer te "
    "lezen."
)
NOBODY = "Dit bewijs bevat geen gegevens over personen."


@dataclass(frozen=True)
class Proof:
    """What stands on a certificate."""

    facts: list[tuple[str, str]]
    counts: list[tuple[str, int]]

    @property
    def total(self) -> int:
        """How many things went."""
        return sum(number for _, number in self.counts)


def proof(found: RetentionList, made: Certificate) -> Proof:
    """A certificate in words."""
    facts = [
        ("Afdeling", str(made.owning_unit)),
        ("Vernietigd op", _day(made.at)),
        ("Goedgekeurd door", f"{made.approved_by.name}, functionaris gegevensbescherming"),
    ]
    if found.agreed_by is not None and found.agreed_at is not None:
        facts.append(("Bekeken door", f"{found.agreed_by.name}, op {_day(found.agreed_at)}"))
    facts += [
        ("Langer bewaard met een reden", str(made.kept)),
        ("Niet vernietigd: er was nog iets te lezen of te doen", str(made.blocked)),
        ("Vernietigde sleutels", str(made.keys)),
        ("Nummer", str(made.pk)),
    ]
    counts = [(rules.KINDS.get(kind, kind), number) for kind, number in sorted(made.counts.items())]
    return Proof(facts, counts)


def _day(at: datetime) -> str:
    return date_format(local_day(at), "j F Y")


def pdf(told: Proof, made: Certificate) -> bytes:
    """The accessible PDF, made as of the moment of the certificate: the same file each time."""
    rows = [[kind, str(number)] for kind, number in told.counts] + [["Samen", str(told.total)]]
    table = {"caption": "Wat is vernietigd", "head": list(HEAD), "rows": rows, "widths": [5, 1]}
    data = {
        "title": TITLE, "lang": "nl", "facts": [list(pair) for pair in told.facts],
        "sections": [{"title": "Wat is vernietigd", "table": table, "after": [KEYS, NOBODY]}],
        "footer": f"Zicht, {TITLE.lower()} {made.pk}",
    }  # fmt: skip
    return render(DOCUMENT, data, at=made.at)
