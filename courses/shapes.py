"""A course as given out and as published now, in the terms in which changes are judged."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.models import Revision

from courses.changes import Block, Shape
from courses.models import (
    BankQuestion,
    CoursePage,
    LessonPage,
    ModulePage,
    Release,
    ReleasedQuestion,
)

QUIZ = "quiz"


@dataclass(frozen=True)
class QuizShape:
    """A quiz as the block of a lesson names it."""

    block: str
    category: int | None
    heading: str
    asks: int | None
    percent: int
    is_needed: bool


def shapes_of(release: Release) -> list[Shape]:
    released = release.lessons.select_related("revision", "module").order_by("position")
    asked: dict[str, list[int]] = defaultdict(list)
    questions = ReleasedQuestion.objects.filter(quiz__released__release=release)
    for block, version in questions.order_by("position").values_list("quiz__block", "version"):
        asked[block].append(version)
    return [
        _shape(each.lesson_id, each.module.page_id if each.module else None, each.revision, asked)
        for each in released
    ]


def shapes_now(course: CoursePage) -> list[Shape]:
    lessons = [
        *course.lessons.select_related("live_revision"),
        *course.other_ways.select_related("live_revision"),
    ]
    revisions = {lesson.pk: published_revision(lesson) for lesson in lessons}
    quizzes = [quiz for revision in revisions.values() for quiz in quizzes_of(revision)]
    versions = BankQuestion.objects.versions_by_category({quiz.category for quiz in quizzes})
    asked = {quiz.block: versions.get(quiz.category, []) for quiz in quizzes}
    return [
        _shape(lesson.pk, module_key(lesson), revisions[lesson.pk], asked) for lesson in lessons
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


def blocks_of(revision: Revision, asked: Mapping[str, list[int]] | None = None) -> Iterator[Block]:
    """A quiz says also which versions of questions it asks."""
    for block in _raw_blocks(revision):
        words = json.dumps(block["value"], sort_keys=True)
        if block["type"] == QUIZ and asked is not None:
            words += json.dumps(asked.get(block["id"], []))
        yield Block(block["id"], block["type"], words)


def quizzes_of(revision: Revision) -> Iterator[QuizShape]:
    for block in _raw_blocks(revision):
        if block["type"] == QUIZ:
            said = block["value"]
            yield QuizShape(
                block=block["id"],
                category=said["category"],
                heading=said["heading"],
                asks=said["asks"],
                percent=said["percent"],
                is_needed=said["is_needed"],
            )


def _raw_blocks(revision: Revision) -> list[dict[str, Any]]:
    raw = revision.content.get("body") or "[]"
    return json.loads(raw) if isinstance(raw, str) else raw


def _shape(
    key: int, module: int | None, revision: Revision, asked: Mapping[str, list[int]]
) -> Shape:
    return Shape(key, revision.content["title"], module, tuple(blocks_of(revision, asked)))
