"""How the portal runs, for those who look after it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.doors import needs
from accounts.rights import Right
from portal import health
from portal.task_weeks import DAYS, last_week


@never_cache
@needs(Right.MANAGE_SITE)
@require_safe
def running(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "days": DAYS,
        "parts": health.parts(at=now),
        "ok": health.OK,
        "queues": health.waiting_in_queues(),
        "tasks": last_week(today=timezone.localdate(now)),
    }
    return render(request, "portal/running.html", context)
