"""What people wrote to their facilitators: without a name, a day or an order."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.doors import needs
from accounts.rights import Right
from courses.actions.evaluating import Thing
from courses.heard import can_hear, heard_about
from courses.models import Cohort, CoursePage, LiveSession

AT_ONCE = 100


@never_cache
@needs(Right.RUN_SESSIONS)
@require_safe
def of_session(request: HttpRequest, pk: int) -> HttpResponse:
    visible = LiveSession.objects.visible_to(request.user)
    found = get_object_or_404(visible, pk=pk)
    return _page(request, found, back=reverse("courses:session_people", args=[pk]))


@never_cache
@needs(Right.RUN_SESSIONS)
@require_safe
def of_cohort(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Cohort, pk=pk)
    is_planned = Cohort.objects.planned_by(request.user).filter(pk=pk).exists()
    own = reverse("courses:cohort", args=[pk]) if is_planned else reverse("courses:sessions_run")
    return _page(request, found, back=own)


@never_cache
@needs(Right.RUN_SESSIONS)
@require_safe
def of_course(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(CoursePage, pk=pk)
    return _page(request, found, back=found.url or reverse("courses:sessions_run"))


def _page(request: HttpRequest, thing: Thing, *, back: str) -> HttpResponse:
    """Somebody else's is not there."""
    if not can_hear(request.user, thing):
        raise Http404
    heard = heard_about(thing, at=timezone.now())
    page = Paginator(heard.comments, AT_ONCE).get_page(request.GET.get("page"))
    context = {"thing": thing, "heard": heard, "page": page, "back": back}
    return render(request, "courses/heard.html", context)
