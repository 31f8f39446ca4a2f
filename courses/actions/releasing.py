"""Give a course out, and change what was given out without harm to anybody who learns from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import Person
from courses.actions.certifying import finish_enrolments
from courses.actions.freezing import freeze
from courses.changes import Change
from courses.impact import Impact, complete_among, foresee, movers
from courses.models import (
    CoursePage,
    Enrolment,
    LessonPage,
    LessonProgress,
    ModulePage,
    Release,
    ReleasedLesson,
    ReleasedModule,
)
from courses.querysets import EnrolmentQuerySet
from courses.shapes import blocks_of, module_key, published_revision


@transaction.atomic
def make_release(
    *, course: CoursePage, by: Person | None, at: datetime, words: str = ""
) -> Release:
    """A new release of everything that is published now. Whoever learns stays where they are."""
    CoursePage.objects.select_for_update().get(pk=course.pk)
    newest = course.releases.order_by("-number").first()
    release = Release.objects.create(
        course=course,
        number=newest.number + 1 if newest else 1,
        made_at=at,
        made_by=by,
        words=words,
        **_facts(course),
    )
    modules = _release_modules(release)
    for position, lesson in enumerate(course.lessons, start=1):
        _release_lesson(release, lesson, modules, position)
    _release_other_ways(release)
    audit.record(actor=by, verb="course.released", target=release)
    course.__dict__.pop("current_release", None)
    return release


@transaction.atomic
def correct(*, course: CoursePage, by: Person | None, at: datetime) -> Impact:
    """Everybody who has a changed lesson as it was sees it as it is now."""
    impact = foresee(course)
    Release.objects.filter(pk=course.current_release.pk).update(**_facts(course))
    for released in course.current_release.lessons.select_related("lesson", "revision"):
        _bring_up_to_date(released, at=at)
    _release_other_ways(course.current_release)
    audit.record(actor=by, verb="course.corrected", target=course.current_release)
    return impact


@transaction.atomic
def add(*, course: CoursePage, by: Person | None, at: datetime) -> Impact:
    """New lessons join the newest release: extra for whoever enrolled before, needed after."""
    impact, release = foresee(course), course.current_release
    here = {each.lesson_id: each for each in release.lessons.select_related("lesson", "revision")}
    modules = _release_modules(release)
    for position, lesson in enumerate(course.lessons, start=1):
        if lesson.pk in here:
            released = here[lesson.pk]
            is_longer = _has_new_blocks(released)
            _bring_up_to_date(released, at=at)
            news_at = at if is_longer else released.news_at
            ReleasedLesson.objects.filter(pk=released.pk).update(position=position, news_at=news_at)
        else:
            _release_lesson(release, lesson, modules, position, added_at=at)
    _release_other_ways(release)
    release.additions.create(made_at=at)
    audit.record(actor=by, verb="course.added_to", target=release)
    return impact


@transaction.atomic
def replace(
    *,
    course: CoursePage,
    by: Person | None,
    at: datetime,
    words: str,
    sunset_on: date | None = None,
    instead: Mapping[int, int] | None = None,
) -> Impact:
    """A new release. Until the sunset those in progress finish theirs; without one they move.

    `instead` says which old lesson a new one stands for. Whoever has not begun moves anyway.
    """
    old = course.current_release
    impact = foresee(course, Change.REPLACEMENT, sunset_on=sunset_on, instead=instead)
    new = make_release(course=course, by=by, at=at, words=words)
    Release.objects.filter(pk=old.pk).update(sunset_on=sunset_on)
    move_enrolments(movers(old, sunset_on=sunset_on), to=new, at=at, instead=instead or {})
    return impact


@transaction.atomic
def move_enrolments(
    enrolments: EnrolmentQuerySet, *, to: Release, at: datetime, instead: Mapping[int, int]
) -> int:
    """With all that was done: a new lesson is done where the one it stands for was."""
    moving = list(enrolments.select_for_update(of=["self"]).values_list("pk", flat=True))
    done = LessonProgress.objects.filter(enrolment__in=moving).exclude(completed_at=None)
    LessonProgress.objects.bulk_create(
        [
            LessonProgress(
                enrolment_id=row.enrolment_id,
                lesson_id=new,
                begun_at=row.begun_at,
                seen_at=row.seen_at,
                completed_at=row.completed_at,
            )
            for new, old in instead.items()
            for row in done.filter(lesson=old)
        ],
        ignore_conflicts=True,
    )
    moved = Enrolment.objects.filter(pk__in=moving)
    moved.update(release=to)
    complete = complete_among(moved, to.standing())
    finish_enrolments(complete, at=at)
    return len(moving)


def end_sunsets(*, on: date, at: datetime) -> int:
    """Whoever is still in a release after its last day goes on with the newest."""
    moved = 0
    for old in Release.objects.filter(sunset_on__lt=on).select_related("course"):
        left = old.enrolments.filter(completed_at=None)
        moved += move_enrolments(left, to=old.course.current_release, at=at, instead={})
    return moved


def _facts(course: CoursePage) -> dict[str, Any]:
    """What a certificate says of it."""
    return {
        "title": course.title,
        "level": str(course.level or ""),
        "outcomes": [str(block.value) for block in course.outcomes],
        "self_directed_minutes": course.self_directed_minutes,
        "participatory_minutes": course.participatory_minutes,
    }


def _release_modules(release: Release) -> dict[int, ReleasedModule]:
    """By the key of the page. Modules that are there already keep what they ask for."""
    pages = ModulePage.objects.child_of(release.course).live().order_by("path")
    made = {}
    for position, page in enumerate(pages, start=1):
        made[page.pk], _ = ReleasedModule.objects.get_or_create(
            release=release,
            page=page,
            defaults={"position": position, "title": page.title, "needed": page.needed},
        )
    return made


def _release_lesson(
    release: Release,
    lesson: LessonPage,
    modules: Mapping[int, ReleasedModule],
    position: int,
    *,
    added_at: datetime | None = None,
) -> ReleasedLesson:
    released = ReleasedLesson.objects.create(
        release=release,
        module=modules.get(module_key(lesson)),
        lesson=lesson,
        revision=published_revision(lesson),
        position=position,
        title=lesson.title,
        minutes=lesson.minutes,
        added_at=added_at,
    )
    freeze([released])
    return released


def _release_other_ways(release: Release) -> None:
    """Beside the lessons they count for, in no order of their own."""
    released = {one.lesson_id: one for one in release.lessons.filter(other_way_of=None)}
    ways = {way.pk: way for way in release.course.other_ways}
    lessons = release.course.lessons.filter(alternative_page__in=ways)
    for lesson in lessons:
        way, counts_for = ways[lesson.alternative_page_id], released.get(lesson.pk)
        if counts_for:
            beside, _ = ReleasedLesson.objects.update_or_create(
                release=release,
                lesson=way,
                defaults={
                    "other_way_of": counts_for,
                    "revision": published_revision(way),
                    "position": counts_for.position,
                    "title": way.title,
                    "minutes": way.minutes,
                },
            )
            freeze([beside])


def _bring_up_to_date(released: ReleasedLesson, *, at: datetime) -> None:
    """In each release that has the lesson exactly as this one has it."""
    lesson = released.lesson
    same = ReleasedLesson.objects.filter(lesson=lesson, revision=released.revision)
    keys = list(same.values_list("pk", flat=True))
    revision = published_revision(lesson)
    same.update(revision=revision, title=lesson.title, minutes=lesson.minutes)
    brought = ReleasedLesson.objects.filter(pk__in=keys).select_related("revision")
    freeze(brought, added_at=at)


def _has_new_blocks(released: ReleasedLesson) -> bool:
    before = {block.key for block in blocks_of(released.revision)}
    return any(block.key not in before for block in blocks_of(published_revision(released.lesson)))
