"""Close a plan, or let it ask again: one page, one button."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.doors import open_to
from evaluation.actions.closing import ask_again, close_plan
from evaluation.models import Plan
from evaluation.permissions import can_keep_plans


@never_cache
@open_to(can_keep_plans)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    plan, by = get_object_or_404(Plan, uuid=uuid), request.user.person
    if request.method != "POST":
        return render(request, "evaluation/plans/close.html", {"plan": plan})
    if "again" in request.POST:
        ask_again(plan=plan, by=by)
        messages.success(request, _("The plan asks again."))
    else:
        close_plan(plan=plan, by=by, at=timezone.now())
        messages.success(request, _("The plan is closed. Nobody is asked any more."))
    return redirect("evaluation:plan", plan.uuid)
