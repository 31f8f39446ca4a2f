"""What this app keeps about a person: courses taken, and how far."""

from __future__ import annotations

from typing import Any

from accounts.actions.merging import fold, least, most
from accounts.models import Person
from courses.models import Enrolment, LessonProgress

KEYS = frozenset({"courses.Enrolment.person"})


def export_for(person: Person) -> dict[str, Any]:
    lessons = LessonProgress.objects.filter(enrolment__person=person)
    return {
        "courses": list(person.enrolments.values("course__title", "enrolled_at", "completed_at")),
        "lessons": list(
            lessons.values("lesson__title", "part", "begun_at", "seen_at", "completed_at")
        ),
    }


def erase(person: Person) -> None:
    person.enrolments.all().delete()


def merge(*, keep: Person, into_keep: Person) -> None:
    pair = {"keep": keep, "into_keep": into_keep}
    fold(Enrolment.objects.all(), "person", **pair, same=["course_id"], join=_join_enrolments)


def _join_enrolments(kept: Enrolment, other: Enrolment) -> None:
    kept.enrolled_at = least(kept.enrolled_at, other.enrolled_at)
    kept.completed_at = least(kept.completed_at, other.completed_at)
    kept.save(update_fields=["enrolled_at", "completed_at"])
    fold(
        LessonProgress.objects.all(),
        "enrolment",
        keep=kept,
        into_keep=other,
        same=["lesson_id"],
        join=_join_progress,
    )


def _join_progress(kept: LessonProgress, other: LessonProgress) -> None:
    """As far as either got."""
    kept.part = most(kept.part, other.part)
    kept.begun_at = least(kept.begun_at, other.begun_at)
    kept.seen_at = most(kept.seen_at, other.seen_at)
    kept.completed_at = least(kept.completed_at, other.completed_at)
    kept.save(update_fields=["part", "begun_at", "seen_at", "completed_at"])
