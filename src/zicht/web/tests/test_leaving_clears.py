# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Signing out takes along what the browser kept."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_signing_out_clears_the_browser_and_other_pages_do_not(client_for):
    client = client_for("noor")
    assert "Clear-Site-Data" not in client.get(reverse("start")).headers
    assert client.post(reverse("account_logout")).headers["Clear-Site-Data"] == '"cache", "storage"'
