# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An edition from the first choice to the public page: two people, one register, nobody's data on a screen."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse
from tests.journeys.scenery import fill_register, withdraw_one
from tests.permissions.world import client as signed_in

from zicht.access.actors import for_job
from zicht.access.roles import Purpose
from zicht.base.context import acting, transaction_as
from zicht.monitor import actions, background, composing
from zicht.monitor.canonical import tables_data
from zicht.monitor.declaring import definitions
from zicht.monitor.earlier import published_before
from zicht.monitor.forgetting import WHY, forget_due
from zicht.monitor.models import Edition, EditionExtract, EditionRecount
from zicht.monitor.progress import MOST
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
    assert background.build_one(unit=made.owning_unit_id, key=made.pk, at=at)
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
    assert background.render_one(unit=made.owning_unit_id, key=made.pk, at=at)
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
    assert background.render_one(unit=made.owning_unit_id, key=made.pk, at=at)
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
    assert background.build_one(unit=made.owning_unit_id, key=made.pk, at=at)
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
    again = published_before(order, kept.reports, (), known)
    assert tables_data(protect_tables(again.tables, known).tables) == json.loads(made.tables)["tables"]


def count_of(edition, group):
    """What an edition says of a group in its last column; None when hidden."""
    table = next(t for t in json.loads(edition.tables)["tables"] if t["id"] == "2.7")
    row = next(i for i, head in enumerate(table["rows"]) if head["code"] == group)
    return table["cells"][row][-1]["count"]


def test_what_came_since_the_last_edition_cannot_be_subtracted(register, at):
    first = published(register, at)
    assert count_of(first, "AU") == 31
    fill_register(register, at=at, of={"AU": (2, ["AU"], "PL")}, batch="late")
    second = composed_again(register, at)
    # The other groups are what they were, so the new total would give the two away as well.
    assert (count_of(second, "AU"), count_of(second, "total")) == (None, None)
    assert count_of(second, "GO-SU") == 18


def withdrawn_with_a_twin(cast, at):
    """One report loses its consent after the edition was counted; another with the same facts takes its place."""
    later = at + timedelta(hours=1)
    withdraw_one(cast, ["AU"], entered=at, at=later)
    fill_register(cast, at=at, of={"AU": (1, ["AU"], "PL")}, batch="twin")
    return later


def test_withdrawn_consent_takes_the_extract_along_though_the_numbers_are_the_same(register, at, client):
    made = published(register, at)
    later = withdrawn_with_a_twin(register, at)
    again = later + timedelta(hours=1)
    assert forget_due(at=again) == 1
    made.refresh_from_db()
    assert made.lost_since == again
    assert not EditionExtract.objects.using("owner").exists()
    home = client.get(reverse("monitor:published-edition", args=[made.slug])).content.decode()
    assert WHY in home
    assert "Niet meer na te bouwen sinds" in home


def test_an_edition_without_its_extract_still_counts_in_later_ones(register, at):
    """As above, and the first edition has lost its extract: what it published is still known to readers."""
    first = published(register, at)
    later = withdrawn_with_a_twin(register, at)
    fill_register(register, at=at, of={"AU": (2, ["AU"], "PL")}, batch="late")
    second = composed_again(register, later)
    first.refresh_from_db()
    assert first.lost_since == later
    assert count_of(second, "GO-SU") == 18
    assert (count_of(second, "AU"), count_of(second, "total")) == (None, None)


def test_of_two_drafts_made_beside_each_other_the_second_is_checked_again(register, at):
    first = composed(register, at)
    fill_register(register, at=at, of={"AU": (2, ["AU"], "PL")}, batch="late")
    second = composed_again(register, at)
    assert count_of(second, "AU") == 33  # nothing was out when it was counted
    for each in (first, second):
        step(register, each, "send")
    judge(register, first, approve="1")
    assert first.state == "approved"
    told = judge(register, second, approve="1")
    assert "goedgekeurd of gepubliceerd: Cijfers." in told
    assert (second.state, second.work) == ("checking", "again")
    assert background.check_one(unit=second.owning_unit_id, key=second.pk, at=at)
    assert "U kunt deze editie zo niet goedkeuren" in judge(register, second, approve="1")
    assert second.state == "checking"
    assert [finding["blocks"] for finding in second.findings if not finding["figure"]][:1] == [True]
    step(register, first, "publish")
    assert first.state == "published"


