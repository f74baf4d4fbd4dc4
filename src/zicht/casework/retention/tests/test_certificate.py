# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The certificate as a page and as a PDF that a screen reader can read: numbers, who agreed, how many keys went."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.urls import reverse

from conftest import AT
from zicht.base import keystore
from zicht.casework.retention import document
from zicht.casework.retention.destroy import destroy_list
from zicht.casework.retention.models import Certificate, RetentionItem
from zicht.casework.retention.tests.helping import Keeper

pytestmark = pytest.mark.database
LONG_AGO = AT - timedelta(days=200)
ENDED = AT - timedelta(days=150)


@pytest.fixture
def done(committed, cast, actor, monkeypatch):
    """A list with two signals that were destroyed, and how many keys that took."""
    keeper = Keeper(cast, actor)
    for _ in range(2):
        keeper.ended(keeper.signal(LONG_AGO), "no_trafficking", ENDED)
    found = keeper.approved(keeper.make(AT), AT)
    gone, destroy = [], keystore.destroy
    monkeypatch.setattr(keystore, "destroy", lambda keys: gone.append(destroy(keys)) or gone[-1])
    destroy_list(keeper.unit.pk, found.pk, at=AT)
    return found, sum(gone)


def test_it_says_how_many_keys_were_destroyed_and_no_longer_which(done):
    found, gone = done
    proof = Certificate.objects.using("owner").get(list=found)
    assert proof.keys == gone >= 2
    left = RetentionItem.objects.using("owner").filter(list=found).values_list("keys_left", flat=True)
    assert not any(left)


@pytest.mark.parametrize(("who", "way"), [("noor", ""), ("lotte", "overseen-")])
def test_the_page_links_to_a_pdf_that_is_accessible(done, client_for, who, way):
    found, gone = done
    client = client_for(who)
    page = client.get(reverse(f"retention:{way}certificate", args=[found.pk]))
    assert ("Vernietigde sleutels", str(gone)) in page.context["told"].facts
    address = reverse(f"retention:{way}certificate-pdf", args=[found.pk])
    assert f'href="{address}"' in page.content.decode()
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bewijs-van-vernietiging.pdf"'
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).lower().startswith("nl")
        with pdf.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert told["dc:title"] == document.TITLE
    assert client.get(address).content == answer.content


def test_without_a_certificate_there_is_no_document(committed, cast, actor, client_for):
    keeper = Keeper(cast, actor)
    keeper.ended(keeper.signal(LONG_AGO), "no_trafficking", ENDED)
    found = keeper.make(AT)
    assert client_for("noor").get(reverse("retention:certificate-pdf", args=[found.pk])).status_code == 404
