"""Released figures, the same digits for everybody who may see them."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.audit import record
from evaluation.actions.preparing import ask_for_figures
from evaluation.board import board_of
from evaluation.documents import released_report_docx
from evaluation.downloads import released_figures_csv
from evaluation.models import Plan, Preparation, Release
from evaluation.pdf.writing import released_report_pdf
from evaluation.permissions import can_see_results, can_take_rows
from evaluation.workbooks import released_figures_xlsx

PDF = "application/pdf"
CSV = "text/csv; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def list_results(request: HttpRequest) -> HttpResponse:
    if not can_see_results(request.user.person):
        raise PermissionDenied
    context = {
        "plans": Plan.objects.with_latest_release().select_related("preparation"),
        "may_take_rows": can_take_rows(request.user.person),
    }
    return render(request, "evaluation/results.html", context)


@login_required
@require_safe
@never_cache
def show_results(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The board report of one release, or that there is nothing yet."""
    plan, release = _released(request, uuid)
    context = {
        "others": plan.releases.exclude(pk=release.pk) if release else (),
        "plan": plan,
        "release": release,
        "board": board_of(release) if release else None,
        "preparation": Preparation.objects.filter(plan=plan).first(),
    }
    return render(request, "evaluation/report.html", context)


@login_required
@require_POST
def prepare_results(request: HttpRequest, uuid: UUID) -> HttpResponse:
    plan = get_object_or_404(Plan, uuid=uuid)
    ask_for_figures(by=request.user.person, plan=plan, at=timezone.now())
    return redirect("evaluation:report", plan.uuid)


@login_required
@require_safe
@never_cache
def download_figures(request: HttpRequest, uuid: UUID) -> HttpResponse:
    plan, release = _released(request, uuid)
    # The mark at the front tells spreadsheet programs that this is UTF-8.
    content = "\ufeff" + released_figures_csv(plan, release)
    return _handed_over(request, release or plan, content, f"figures-{plan.slug}.csv", CSV)


@login_required
@require_safe
@never_cache
def download_workbook(request: HttpRequest, uuid: UUID) -> HttpResponse:
    plan, release = _released(request, uuid)
    if release is None:
        return redirect("evaluation:report", plan.uuid)
    content = released_figures_xlsx(release)
    return _handed_over(request, release, content, f"figures-{plan.slug}.xlsx", XLSX)


@login_required
@require_safe
@never_cache
def download_report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    plan, release = _released(request, uuid)
    if release is None:
        return redirect("evaluation:report", plan.uuid)
    content = released_report_pdf(release)
    return _handed_over(request, release, content, f"report-{plan.slug}.pdf", PDF)


@login_required
@require_safe
@never_cache
def download_document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    plan, release = _released(request, uuid)
    if release is None:
        return redirect("evaluation:report", plan.uuid)
    content = released_report_docx(release)
    return _handed_over(request, release, content, f"report-{plan.slug}.docx", DOCX)


def _handed_over(
    request: HttpRequest, target: Plan | Release, content: str | bytes, name: str, kind: str
) -> HttpResponse:
    """Whoever took it, and in which format, stays in the trail."""
    record(
        actor=request.user.person,
        verb="download_released_results",
        target=target,
        reason_code=name.rpartition(".")[2],
    )
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _released(request: HttpRequest, uuid: UUID) -> tuple[Plan, Release | None]:
    """The one asked for by its number, else the newest."""
    if not can_see_results(request.user.person):
        raise PermissionDenied
    plan = get_object_or_404(Plan, uuid=uuid)
    wanted = request.GET.get("release", "")
    if not wanted:
        return plan, plan.releases.order_by("-number").first()
    if not wanted.isdecimal() or len(wanted) > len("32767"):
        raise Http404
    return plan, get_object_or_404(plan.releases, number=wanted)
