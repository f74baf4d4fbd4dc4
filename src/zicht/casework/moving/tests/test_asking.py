# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Asking for access, access in an emergency, who reported, and who is kept out."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from zicht.access.models import AccessRequest, AuditRow, Covenant, CovenantParty, EmergencyAccess, Grant, Membership
from zicht.access.roles import Purpose
from zicht.base.clock import local_day, now
from zicht.base.context import acting
from zicht.casework.cases import actions as cases
from zicht.casework.cases.models import Case
from zicht.casework.intake.models import ReporterIdentity, Signal
from zicht.casework.intake.tests.helping import reported
from zicht.casework.moving import asking, emergency
from zicht.casework.moving.rules import NotPossible

pytestmark = [pytest.mark.django_db, pytest.mark.database]
REASON = "De vrouw wordt vannacht opgehaald, ik moet weten waar zij slaapt."


@pytest.fixture
def case(actor, cast):
    """A case of Noor's."""
    noor, at = actor("noor", Purpose.SIGNAL_HANDLING), now()
    with acting(noor.context(at)):
        return cases.open_case(
            actor=noor, unit=cast.unit_of("noor"), title="Proefcasus", about="person", forms=[], age_class="adult",
            acute=False, summary="", owner=cast.people["noor"], at=at,
        )  # fmt: skip


def as_who(actor, key):
    purposes = {"joris": Purpose.PARTNER_HANDLING, "fatima": Purpose.CARE_COORDINATION}
    return actor(key, purposes.get(key, Purpose.SIGNAL_HANDLING))


class TestAsking:
    def ask(self, client, cast, reference, *, to="noor"):
        typed = {"to": cast.function_of(to).pk, "reference": reference, "why": "Zelfde auto", "days": 10}
        return client.post(
            "/partnercasussen/toegang/vragen/", {**typed, "submission": str(uuid4())}, follow=True
        ).content.decode()

    def test_the_answer_is_the_same_whether_the_record_exists_or_not(self, client_for, cast, case):
        joris = client_for("joris")
        there, nowhere = self.ask(joris, cast, case.reference), self.ask(joris, cast, "C26-ZZZZ-ZZZZ")
        assert asking.ANSWER_DAYS == 14
        assert "Zicht zegt niet of er iets is" in there
        assert "Zicht zegt niet of er iets is" in nowhere
        assert "Proefcasus" not in there + nowhere

    def test_the_owner_sees_only_what_is_about_something_of_the_unit(self, client_for, cast, case):
        joris = client_for("joris")
        self.ask(joris, cast, case.reference)
        self.ask(joris, cast, "C26-ZZZZ-ZZZZ")
        page = client_for("noor").get("/casussen/toegang/").content.decode()
        assert case.reference in page
        assert "ZZZZ" not in page
        assert "1" in client_for("noor").get("/start/").content.decode()
        assert case.reference not in client_for("eva").get("/casussen/toegang/").content.decode()

    def test_granted_for_a_time_it_ends_by_itself(self, client_for, cast, case, actor, within):
        joris = client_for("joris")
        self.ask(joris, cast, case.reference)
        url = f"/casussen/toegang/{AccessRequest.objects_for_test(actor, 'joris').pk}/"
        last = (local_day(now()) + timedelta(days=5)).strftime("%d-%m-%Y")
        typed = {"do": "give", "reference": case.reference, "fields_shown": ["about"], "last": last}
        too_long = (local_day(now()) + timedelta(days=50)).strftime("%d-%m-%Y")
        assert client_for("noor").post(url, {**typed, "last": too_long}).status_code == 422
        assert client_for("noor").post(url, typed).status_code == 302
        assert joris.get(f"/partnercasussen/{case.pk}/").status_code == 200
        assert (
            f"/partnercasussen/{case.pk}/"
            in joris.get(url.replace("/casussen/", "/partnercasussen/")).content.decode()
        )
        with within(cast.unit_of("noor")):
            grant = Grant.objects.get()
        assert (grant.basis, grant.fields) == ("request", ["about"])
        with within(cast.unit_of("noor")):
            Grant.objects.update(starts=now() - timedelta(days=9), ends=now() - timedelta(days=1))
        assert joris.get(f"/partnercasussen/{case.pk}/").status_code == 404
        # Existence is data too: whoever was told keeps somebody to call, and no link that opens nothing.
        after = joris.get(url.replace("/casussen/", "/partnercasussen/")).content.decode()
        assert f"/partnercasussen/{case.pk}/" not in after
        assert f"bel dan {cast.function_of('noor')}" in after

    def test_withdrawn_or_refused_it_opens_nothing(self, client_for, cast, case, actor, within):
        joris, noor = client_for("joris"), client_for("noor")
        self.ask(joris, cast, case.reference)
        first = AccessRequest.objects_for_test(actor, "joris")
        joris.post(f"/partnercasussen/toegang/{first.pk}/", {"do": "withdraw"})
        assert case.reference not in noor.get("/casussen/toegang/").content.decode()
        self.ask(joris, cast, case.reference)
        second = AccessRequest.objects_for_test(actor, "joris")
        noor.post(f"/casussen/toegang/{second.pk}/", {"do": "refuse", "reason": "Niet nodig."})
        assert "Niet nodig." in joris.get(f"/partnercasussen/toegang/{second.pk}/").content.decode()
        with within(cast.unit_of("noor")):
            assert not Grant.objects.exists()


