# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""`zicht register import FILE`: read a register file in from the command line."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TextIO

from zicht.access.actors import for_person
from zicht.access.models import Person
from zicht.access.roles import Purpose
from zicht.base.context import transaction_as
from zicht.register.importfile import Finding
from zicht.register.importing import FileRefused, import_reports
from zicht.register.queries import keeping_units

OK, WRONG_USE, FINDINGS = 0, 1, 2
DECLARATION = "U verklaart dat melders in dit bestand die toestemming nodig hebben, die ook hebben."


def import_command(file: Path, *, person_email: str, purpose: str, at: datetime, out: TextIO | None = None) -> int:
    """Read `file` into the register that the person keeps. Returns 0, 1 (wrong use) or 2 (findings).

    The person must be a registrar of exactly one register today, and purpose the code register_keeping.
    """
    say = out or sys.stdout
    person = Person.objects.filter(email=person_email.strip().lower(), is_active=True).first()
    if person is None or purpose not in set(Purpose):
        print(f"Deze persoon of dit doel bestaat niet. Het doel is {Purpose.REGISTER_KEEPING}.", file=say)
        return WRONG_USE
    if not file.is_file():
        print("Dit bestand bestaat niet, of is niet te lezen.", file=say)
        return WRONG_USE
    # The person is on the machine itself: that stands for the second factor.
    actor = for_person(person, purpose=Purpose(purpose), strong=True)
    try:
        with transaction_as(actor.context(at)):
            units = list(keeping_units(actor, at=at))
            if len(units) != 1:
                print("Deze persoon houdt voor dit doel geen register bij, of meer dan een.", file=say)
                return WRONG_USE
            delivery = import_reports(actor=actor, unit=units[0], content=file, at=at)
            victims = delivery.reports.values("victim").distinct().count()
    except FileRefused as refused:
        print(findings_table(refused.findings), file=say)
        count = len(refused.findings)
        print(f"{count} {'bevinding' if count == 1 else 'bevindingen'}. Er is niets ingelezen.", file=say)
        return FINDINGS
    print(f"Ingelezen: {delivery.rows} rijen over {victims} personen.", file=say)
    print(DECLARATION, file=say)
    return OK


def findings_table(findings: Sequence[Finding]) -> str:
    """The findings as lines: row, column, what is wrong, and below it what to do."""
    lines = [f"{'rij':>7}  {'kolom':<20}  wat is er mis -> wat te doen"]
    lines += [f"{f.row or '-':>7}  {f.column or '-':<20}  {f.problem} -> {f.remedy}" for f in findings]
    return "\n".join(lines)
