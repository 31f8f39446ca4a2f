"""What a change will do to people, said before it is made."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from courses.changes import Change, CourseShape, Difference, differences, propose, through
from courses.models import (
    Certificate,
    CoursePage,
    Enrolment,
    LessonProgress,
    Release,
    Withdrawal,
)
from courses.querysets import EnrolmentQuerySet
from courses.rules import Rule, is_met
from courses.shapes import (
    asked_in,
    bodies_of,
    shapes_given,
    shapes_now,
    with_blocks,
    with_quizzes,
)
from courses.standing import Standing, standing_in


@dataclass(frozen=True)
class Impact:
    """How many people a change touches, and how. Nobody loses anything by any of them."""

    in_progress: int
    not_begun: int
    finished: int
    certificates: int
    move: int = 0
    """Go on with the new release at once."""
    finish: int = 0
    """Of those, have nothing left there."""

    @property
    def mark(self) -> str:
        """What was said of a replacement, to notice when it no longer holds."""
        return f"{self.move}-{self.finish}"


@dataclass(frozen=True)
class Plan:
    """What is about to be given out, to look at before it is."""

    found: list[Difference]
    proposed: Change | None


@dataclass(frozen=True)
class LessonToCome:
    """What the new release will hold of a lesson, as far as its rules go."""

    lesson_id: int
    module_id: int | None
    added_at: None = None
    back_at: None = None
    news_at: None = None


def plan_change(course: CoursePage) -> Plan:
    """Between the newest release and what is published now."""
    release, after = course.current_release, shapes_now([course])[course.pk]
    before = shapes_given([release])[release.pk] if release else CourseShape(after.facts)
    bodies = bodies_of(one.version for each in (before, after) for one in each.lessons)
    after = with_quizzes(with_blocks(after, bodies), bodies, asked_in(bodies))
    found = differences(with_blocks(before, bodies), after)
    return Plan(found, propose(found))


def courses_to_give_out() -> list[CoursePage]:
    """With something published that learners do not have yet. Ten questions, however many."""
    courses = CoursePage.objects.live().select_related("level").order_by("title")
    courses = list(courses.defer("search_text"))
    newest = {
        release.course_id: release for release in Release.objects.order_by("course", "number")
    }
    given, now = shapes_given(list(newest.values())), shapes_now(courses)
    before = {course: given[release.pk] for course, release in newest.items()}
    asking = {one.key for each in before.values() for one in each.lessons if one.quizzes}
    bodies = bodies_of(
        one.version for each in now.values() for one in each.lessons if one.key in asking
    )
    asked = asked_in(bodies)

    def has_changes(course: CoursePage) -> bool:
        after = with_quizzes(now[course.pk], bodies, asked)
        return bool(differences(before.get(course.pk, CourseShape(after.facts)), after))

    return [course for course in courses if has_changes(course)]


def foresee(
    course: CoursePage,
    change: Change = Change.CORRECTION,
    *,
    sunset_on: date | None = None,
    instead: Mapping[int, int] | None = None,
) -> Impact:
    move = finish = 0
    to_come = _standing_to_come(course) if change is Change.REPLACEMENT else None
    for release in releases_to_leave(course) if to_come else ():
        moving = movers(release, sunset_on=sunset_on)
        move += moving.count()
        pairs = instead_since(release, instead)
        finish += len(complete_among(moving, to_come, instead=pairs))
    return Impact(
        in_progress=course.enrolments.in_progress().count(),
        not_begun=course.enrolments.not_begun().count(),
        finished=course.enrolments.finished().people(),
        certificates=Certificate.objects.filter(release__course=course).count(),
        move=move,
        finish=finish,
    )


def releases_to_leave(course: CoursePage) -> QuerySet[Release]:
    """By a replacement: the newest, and each before it in which somebody is left with no last day.

    Somebody may be, who enrolled at the very moment at which another one was made.
    """
    unfinished = Enrolment.objects.filter(release=OuterRef("pk"), completed_at=None)
    is_left = Q(number=course.current_release.number) | Exists(unfinished)
    return course.releases.filter(is_left, sunset_on=None).order_by("number")


def instead_since(release: Release, now: Mapping[int, int] | None = None) -> dict[int, int]:
    """By each lesson that came since, the one of this release that it stands for."""
    since = release.course.releases.filter(number__gt=release.number).order_by("number")
    pairs = [*since.values_list("instead", flat=True), (now or {}).items()]
    return through(pairs)


def movers(release: Release, *, sunset_on: date | None) -> EnrolmentQuerySet:
    """Who goes on with a new release at once."""
    unfinished = release.enrolments.filter(completed_at=None)
    return unfinished.not_begun() if sunset_on else unfinished


def complete_among(
    enrolments: EnrolmentQuerySet, standing: Standing, *, instead: Mapping[int, int] | None = None
) -> list[int]:
    """Keys of those who have begun and would have nothing left. Two questions.

    What came after somebody enrolled is not needed of them.
    """
    hidden = {step.lesson.lesson_id for step in standing.steps if step.is_withdrawn}
    rows = LessonProgress.objects.filter(enrolment__in=enrolments)
    done: dict[int, set[int]] = defaultdict(lambda: set(hidden))
    for enrolment, lesson, at in rows.values_list("enrolment", "lesson", "completed_at"):
        done[enrolment] |= {lesson, *_stand_for(lesson, instead or {})} if at else set()
    rule_since = _rules_since(standing)
    unfinished = enrolments.filter(completed_at=None).values_list("pk", "enrolled_at")
    return [
        key
        for key, enrolled_at in unfinished
        if key in done and is_met(rule_since(enrolled_at), done[key])
    ]


def _rules_since(standing: Standing) -> Callable[[datetime], Rule]:
    """Of those who enrolled between the same two additions it is worked out once."""
    lessons = [step.lesson for step in standing.steps]
    came = {one.added_at for one in lessons} | {one.back_at for one in lessons}
    came = sorted(came - {None})
    found: dict[int, Rule] = {}

    def rule_since(enrolled_at: datetime) -> Rule:
        passed = bisect_right(came, enrolled_at)
        if passed not in found:
            found[passed] = standing.since(enrolled_at).rule
        return found[passed]

    return rule_since


def _stand_for(old: int, instead: Mapping[int, int]) -> set[int]:
    return {new for new, one in instead.items() if one == old}


def _standing_to_come(course: CoursePage) -> Standing:
    open_ones = Withdrawal.objects.open().values("lesson")
    withdrawn = set(course.lessons.filter(pk__in=open_ones).values_list("pk", flat=True))
    shape = shapes_now([course])[course.pk]
    lessons = [LessonToCome(one.key, one.module) for one in shape.lessons if one.counts_for is None]
    needs = {module.key: module.needed for module in shape.modules}
    return standing_in(lessons, needs=needs, withdrawn=withdrawn)
