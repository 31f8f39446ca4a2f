"""Support stays in a course: nobody takes it out by accident."""

from __future__ import annotations

from courses.models import CoursePage, LessonPage


def offers_support(course: CoursePage) -> bool:
    """As published: one lesson at least, so that everybody who learns meets it."""
    lessons = list(course.lessons)
    return not lessons or any(lesson.offers_support for lesson in lessons)


def losing_support(course: CoursePage) -> list[LessonPage]:
    """Lessons that learners have with support, and that are published without it."""
    release = course.current_release
    if release is None:
        return []
    without = {lesson.pk: lesson for lesson in course.lessons if not lesson.offers_support}
    given = release.lessons.with_content().select_related("lesson").filter(lesson__in=without)
    return [without[one.lesson_id] for one in given if one.content.offers_support]