@pytest.fixture(autouse=True)
def _newest(monkeypatch):
    """AccessRequest.objects_for_test: the newest request that somebody's unit made."""

    def newest(actor, key):
        who, at = as_who(actor, key), now()
        with acting(who.context(at)):
            return asking.asked(who, at=at).first()

    monkeypatch.setattr(AccessRequest, "objects_for_test", staticmethod(newest), raising=False)


class TestEmergency:
    def tried(self, actor, key, reference, *, reason=REASON, moment=None):
        who, at = as_who(actor, key), moment or now()
        with acting(who.context(at)):
            return emergency.open_now(
                actor=who, reference=reference, danger="life", reason=reason, key=uuid4(), at=at
            )

    def test_a_colleague_of_another_unit_reads_for_some_hours(self, actor, client_for, case):
        access = self.tried(actor, "iris", case.reference.lower())
        assert access.record == case.pk
        iris = client_for("iris")
        assert iris.get(f"/casussen/{case.pk}/").status_code == 200
        assert iris.post(f"/casussen/{case.pk}/wijzigen/", {}).status_code == 404
        assert "lezen tot" in iris.get("/casussen/noodtoegang/").content.decode()
        who = as_who(actor, "iris")
        later = now() + timedelta(hours=emergency.HOURS, minutes=1)
        with acting(who.context(later)):
            assert not Case.objects.exists()

    def test_a_signal_opened_in_an_emergency_is_read_only(self, actor, cast, client_for):
        signal = reported(actor, cast, now())
        assert self.tried(actor, "iris", signal.reference).record == signal.pk
        page = client_for("iris").get(f"/signalen/{signal.pk}/").content.decode()
        assert signal.fact in page
        assert "kunt niets wijzigen" in page
        assert "Bericht plaatsen" not in page
        assert client_for("iris").post(f"/signalen/{signal.pk}/bericht/", {"text": "x"}).status_code == 404

    def test_owner_and_privacy_officer_hear_at_once_and_judge(self, actor, client_for, case):
        self.tried(actor, "iris", case.reference)
        assert "keer noodtoegang" in client_for("noor").get("/start/").content.decode()
        assert "vannacht" in client_for("noor").get("/casussen/noodtoegang/").content.decode()
        client_for("noor").post("/casussen/noodtoegang/", {"do": "seen"})
        assert "keer noodtoegang" not in client_for("noor").get("/start/").content.decode()
        lotte = client_for("lotte")
        assert "noodtoegang te beoordelen" in lotte.get("/start/").content.decode()
        page = lotte.get("/noodtoegangen/").content.decode()
        assert "Iris de Wit" in page
        assert "Proefcasus" not in page
        with acting(actor("lotte", Purpose.OVERSIGHT).context(now())):
            access = EmergencyAccess.objects.get()
        lotte.post(f"/noodtoegangen/{access.pk}/", {"justified": "no", "judgement": "Bellen kon ook."})
        assert "niet terecht" in client_for("iris").get("/casussen/noodtoegang/").content.decode()
        with acting(actor("lotte", Purpose.OVERSIGHT).context(now())):
            acts = set(
                AuditRow.objects.filter(action__startswith="access.emergency").values_list("action", flat=True)
            )
        assert acts == {"access.emergency", "access.emergency_seen", "access.emergency_judge"}

    def test_unknown_and_forbidden_look_the_same(self, actor, client_for, cast, case, within):
        for reference in (case.reference, "C26-ZZZZ-ZZZZ"):
            access = self.tried(actor, "joris", reference)
            assert (access.record, access.kind, access.owning_unit) == (None, "", cast.unit_of("joris"))
        page = client_for("joris").get("/partnercasussen/noodtoegang/").content.decode()
        assert page.count("niets geopend") == 2
        with within(cast.unit_of("noor")):
            assert not Grant.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "opens"),
        [
            ({}, True),
            ({"emergency": False}, False),
            ({"purposes": ["case_table"]}, False),
            ({"checked": False}, False),
            ({"starts_on": date(2020, 1, 1), "ends_on": date(2020, 2, 1)}, False),
            ({"confirmed": ("noor",)}, False),
            ({"confirmed": ("joris",)}, False),
        ],
    )
    def test_across_organisations_only_under_a_covenant_that_says_so(self, actor, cast, case, changes, opens, bind):
        day = local_day(now())
        plain = {
            "title": "Noodafspraak", "purposes": ["partner_handling"], "emergency": True, "source": "proef",
            "starts_on": day - timedelta(days=9), "ends_on": day + timedelta(days=9),
            "drafted_by": cast.people["lotte"], "owning_unit": cast.unit_of("lotte"), "checked": True,
            "confirmed": ("noor", "joris"),
        }  # fmt: skip
        with acting(actor("lotte", Purpose.OVERSIGHT).context(now())):
            given = plain | changes
            checked, confirmed = given.pop("checked"), given.pop("confirmed")
            made = Covenant.objects.create(**given)
            for key in ("joris", "noor"):
                CovenantParty.objects.create(covenant=made, unit=cast.unit_of(key))
        if checked:
            bind(made, now(), [cast.unit_of(key) for key in confirmed])
        assert (self.tried(actor, "joris", case.reference).record is not None) is opens

    def test_a_short_reason_or_too_many_tries_are_refused(self, actor, case):
        with pytest.raises(NotPossible, match="20 tekens"):
            self.tried(actor, "iris", case.reference, reason="spoed")
        for _ in range(emergency.TRIES_A_DAY):
            self.tried(actor, "iris", "C26-ZZZZ-ZZZZ")
        with pytest.raises(NotPossible, match="te vaak"):
            self.tried(actor, "iris", case.reference)

    def test_somebody_kept_out_stays_out(self, actor, cast, case, client_for):
        typed = {"person": cast.people["daan"].pk, "reason": "family"}
        assert client_for("noor").post(f"/casussen/{case.pk}/buitensluiten/", typed).status_code == 302
        assert client_for("daan").get(f"/casussen/{case.pk}/").status_code == 404
        assert self.tried(actor, "daan", case.reference).record is None

    def test_what_was_opened_cannot_be_wiped_or_forged(self, actor, case):
        self.tried(actor, "iris", case.reference)
        with acting(as_who(actor, "iris").context(now())):
            assert EmergencyAccess.objects.all().delete()[0] == 0
            mine = EmergencyAccess.objects.get()
            forged = EmergencyAccess(
                owning_unit_id=case.owning_unit_id, asking_unit=mine.asking_unit, person=mine.person, at=mine.at,
                purpose=mine.purpose, reference="x", danger="life", reason="x", ends=mine.ends, kind="case",
                record=case.pk, review_by=mine.review_by,
            )  # fmt: skip
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                forged.save(force_insert=True)


