# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of both documents."""

from django.urls import path

from zicht.web.privacy import documents, views

app_name = "processing"

PAPERS = (("register", documents.register), ("dpia", documents.dpia))

urlpatterns = [
    path("", views.papers, name="papers"),
    *(path(f"{name}.{kind}", views.file(make, kind), name=f"{name}-{kind}") for name, make in PAPERS
      for kind in ("pdf", "ods", "csv")),
]  # fmt: skip
