"""What lessons mention and how else they may be taken, as they were given out."""

from __future__ import annotations

from collections.abc import Iterable

from courses.querysets import ReleasedLessonQuerySet
from resources.content_notes import ContentNote, Detail, Form
from resources.models import BasePage, ContentNoteTopic


def with_notes(listed: ReleasedLessonQuerySet) -> list:
    """Each gets `note` and `way`, or None; one question for all topics."""
    lessons = list(listed)
    named = {key for lesson in lessons for key in lesson.then_note_topics or ()}
    topics = {one.pk: str(one) for one in ContentNoteTopic.objects.filter(pk__in=named)}
    for lesson in lessons:
        mentioned = lesson.then_note_topics or ()
        lesson.note = _note(lesson, [words for key, words in topics.items() if key in mentioned])
        lesson.way = way_named(lesson.then_alternative_page, lesson.ways)
    return lessons


def way_named(key: int | None, ways: Iterable) -> BasePage | None:
    """Only one that was given out beside the lesson can be finished."""
    return next((one.lesson for one in ways if one.lesson_id == key), None)


def _note(lesson, topics: list[str]) -> ContentNote | None:
    if not topics:
        return None
    return ContentNote(
        topics=topics,
        detail=Detail(lesson.then_note_detail),
        form=Form(lesson.then_note_form),
        minutes=lesson.then_note_minutes,
        why=lesson.then_note_why,
    )
