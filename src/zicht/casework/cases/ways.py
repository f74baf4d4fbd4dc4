# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The same pages behind several doors: the purpose stands in the address, so that nobody acts for another one."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.urls import reverse

from zicht.access.roles import Purpose


class Referable(Protocol):
    """What a trail of crumbs needs of a case."""

    pk: Any
    reference: str


@dataclass(frozen=True)
class Way:
    """A purpose, its part of the address, the prefix of its names, and whether cases are worked on there."""

    purpose: Purpose
    path: str
    prefix: str
    title: str
    writes: bool = True

    def page(self, name: str, *args: Any) -> str:
        """Address of a page of the dossier behind this door."""
        return reverse(f"dossier:{self.prefix}{name}", args=args)

    def url(self, name: str, *args: Any) -> str:
        """Address of a page about packages or grants behind this door."""
        return reverse(f"sharing:{self.sharing_prefix}{name}", args=args)

    def case_url(self, key: UUID) -> str:
        """Address of a case."""
        return self.page("case", key)

    @property
    def sharing_prefix(self) -> str:
        """Packages have the care coordinator's door as the plain one, cases the focal point's."""
        return {"": "focal-", "care-": ""}.get(self.prefix, self.prefix)

    def crumbs(self, case: Referable, last: str) -> list[dict[str, str]]:
        """The way back from a page under a case."""
        return [
            {"label": self.title, "url": self.page("cases")},
            {"label": case.reference, "url": self.case_url(case.pk)},
            {"label": last},
        ]


WAYS: tuple[Way, ...] = (
    Way(Purpose.SIGNAL_HANDLING, "casussen", "", "Casussen"),
    Way(Purpose.CARE_COORDINATION, "zorgcasussen", "care-", "Casussen en zorg"),
    Way(Purpose.PARTNER_HANDLING, "partnercasussen", "partner-", "Casussen"),
    # Two hats of the same people: what is done under one is not seen under the other.
    Way(Purpose.SUPERVISION, "toezichtcasussen", "supervision-", "Casussen"),
    Way(Purpose.INVESTIGATION, "opsporingscasussen", "investigation-", "Casussen"),
    Way(Purpose.CASE_TABLE, "tafelcasussen", "table-", "Casustafel", writes=False),
)
