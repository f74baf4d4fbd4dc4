# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The tour is true: its blocks of Python run here, in their order, in one namespace."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.docs import pages
from tests.docs.visitor import Visitor
from tests.journeys.scenery import fill_register, open_public_door, worker_runs
from zicht.base.clock import now

pytestmark = [pytest.mark.database]

BLOCK = re.compile(r"^```python\n(.*?)^```", flags=re.DOTALL | re.MULTILINE)


def test_tour_happens_as_it_is_told(committed, cast, client_for):
    open_public_door(cast)
    fill_register(cast, at=now())
    told: dict[str, Any] = {
        "somebody": lambda language: Visitor(Client(headers={"accept-language": language})),
        "signed_in": lambda key: Visitor(client_for(key)),
        "the_worker_runs": worker_runs,
        "cast": cast,
        "now": now,
    }
    text = pages.read("docs/tour.md")
    blocks = list(BLOCK.finditer(text))
    assert len(blocks) >= 10
    for block in blocks:
        # Empty lines before the code: an error then names the line of the document.
        before = "\n" * (text[: block.start()].count("\n") + 1)
        exec(compile(before + block.group(1), "docs/tour.md", "exec"), told)
