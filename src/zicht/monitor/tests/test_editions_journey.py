# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An edition from the first choice to the public page: two people, one register, nobody's data on a screen."""

import json

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse
from tests.journeys.scenery import fill_register
from tests.permissions.world import client as signed_in

from zicht.access.actors import for_job
from zicht.access.roles import Purpose
from zicht.base.context import acting, transaction_as
from zicht.monitor import actions, composing, jobs
from zicht.monitor.canonical import tables_data
from zicht.monitor.declaring import definitions
from zicht.monitor.forgetting import WHY, forget_due
from zicht.monitor.models import Edition, EditionExtract
from zicht.monitor.protecting import protect_tables

pytestmark = pytest.mark.database


@pytest.fixture
def register(committed, cast, at):
    fill_register(cast, at=at)
    return cast


def page(cast, name, url, data=None, *, status=200):
    window = signed_in(cast.people[name], strong=True)
    answer = window.post(url, data, follow=True) if data is not None else window.get(url)
    assert answer.status_code == status, (url, answer.content[:300])
    return answer


def composed(cast, at, figures=("2.7",)) -> Edition:
    year = str(at.year)
    data = {"title_nl": "Cijfers", "title_en": "Figures", "first_year": year, "last_year": year, "figures": figures}
    page(cast, "renske", reverse("monitor:edition-add"), data)
    made = Edition.objects.using("owner").get()
    assert jobs.build_one(unit=made.owning_unit_id, key=made.pk, at=at)
    made.refresh_from_db()
    return made


def step(cast, edition, name):
    edition.refresh_from_db()
    data = {"step": name, "version": edition.version}
    answer = page(cast, "renske", reverse("monitor:edition-step", args=[edition.pk]), data)
    edition.refresh_from_db()
    return answer.content.decode()


def judge(cast, edition, **data):
    edition.refresh_from_db()
    url = reverse("monitor:check", args=[edition.pk])
    answer = page(cast, "yara", url, {"version": edition.version, **data})
    edition.refresh_from_db()
    return answer.content.decode()


def test_two_people_publish_and_everybody_reads(register, at, client):
    made = composed(register, at)
    assert (made.work, made.state, made.work_note) == ("built", "draft", "")
    step(register, made, "send")
    assert made.state == "checking"
    judge(register, made, approve="1")
    assert (made.state, made.checked_by.name) == ("approved", "Yara Smit")
    step(register, made, "publish")
    assert made.state == "published"
    assert jobs.render_one(unit=made.owning_unit_id, key=made.pk, at=at)
    assert "Cijfers" in client.get(reverse("monitor:published")).content.decode()
    home = client.get(reverse("monitor:published-edition", args=[made.slug])).content.decode()
    assert reverse("monitor:published-json", args=[made.slug]) in home
    assert "Renske" not in home
    assert "Yara" not in home
    found = json.loads(client.get(reverse("monitor:published-json", args=[made.slug])).content)
    assert [table["protected"] for table in found["tables"]] == [True]
    assert {"notices", "events", "change"} <= set(found)
    for form, begins in (("pdf", b"%PDF"), ("ods", b"PK")):
        url = reverse(f"monitor:published-{form}", args=[made.slug])
        assert url in home
        assert client.get(url).content.startswith(begins)
    english = client.get(reverse("monitor:published-edition", args=[made.slug]) + "?taal=en").content.decode()
    assert 'lang="en"' in english
    assert "Figures" in english


def published(cast, at) -> Edition:
    made = composed(cast, at)
    step(cast, made, "send")
    judge(cast, made, approve="1")
    step(cast, made, "publish")
    assert made.state == "published"
    return made


def test_a_withdrawn_edition_stays_and_says_why_and_its_files_are_gone(register, at, client):
    made = published(register, at)
    assert jobs.render_one(unit=made.owning_unit_id, key=made.pk, at=at)
    made.refresh_from_db()
    url = reverse("monitor:edition-withdraw", args=[made.pk])
    page(register, "renske", url, {"version": made.version, "why": "Een melding telde dubbel."})
    home = client.get(reverse("monitor:published-edition", args=[made.slug]))
    assert "Een melding telde dubbel." in home.content.decode()
    assert client.get(reverse("monitor:published-csv", args=[made.slug])).status_code == 404


