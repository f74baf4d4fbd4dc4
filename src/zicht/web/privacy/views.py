# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Both documents for whoever oversees. They say what is held, and nothing about anybody."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zicht.access.doors import ActingRequest, door
from zicht.access.roles import Purpose
from zicht.base.sheets import CSV_TYPE, ODS_TYPE, csv_file, ods
from zicht.web.privacy import documents


@door(Purpose.OVERSIGHT)
@require_GET
def papers(request: ActingRequest) -> HttpResponse:
    """The register of processing and the assessment on one page."""
    found = [documents.register(), documents.dpia()]
    return render(request, "zicht/privacy/papers.html", {"papers": found})


def file(make: Callable[[], documents.Paper], kind: str) -> Callable[..., HttpResponse]:
    """One of them as a file."""

    @door(Purpose.OVERSIGHT)
    @require_GET
    def view(request: ActingRequest) -> HttpResponse:
        paper = make()
        if kind == "pdf":
            body, content_type = documents.pdf(paper, at=request.at), "application/pdf"
        elif kind == "ods":
            body, content_type = ods(documents.sheets(paper)), ODS_TYPE
        else:
            body, content_type = csv_file(documents.sheets(paper)), CSV_TYPE
        response = HttpResponse(body, content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{paper.name}.{kind}"'
        return response

    return view
