# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A package from the focal point to the care coordinator, in pages; and what can never be in one."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from zicht.base.clock import local_day, now
from zicht.base.fields import DataClass, data_class_of
from zicht.casework.cases.gate import cases
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.sharing import actions, rules
from zicht.casework.sharing.actions import Choice
from zicht.casework.sharing.gate import received_packages, sent_packages
from zicht.exchange.delivery import deliver_due
from zicht.exchange.formats import CASE_FIELDS, PERSON_FIELDS, BadBody, Package
from zicht.exchange.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def new_url(case, cast):
    return reverse("sharing:focal-new", args=[case.pk]) + f"?naar={cast.unit_of('fatima').pk}"


@pytest.fixture
def filled(client_for, new_url, case, as_, noor):
    """The form as the page offers it, with the required answers given."""
    page = client_for("noor").get(new_url)
    assert page.status_code == 200
    form = page.context["form"]
    ends = local_day(now()) + timedelta(days=60)  # pages run on the real clock
    return {
        "submission": str(form.initial["submission"]),
        "case_fields": list(form.initial["case_fields"]),
        "person_fields": list(form.initial["person_fields"]),
        "persons": list(form.initial["persons"]),
        "purpose": form.initial["purpose"],
        "basis": "avg_6_1_a",
        "informed": "consented",
        "proportionality": "Zonder naam en contact kan de zorgcoördinator niet beginnen.",
        "necessity": "De zorgcoördinator regelt opvang.",
        "ends_on": f"{ends:%d-%m-%Y}",
        "answer_by": f"{form.initial['answer_by']:%d-%m-%Y}",
    }


def sent(filled, client, url):
    looked = client.post(url, {**filled, "step": "preview"})
    page = client.post(url, {**filled, "step": "send", "seen": looked.context["seen"]})
    assert page.status_code == 302, page.context["form"].errors
    return page


def text(page):
    return re.sub(r"\s+", " ", page.content.decode())


def test_only_the_possible_victim_is_selected_beforehand(filled, case, as_, noor):
    with as_(noor):
        assert filled["persons"] == [str(p.pk) for p in case.persons.all() if p.name == "Mila Vos"]
    assert "person.nationality" not in filled["person_fields"]


def test_the_preview_shows_what_the_receiver_will_read_and_sends_nothing(filled, client_for, new_url, noor, as_, at):
    preview = client_for("noor").post(new_url, {**filled, "step": "preview"})
    shown = text(preview)
    assert "Mila Vos" in shown
    assert "Koen Prins" not in shown.split("Dit ziet de ontvanger")[1].split("Waarom is dit nodig?")[0]
    assert "te bevestigen door de functionaris gegevensbescherming" in shown
    with as_(noor):
        assert not sent_packages(noor, at=at).exists()


def test_a_form_with_mistakes_keeps_what_was_typed(filled, client_for, new_url):
    page = client_for("noor").post(new_url, {**filled, "ends_on": "31-02-2027", "step": "preview"})
    assert page.status_code == 422
    shown = text(page)
    assert "De zorgcoördinator regelt opvang." in shown
    assert "31-02-2027" in shown
    assert "dag-maand-jaar" in shown


def test_accepting_gives_the_receiver_its_own_copy_and_tells_the_sender(
    filled, client_for, new_url, case, noor, fatima, as_, at
):
    sent(filled, client_for("noor"), new_url)
    assert deliver_due(at=at) == 1
    with as_(fatima):
        (package,) = received_packages(fatima, at=at)
        words = package.body
        assert not cases(fatima, at=at).exists()
    page = client_for("fatima").post(reverse("sharing:accept", args=[package.pk]))
    assert page.status_code == 302
    with as_(fatima):
        (copy,) = cases(fatima, at=at)
        assert page["Location"] == reverse("dossier:care-case", args=[copy.pk])
        assert (copy.origin, copy.origin_unit_id) == ("package", case.owning_unit_id)
        assert copy.pk != case.pk
        assert [p.name for p in copy.persons.all()] == ["Mila Vos"]
        (kept,) = received_packages(fatima, at=at)
        assert (kept.state, kept.body) == ("accepted", words)
        assert Message.objects.get(direction="in", message=kept.message).body == {}
    assert deliver_due(at=now()) == 1
    with as_(noor):
        (out,) = sent_packages(noor, at=at)
        assert out.state == "accepted"
        kinds = [e.kind for e in case.events.all()]
        assert kinds[:2] == ["package_accepted", "package_sent"]


def test_after_accepting_neither_sees_the_others_record(filled, client_for, new_url, case, noor, fatima, as_, at):
    sent(filled, client_for("noor"), new_url)
    deliver_due(at=at)
    with as_(fatima):
        package = received_packages(fatima, at=at).get()
    client_for("fatima").post(reverse("sharing:accept", args=[package.pk]))
    with as_(fatima):
        copy = cases(fatima, at=at).get()
    assert client_for("fatima").get(reverse("dossier:care-case", args=[case.pk])).status_code == 404
    assert client_for("noor").get(reverse("dossier:case", args=[copy.pk])).status_code == 404
    assert client_for("joris").get(reverse("sharing:partner-package", args=[package.pk])).status_code == 404


