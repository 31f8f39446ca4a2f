from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.actions import keep_place
from courses.actions.reflecting import keep_reflection
from courses.forms.lessons import PlaceForm, ReflectionForm
from courses.models import Enrolment, LessonPage, LessonProgress, ReleasedLesson
from resources.models import BasePage


def keep_place_of_reader(page: BasePage, request: HttpRequest, args: list, kwargs: dict) -> None:
    """Called before any page is served; only lessons remember where somebody is."""
    if not isinstance(page, LessonPage) or not request.user.is_authenticated:
        return
    opened = page.opened_by(request.user)
    if not opened.keeps_place:
        return
    counts = opened.released.counts_as
    known = opened.progress_in(counts.lesson_id)
    part = opened.released.content.part_asked_for(request).number
    opened.put(_keep(page, opened.enrolment, counts, known=known, part=part))


@login_required
@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """A script says which block is at the top of the screen."""
    lesson = _lesson(request, pk)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"problems": form.errors}, status=400)
    enrolment, counts = lesson.place_of(request.user.person)
    if not (enrolment and counts):
        return JsonResponse({}, status=409)
    _keep(lesson, enrolment, counts, **form.cleaned_data)
    return _saved()


@login_required
@require_POST
def reflect(request: HttpRequest, pk: int, block: UUID) -> HttpResponse:
    """The words go nowhere but into their sealed row."""
    lesson = _lesson(request, pk)
    released = lesson.opened_by(request.user).released
    question, part = released.content.reflection(str(block)) if released else (None, 1)
    if question is None:
        return redirect(lesson.url)
    form = ReflectionForm(request.POST)
    wants_page = request.accepts("text/html")
    if not form.is_valid():
        if wants_page:
            context = {"lesson": lesson, "form": form}
            return render(request, "courses/reflection.html", context, status=400)
        return JsonResponse({"problems": form.errors}, status=400)
    kept = keep_reflection(
        person=request.user.person,
        lesson=lesson,
        block=str(block),
        question=question,
        at=timezone.now(),
        **form.cleaned_data,
    )
    if wants_page:
        return redirect(f"{lesson.url}?part={part}#b{block}")
    return _saved(stamp=kept.stamp, before=kept.before)


@login_required
@require_safe
@never_cache
def pause(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """A calm page on the way back to the same spot. Opening it is recorded nowhere."""
    lesson = _lesson(request, pk)
    enrolment, counts = lesson.place_of(request.user.person)
    spot = ""
    if enrolment and counts:
        kept = enrolment.progress.filter(lesson=counts.lesson_id, part=part).first()
        spot = kept.block if kept else ""
    return render(request, "courses/pause.html", {"lesson": lesson, "part": part, "spot": spot})


def _lesson(request: HttpRequest, pk: int) -> LessonPage:
    lessons = LessonPage.objects.open_to(request.user).only("path", "depth", "title", "url_path")
    return get_object_or_404(lessons, pk=pk)


def _keep(
    page: LessonPage,
    enrolment: Enrolment,
    counts: ReleasedLesson,
    *,
    part: int,
    block: str = "",
    known: LessonProgress | None = None,
) -> LessonProgress:
    """Of a lesson somebody is enrolled for; another way keeps the place of what it counts as."""
    return keep_place(
        enrolment=enrolment,
        lesson=counts.lesson,
        part=part,
        block=block,
        way=None if counts.lesson_id == page.pk else page,
        at=timezone.now(),
        known=known,
    )


def _saved(**said: object) -> JsonResponse:
    return JsonResponse({"saved_at": time_format(timezone.localtime(), "H:i"), **said})
