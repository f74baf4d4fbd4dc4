# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room, once per purpose: sending, receiving, questions, grants.

The care coordinator's names have no prefix; the focal point's begin with "focal-", the partner's with "partner-".
"""

from django.urls import URLPattern, path

from zicht.access.roles import Purpose
from zicht.casework.cases.ways import WAYS, Way
from zicht.casework.sharing import answering, assistant, requestviews, sending, views

app_name = "sharing"

PATHS = {
    Purpose.CARE_COORDINATION: "zorg",
    Purpose.SIGNAL_HANDLING: "gemeente",
    Purpose.PARTNER_HANDLING: "partner",
    Purpose.SUPERVISION: "toezicht",
    Purpose.INVESTIGATION: "opsporing",
}


def pages(way: Way) -> list[URLPattern]:
    """The pages behind one door."""
    at, name = PATHS[way.purpose], way.sharing_prefix
    return [
        path(f"{at}/", views.received_list(way), name=f"{name}received"),
        path(f"{at}/<uuid:key>/", views.received_package(way), name=f"{name}package"),
        path(f"{at}/<uuid:key>/aannemen/", views.accept(way), name=f"{name}accept"),
        path(f"{at}/<uuid:key>/weigeren/", views.refuse(way), name=f"{name}refuse"),
        path(f"{at}/<uuid:key>/terugkoppelen/", answering.feedback(way), name=f"{name}feedback"),
        path(f"{at}/<uuid:key>/buiten-houden/", answering.keep_out(way), name=f"{name}keep-out"),
        path(f"{at}/verstuurd/<uuid:key>/intrekken/", answering.take_back(way), name=f"{name}take-back"),
        path(f"{at}/casus/<uuid:key>/mag-dit/", assistant.for_case(way), name=f"{name}may-i"),
        path(f"{at}/casus/<uuid:key>/vragen/", requestviews.ask(way), name=f"{name}ask"),
        path(f"{at}/casus/<uuid:key>/doorgeven-vragen/", requestviews.ask_onward(way), name=f"{name}onward"),
        path(f"{at}/verzoeken/", requestviews.listed(way), name=f"{name}requests"),
        path(f"{at}/verzoeken/<uuid:key>/", requestviews.one_request(way), name=f"{name}request"),
        path(f"{at}/verzoeken/<uuid:key>/intrekken/", requestviews.withdraw(way), name=f"{name}request-withdraw"),
        path(f"{at}/verzoeken/<uuid:key>/akkoord/", requestviews.agree(way), name=f"{name}request-agree"),
        path(f"{at}/verstuurd/<uuid:key>/", views.sent_package(way), name=f"{name}sent"),
        path(f"{at}/casus/<uuid:key>/sturen/", sending.new_package(way), name=f"{name}new"),
        path(f"{at}/casus/<uuid:key>/laten-meelezen/", views.give_grant(way), name=f"{name}grant"),
        path(
            f"{at}/casus/<uuid:key>/laten-meelezen/<uuid:grant>/intrekken/",
            views.withdraw_grant(way),
            name=f"{name}withdraw",
        ),
    ]


GENERAL = [
    path("mag-dit/", assistant.general, name="assistant"),
    path("waar-de-wet-blokkeert/", assistant.counts, name="counts"),
    path("waar-de-wet-blokkeert/beleid/", assistant.counts_for_policy, name="counts-policy"),
]

urlpatterns: list[URLPattern] = [*GENERAL, *(page for way in WAYS if way.writes for page in pages(way))]
