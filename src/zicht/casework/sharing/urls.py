# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room, once per purpose: new, sent, received, package, accept, refuse, grant, withdraw.

The care coordinator's names have no prefix; the focal point's begin with "focal-", the partner's with "partner-".
"""

from django.urls import URLPattern, path

from zicht.access.roles import Purpose
from zicht.casework.cases.ways import WAYS, Way
from zicht.casework.sharing import views

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
        path(f"{at}/verstuurd/<uuid:key>/", views.sent_package(way), name=f"{name}sent"),
        path(f"{at}/casus/<uuid:key>/sturen/", views.new_package(way), name=f"{name}new"),
        path(f"{at}/casus/<uuid:key>/laten-meelezen/", views.give_grant(way), name=f"{name}grant"),
        path(
            f"{at}/casus/<uuid:key>/laten-meelezen/<uuid:grant>/intrekken/",
            views.withdraw_grant(way),
            name=f"{name}withdraw",
        ),
    ]


urlpatterns: list[URLPattern] = [page for way in WAYS if way.writes for page in pages(way)]
