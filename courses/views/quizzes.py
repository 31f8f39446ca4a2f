"""A quiz on its own page, alone with whoever takes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.quizzes import (
    CheckedError,
    NotAskedError,
    UnansweredError,
    begin_attempt,
    check_answers,
    keep_answers,
    refuse_unanswered,
)
from courses.asking import mark_of
from courses.models import AttemptAnswer, LessonPage, QuestionFile, QuizAttempt
from courses.paper import Asked
from courses.pictures import type_of_picture
from resources.serving import ACCOUNT, send_file


@login_required
@require_POST
def begin(request: HttpRequest, pk: int, block: UUID) -> HttpResponse:
    lesson = get_object_or_404(LessonPage.objects.open_to(request.user), pk=pk)
    try:
        attempt = begin_attempt(
            person=request.user.person, lesson=lesson, block=str(block), at=timezone.now()
        )
    except NotAskedError:
        # The lesson as its reader has it says what there is.
        return redirect(lesson.url)
    return redirect("courses:attempt", attempt.pk)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    mine = QuizAttempt.objects.filter(enrolment__person=request.user.person)
    found = get_object_or_404(mine.select_related("lesson"), pk=pk)
    if found.lesson.is_withdrawn:
        # Why it is not here stands on the lesson.
        return redirect(found.lesson.url) if request.accepts("text/html") else _closed()
    if request.method != "POST":
        return render(request, "courses/quiz.html", _context(found))
    given, now = dict(request.POST.lists()), timezone.now()
    try:
        if "check" not in request.POST:
            return _kept(request, found, keep_answers(attempt=found, given=given, at=now), at=now)
        refuse_unanswered(attempt=found, given=given, at=now)
        check_answers(attempt=found, given=given, at=now)
    except UnansweredError as unanswered:
        words = _("This one has no answer yet, or a part of it has none.")
        problems = {answer.pk: words for answer in unanswered.answers}
        found.refresh_from_db()
        return render(request, "courses/quiz.html", _context(found, problems))
    except CheckedError:
        if not request.accepts("text/html"):
            return _closed()
    return redirect("courses:attempt", pk)


@login_required
@require_safe
def question_file(request: HttpRequest, digest: str) -> HttpResponse:
    found = get_object_or_404(QuestionFile, digest=digest)
    content_type = type_of_picture(found.file)
    answer = send_file(request, found.file, content_type=content_type, cache_control=ACCOUNT)
    if not content_type.startswith("image/"):
        answer["Content-Disposition"] = "attachment"
    return answer


def _closed() -> JsonResponse:
    return JsonResponse({}, status=409)


def _kept(
    request: HttpRequest, attempt: QuizAttempt, answers: list[AttemptAnswer], *, at: datetime
) -> HttpResponse:
    """To a script the moment and what its form knows now; to a reader who stops, the lesson."""
    if request.accepts("text/html"):
        return redirect(attempt.lesson.url)
    marks = {one.name: mark_of(one.answer) for one in answers}
    return JsonResponse({"saved_at": time_format(timezone.localtime(at), "H:i"), "marks": marks})


def _context(attempt: QuizAttempt, problems: Mapping[int, str] = {}) -> dict[str, object]:
    answers = attempt.answers.select_related("version", "marked_with")
    asked = [Asked(answer, problem=problems.get(answer.pk, "")) for answer in answers]
    return {
        "attempt": attempt,
        "lesson": attempt.lesson,
        "asked": asked,
        "unanswered": [one for one in asked if one.problem],
        "right": sum(one.is_right for one in asked if one.answer.possible),
        "counted": sum(bool(one.answer.possible) for one in asked),
    }
