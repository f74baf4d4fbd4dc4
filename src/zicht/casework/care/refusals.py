# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How many people refused to be counted, told to the register once a year. Off until a privacy officer confirms it.

Nothing is counted at the moment somebody refuses: the number is worked out after the year from the answers that
casework has anyway, and travels alone. It holds no key, no day and no other attribute than the form, so that nobody
can lay it beside an act or a person. A person with more forms is one under `multiple`.
"""

from collections import Counter
from datetime import datetime

from django.conf import settings

from zicht.access.actors import for_job
from zicht.access.models import Unit
from zicht.base.clock import local_day
from zicht.base.context import transaction_as
from zicht.casework.care.queries import register_units
from zicht.casework.cases.consent.models import Consent
from zicht.casework.cases.consent.rules import REGISTER
from zicht.exchange.actions import send
from zicht.exchange.formats import RefusalCounts
from zicht.exchange.models import Message


def counted(unit: int, year: int) -> Counter[str]:
    """Persons whose last answer in that year was a refusal, by form."""
    rows = Consent.objects.filter(owning_unit=unit, kind=REGISTER, at__year=year).select_related("person__case")
    found: Counter[str] = Counter()
    for answer in rows.order_by("person_id", "-at", "-id").distinct("person_id"):
        if answer.answer == "refused":
            forms = answer.person.forms or answer.person.case.forms
            found["unknown" if not forms else forms[0] if len(forms) == 1 else "multiple"] += 1
    return found


def send_last_year(*, at: datetime) -> int:
    """Each unit whose reports rest on consent tells its register about last year, once. Gives how many units did."""
    if not settings.COUNT_REFUSALS:
        return 0
    year, sent = local_day(at).year - 1, 0
    units = Unit.objects.filter(remote=False, organisation__basis="consent").select_related("organisation")
    register = register_units().order_by("pk").first()
    for unit in units.exclude(organisation__sector="register").order_by("pk"):
        job = for_job(unit.pk)
        with transaction_as(job.context(at)):
            told = Message.objects.filter(owning_unit=unit, direction="out", kind=RefusalCounts.kind)
            found = counted(unit.pk, year)
            if register is None or not found or told.filter(created_at__year=year + 1).exists():
                continue
            counts = tuple({"form": form, "number": number} for form, number in sorted(found.items()))
            send(
                actor=job, from_unit=unit, to_unit=register, kind=RefusalCounts.kind,
                body=RefusalCounts(year=year, counts=counts).body(), at=at,
            )  # fmt: skip
            sent += 1
    return sent
