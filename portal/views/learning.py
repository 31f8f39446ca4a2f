from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.actions import MetBySessionError, NotInReleaseError, NotOpenError, QuizLeftError
from courses.models import CoursePage, LessonPage
from evaluation.models import Invitation
from portal.actions import learning

LAST_PART = 999
"""A lesson shows its last part for any number past it."""
LONGEST_KEY = 10


@login_required
@require_POST
def start_course(request: HttpRequest, pk: int) -> HttpResponse:
    course = get_object_or_404(CoursePage.objects.visible_to(request.user), pk=pk)
    agreed = True if request.POST.get("time_is_agreed") else None
    try:
        invitation = learning.start_course(
            person=request.user.person, course=course, at=timezone.now(), time_is_agreed=agreed
        )
    except NotOpenError:
        # The page itself says what comes first.
        return redirect(course.url)
    return _by_way_of(invitation, _lesson_to_go_on_with(request, course))


@login_required
@require_POST
def finish_lesson(request: HttpRequest, pk: int) -> HttpResponse:
    lesson = get_object_or_404(LessonPage.objects.open_to(request.user), pk=pk)
    try:
        finish = learning.finish_lesson(
            person=request.user.person, lesson=lesson, at=timezone.now()
        )
    except NotOpenError:
        return redirect(lesson.course.url)
    except NotInReleaseError:
        messages.info(request, _("This lesson is not part of the course as you have it."))
        return redirect(lesson.course.url)
    except MetBySessionError:
        messages.info(request, _("This lesson is finished by coming to a session."))
        return redirect(f"{lesson.url}?part={LAST_PART}")
    except QuizLeftError:
        messages.info(request, _("One thing first: the knowledge check of this lesson."))
        return redirect(f"{lesson.url}?part={LAST_PART}")
    if finish.completion.finishes_course:
        messages.success(request, _("You have finished the course. Thank you for your time."))
    else:
        messages.success(request, _("Lesson finished. Here is what is left."))
    return _by_way_of(finish.invitation, finish.completion.course.url)


def _lesson_to_go_on_with(request: HttpRequest, course: CoursePage) -> str:
    """The one they came from, or the first that is left."""
    came_from = request.POST.get("lesson", "")
    if came_from.isdecimal() and len(came_from) < LONGEST_KEY:
        lessons = LessonPage.objects.open_to(request.user).descendant_of(course)
        lesson = lessons.filter(pk=came_from).first()
        if lesson:
            return lesson.url
    _enrolment, standing = course.standing_of(request.user)
    return standing.current.lesson.url if standing.current else course.url


def _by_way_of(invitation: Invitation | None, onward: str) -> HttpResponse:
    """The questions come in one step on the way, and can be left without answering."""
    if invitation is None:
        return redirect(onward)
    survey = reverse("evaluation:survey", args=[invitation.uuid])
    return redirect(f"{survey}?{urlencode({'next': onward})}")
