"""Courses that ask for others first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Revision

from courses.order import way_back

if TYPE_CHECKING:
    from courses.models import CoursePage


def circle_in_words(course: CoursePage, chosen: Iterable[CoursePage] | None = None) -> str:
    """Why nobody could begin it, or nothing; `chosen` stands for what is not published yet."""
    courses = type(course).objects.only("pk", "title").prefetch_related("prerequisites")
    titles = {one.pk: one.title for one in courses}
    needs = {one.pk: {before.pk for before in one.prerequisites.all()} for one in courses}
    for key, scheduled in _scheduled(type(course)):
        needs[key] = needs.get(key, set()) | scheduled
    if chosen is not None:
        needs[course.pk] = {before.pk for before in chosen}
    return _told([titles[key] for key in way_back(needs, course.pk)])


def _scheduled(model: type[CoursePage]) -> Iterable[tuple[int, set[int]]]:
    """What courses ask for from a day to come, on which nobody looks again."""
    waiting = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(model), approved_go_live_at__isnull=False
    )
    for key, content in waiting.values_list("object_id", "content"):
        yield int(key), set(content.get("prerequisites", ()))


def _told(circle: list[str]) -> str:
    if not circle:
        return ""
    step = _("“%(one)s” needs “%(other)s” first")
    pairs = zip(circle, [*circle[1:], circle[0]], strict=True)
    steps = ", ".join(step % {"one": one, "other": other} for one, other in pairs)
    words = _("Nobody could begin: %(steps)s. Take one out of “courses to finish first”.")
    return words % {"steps": steps}
