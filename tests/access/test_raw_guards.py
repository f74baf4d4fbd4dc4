# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows that others trust: what somebody with plain SQL and an honest context cannot make true."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from zicht.access.models import (
    AccessRequest,
    ApiToken,
    Covenant,
    CovenantParty,
    EmergencyAccess,
    Exclusion,
    Grant,
)
from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.casework.cases.actions import open_case
from zicht.casework.cases.models import Case
from zicht.casework.intake.models import ReporterIdentity, Signal
from zicht.casework.moving import asking
from zicht.casework.retention.models import RetentionApproval, RetentionItem, RetentionList

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HANDLING = Purpose.SIGNAL_HANDLING


@pytest.fixture
def as_who(actor, at):
    """as_who(person, purpose): the transaction acts as this person."""

    def make(key, purpose=HANDLING):
        return acting(actor(key, purpose).context(at))

    return make


@pytest.fixture
def case_of(cast, actor, at, as_who):
    """case_of(person): a case of this person's unit."""

    def make(key):
        with as_who(key):
            return open_case(
                actor=actor(key, HANDLING), unit=cast.unit_of(key), title="Proef", about="person", forms=[],
                age_class="adult", acute=False, summary="", owner=None, at=at,
            )  # fmt: skip

    return make


@pytest.fixture
def signal(cast, as_who, at):
    """A signal of noor's unit, with who reported it."""
    with as_who("noor"):
        made = Signal(
            owning_unit=cast.unit_of("noor"), function=cast.function_of("noor"), received_at=at, due_at=at,
            kind="signal", reference="S26-GUARD-0001", fact="Proef", submission=uuid4(), reporter_known=True,
        )  # fmt: skip
        made.save(force_insert=True)
    with as_who("hanna", Purpose.IDENTITY_CUSTODY):
        ReporterIdentity(owning_unit_id=made.owning_unit_id, signal_id=made.pk, name="Verzonnen Melder").save()
    return made


def refused(write):
    with pytest.raises(DatabaseError, match=r"row-level security|zicht: "), transaction.atomic():
        write()


def grant(cast, at, record, *, kind="case", owner="noor", **more):
    return Grant.objects.create(
        kind=kind, record=record, purpose="signal_handling", starts=at, ends=at + timedelta(days=1),
        given_by=cast.people["noor"], owning_unit=cast.unit_of(owner), **({"unit": cast.unit_of("noor")} | more),
    )  # fmt: skip


def test_a_grant_in_ones_own_name_opens_nothing_of_another_unit(cast, at, as_who, case_of):
    theirs = case_of("eva")
    with as_who("noor"):
        refused(lambda: grant(cast, at, theirs.pk))
        assert not Case.objects.filter(pk=theirs.pk).exists()
        ours = grant(cast, at, case_of("noor").pk, unit=cast.unit_of("eva"))
    with as_who("noor"):
        found = Grant.objects.filter(pk=ours.pk)
        refused(lambda: found.update(record=theirs.pk))
        refused(lambda: found.update(ends=at + timedelta(days=99)))
        assert found.update(ends=at + timedelta(hours=1)) == 1


def test_who_reported_is_opened_by_the_custodian_only(cast, at, as_who, signal):
    with as_who("noor"):
        refused(lambda: grant(cast, at, signal.pk, kind="identity"))
        assert not ReporterIdentity.objects.exists()
    with as_who("hanna", Purpose.IDENTITY_CUSTODY):
        grant(cast, at, signal.pk, kind="identity")
    with as_who("noor"):
        assert ReporterIdentity.objects.get().signal_id == signal.pk


def test_nobody_keeps_people_out_of_what_another_unit_owns(cast, at, as_who, case_of):
    theirs = case_of("eva")
    with as_who("noor"):
        refused(
            lambda: Exclusion.objects.create(
                kind="case",
                record=theirs.pk,
                person=cast.people["eva"],
                reason="family",
                at=at,
                owning_unit=cast.unit_of("noor"),
            )
        )


def key_row(cast, at, person, **more):
    return ApiToken.objects.create(
        person=cast.people[person], owning_unit=cast.unit_of("noor"), purpose="signal_handling", label="proef",
        code_digest=uuid4().hex * 2, **({"made_at": at, "ends_at": at + timedelta(days=1)} | more),
    )  # fmt: skip


def test_an_administrator_makes_nobody_a_key_and_a_key_is_not_rewritten(cast, at, as_who):
    later = at + timedelta(days=300)
    with as_who("noor", Purpose.REPORTING):
        refused(lambda: key_row(cast, at, "noor", made_at=later, ends_at=later + timedelta(days=90)))
        mine = key_row(cast, at, "noor")
    with as_who("ruben", Purpose.ADMINISTRATION):
        refused(lambda: key_row(cast, at, "noor"))
        found = ApiToken.objects.filter(pk=mine.pk)
        refused(lambda: found.update(code_digest="0" * 64))
        refused(lambda: found.update(person=cast.people["ruben"]))
        assert found.update(ended_at=at) == 1
        refused(lambda: found.update(ended_at=None))
        assert found.delete()[0] == 0


