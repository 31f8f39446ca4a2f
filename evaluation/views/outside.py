"""A lead's own scores from an earlier survey, told by the rules of every release."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from accounts.spreadsheets import write_table
from evaluation.actions.bringing import take_outside_report, work_out_outside_data
from evaluation.forms.outside import OutsideDataForm
from evaluation.models import OutsideReport
from evaluation.outside_data import PAIR_COLUMNS
from evaluation.outside_reports import outside_figures_csv, outside_figures_xlsx, outside_report_of
from evaluation.permissions import can_see_results
from evaluation.views.results import CSV, XLSX


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def bring_scores(request: HttpRequest) -> HttpResponse:
    person, now = _reader(request), timezone.now()
    form = OutsideDataForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        report = work_out_outside_data(by=person, **form.facts, at=now)
        return redirect("evaluation:outside_report", report.uuid)
    kept = OutsideReport.objects.of(person, at=now)[:20]
    return render(request, "evaluation/outside.html", {"form": form, "kept": kept})


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    _reader(request)
    return _file(write_table(PAIR_COLUMNS, []), "outside-data-template.csv", CSV)


@login_required
@require_safe
@never_cache
def show_report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    outside = _own(request, uuid)
    context = {"outside": outside, "report": outside_report_of(outside)}
    return render(request, "evaluation/outside_report.html", context)


@login_required
@require_safe
@never_cache
def download_figures(request: HttpRequest, uuid: UUID) -> HttpResponse:
    outside = _own(request, uuid)
    take_outside_report(by=request.user.person, report=outside, kind="csv")
    return _file(outside_figures_csv(outside), "outside-data-figures.csv", CSV)


@login_required
@require_safe
@never_cache
def download_workbook(request: HttpRequest, uuid: UUID) -> HttpResponse:
    outside = _own(request, uuid)
    take_outside_report(by=request.user.person, report=outside, kind="xlsx")
    return _file(outside_figures_xlsx(outside), "outside-data-figures.xlsx", XLSX)


def _reader(request: HttpRequest) -> Person:
    if not can_see_results(request.user.person):
        raise PermissionDenied
    return request.user.person


def _own(request: HttpRequest, uuid: UUID) -> OutsideReport:
    """Somebody else's, or one whose day is over, is not there."""
    person = _reader(request)
    return get_object_or_404(OutsideReport.objects.of(person, at=timezone.now()), uuid=uuid)


def _file(content: str | bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
