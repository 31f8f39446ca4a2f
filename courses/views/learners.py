"""Who takes a course, for its trainers: begun or finished, and nothing more."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.doors import open_to
from accounts.permissions import has_right_everywhere
from accounts.rights import Right
from courses.forms.learners import LearnersForm
from courses.models import CoursePage

AT_ONCE = 50


@open_to(partial(has_right_everywhere, right=Right.RUN_SESSIONS))
@require_safe
def learners(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest first. No count and no jump to a page: both would read every row."""
    course = get_object_or_404(CoursePage.objects.visible_to(request.user), pk=pk)
    form = LearnersForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    enrolments = course.enrolments.for_trainer(
        request.user.person,
        on=timezone.localdate(),
        named=asked.get("named", ""),
        before=asked.get("before"),
    )
    shown = list(enrolments[: AT_ONCE + 1])
    context = {
        "course": course,
        "form": form,
        "named": asked.get("named", ""),
        "enrolments": shown[:AT_ONCE],
        "before": shown[AT_ONCE - 1].pk if len(shown) > AT_ONCE else None,
        "is_first": not asked.get("before"),
    }
    return render(request, "courses/learners.html", context)