def test_whoever_asks_does_not_answer_and_a_question_stays(cast, actor, at, as_who):
    with as_who("joris", Purpose.PARTNER_HANDLING):
        asked = asking.ask(
            actor=actor("joris", Purpose.PARTNER_HANDLING), to=cast.function_of("noor"), reference="C26-1",
            why="Dezelfde auto.", days=5, key=uuid4(), at=at,
        )  # fmt: skip
        mine = AccessRequest.objects.filter(pk=asked.pk)
        refused(lambda: mine.update(state="granted"))
        refused(lambda: mine.update(days=90))
        asked.why = "Iets anders."
        refused(lambda: asked.save(update_fields=["why"]))
        asked.pk, asked.state = uuid4(), "granted"
        refused(lambda: asked.save(force_insert=True))
        assert mine.update(state="withdrawn") == 1
        refused(lambda: mine.update(state="asked"))


def emergency(cast, now, **more):
    given = {
        "owning_unit": cast.unit_of("noor"), "asking_unit": cast.unit_of("noor"), "person": cast.people["noor"],
        "purpose": "signal_handling", "reference": "C26-1", "danger": "life", "reason": "Er is gevaar.", "at": now,
        "ends": now + timedelta(hours=8), "review_by": now.date(),
    }  # fmt: skip
    return EmergencyAccess.objects.create(**(given | more))


def test_an_emergency_is_now_and_is_not_judged_by_whoever_used_it(cast, at, as_who):
    with as_who("noor"):
        later = at + timedelta(days=100)
        refused(lambda: emergency(cast, at, at=later, ends=later + timedelta(hours=8)))
        refused(lambda: emergency(cast, at, person=cast.people["daan"]))
        made = emergency(cast, at)
        mine = EmergencyAccess.objects.filter(pk=made.pk)
        refused(lambda: mine.update(justified=True, judged_at=at))
        refused(lambda: mine.update(danger="child"))
    with as_who("lotte", Purpose.OVERSIGHT):
        judged = EmergencyAccess.objects.filter(pk=made.pk)
        assert judged.update(justified=False, judged_at=at, judged_by=cast.people["lotte"]) == 1
        refused(lambda: judged.update(justified=True))


def test_what_was_approved_is_what_is_destroyed(cast, at, as_who, signal):
    unit = cast.unit_of("noor")
    with as_who("noor"):
        found = RetentionList.objects.create(owning_unit=unit, made_at=at, state="agreed")
        item = RetentionItem.objects.create(
            owning_unit=unit, list=found, kind="signal", record=uuid4(), due_on=at.date(), basis="x", choice="agree",
        )  # fmt: skip
    with as_who("lotte", Purpose.OVERSIGHT):
        RetentionApproval.objects.create(owning_unit=unit, list=found, approved_by=cast.people["lotte"], at=at)
        RetentionList.objects.filter(pk=found.pk).update(state="approved")
    with as_who("noor"):
        mine = RetentionItem.objects.filter(pk=item.pk)
        refused(lambda: mine.update(record=signal.pk))
        refused(lambda: mine.update(choice=""))
        refused(
            lambda: RetentionItem.objects.create(
                owning_unit=unit,
                list=found,
                kind="signal",
                record=signal.pk,
                due_on=at.date(),
                basis="x",
                choice="agree",
            )
        )
        assert mine.update(state="destroyed", record=None, reference="") == 1
        refused(lambda: mine.update(state="waiting"))


def test_whoever_is_kept_out_does_not_hear_how_much_there_is(cast, at, as_who, case_of):
    case = case_of("noor")

    def parts():
        with connection.cursor() as cursor:
            cursor.execute("select * from zicht_parts('case', %s)", [case.pk])
            return cursor.fetchall()

    with as_who("noor"):
        assert parts()
        Exclusion.objects.create(
            kind="case", record=case.pk, person=cast.people["daan"], reason="family", at=at,
            owning_unit=cast.unit_of("noor"),
        )  # fmt: skip
    with as_who("daan"):
        assert parts() == []


def drafted(cast, day, *, by="lotte", parties=("noor", "joris"), **more):
    """A covenant that somebody writes down."""
    given = {
        "owning_unit": cast.unit_of("lotte"), "title": "Proef", "purposes": ["signal_handling"], "source": "x",
        "starts_on": day, "ends_on": day + timedelta(days=9), "drafted_by": cast.people[by],
    }  # fmt: skip
    made = Covenant.objects.create(**(given | more))
    for key in parties:
        CovenantParty.objects.create(covenant=made, unit=cast.unit_of(key))
    return made


OVERSIGHT = Purpose.OVERSIGHT


