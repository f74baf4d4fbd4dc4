# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Two parties of a covenant, one phone written differently: both get a contact, neither content, a third nothing."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from conftest import AT
from zicht.access import index
from zicht.access.decide import Knowledge, Resource
from zicht.access.exclusions import exclude
from zicht.access.models import AuditRow, Covenant, CovenantParty
from zicht.access.roles import Kind, Purpose, Regime
from zicht.access.visible import knowledge
from zicht.base.context import transaction_as
from zicht.casework.cases.actions import open_case
from zicht.casework.matching import actions, gate, queries, rules
from zicht.casework.matching.answering import answer_due
from zicht.casework.matching.models import Comparison, Contact

pytestmark = pytest.mark.usefixtures("committed")
HANDLING = Purpose.SIGNAL_HANDLING
PARTIES = ("noor", "eva")


def covenant(cast, parties=PARTIES, confirmed=None, withdrawn=(), **more):
    """A covenant between the units of these people, as owner."""
    given = {
        "owning_unit_id": cast.unit_of(parties[0]).pk, "title": "Convenant Waterlinde", "purposes": [HANDLING.value],
        "identifier_kinds": ["phone", "address"], "source": "Verzonnen", "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 12, 31), "checked_by_id": cast.people["lotte"].pk, "checked_on": date(2026, 1, 2),
    } | more  # fmt: skip
    made = Covenant(**given)
    made.save(using="owner", force_insert=True)
    for key in parties:
        function, who = cast.function_of(key), cast.people["lotte"].pk
        party = CovenantParty(
            covenant_id=made.pk, unit_id=function.unit_id, contact_id=function.pk, owning_unit_id=made.owning_unit_id
        )
        if confirmed is None or key in confirmed:
            party.confirmed_by_id, party.confirmed_at = who, AT
        if key in withdrawn:
            party.withdrawn_by_id, party.withdrawn_at, party.withdrawn_why = who, AT, "Proef."
        party.save(using="owner", force_insert=True)
    return made


@pytest.fixture
def case_of(cast, actor, at):
    """A case of somebody's unit with these identifiers in the index."""

    def make(key: str, *entries: tuple[str, str], compares: bool = True):
        who = actor(key, HANDLING)
        with transaction_as(who.context(at)):
            case = open_case(
                actor=who, unit=cast.unit_of(key), title="Proef", about="person", forms=[], age_class="unknown",
                acute=False, summary="", owner=None, at=at,
            )  # fmt: skip
            found = [index.Entry(kind, value, case.pk) for kind, value in entries]
            index.put(kind=Kind.CASE, record=case.pk, unit=case.owning_unit_id, entries=found, compares=compares)
        return case

    return make


@pytest.fixture
def ask(actor, at):
    """Somebody asks to compare kinds of a case of his or her own."""

    def make(key: str, case, *kinds: str, submission: UUID | None = None) -> Comparison:
        who = actor(key, HANDLING)
        with transaction_as(who.context(at)):
            return actions.ask(
                actor=who, kind=Kind.CASE, record=case.pk, unit=case.owning_unit_id, chosen=kinds,
                submission=submission or uuid4(), at=at,
            )  # fmt: skip

    return make


def seen_by(actor, key, at):
    """What somebody may see: contacts and comparisons."""
    who = actor(key, HANDLING)
    with transaction_as(who.context(at)):
        return list(gate.contacts(who, at=at)), list(gate.comparisons(who, at=at))