def test_refusing_tells_the_reason_and_empties_the_content(filled, client_for, new_url, case, noor, fatima, as_, at):
    sent(filled, client_for("noor"), new_url)
    deliver_due(at=now())
    with as_(fatima):
        package = received_packages(fatima, at=at).get()
    url = reverse("sharing:refuse", args=[package.pk])
    assert client_for("fatima").post(url, {"reason": ""}).status_code == 422
    assert client_for("fatima").post(url, {"reason": "Woont in een andere regio."}).status_code == 302
    deliver_due(at=now())
    with as_(fatima):
        assert received_packages(fatima, at=at).get().body == {}
        assert Message.objects.get(direction="in", message=package.message).body == {}
        assert not cases(fatima, at=at).exists()
    with as_(noor):
        out = sent_packages(noor, at=at).get()
        assert (out.state, out.answer_reason) == ("refused", "Woont in een andere regio.")
        assert case.events.first().kind == "package_refused"
    assert "Woont in een andere regio." in text(client_for("noor").get(reverse("dossier:case", args=[case.pk])))
    assert client_for("fatima").get(reverse("sharing:package", args=[package.pk])).status_code == 200


def test_pressing_send_twice_sends_one_package(filled, client_for, new_url, noor, as_, at):
    first = sent(filled, client_for("noor"), new_url)
    second = sent(filled, client_for("noor"), new_url)
    assert first["Location"] == second["Location"]
    with as_(noor):
        assert sent_packages(noor, at=at).count() == 1
        assert Message.objects.count() == 1


def test_accepting_twice_makes_one_case(filled, client_for, new_url, fatima, as_, at):
    sent(filled, client_for("noor"), new_url)
    deliver_due(at=at)
    with as_(fatima):
        package = received_packages(fatima, at=at).get()
    for _ in range(2):
        client_for("fatima").post(reverse("sharing:accept", args=[package.pk]))
    with as_(fatima):
        assert cases(fatima, at=at).count() == 1


def test_nobody_answers_for_the_receiver(filled, client_for, new_url, actor, cast, noor, fatima, as_, at):
    """An answer from another unit than the one that got the package changes nothing."""
    from zicht.access.actors import for_job
    from zicht.base.context import transaction_as
    from zicht.exchange.actions import send
    from zicht.exchange.formats import PackageAnswer

    sent(filled, client_for("noor"), new_url)
    with as_(noor):
        out = sent_packages(noor, at=at).get()
    joris = cast.unit_of("joris")
    job = for_job(joris.pk)
    with transaction_as(job.context(at)):
        send(
            actor=job,
            from_unit=joris,
            to_unit=cast.unit_of("noor"),
            kind=PackageAnswer.kind,
            body=PackageAnswer(accepted=True).body(),
            at=at,
            in_reply_to=out.message,
        )
    deliver_due(at=at)
    with as_(noor):
        assert sent_packages(noor, at=at).get().state == "sent"


# What can never be in a package


def test_no_field_of_a_package_holds_a_reporter_or_a_worker():
    forbidden = {DataClass.REPORTER, DataClass.WORKER}
    for model, names in ((Case, CASE_FIELDS), (CasePerson, PERSON_FIELDS)):
        for name in names:
            assert data_class_of(model._meta.get_field(name)) not in forbidden, name


@pytest.mark.parametrize("receiver", list(rules.Receiver))
def test_every_selectable_field_is_one_that_the_format_knows(receiver):
    known = {*CASE_FIELDS, *(f"person.{n}" for n in PERSON_FIELDS)}
    assert set(rules.selectable(receiver)) <= known
    assert rules.MINIMUM[receiver] <= set(rules.selectable(receiver))


@pytest.mark.parametrize("name", ["owner", "reporter", "person.reporter_name", "sent_by", "actor", "title"])
def test_anything_else_cannot_be_chosen(name):
    with pytest.raises(ValueError, match="cannot be chosen"):
        rules.chosen([name], rules.Receiver.CARE)


def test_nationality_goes_to_care_only():
    with pytest.raises(ValueError, match="cannot be chosen"):
        rules.chosen(["person.nationality"], rules.Receiver.PARTNER)
    assert rules.chosen(["person.nationality"], rules.Receiver.CARE) == ("person.nationality",)


def test_a_way_of_contact_takes_the_warning_about_family_along():
    assert rules.chosen(["person.safe_contact"], rules.Receiver.PARTNER) == (
        "person.safe_contact",
        "person.family_involved",
    )


@pytest.mark.parametrize("where", ["case", "person"])
@pytest.mark.parametrize("extra", ["reporter", "owner", "worker", "coordinator"])
def test_a_body_with_a_field_more_is_refused_without_repeating_it(where, extra, at):
    body = Package(
        "C26-A", "care_coordination", "avg_6_1_e", "nodig", at.date(), {"acute": True}, ({"roles": []},)
    ).body()
    (body["case"] if where == "case" else body["persons"][0])[extra] = "Noor Verbeek"
    with pytest.raises(BadBody) as caught:
        Package.read(body)
    assert "Noor" not in str(caught.value)


def test_everything_chosen_still_names_no_colleague(case, cast, noor, as_, at):
    """All fields, all persons: the owner of the case and the sender are not in it."""
    with as_(noor):
        choice = Choice(
            to_unit=cast.unit_of("fatima"),
            receiver=rules.Receiver.CARE,
            fields=rules.ALL,
            persons=frozenset(case.persons.values_list("pk", flat=True)),
            purpose="care_coordination",
            legal_basis="avg_6_1_a",
            necessity="nodig",
            informed="consented",
            ends_on=at.date() + timedelta(days=30),
        )
        package = actions.send_package(
            actor=noor, case=case, choice=choice, submission=uuid.uuid4(), sender=cast.people["noor"], at=at
        )
        message = Message.objects.get(message=package.message)
    assert "Mila Vos" in str(message.body)
    for person in cast.people.values():
        assert person.name not in str(message.body) + message.from_name
        assert str(person.key) not in str(message.body)
