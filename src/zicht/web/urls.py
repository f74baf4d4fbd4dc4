# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""All addresses. Each room brings its own; none carries personal data."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from zicht.web import searchviews, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
    path("start/", views.start, name="start"),
    path("gezondheid/", views.health, name="health"),
    path("taal/", views.set_language, name="set-language"),
    path("hulp/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("account/email/", views.not_there, name="no-own-address"),
    path("account/confirm-email/", views.not_there, name="no-confirming"),
    path("account/confirm-email/<str:key>/", views.not_there, name="no-confirming-key"),
    path("account/", include("allauth.account.urls")),
    path("account/tweede-stap/", include("allauth.mfa.urls")),
    path("toegang/", include("zicht.access.urls")),
    path("", include("zicht.casework.intake.urls")),
    path("", include("zicht.casework.intake.public.urls")),
    path("", include("zicht.casework.dossier.urls")),
    path("", include("zicht.casework.retention.urls")),
    path("", include("zicht.casework.care.urls")),
    path("api/v1/", include("zicht.casework.api.urls")),
    path("toezicht/verwerkingen/", include("zicht.web.privacy.urls")),
    path("inzage/", include("zicht.casework.overview.urls")),
    path("", include("zicht.casework.moving.urls")),
    path("pakketten/", include("zicht.casework.sharing.urls")),
    *searchviews.urlpatterns,
    path("vergelijken/", include("zicht.casework.matching.urls")),
    path("register/", include("zicht.register.urls")),
    path("cijfers/", include("zicht.monitor.urls")),
    path("beleid/", include("zicht.policy.urls")),
]

if settings.DEMO:
    # These pages do not exist outside the demo; a test shows it.
    urlpatterns += [path("demo/", include("zicht.web.demo.urls"))]

handler400 = "zicht.web.errors.bad_request"
handler403 = "zicht.web.errors.forbidden"
handler404 = "zicht.web.errors.not_found"
handler500 = "zicht.web.errors.server_error"
