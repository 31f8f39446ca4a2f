"""What is asked of somebody, for their own eyes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.asked import pathway_of, reaches_of
from courses.models import StagedPathway


@login_required
@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    pathway = pathway_of(request.user, on=timezone.localdate())
    has_stages = StagedPathway.objects.exists()
    context = {
        "pathway": pathway,
        "reaches": reaches_of(pathway),
        "has_stages": has_stages,
    }
    return render(request, "courses/pathway.html", context)
