"""A quiz on its own page, alone with whoever takes it."""

from __future__ import annotations

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
    NotAskedError,
    UnansweredError,
    begin_attempt,
    check_answers,
    keep_answers,
    refuse_unanswered,
)
from courses.models import LessonPage, QuestionFile, QuizAttempt
from courses.paper import Asked
from courses.pictures import type_of_picture
from resources.serving import ACCOUNT, send_file


@login_required
@require_POST
def begin(request: HttpRequest, pk: int, block: UUID) -> HttpResponse:
    lesson = get_object_or_404(LessonPage.objects.visible_to(request.user), pk=pk)
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
    problems: dict[int, str] = {}
    if request.method == "POST" and found.is_open:
        given, now = dict(request.POST.lists()), timezone.now()
        if "check" not in request.POST:
            return _kept(request, found, keep_answers(attempt=found, given=given, at=now))
        try:
            refuse_unanswered(attempt=found, given=given, at=now)
            check_answers(attempt=found, given=given, at=now)
            return redirect("courses:attempt", pk)
        except UnansweredError as unanswered:
            words = _("This one has no answer yet, or a part of it has none.")
            problems = {answer.pk: words for answer in unanswered.answers}
            found.refresh_from_db()
    return render(request, "courses/quiz.html", _context(found, problems))


@login_required
@require_safe
def question_file(request: HttpRequest, digest: str) -> HttpResponse:
    found = get_object_or_404(QuestionFile, digest=digest)
    content_type = type_of_picture(found.file)
    answer = send_file(request, found.file, content_type=content_type, cache_control=ACCOUNT)
    if not content_type.startswith("image/"):
        answer["Content-Disposition"] = "attachment"
    return answer


def _kept(request: HttpRequest, attempt: QuizAttempt, at: timezone.datetime) -> HttpResponse:
    """To a script the moment; to a reader who stops for now, the lesson."""
    if request.accepts("text/html"):
        return redirect(attempt.lesson.url)
    return JsonResponse({"saved_at": time_format(timezone.localtime(at), "H:i")})


def _context(attempt: QuizAttempt, problems: dict[int, str]) -> dict[str, object]:
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