def test_both_get_a_contact_neither_content_and_a_third_nothing(cast, actor, at, case_of, ask, client_for):
    covenant(cast)
    ours = case_of("noor", ("phone", "06-12345678"))
    theirs = case_of("eva", ("phone", "+31 (0)6 1234 56 78"))
    third = case_of("iris", ("phone", "0031612345678"))
    asked = ask("noor", ours, "phone")
    later = asked.answer_at
    assert later == at + rules.DELAY
    assert answer_due(at=later - timedelta(seconds=1)) == 0  # not before its moment
    assert answer_due(at=later) == 1

    (contact,), (comparison,) = seen_by(actor, "noor", later)
    (mirror,), none = seen_by(actor, "eva", later)
    assert comparison.state == "contact"
    assert none == []
    assert (contact.record, contact.other_unit_id, contact.asked) == (ours.pk, cast.unit_of("eva").pk, True)
    assert (mirror.record, mirror.other_unit_id, mirror.asked) == (theirs.pk, cast.unit_of("noor").pk, False)
    assert contact.kinds == mirror.kinds == ["phone"]
    assert seen_by(actor, "iris", later) == ([], [])
    for key, other in (("noor", theirs), ("eva", ours)):
        told = AuditRow.objects.using("owner").filter(action="contact.made", owning_unit=cast.unit_of(key))
        assert told.count() == 1, "both sides find it in their trail"
        html = client_for(key).get("/vergelijken/gemeente/contacten/").content.decode()
        assert str(other.pk) not in html
        assert other.reference not in html
        assert "12345678" not in html.replace(" ", "")
        assert client_for(key).get(f"/casussen/{other.pk}/").status_code == 404
    asking = f"/casussen/toegang/vragen/?functie={cast.function_of('eva').pk}"
    noor = client_for("noor")
    assert f'href="{asking}"' in noor.get(f"/vergelijken/gemeente/contact/{contact.pk}/").content.decode()
    assert noor.get(asking).context["form"].initial["to"] == cast.function_of("eva").pk
    for odd in ("999999", "x", str(cast.function_of("noor").pk)):
        assert "to" not in noor.get("/casussen/toegang/vragen/", {"functie": odd}).context["form"].initial
    iris = client_for("iris")
    assert "Geen contacten" in iris.get("/vergelijken/gemeente/contacten/").content.decode()
    assert "Nog niets vergeleken" in iris.get("/vergelijken/gemeente/").content.decode()
    assert iris.get(f"/vergelijken/gemeente/contact/{contact.pk}/").status_code == 404
    iris_actor = actor("iris", HANDLING)
    with transaction_as(iris_actor.context(later)):
        assert queries.waiting_contacts(iris_actor, at=later) == 0
    assert third.pk not in set(Contact.objects.using("owner").values_list("record", flat=True))


def test_without_a_covenant_nothing_is_compared_and_the_count_goes_up(cast, actor, at, case_of, ask):
    ours = case_of("noor", ("phone", "06-12345678"))
    case_of("eva", ("phone", "06-12345678"))

    def counted() -> int:
        with transaction_as(actor("lotte", Purpose.OVERSIGHT).context(at)):
            found = queries.counts(actor("lotte", Purpose.OVERSIGHT), at=at)
        return sum(number for _, why, number in found if why == rules.REASONS["no_covenant"])

    before = counted()
    asked = ask("noor", ours, "phone")
    assert (asked.state, asked.reason) == ("refused", "no_covenant")
    assert answer_due(at=at + timedelta(days=1)) == 0
    assert not Contact.objects.using("owner").exists()
    assert counted() == before + 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"checked_by_id": None, "checked_on": None},
        {"ends_on": date(2026, 10, 1)},
        {"starts_on": date(2026, 12, 1), "checked_on": date(2026, 1, 2)},
        {"purposes": [Purpose.CARE_COORDINATION.value]},
        {"identifier_kinds": ["address"]},
        {"parties": ("noor", "fatima")},
        {"confirmed": ()},
        {"confirmed": ("noor",)},
        {"confirmed": ("eva",)},
        {"withdrawn": ("eva",)},
        {"parties": ("noor", "eva", "fatima"), "confirmed": ("noor", "fatima")},
    ],
    ids=[
        "unchecked",
        "over",
        "not begun",
        "other purpose",
        "other kinds",
        "other party",
        "nobody confirmed",
        "the other did not confirm",
        "we did not confirm",
        "the other withdrew",
        "a third confirmed",
    ],
)
def test_a_covenant_that_does_not_fit_gives_no_contact(cast, at, case_of, ask, wrong):
    covenant(cast, **wrong)
    asked = ask("noor", case_of("noor", ("phone", "06-12345678")), "phone")
    case_of("eva", ("phone", "06-12345678"))
    answer_due(at=asked.asked_at + rules.DELAY)
    assert not Contact.objects.using("owner").exists()


def test_a_hit_and_no_hit_come_at_the_same_moment_and_look_the_same_until_then(cast, actor, at, case_of, ask):
    covenant(cast)
    hit = ask("noor", case_of("noor", ("phone", "06-12345678")), "phone")
    none = ask("noor", case_of("noor", ("phone", "06-87654321")), "phone")
    case_of("eva", ("phone", "06-12345678"))
    assert hit.answer_at == none.answer_at
    assert hit.state == none.state == "waiting"
    answer_due(at=hit.answer_at)
    states = dict(Comparison.objects.using("owner").values_list("pk", "state"))
    assert (states[hit.pk], states[none.pk]) == ("contact", "nothing")


def test_asking_again_reveals_nothing_more_and_is_limited(cast, actor, at, case_of, ask):
    covenant(cast)
    ours = case_of("noor", ("phone", "06-12345678"))
    case_of("eva", ("phone", "06-12345678"))
    key = uuid4()
    first = ask("noor", ours, "phone", submission=key)
    assert ask("noor", ours, "phone", submission=key).pk == first.pk
    for _ in range(rules.PER_DAY - 1):
        ask("noor", ours, "phone")
    over = ask("noor", ours, "phone")
    assert (over.state, over.reason) == ("refused", "too_many")
    answer_due(at=first.answer_at)
    assert len(seen_by(actor, "noor", first.answer_at)[0]) == 1


