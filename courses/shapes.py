"""A course as given out and as published now, in the terms in which changes are judged."""

from __future__ import annotations

import json
from collections.abc import Iterator

from wagtail.models import Revision

from courses.changes import Block, Shape
from courses.models import CoursePage, LessonPage, ModulePage, Release


def shapes_of(release: Release) -> list[Shape]:
    released = release.lessons.select_related("revision", "module").order_by("position")
    return [
        _shape(each.lesson_id, each.module.page_id if each.module else None, each.revision)
        for each in released
    ]


def shapes_now(course: CoursePage) -> list[Shape]:
    return [
        _shape(lesson.pk, module_key(lesson), published_revision(lesson))
        for lesson in course.lessons.select_related("live_revision")
    ]


def needs_of(release: Release) -> dict[int, int | None]:
    """How many lessons each module asks for."""
    return dict(release.modules.filter(lessons__isnull=False).values_list("page", "needed"))


def needs_now(course: CoursePage) -> dict[int, int | None]:
    held = {module_key(lesson) for lesson in course.lessons}
    modules = ModulePage.objects.child_of(course).filter(pk__in=held - {None})
    return dict(modules.values_list("pk", "needed"))


def module_key(lesson: LessonPage) -> int | None:
    parent = lesson.get_parent().specific_deferred
    return parent.pk if isinstance(parent, ModulePage) else None


def published_revision(lesson: LessonPage) -> Revision:
    """What readers of the page see; a page made without an editor has none until now."""
    if lesson.live_revision is None:
        lesson.live_revision = lesson.save_revision(clean=False)
        LessonPage.objects.filter(pk=lesson.pk).update(live_revision=lesson.live_revision)
    return lesson.live_revision


def blocks_of(revision: Revision) -> Iterator[Block]:
    raw = revision.content.get("body") or "[]"
    for block in json.loads(raw) if isinstance(raw, str) else raw:
        yield Block(block["id"], block["type"], json.dumps(block["value"], sort_keys=True))


def _shape(key: int, module: int | None, revision: Revision) -> Shape:
    return Shape(key, revision.content["title"], module, tuple(blocks_of(revision)))
