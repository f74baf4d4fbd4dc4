# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room, once per purpose: cases, case, and the changes named in work.JOBS.

The focal point's names have no prefix; the others begin with "care-", "partner-" or "table-".
"""

from django.urls import URLPattern, path

from zicht.casework.cases.ways import WAYS, Way
from zicht.casework.dossier import consent, views, work

app_name = "dossier"


CONSENT = (
    ("doorverwijzen", consent.referral, "person-referral"),
    ("vraag", consent.ask, "person-question"),
)


def pages(way: Way) -> list[URLPattern]:
    """The pages behind one door."""
    found = [
        path(f"{way.path}/", views.case_list(way), name=f"{way.prefix}cases"),
        path(f"{way.path}/<uuid:key>/", views.case_page(way), name=f"{way.prefix}case"),
    ]
    if way.writes:
        found += [
            path(f"{way.path}/{rest}", work.page(way, make, gate_of), name=f"{way.prefix}{name}")
            for name, rest, make, gate_of in work.JOBS
        ]
        found += [
            path(f"{way.path}/persoon/<uuid:key>/{rest}/", make(way), name=f"{way.prefix}{name}")
            for rest, make, name in CONSENT
        ]
    return found


urlpatterns: list[URLPattern] = [
    *(page for way in WAYS for page in pages(way)),
    path("toezicht/vragen-over-toestemming/", consent.questions, name="questions"),
    path("toezicht/vragen-over-toestemming/<uuid:key>/", consent.question, name="question"),
]