def test_a_checked_covenant_is_ended_and_not_rewritten(cast, at, as_who, officer):
    day, other = at.date(), officer(cast.unit_of("lotte"))
    with as_who("lotte", OVERSIGHT):
        checked = {"checked_by": cast.people["lotte"], "checked_on": day}
        refused(lambda: drafted(cast, day, **checked))
        refused(lambda: drafted(cast, day, by="noor"))
        made = drafted(cast, day)
        mine = Covenant.objects.filter(pk=made.pk)
        party = CovenantParty.objects.filter(covenant=made).first()
        refused(lambda: mine.update(**checked))
        refused(lambda: mine.update(checked_by=cast.people[other], checked_on=day))
    with as_who(other, OVERSIGHT):
        refused(lambda: mine.update(checked_by=cast.people["noor"], checked_on=day))
        refused(lambda: mine.update(checked_by=cast.people[other], checked_on=day, emergency=True))
        refused(lambda: mine.update(checked_by=cast.people[other], checked_on=day - timedelta(days=3)))
        refused(lambda: mine.update(drafted_by=None, title="Anders"))
        refused(lambda: CovenantParty.objects.create(covenant=made, unit=cast.unit_of("eva")))
        assert mine.update(checked_by=cast.people[other], checked_on=day) == 1
    with as_who("lotte", OVERSIGHT):
        refused(lambda: mine.update(emergency=True))
        refused(lambda: mine.update(checked_by=None, checked_on=None))
        refused(lambda: mine.update(ends_on=day + timedelta(days=99)))
        refused(lambda: CovenantParty.objects.create(covenant=made, unit=cast.unit_of("eva")))
        refused(lambda: CovenantParty.objects.filter(pk=party.pk).delete())
        refused(lambda: CovenantParty.objects.filter(pk=party.pk).update(unit=cast.unit_of("eva")))
        assert mine.update(ends_on=day) == 1


def test_whoever_rewrites_a_draft_does_not_check_it(cast, at, as_who, officer):
    day, other = at.date(), officer(cast.unit_of("lotte"))
    with as_who("lotte", OVERSIGHT):
        mine = Covenant.objects.filter(pk=drafted(cast, day).pk)
    with as_who(other, OVERSIGHT):
        refused(lambda: mine.update(title="Anders"))
        assert mine.update(title="Anders", drafted_by=cast.people[other]) == 1
        refused(lambda: mine.update(checked_by=cast.people[other], checked_on=day))
    with as_who("lotte", OVERSIGHT):
        assert mine.update(checked_by=cast.people["lotte"], checked_on=day) == 1


def test_nobody_confirms_a_covenant_for_another_organisation(cast, at, as_who, officer):
    day, police = at.date(), officer(cast.unit_of("joris"))
    with as_who("lotte", OVERSIGHT):
        made = drafted(cast, day)
        ours = CovenantParty.objects.filter(covenant=made, unit=cast.unit_of("noor"))
        theirs = CovenantParty.objects.filter(covenant=made, unit=cast.unit_of("joris"))

        def said(who, when=at):
            return {"confirmed_by": cast.people[who], "confirmed_at": when}

        refused(lambda: ours.update(**said("lotte")))  # nobody checked it yet
        refused(lambda: CovenantParty.objects.create(covenant=made, unit=cast.unit_of("eva"), **said("lotte")))
    with as_who(police, OVERSIGHT):
        mine = Covenant.objects.filter(pk=made.pk)
        refused(lambda: mine.update(ends_on=day))
        assert mine.update(checked_by=cast.people[police], checked_on=day) == 1
        refused(lambda: mine.update(ends_on=day))
    with as_who("lotte", OVERSIGHT):
        refused(lambda: theirs.update(**said("lotte")))
        refused(lambda: theirs.update(**said(police)))
        refused(lambda: ours.update(**said("noor")))
        refused(lambda: ours.update(**said("lotte", at - timedelta(days=30))))
        assert ours.update(**said("lotte")) == 1
        refused(lambda: ours.update(confirmed_by=None, confirmed_at=None))
    with as_who("joris", Purpose.PARTNER_HANDLING):
        assert theirs.update(**said("joris")) == 0
    with as_who(police, Purpose.REPORTING):
        assert theirs.update(**said(police)) == 0
    with as_who(police, OVERSIGHT):
        assert ours.update(withdrawn_by=cast.people[police], withdrawn_at=at, withdrawn_why="x") == 0
        assert theirs.update(**said(police)) == 1
        refused(lambda: theirs.update(withdrawn_by=cast.people["lotte"], withdrawn_at=at, withdrawn_why="x"))
        refused(lambda: theirs.update(contact=cast.function_of("eva")))
        assert theirs.update(withdrawn_by=cast.people[police], withdrawn_at=at, withdrawn_why="x") == 1
        refused(lambda: theirs.update(withdrawn_by=None, withdrawn_at=None, withdrawn_why=""))
        refused(lambda: theirs.update(**said(police, at + timedelta(seconds=9))))
