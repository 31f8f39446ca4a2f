"""Begin a course once more."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.actions.refreshing import NotDueError, start_refresher
from courses.models import CoursePage


@login_required
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    course = get_object_or_404(CoursePage.objects.visible_to(request.user), pk=pk)
    try:
        start_refresher(person=request.user.person, course=course, at=timezone.now())
    except NotDueError:
        messages.info(request, _("There is nothing to refresh here yet."))
    else:
        messages.success(request, _("Your refresher has begun. What you finished before stays."))
    return redirect(course.url)