def test_two_drafts_that_tell_nothing_together_are_both_published(register, at):
    first, second = composed(register, at), composed_again(register, at)
    for each in (first, second):
        step(register, each, "send")
    judge(register, first, approve="1")
    judge(register, second, approve="1")
    assert background.check_one(unit=second.owning_unit_id, key=second.pk, at=at)
    judge(register, second, approve="1")
    for each in (first, second):
        step(register, each, "publish")
    assert (first.state, second.state) == ("published", "published")


def recounted(cast, edition, at):
    url = reverse("monitor:recount", args=[edition.pk])
    waits = page(cast, "renske", url, {"version": 1}).content.decode()
    assert 'http-equiv="refresh"' in waits
    assert f'href="{url}">wacht niet meer' in waits
    asked = EditionRecount.objects.using("owner").get(edition=edition)
    assert background.recount_one(unit=edition.owning_unit_id, key=asked.pk, at=at)
    done = page(cast, "renske", url).content.decode()
    assert 'http-equiv="refresh"' not in done
    return done


def test_counted_again_at_once_everything_is_the_same(register, at):
    done = recounted(register, published(register, at), at)
    assert "precies dezelfde tabellen" in done
    assert "Alle getallen en tabellen zijn gelijk." in done
    assert "over deze jaren niets veranderd" in done


def test_counted_again_later_says_what_came_and_what_cannot_be_rebuilt(register, at):
    made = published(register, at)
    later = withdrawn_with_a_twin(register, at)
    fill_register(register, at=at, of={"GO-SU": (20, ["SU"], "RO")}, batch="late")
    done = recounted(register, made, later)
    assert "Niet meer na te bouwen" in done
    assert "ingetrokken of geweigerd" in done
    row = next(row for row in done.split("<tr>") if "Grensoverschrijdende" in row and "+20" in row)
    assert "er zijn later meldingen bijgekomen of verbeterd" in row


def test_a_page_that_waits_stops_by_itself(register, at):
    year = str(at.year)
    data = {"title_nl": "Wacht", "title_en": "Waits", "first_year": year, "last_year": year, "figures": ["2.7"]}
    asked = page(register, "renske", reverse("monitor:edition-add"), data)
    url = reverse("monitor:edition", args=[Edition.objects.using("owner").get().pk])
    assert f"url={url}?wacht=2" in asked.content.decode()
    for address in (url, f"{url}?wacht={MOST}", f"{url}?wacht=-1", f"{url}?wacht=9999", f"{url}?wacht=x"):
        still = page(register, "renske", address).content.decode()
        assert "Zicht telt en beschermt de cijfers" in still
        assert "http-equiv" not in still


def test_work_that_breaks_is_told_and_work_that_was_lost_is_done_at_night(register, at, monkeypatch):
    year = str(at.year)
    data = {"title_nl": "Stuk", "title_en": "Broken", "first_year": year, "last_year": year, "figures": ["2.7"]}
    page(register, "renske", reverse("monitor:edition-add"), data)
    made = Edition.objects.using("owner").get()
    with monkeypatch.context() as broken:
        broken.setattr(composing, "compose", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            background.build_one(unit=made.owning_unit_id, key=made.pk, at=at)
    told = page(register, "renske", reverse("monitor:edition", args=[made.pk])).content.decode()
    assert background.BROKEN in told
    made.refresh_from_db()
    url = reverse("monitor:edition-edit", args=[made.pk])
    page(register, "renske", url, {**data, "version": made.version})
    assert background.finish_due(at=at) == 1
    assert background.finish_due(at=at) == 0
    made.refresh_from_db()
    assert (made.work, made.work_note, made.step) == ("built", "", "")


def test_two_editions_beside_each_other(register, at):
    first = published(register, at)
    fill_register(register, at=at, of={"GO-SU": (20, ["SU"], "RO")}, batch="late")
    second = composed_again(register, at)
    for name, address in (("renske", "monitor:compare"), ("yara", "monitor:check-compare")):
        url = f"{reverse(address)}?eerste={first.pk}&tweede={second.pk}"
        done = page(register, name, url).content.decode()
        assert "+20" in done
        assert "er zijn later meldingen bijgekomen" in done
        twice = page(register, name, url.replace(str(second.pk), str(first.pk)), status=422)
        assert "Dit is dezelfde editie" in twice.content.decode()
        assert page(register, name, f"{reverse(address)}?eerste=x&tweede=y", status=422)
