# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A question for advice leaves out what points at one person; ordinary text passes."""

from typing import Any
from uuid import uuid4

import pytest

from zicht.casework.intake.advice import traces


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bel 06-12345678 maar.", "een telefoonnummer of ander lang nummer"),
        ("Haar nummer is +31 6 1234 5678", "een telefoonnummer of ander lang nummer"),
        ("mail: wie@voorbeeld.example", "een e-mailadres"),
        ("Een bus met 12-ABC-3 erop", "een kenteken"),
        ("Hij woont op 1234 AB nummer 7", "een postcode"),
    ],
)
def test_numbers_and_addresses_are_recognised(text: str, found: str) -> None:
    assert traces(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Op 21-11-2026 om 14.30 uur zag ik vier mannen van rond de 30.",
        "In 2024 en 2025 kwam het vaker voor; 112 is gebeld.",
        "Zij verdient 1.250 euro in 3 weken.",
        "Een leerling lijkt door een oudere vriend te worden gestuurd.",
    ],
)
def test_ordinary_text_passes(text: str) -> None:
    assert traces(text) == []


@pytest.mark.django_db
@pytest.mark.database
def test_the_form_asks_to_take_it_out_and_keeps_the_rest(client_for: Any) -> None:
    typed = {"do": "send", "fact": "Bel 06-12345678, wat nu?", "about": "person", "submission": str(uuid4())}
    page = client_for("sanne").post("/advies-vragen/", typed)
    assert page.status_code == 400
    assert "een telefoonnummer" in page.content.decode()
    assert "Bel 06-12345678, wat nu?" in page.content.decode()
