# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room."""

from django.urls import path

from zicht.monitor import compareviews, editionviews, publicviews, views
from zicht.monitor.council import views as council
from zicht.monitor.estimates import views as estimates

app_name = "monitor"

urlpatterns = [
    path("", publicviews.published, name="published"),
    path("editie/<slug:slug>/", publicviews.published_edition, name="published-edition"),
    *(
        path(f"editie/<slug:slug>/{form}/", publicviews.published_file, {"form": form}, name=f"published-{form}")
        for form in ("pdf", "ods", "csv", "change", "json")
    ),
    path("editie/<slug:slug>/figuur/<slug:other>/", publicviews.published_figure, name="published-figure"),
    path("edities/", editionviews.editions, name="editions"),
    path("edities/nieuw/", editionviews.edition_add, name="edition-add"),
    path("edities/vergelijken/", compareviews.compare, name="compare"),
    path("edities/<uuid:key>/opnieuw/", compareviews.recount, name="recount"),
    path("edities/<uuid:key>/", editionviews.edition, name="edition"),
    path("edities/<uuid:key>/wijzigen/", editionviews.edition_edit, name="edition-edit"),
    path("edities/<uuid:key>/stap/", editionviews.edition_step, name="edition-step"),
    path("edities/<uuid:key>/intrekken/", editionviews.edition_withdraw, name="edition-withdraw"),
    path("edities/<uuid:key>/figuur/<slug:slug>/", editionviews.edition_figure, name="edition-figure"),
    path("controle/", editionviews.checks, name="checks"),
    path("controle/vergelijken/", compareviews.check_compare, name="check-compare"),
    path("controle/<uuid:key>/opnieuw/", compareviews.check_recount, name="check-recount"),
    path("controle/<uuid:key>/", editionviews.check, name="check"),
    path("controle/<uuid:key>/figuur/<slug:slug>/", editionviews.check_figure, name="check-figure"),
    path("schattingen/", estimates.estimates, name="estimates"),
    path("schattingen/<uuid:key>/", estimates.estimate, name="estimate"),
    path("controle/schattingen/", estimates.runs, name="runs"),
    path("controle/schattingen/nieuw/", estimates.run_add, name="run-add"),
    path("controle/schattingen/<uuid:key>/", estimates.run, name="run"),
    path("raad/", council.reports, name="council"),
    path("raad/nieuw/", council.report_add, name="council-add"),
    path("raad/<uuid:key>/", council.report, name="council-report"),
    path("raad/<uuid:key>/aantallen/", council.report_fill, name="council-fill"),
    path("raad/<uuid:key>/vaststellen/", council.report_fix, name="council-fix"),
    path("raad/<uuid:key>/intrekken/", council.report_withdraw, name="council-withdraw"),
    path("raad/<uuid:key>/pdf/", council.report_pdf, name="council-pdf"),
    path("werkcijfer/", views.figure_page, name="figure"),
    path("werkcijfer/bestand/", views.figure_csv, name="figure-csv"),
]
