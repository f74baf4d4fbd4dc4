# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room: lists once per purpose, and the privacy officer's pages."""

from django.urls import URLPattern, path

from zicht.casework.cases.ways import WAYS, Way
from zicht.casework.retention import views

app_name = "retention"

PAGES = (
    ("", views.lists, "lists"),
    ("<uuid:key>/", views.one_list, "list"),
    ("<uuid:key>/rest/", views.choose_all, "choose-all"),
    ("<uuid:key>/klaar/", views.agree, "agree"),
    ("<uuid:key>/bewijs/", views.certificate, "certificate"),
    ("<uuid:key>/bewijs/pdf/", views.certificate_pdf, "certificate-pdf"),
    ("regel/<uuid:key>/mag-weg/", views.choose, "choose"),
    ("regel/<uuid:key>/langer/", views.keep, "keep"),
)


def pages(way: Way) -> list[URLPattern]:
    """The pages behind one door."""
    base = f"{way.path}/bewaartermijnen/"
    return [path(base + rest, make(way), name=f"{way.prefix}{name}") for rest, make, name in PAGES]


urlpatterns = [
    *(page for way in WAYS if way.writes for page in pages(way)),
    path("toezicht/bewaartermijnen/", views.overseen, name="overseen"),
    path("toezicht/bewaartermijnen/<uuid:key>/", views.overseen_list, name="overseen-list"),
    path("toezicht/bewaartermijnen/<uuid:key>/terug/", views.send_back, name="send-back"),
    path("toezicht/bewaartermijnen/<uuid:key>/bewijs/", views.overseen_certificate, name="overseen-certificate"),
    path(
        "toezicht/bewaartermijnen/<uuid:key>/bewijs/pdf/",
        views.overseen_certificate_pdf,
        name="overseen-certificate-pdf",
    ),
    path("signalen/opnieuw-bekijken/", views.vague, name="vague"),
    path("signalen/<uuid:key>/opnieuw-bekijken/", views.review, name="review"),
]
