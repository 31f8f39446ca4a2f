"""Rows of answers under no name, for whoever may take them and says why."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluation.actions.exporting import ask_for_rows, fetch_rows
from evaluation.forms.exporting import RowsForm
from evaluation.models import Export, Plan
from evaluation.permissions import can_take_rows


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def take_rows(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person, now = request.user.person, timezone.now()
    if not can_take_rows(person):
        raise PermissionDenied
    plan = get_object_or_404(Plan, uuid=uuid)
    form = RowsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ask_for_rows(by=person, plan=plan, **form.cleaned_data, at=now)
        messages.success(request, _("The rows are being written. Look again in a minute."))
        return redirect("evaluation:rows", plan.uuid)
    asked = [
        (export, export.can_be_fetched(at=now)) for export in plan.exports.of(person).all()[:20]
    ]
    context = {"plan": plan, "form": form, "asked": asked}
    return render(request, "evaluation/rows.html", context)


@login_required
@require_safe
@never_cache
def download_rows(request: HttpRequest, uuid: UUID) -> FileResponse:
    """Somebody else's, or one whose day is over, is not there."""
    person, now = request.user.person, timezone.now()
    if not can_take_rows(person):
        raise PermissionDenied
    export = get_object_or_404(Export.objects.of(person).select_related("plan"), uuid=uuid)
    if not export.can_be_fetched(at=now):
        raise Http404
    fetch_rows(by=person, export=export, at=now)
    name = f"rows-{export.plan.slug}.zip"
    return FileResponse(
        export.file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/zip",
        headers={"X-Content-Type-Options": "nosniff"},
    )