class TestWhoReported:
    @pytest.fixture
    def signal(self, actor, cast):
        return reported(actor, cast, now(), reporter_contact="06-12", reporter_safe_contact="na vijven")

    def asked(self, client_for, signal):
        typed = {"why": "Het team moet haar thuis beschermen.", "days": 5, "submission": str(uuid4())}
        return client_for("noor").post(f"/signalen/{signal.pk}/wie-meldde/", typed)

    def question(self, actor):
        with acting(actor("hanna", Purpose.IDENTITY_CUSTODY).context(now())):
            return AccessRequest.objects.filter(kind="identity").first()

    def test_the_desk_sees_that_somebody_is_known_and_nobody_who(self, client_for, actor, signal):
        page = client_for("noor").get(f"/signalen/{signal.pk}/").content.decode()
        assert "bekend bij de bewaarder" in page
        assert not {w for w in ("Sanne", "Kuipers", "06-12", "na vijven") if w in page}
        with acting(as_who(actor, "noor").context(now())):
            assert not ReporterIdentity.objects.exists()

    def test_told_for_some_days_and_the_reporter_hears_it_without_names(
        self, client_for, actor, signal, cast, within
    ):
        assert self.asked(client_for, signal).status_code == 302
        hanna, question = client_for("hanna"), self.question(actor)
        assert "vraag wacht op uw antwoord" in hanna.get("/start/").content.decode()
        page = hanna.get(f"/bewaarder/{question.pk}/").content.decode()
        assert "thuis beschermen" in page
        assert signal.fact not in page
        hanna.post(f"/bewaarder/{question.pk}/", {"do": "tell", "days": 3, "reason": "Nodig."})
        desk = client_for("noor").get(f"/signalen/{signal.pk}/").content.decode()
        assert "Sanne Kuipers" in desk
        assert "na vijven" in desk
        assert "Sanne" not in client_for("daan").get(f"/signalen/{signal.pk}/").content.decode()
        own = client_for("sanne").get(f"/mijn-meldingen/{signal.pk}/").content.decode()
        assert "vroeg wie u bent" in own
        assert "Noor" not in own.split("vroeg wie u bent")[1][:60]
        with within(cast.unit_of("noor")):
            Grant.objects.update(starts=now() - timedelta(days=9), ends=now() - timedelta(days=1))
        assert "Sanne" not in client_for("noor").get(f"/signalen/{signal.pk}/").content.decode()

    def test_not_told_with_a_reason_and_silent_where_unsafe(self, client_for, actor, signal):
        self.asked(client_for, signal)
        question = self.question(actor)
        hanna = client_for("hanna")
        assert hanna.post(f"/bewaarder/{question.pk}/", {"do": "keep", "reason": ""}).status_code == 422
        hanna.post(f"/bewaarder/{question.pk}/", {"do": "keep", "reason": "Schrijven kan ook.", "silent": "on"})
        assert "Schrijven kan ook." in client_for("noor").get(f"/signalen/{signal.pk}/").content.decode()
        assert "vroeg wie u bent" not in client_for("sanne").get(f"/mijn-meldingen/{signal.pk}/").content.decode()

    def test_a_custodian_of_another_house_sees_no_question(self, client_for, actor, signal, cast, within):
        self.asked(client_for, signal)
        with within(cast.unit_of("eva")):
            Membership.objects.create(
                person=cast.people["bas"], unit=cast.unit_of("eva"), role="custodian", valid_from=date(2023, 1, 1)
            )
        assert signal.reference not in client_for("bas").get("/bewaarder/").content.decode()
        assert signal.reference in client_for("hanna").get("/bewaarder/").content.decode()

    def test_conversation_works_without_knowing_who(self, client_for, signal):
        assert client_for("noor").post(f"/signalen/{signal.pk}/bericht/", {"text": "Dank."}).status_code == 302
        assert "Dank." in client_for("sanne").get(f"/mijn-meldingen/{signal.pk}/").content.decode()

    def test_the_audit_trail_names_no_reporter(self, client_for, signal):
        page = client_for("lotte").get("/toegang/handelingen/").content.decode()
        assert "signaal ontvangen" in page
        assert "Sanne" not in page

    def test_nothing_of_it_stands_in_the_signal_itself(self):
        assert {f.name for f in Signal._meta.fields if "reporter" in f.name} == {"reporter", "reporter_known"}
