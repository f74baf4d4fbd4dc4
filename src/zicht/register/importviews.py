# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages on which a file with reports is checked, and taken in. Nothing of a file is kept until it is taken in."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import local_day
from zicht.base.text import safe_cell
from zicht.register import forms, queries
from zicht.register.anyfile import read_any
from zicht.register.findings import Finding
from zicht.register.importfile import ImportResult, describe_columns
from zicht.register.importing import FileRefused, import_reports, kept_out
from zicht.register.summary import Summary, summary_of
from zicht.register.views import _page

PER_PAGE = 50
FINDINGS_SALT = "zicht.register.findings"
SEEN_SALT = "zicht.register.seen"
TITLE = "Bestand inlezen"
SIGNED_FOR = 3600  # seconds


@door(Purpose.REGISTER_KEEPING)
@require_http_methods(["GET", "POST"])
def import_file(request: ActingRequest) -> HttpResponse:
    """Check a file, or take it in: everything, or nothing with findings.

    A file with cases that will count as unknown is taken in after its summary was seen: the page is signed with the
    digest of the file, and the person gives the same file again.
    """
    units = list(queries.keeping_units(request.actor, at=request.at))
    form = forms.ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "columns": describe_columns(), "units": units}
    if request.method != "POST" or len(units) != 1 or not form.is_valid():
        return _page(request, TITLE, "import", context)
    given = form.cleaned_data
    result = read_any(
        given["file"].read(),
        today=local_day(request.at),
        sheet=given["sheet"] or None,
        reporter=given["reporter"] or None,
    )
    if not result.ok:
        return _refused(request, context, result.findings)
    summary = summary_of(result.rows, result.columns)
    if form.only_checks() or (summary.lacks and not _was_seen(given["seen"], result)):
        # Nobody is asked for the same file twice to hear only then that it cannot enter.
        if findings := kept_out(units[0], result):
            return _refused(request, context, findings)
        seen = signing.dumps(result.digest, salt=SEEN_SALT)
        context |= {"result": result, "summary": summary, "seen": seen, "asked": not form.only_checks()}
        return _page(request, TITLE, "import", context)
    try:
        import_reports(actor=request.actor, unit=units[0], content=result, at=request.at)
    except FileRefused as refused:
        return _refused(request, context, refused.findings)
    messages.success(request, _done(summary))
    return redirect("register:deliveries")


def _done(summary: Summary) -> str:
    """What was taken in: what counts from now on, and what waits."""
    entered = summary.reports - summary.waiting
    words = f"Het bestand is ingelezen: {entered} {'melding' if entered == 1 else 'meldingen'} opgenomen"
    words += f", {summary.corrections} verbeterd" if summary.corrections else ""
    if summary.waiting == 1:
        words += ". 1 melding wacht op u en telt nog niet mee"
    elif summary.waiting:
        words += f". {summary.waiting} meldingen wachten op u en tellen nog niet mee"
    return words + "."


def _refused(request: ActingRequest, context: dict[str, Any], findings: tuple[Finding, ...]) -> HttpResponse:
    token = _sign(findings)
    page = Paginator(findings, PER_PAGE).get_page(1)
    return _page(request, TITLE, "import", context | {"findings": findings, "page": page, "token": token}, status=422)


def _was_seen(token: str, result: ImportResult) -> bool:
    try:
        return bool(signing.loads(token, salt=SEEN_SALT, max_age=SIGNED_FOR) == result.digest)
    except signing.BadSignature:
        return False


def _sign(findings: tuple[Finding, ...]) -> str:
    rows = [[f.row, f.column, f.problem, f.remedy] for f in findings]
    return signing.dumps(rows, salt=FINDINGS_SALT, compress=True)


def _signed(request: ActingRequest) -> list[list[Any]]:
    """The findings of a page. They travel signed with it: nothing of a refused file is kept here."""
    try:
        found: list[list[Any]] = signing.loads(request.POST.get("token", ""), salt=FINDINGS_SALT, max_age=SIGNED_FOR)
    except signing.BadSignature:
        raise NotHere from None
    return found


@door(Purpose.REGISTER_KEEPING)
@require_POST
def findings(request: ActingRequest) -> HttpResponse:
    """Another page of the findings of a file that was refused."""
    rows = [Finding(*row) for row in _signed(request)]
    page = Paginator(rows, PER_PAGE).get_page(request.POST.get("page"))
    context = {"findings": rows, "page": page, "token": request.POST["token"], "form": forms.ImportForm()}
    context |= {"columns": describe_columns(), "units": list(queries.keeping_units(request.actor, at=request.at))}
    return _page(request, TITLE, "import", context)


@door(Purpose.REGISTER_KEEPING)
@require_POST
def findings_csv(request: ActingRequest) -> HttpResponse:
    """The findings as a file."""
    rows = _signed(request)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["rij", "kolom", "wat is er mis", "wat te doen"])
    # A name of a column comes out of somebody's file.
    writer.writerows([row or "", safe_cell(column or ""), problem, remedy] for row, column, problem, remedy in rows)
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="bevindingen.csv"'
    logbook.listed(
        request.actor, kind=Kind.REPORT, what="findings", at=request.at, found=len(rows), verb="export"
    )  # fmt: skip
    return response