def test_the_database_lets_nobody_approve_their_own_or_change_what_is_out(register, at, actor):
    made, renske = published(register, at), actor("renske", Purpose.POLICY_MAKING)
    for changed in ({"tables": "{}"}, {"checked_by": register.people["renske"]}, {"state": "draft"}):
        with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic(), acting(renske.context(at)):
            assert Edition.objects.filter(pk=made.pk).update(**changed) == 1
    own = composed_again(register, at)
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic(), acting(renske.context(at)):
        Edition.objects.filter(pk=own.pk).update(checked_by=own.made_by, checked_at=at)


def composed_again(cast, at) -> Edition:
    """A second edition: nothing changed since the first, so nothing can be subtracted."""
    year = str(at.year)
    data = {"title_nl": "Nog eens", "title_en": "Again", "first_year": year, "last_year": year, "figures": ["2.7"]}
    page(cast, "renske", reverse("monitor:edition-add"), data)
    made = Edition.objects.using("owner").get(title_nl="Nog eens")
    assert jobs.build_one(unit=made.owning_unit_id, key=made.pk, at=at)
    made.refresh_from_db()
    assert (made.work, [f for f in made.findings if f["blocks"]]) == ("built", [])
    return made


def test_who_composes_reads_no_reports_and_others_nothing_before_publication(register, at, actor, client):
    made = composed(register, at)
    assert client.get(reverse("monitor:published-edition", args=[made.slug])).status_code == 404
    for name, purpose, number in (("renske", Purpose.POLICY_MAKING, 0), ("yara", Purpose.ANALYSIS, 1)):
        with transaction.atomic(), acting(actor(name, purpose).context(at)), connection.cursor() as cursor:
            assert EditionExtract.objects.count() == number, name
            cursor.execute("select count(*) > 0 from zicht_register_extract(1901, 2999)")
            assert cursor.fetchone() == (bool(number),), name


def test_an_extract_that_is_gone_leaves_tables_and_digest_and_says_since_when(register, at, client):
    made = published(register, at)
    job = for_job(made.owning_unit_id)
    before = (made.tables, made.digest)
    with transaction_as(job.context(at)):
        actions.forget_extract(actor=job, edition=Edition.objects.get(pk=made.pk), why="Gegevens gewist.", at=at)
    made.refresh_from_db()
    assert (made.tables, made.digest) == before
    assert not EditionExtract.objects.using("owner").exists()
    assert "Gegevens gewist." in client.get(reverse("monitor:published-edition", args=[made.slug])).content.decode()


def test_erased_report_takes_the_extract_along_and_the_edition_says_so(register, at, client):
    made = published(register, at)
    assert forget_due(at=at) == 0
    before = (made.tables, made.digest)
    Report = apps.get_model("register", "Report")
    report = Report.objects.using("owner").filter(state="entered", year=at.year).first()
    assert report is not None
    Report.objects.using("owner").filter(pk=report.pk).update(state="refused")
    assert forget_due(at=at) == 1
    assert forget_due(at=at) == 0
    made.refresh_from_db()
    assert (made.tables, made.digest, made.lost_since) == (*before, at)
    assert not EditionExtract.objects.using("owner").exists()
    assert WHY in client.get(reverse("monitor:published-edition", args=[made.slug])).content.decode()
    assert WHY in page(register, "renske", reverse("monitor:edition", args=[made.pk])).content.decode()


def test_a_figure_that_nothing_makes_safe_is_named_and_keeps_the_edition_back(register, at, monkeypatch):
    real = composing.protect_or_leave_out

    def one_less(tables, known, **more):
        kept = [table for table in tables if table.id != "2.8"]
        return real(kept, known, **more)[0], ("2.8",)

    monkeypatch.setattr(composing, "protect_or_leave_out", one_less)
    made = composed(register, at, figures=("2.7", "2.8"))
    assert [table["id"] for table in json.loads(made.tables)["tables"]] == ["2.7"]
    (found,) = [each for each in actions.blocking(made) if "2.8" in each["text"]]
    answer = page(register, "renske", reverse("monitor:edition", args=[made.pk])).content.decode()
    assert found["text"] in answer
    assert found["remedy"] in answer
    step(register, made, "send")
    judge(register, made, approve="yes")
    assert made.checked_at is None


def test_the_extract_counts_to_the_same_edition_again(register, at):
    made = composed(register, at)
    known = definitions()
    kept = EditionExtract.objects.using("owner").get(edition=made)
    order = composing.Order(made.slug, made.first_year, made.last_year, "region", made.place, tuple(made.figures))
    again = composing.published_before(order, kept.reports, (), known)
    assert tables_data(protect_tables(again.tables, known).tables) == json.loads(made.tables)["tables"]
