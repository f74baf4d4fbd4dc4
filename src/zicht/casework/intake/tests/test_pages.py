# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Every page opens for whom it is meant."""

import pytest

from zicht.casework.intake.tests.helping import as_desk, page_text, reported

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize("path", ["signaal-melden", "advies-vragen", "concepten", "mijn-meldingen"])
def test_reporter_pages_open(client_for, path):
    assert "<h1>" in page_text(client_for("sanne"), f"/{path}/")


def test_desk_pages_open(client_for, actor, cast, at):
    signal = reported(actor, cast, at, forms=("CU",), acute=True)
    client = client_for("noor")
    assert signal.reference in page_text(client, "/signalen/")
    for part in ("", "wegen/", "laten-wachten/", "afsluiten/", "verbeteren/"):
        assert signal.reference in page_text(client, f"/signalen/{signal.pk}/{part}")
    _who, desk = as_desk(actor, at)
    with desk:
        signal.refresh_from_db()
        assert signal.state == "received"
