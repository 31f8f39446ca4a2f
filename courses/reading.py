"""What a lesson shows to this very reader: their place, their quizzes, their own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils import timezone

from accounts.models import Person, Sector
from courses.diary import words_by_block
from courses.parts import Part

if TYPE_CHECKING:
    from courses.models import (
        Enrolment,
        LessonProgress,
        QuizAttempt,
        ReleasedLesson,
        ReleasedQuiz,
    )


@dataclass(frozen=True)
class Opened:
    """A lesson in the hands of one reader."""

    enrolment: Enrolment | None
    released: ReleasedLesson | None
    """As their release has it; None where none does."""
    progress: list[LessonProgress]
    """In the whole course."""

    @property
    def is_newer(self) -> bool:
        """Than what this reader learns from: to be read, and not to be finished."""
        release = self.enrolment and self.enrolment.release_id
        return bool(release and self.released and self.released.release_id != release)

    @property
    def keeps_place(self) -> bool:
        """A look at what is newer, or withdrawn, neither begins a course nor stands for work."""
        is_theirs = self.enrolment and self.released and not self.is_newer
        return bool(is_theirs and not self.released.is_hidden)

    def put(self, row: LessonProgress) -> None:
        if row not in self.progress:
            self.progress.append(row)

    def progress_in(self, lesson_key: int) -> LessonProgress | None:
        return next((row for row in self.progress if row.lesson_id == lesson_key), None)


@dataclass(frozen=True)
class QuizState:
    """A quiz of the lesson, and how far its reader is with it."""

    quiz: ReleasedQuiz
    count: int
    """How many questions a try asks."""
    open_try: QuizAttempt | None = None
    last_try: QuizAttempt | None = None
    is_passed: bool = False
    is_needed: bool = False

    @property
    def is_left(self) -> bool:
        return self.is_needed and not self.is_passed


def quizzes_in(released: ReleasedLesson, enrolment: Enrolment | None) -> dict[str, QuizState]:
    """By block. Two questions, whatever there is."""
    quizzes = list(released.quizzes.annotate(count=Count("questions")))
    if not quizzes:
        return {}
    tries = list(enrolment.attempts.filter(lesson=released.lesson_id)) if enrolment else []
    return {quiz.block: _state(quiz, enrolment, tries) for quiz in quizzes}


def _state(quiz: ReleasedQuiz, enrolment: Enrolment | None, tries: list[QuizAttempt]) -> QuizState:
    here = [one for one in tries if one.block == quiz.block]
    since = enrolment and enrolment.enrolled_at
    return QuizState(
        quiz=quiz,
        count=min(quiz.asks or quiz.count, quiz.count),
        open_try=next((one for one in here if one.is_open), None),
        last_try=next((one for one in reversed(here) if not one.is_open), None),
        is_passed=any(one.passed_at for one in here),
        is_needed=bool(since and quiz.is_needed_since(since) and quiz.count),
    )


def words_of_reader(person: Person, lesson: Any, part: Part) -> dict[str, Any]:
    """Asked only where the open part has a block that shows them."""
    kinds = {block.block_type for block in part.blocks}
    found: dict[str, Any] = {}
    if "reflection" in kinds:
        found["reflections"] = words_by_block(person, lesson)
    if "in_your_setting" in kinds:
        jobs = person.employments.current(on=timezone.localdate())
        found |= settings_for(set(jobs.values_list("profession__sector__slug", flat=True)))
    return found


def settings_for(own_sectors: set[str]) -> dict[str, Any]:
    """What the block “In your setting” asks of whoever shows it."""
    labels = [(one.slug, str(one)) for one in Sector.objects.all()]
    return {"own_sectors": own_sectors, "sector_labels": labels}
