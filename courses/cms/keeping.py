"""What the editors' side may not do to pages that somebody learns from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from courses.models import CoursePage, LessonPage, ModulePage, Release
from resources.models import BasePage


def refuse_to_delete_begun(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """What people learned stays on record, and so does the page they learned it from."""
    if not Release.objects.touching(page).exists():
        return None
    words = _(
        "“%(title)s” stays: it, or a page below it, was given out, and the records of those who "
        "learn from it need it. Take it out of the next release, or withdraw it."
    )
    return _refused(request, page, words)


def refuse_to_move_begun(
    request: HttpRequest, page: BasePage, destination: BasePage | None = None
) -> HttpResponse | None:
    """Out of its course; without a destination, anywhere."""
    is_in_course = isinstance(page.specific_deferred, LessonPage | ModulePage)
    if not is_in_course or not Release.objects.touching(page).exists():
        return None
    around = CoursePage.objects.ancestor_of(page)
    if destination and around.filter(pk__in=_courses_around(destination)).exists():
        return None
    words = _(
        "“%(title)s” stays in its course: it was given out, and whoever learns from it would lose "
        "their way to it. Move it within its course by itself, or copy it to the other one."
    )
    return _refused(request, page, words)


def refuse_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    refuse = {"delete": refuse_to_delete_begun, "move": refuse_to_move_begun}.get(action_type)
    if refuse is None:
        return None
    pages = [chosen for chosen in objects if isinstance(chosen, BasePage)]
    refusals = (refuse(request, page) for page in pages)
    return next((refusal for refusal in refusals if refusal), None)


def _courses_around(page: BasePage) -> Any:
    return CoursePage.objects.ancestor_of(page, inclusive=True).values("pk")


def _refused(request: HttpRequest, page: BasePage, words: str) -> HttpResponse:
    messages.error(request, words % {"title": page.get_admin_display_title()})
    return redirect("wagtailadmin_pages:edit", page.pk)
