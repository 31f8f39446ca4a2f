"""Courses as given out and as published now, in the terms in which changes are judged."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wagtail.models import Revision

from courses.changes import Block, Check, CourseShape, ModuleShape, Quiz, Shape
from courses.models import (
    BankQuestion,
    CoursePage,
    LessonPage,
    ModulePage,
    Release,
    ReleasedLesson,
    ReleasedModule,
    ReleasedQuestion,
    ReleasedQuiz,
)

QUIZ = "quiz"
RawBlocks = list[dict[str, Any]]
Asked = Mapping[int, list[int]]


@dataclass(frozen=True)
class QuizShape:
    """A quiz as the block of a lesson names it."""

    block: str
    category: int | None
    heading: str
    asks: int | None
    percent: int
    is_needed: bool

    @property
    def check(self) -> Check:
        return Check(self.percent, self.is_needed)


def shapes_given(releases: Collection[Release]) -> dict[int, CourseShape]:
    """By release, without blocks. Four questions, however many."""
    lessons: dict[int, list[Shape]] = defaultdict(list)
    quizzes = _quizzes_given(releases)
    held = set()
    rows = ReleasedLesson.objects.filter(release__in=releases).order_by("position", "pk")
    for one in rows.select_related("module", "other_way_of"):
        is_way = one.other_way_of is not None
        shape = Shape(
            key=one.lesson_id,
            title=one.title,
            version=one.revision_id,
            module=one.module.page_id if one.module and not is_way else None,
            is_met_by_session=one.is_met_by_session,
            counts_for=one.other_way_of.lesson_id if is_way else None,
            quizzes=quizzes[one.pk],
        )
        lessons[one.release_id].append(shape)
        held.add((one.release_id, shape.module))
    modules: dict[int, list[ModuleShape]] = defaultdict(list)
    for module in ReleasedModule.objects.filter(release__in=releases):
        if (module.release_id, module.page_id) in held:
            shown = ModuleShape(module.page_id, module.title, module.needed)
            modules[module.release_id].append(shown)
    return {
        one.pk: CourseShape(one.facts, tuple(lessons[one.pk]), tuple(modules[one.pk]))
        for one in releases
    }


def shapes_now(courses: Collection[CoursePage]) -> dict[int, CourseShape]:
    """By course, with neither blocks nor quizzes. Two questions, however many."""
    modules = {page.path: page for page in _below(courses, ModulePage).order_by("path")}
    lessons: dict[int, list[LessonPage]] = defaultdict(list)
    by_path = {course.path: course.pk for course in courses}
    for lesson in _below(courses, LessonPage).defer("body", "search_text").order_by("path"):
        if course := next((by_path[each] for each in _above(lesson) if each in by_path), None):
            lessons[course].append(lesson)
    return {each.pk: _shape_now(each, lessons[each.pk], modules) for each in courses}


def with_quizzes(course: CourseShape, bodies: Mapping[int, RawBlocks], asked: Asked) -> CourseShape:
    """Of lessons with these bodies, by version."""

    def read(one: Shape) -> Mapping[str, Quiz]:
        named = quizzes_in_blocks(bodies.get(one.version, ()))
        return {quiz.block: Quiz(quiz.check, tuple(asked.get(quiz.category, ()))) for quiz in named}

    return replace(course, lessons=tuple(replace(one, quizzes=read(one)) for one in course.lessons))


def with_blocks(course: CourseShape, bodies: Mapping[int, RawBlocks]) -> CourseShape:
    lessons = (
        replace(one, blocks=tuple(_blocks(bodies.get(one.version, ())))) for one in course.lessons
    )
    return replace(course, lessons=tuple(lessons))


def bodies_of(versions: Iterable[int | None]) -> dict[int, RawBlocks]:
    return {pk: _body(one) for pk, one in Revision.objects.in_bulk(set(versions) - {None}).items()}


def asked_in(bodies: Mapping[int, RawBlocks]) -> Asked:
    """By category, the questions of now."""
    named = {quiz.category for body in bodies.values() for quiz in quizzes_in_blocks(body)}
    return BankQuestion.objects.versions_by_category(named)


def facts_of(course: CoursePage) -> dict[str, Any]:
    """What a release says of it, and so a certificate."""
    return {
        "title": course.title,
        "level": str(course.level or ""),
        "outcomes": [str(block.value) for block in course.outcomes],
        "self_directed_minutes": course.self_directed_minutes,
        "participatory_minutes": course.participatory_minutes,
    }


def module_key(lesson: LessonPage) -> int | None:
    """The lessons of a module that is not published stand in none."""
    modules = ModulePage.objects.live().parent_of(lesson)
    return modules.values_list("pk", flat=True).first()


def published_revision(lesson: LessonPage) -> Revision:
    """What readers of the page see; a page made without an editor has none until now."""
    if lesson.live_revision is None:
        lesson.live_revision = lesson.save_revision(clean=False)
        LessonPage.objects.filter(pk=lesson.pk).update(live_revision=lesson.live_revision)
    return lesson.live_revision


def blocks_of(revision: Revision) -> Iterator[Block]:
    return _blocks(_body(revision))


def quizzes_of(revision: Revision) -> Iterator[QuizShape]:
    return quizzes_in_blocks(_body(revision))


def quizzes_in_blocks(blocks: Iterable[dict[str, Any]]) -> Iterator[QuizShape]:
    for block in blocks:
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


def _quizzes_given(releases: Iterable[Release]) -> dict[int, dict[str, Quiz]]:
    """By released lesson and block."""
    here = list(releases)
    asked: dict[int, list[int]] = defaultdict(list)
    questions = ReleasedQuestion.objects.filter(quiz__released__release__in=here)
    for quiz, version in questions.order_by("position").values_list("quiz", "version"):
        asked[quiz].append(version)
    found: dict[int, dict[str, Quiz]] = defaultdict(dict)
    for quiz in ReleasedQuiz.objects.filter(released__release__in=here):
        found[quiz.released_id][quiz.block] = Quiz(
            Check(quiz.percent, quiz.is_needed), tuple(asked[quiz.pk])
        )
    return found


def _below(courses: Collection[CoursePage], kind: type) -> Any:
    """Published pages; below one course only those."""
    pages = kind.objects.live()
    return pages.descendant_of(next(iter(courses))) if len(courses) == 1 else pages


def _above(page: LessonPage) -> Iterator[str]:
    length = page.steplen
    return (page.path[:end] for end in range(len(page.path) - length, 0, -length))


def _shape_now(
    course: CoursePage, lessons: list[LessonPage], modules: Mapping[str, ModulePage]
) -> CourseShape:
    named = {lesson.alternative_page_id for lesson in lessons}
    own = [lesson for lesson in lessons if lesson.pk not in named]
    ways = {lesson.alternative_page_id: lesson.pk for lesson in own}
    placed = [(lesson, modules.get(next(_above(lesson))), None) for lesson in own]
    placed += [(lesson, None, ways[lesson.pk]) for lesson in lessons if lesson.pk in ways]
    held = {module.pk: module for _lesson, module, _way in placed if module}
    return CourseShape(
        facts_of(course),
        tuple(
            Shape(
                key=lesson.pk,
                title=lesson.title,
                version=lesson.live_revision_id,
                module=module and module.pk,
                is_met_by_session=lesson.is_met_by_session,
                counts_for=counts_for,
            )
            for lesson, module, counts_for in placed
        ),
        tuple(ModuleShape(one.pk, one.title, one.needed) for one in held.values()),
    )


def _body(revision: Revision) -> RawBlocks:
    raw = revision.content.get("body") or "[]"
    return json.loads(raw) if isinstance(raw, str) else raw


def _blocks(blocks: Iterable[dict[str, Any]]) -> Iterator[Block]:
    for block in blocks:
        yield Block(block["id"], block["type"], json.dumps(block["value"], sort_keys=True))
