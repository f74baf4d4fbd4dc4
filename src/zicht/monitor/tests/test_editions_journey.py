# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An edition from the first choice to the public page: two people, one register, nobody's data on a screen."""

import json

import pytest
from django.urls import reverse
from tests.journeys.scenery import fill_register
from tests.permissions.world import client

from zicht.monitor import jobs
from zicht.monitor.models import Edition

pytestmark = pytest.mark.database


@pytest.fixture
def register(committed, cast, at):
    fill_register(cast, at=at)
    return cast


def page(cast, name, url, data=None, *, status=200):
    window = client(cast.people[name], strong=True)
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
    for form, begins in (("pdf", b"%PDF"), ("ods", b"PK")):
        url = reverse(f"monitor:published-{form}", args=[made.slug])
        assert url in home
        assert client.get(url).content.startswith(begins)
    english = client.get(reverse("monitor:published-edition", args=[made.slug]) + "?taal=en").content.decode()
    assert 'lang="en"' in english
    assert "Figures" in english
