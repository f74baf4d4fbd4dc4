# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A package of another instance that cannot become a case is refused by a person, with a reason; nothing breaks."""

from datetime import date

import pytest
from django.urls import reverse

from zicht.access.actors import for_job
from zicht.base.clock import now
from zicht.base.context import acting
from zicht.casework.cases.models import Case
from zicht.casework.sharing.models import ReceivedPackage
from zicht.casework.sharing.taking import STRANGE, TOO_LATE, problem
from zicht.exchange import formats
from zicht.exchange.actions import send
from zicht.exchange.delivery import deliver_due

SOUND = formats.Package(
    reference="C-1", purpose="care_coordination", legal_basis="consent", necessity="Voor de zorg.",
    ends_on=date(2099, 1, 1), case={"about": "person", "forms": ["SU"]},
    persons=({"roles": ["possible_victim"], "sex": "female", "nationality": "PL"}, {"language": "Pools"}),
)  # fmt: skip
TODAY = date(2026, 11, 16)


def changed(**changes):
    return formats.Package(**{**vars(SOUND), **changes})


def test_a_sound_package_can_be_taken():
    assert problem(SOUND, TODAY) == ""
    assert problem(changed(ends_on=TODAY), TODAY) == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"case": {"forms": ["XX"]}},
        {"case": {"about": "zz"}},
        {"case": {"age_class": "zz"}},
        *({"persons": (person,)} for person in (
            {"roles": ["baas"]}, {"roles": []}, {"sex": "x" * 90}, {"nationality": "ZZZ"}, {"language": "x" * 21},
            {"family_involved": "misschien"}, {"forms": ["XX"]},
        )),
    ],
)  # fmt: skip
def test_unknown_codes_and_texts_that_do_not_fit(changes):
    assert problem(changed(**changes), TODAY) == STRANGE


def test_the_sender_said_until_when():
    assert problem(changed(ends_on=date(2026, 11, 15)), TODAY) == TOO_LATE


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize("changes", [{"case": {"forms": ["XX"]}}, {"ends_on": date(2020, 1, 1)}])
def test_the_page_says_so_and_it_can_be_refused(cast, client_for, changes):
    unit, to, at = cast.unit_of("eva"), cast.unit_of("fatima"), now()
    job, home = for_job(unit.pk), for_job(to.pk)
    with acting(job.context(at)):
        send(actor=job, from_unit=unit, to_unit=to, kind="casework.package", body=changed(**changes).body(), at=at)
    deliver_due(at=at)
    with acting(home.context(at)):
        package = ReceivedPackage.objects.get()
    fatima = client_for("fatima")
    answer = fatima.post(reverse("sharing:accept", args=[package.pk]), follow=True)
    assert "Weiger het met die reden" in answer.content.decode()
    with acting(home.context(at)):
        assert not Case.objects.filter(owning_unit=to).exists()
    fatima.post(reverse("sharing:refuse", args=[package.pk]), {"reason": "Codes kloppen niet."})
    with acting(home.context(at)):
        assert ReceivedPackage.objects.get().state == "refused"
