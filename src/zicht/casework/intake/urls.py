# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of this room for people who sign in. Keys are random: an address says nothing."""

from django.urls import URLPattern, path

from zicht.casework.intake.views import correct, desk, own, report, steps

app_name = "intake"

urlpatterns: list[URLPattern] = [
    path("signaal-melden/", report.new, name="new"),
    path("advies-vragen/", report.advice, name="advice"),
    path("concepten/", report.drafts_page, name="drafts"),
    path("concepten/<uuid:key>/", report.draft, name="draft"),
    path("concepten/<uuid:key>/weggooien/", report.draft_delete, name="draft-delete"),
    path("mijn-meldingen/", own.mine, name="mine"),
    path("mijn-meldingen/<uuid:key>/", own.own, name="own"),
    path("signalen/", desk.inbox, name="inbox"),
    path("signalen/<uuid:key>/", desk.signal, name="signal"),
    path("signalen/<uuid:key>/oppakken/", steps.take, name="take"),
    path("signalen/<uuid:key>/wegen/", steps.weigh, name="weigh"),
    path("signalen/<uuid:key>/laten-wachten/", steps.wait, name="wait"),
    path("signalen/<uuid:key>/hervatten/", steps.resume, name="resume"),
    path("signalen/<uuid:key>/afsluiten/", steps.close, name="close"),
    path("signalen/<uuid:key>/casus-maken/", steps.to_case, name="to-case"),
    path("signalen/<uuid:key>/bij-casus/", steps.join_case, name="join-case"),
    path("signalen/<uuid:key>/heropenen/", steps.reopen, name="reopen"),
    path("signalen/<uuid:key>/verbeteren/", correct.edit, name="edit"),
    path("signalen/<uuid:key>/bericht/", steps.message, name="message"),
]
