"""What a change will do to people, said before it is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from courses.changes import Change, Difference, differences, propose
from courses.models import (
    BankQuestion,
    Certificate,
    CoursePage,
    LessonPage,
    LessonProgress,
    Release,
    ReleasedLesson,
    ReleasedQuestion,
    ReleasedQuiz,
    Withdrawal,
)
from courses.querysets import EnrolmentQuerySet
from courses.rules import is_met
from courses.shapes import module_key, needs_now, needs_of, shapes_now, shapes_of
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
    minutes: int
    added_at: None = None
    news_at: None = None


def plan_change(course: CoursePage) -> Plan:
    """Between the newest release and what is published now."""
    release, after = course.current_release, shapes_now(course)
    if release is None:
        return Plan(differences([], after), None)
    found = differences(shapes_of(release), after)
    return Plan(found, propose(found, rules_changed=needs_of(release) != needs_now(course)))


def courses_to_give_out() -> list[CoursePage]:
    """With something published that learners do not have yet. Six questions, however many."""
    newest = {
        release.course_id: release.pk for release in Release.objects.order_by("course", "number")
    }
    given = defaultdict(dict)
    released = ReleasedLesson.objects.filter(release__in=newest.values())
    for release, lesson, revision in released.values_list("release", "lesson", "revision"):
        given[release][lesson] = revision
    lessons = list(LessonPage.objects.live().values_list("path", "pk", "live_revision"))
    asking_others = releases_asking_others(newest.values())

    def has_changes(course: CoursePage) -> bool:
        before = given[newest.get(course.pk)]
        now = {
            pk: revision or before.get(pk)
            for path, pk, revision in lessons
            if path.startswith(course.path)
        }
        return now != before or newest.get(course.pk) in asking_others

    courses = CoursePage.objects.live().order_by("title").defer("search_text")
    return [course for course in courses if has_changes(course)]


def releases_asking_others(releases: Iterable[int]) -> set[int]:
    """Those with a quiz whose questions are not, or not in the versions, of its category now."""
    asked: dict[int, list[int]] = defaultdict(list)
    questions = ReleasedQuestion.objects.filter(quiz__released__release__in=list(releases))
    for quiz, version in questions.order_by("position").values_list("quiz", "version"):
        asked[quiz].append(version)
    quizzes = ReleasedQuiz.objects.filter(released__release__in=list(releases))
    rows = list(quizzes.values_list("pk", "category", "released__release"))
    now = BankQuestion.objects.versions_by_category({category for _, category, _ in rows})
    return {release for pk, category, release in rows if asked[pk] != now.get(category, [])}


def foresee(
    course: CoursePage,
    change: Change = Change.CORRECTION,
    *,
    sunset_on: date | None = None,
    instead: Mapping[int, int] | None = None,
) -> Impact:
    release = course.current_release
    move = finish = 0
    if change is Change.REPLACEMENT:
        moving = movers(release, sunset_on=sunset_on)
        move = moving.count()
        finish = len(complete_among(moving, _standing_to_come(course), instead=instead))
    return Impact(
        in_progress=course.enrolments.in_progress().count(),
        not_begun=course.enrolments.not_begun().count(),
        finished=course.enrolments.finished().people(),
        certificates=Certificate.objects.filter(release__course=course).count(),
        move=move,
        finish=finish,
    )


def movers(release: Release, *, sunset_on: date | None) -> EnrolmentQuerySet:
    """Who goes on with a new release at once."""
    unfinished = release.enrolments.filter(completed_at=None)
    return unfinished.not_begun() if sunset_on else unfinished


def complete_among(
    enrolments: EnrolmentQuerySet, standing: Standing, *, instead: Mapping[int, int] | None = None
) -> list[int]:
    """Keys of those who have done something and would have nothing left. Two questions."""
    hidden = {step.lesson.lesson_id for step in standing.steps if step.is_withdrawn}
    rows = LessonProgress.objects.filter(enrolment__in=enrolments).exclude(completed_at=None)
    done: dict[int, set[int]] = defaultdict(lambda: set(hidden))
    for enrolment, lesson in rows.values_list("enrolment", "lesson"):
        done[enrolment] |= {lesson, *_stand_for(lesson, instead or {})}
    unfinished = enrolments.filter(completed_at=None).values_list("pk", flat=True)
    return [key for key in unfinished if key in done and is_met(standing.rule, done[key])]


def _stand_for(old: int, instead: Mapping[int, int]) -> set[int]:
    return {new for new, one in instead.items() if one == old}


def _standing_to_come(course: CoursePage) -> Standing:
    open_ones = Withdrawal.objects.open().values("lesson")
    withdrawn = set(course.lessons.filter(pk__in=open_ones).values_list("pk", flat=True))
    lessons = [
        LessonToCome(lesson.pk, module_key(lesson), lesson.minutes) for lesson in course.lessons
    ]
    return standing_in(lessons, needs=needs_now(course), withdrawn=withdrawn)
