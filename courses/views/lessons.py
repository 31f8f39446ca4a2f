from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.actions import keep_place
from courses.models import LessonPage
from resources.models import BasePage


def keep_place_of_reader(page: BasePage, request: HttpRequest, args: list, kwargs: dict) -> None:
    """Called before any page is served; only lessons remember where somebody is."""
    if not isinstance(page, LessonPage) or not request.user.is_authenticated:
        return
    enrolment, released = page.opened_by(request.user)
    if enrolment and released:
        part = released.content.part_asked_for(request).number
        keep_place(enrolment=enrolment, lesson=page, part=part, at=timezone.now())


@login_required
@require_safe
@never_cache
def pause(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """A calm page on the way back to the same spot. Opening it is recorded nowhere."""
    lesson = get_object_or_404(LessonPage.objects.visible_to(request.user), pk=pk)
    return render(request, "courses/pause.html", {"lesson": lesson, "part": part})