@pytest.mark.parametrize("side", ["noor", "eva"])
def test_what_takes_no_part_is_not_compared(cast, at, case_of, ask, side):
    covenant(cast)
    ours = case_of("noor", ("phone", "06-12345678"), compares=side != "noor")
    case_of("eva", ("phone", "06-12345678"), compares=side != "eva")
    asked = ask("noor", ours, "phone")
    answer_due(at=at + rules.DELAY)
    assert asked.reason == ("not_taking_part" if side == "noor" else "")
    assert not Contact.objects.using("owner").exists()


def test_the_application_cannot_call_the_comparison_for_another_unit(cast, actor, at, case_of, ask):
    from django.db import connection

    covenant(cast)
    asked = ask("noor", case_of("noor", ("phone", "06-12345678")), "phone")
    case_of("eva", ("phone", "06-12345678"))
    from zicht.access.actors import for_job

    for who in (actor("noor", HANDLING), actor("eva", HANDLING), for_job(cast.unit_of("eva").pk)):
        with transaction_as(who.context(asked.answer_at)), connection.cursor() as cursor:
            cursor.execute("select * from zicht_compare(%s)", [asked.pk])
            assert cursor.fetchall() == []
    assert not Contact.objects.using("owner").exists()


def test_who_is_kept_out_of_a_record_hears_of_no_contact_about_it(cast, actor, at, case_of, ask):
    """Daan has noor's role in noor's unit; he is kept out of this one case, so its contact is not there for him."""
    covenant(cast)
    asked = case_of("noor", ("phone", "06 12 34 56 78"))
    case_of("eva", ("phone", "+31612345678"))
    ask("noor", asked, "phone")
    answer_due(at=at + rules.DELAY)
    later = at + rules.DELAY
    assert [len(found) for found in seen_by(actor, "daan", later)] == [1, 1]
    noor = actor("noor", HANDLING)
    with transaction_as(noor.context(at)):
        exclude(
            actor=noor, kind=Kind.CASE, record=asked.pk, owning_unit=asked.owning_unit_id,
            person=cast.people["daan"], reason="family", at=at,
        )  # fmt: skip
    assert seen_by(actor, "daan", later) == ([], [])
    assert [len(found) for found in seen_by(actor, "noor", later)] == [1, 1]
    daan = actor("daan", HANDLING)
    with transaction_as(daan.context(later)):
        assert (Contact.objects.count(), Comparison.objects.count()) == (0, 0)


def test_a_contact_makes_it_known_that_something_exists_and_no_more(cast, actor, at, case_of, ask):
    """Existence is data: nothing before, call this function after, content for the unit that owns it."""
    covenant(cast)
    ours = case_of("noor", ("phone", "06 12 34 56 78"))
    theirs = case_of("eva", ("phone", "+31612345678"))
    later = at + rules.DELAY

    def known(key, case, purpose=HANDLING):
        who = actor(key, purpose)
        resource = Resource(
            kind=Kind.CASE, owning_unit=case.owning_unit_id, record=case.pk, regime=Regime.AVG,
            owning_organisation=case.owning_unit.organisation_id,
        )  # fmt: skip
        with transaction_as(who.context(later)):
            return knowledge(who, resource, at=later)

    assert known("noor", theirs) is known("eva", ours) is Knowledge.NOTHING
    ask("noor", ours, "phone")
    answer_due(at=later)
    assert known("noor", theirs) is known("eva", ours) is Knowledge.CONTACT
    assert known("noor", ours) is known("eva", theirs) is Knowledge.CONTENT
    # Not for another unit of the same municipality, another town's work, or the same person for another purpose.
    assert known("iris", theirs) is known("fatima", theirs, Purpose.CARE_COORDINATION) is Knowledge.NOTHING
    assert known("noor", theirs, Purpose.REPORTING) is Knowledge.NOTHING
    # Whoever is kept out of the own side has no contact, and so knows of nothing at the other.
    assert known("daan", theirs) is Knowledge.CONTACT
    noor = actor("noor", HANDLING)
    with transaction_as(noor.context(at)):
        exclude(
            actor=noor, kind=Kind.CASE, record=ours.pk, owning_unit=ours.owning_unit_id,
            person=cast.people["daan"], reason="family", at=at,
        )  # fmt: skip
    assert known("daan", theirs) is Knowledge.NOTHING
