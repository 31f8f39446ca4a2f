"""The course of the demonstration: two lessons to learn from, a draft and one in review."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import Level, Person
from courses.actions import make_release
from courses.actions.banks import import_bank
from courses.models import (
    CoursePage,
    ExternalCourse,
    LessonPage,
    ProgrammeIndexPage,
    QuestionCategory,
)
from evaluation.starter import starter_plan
from portal.demo.files import FOLDER, read
from portal.models import HomePage
from resources.markdown_blocks import blocks_of
from resources.models import BasePage, ContentNoteTopic

QUESTIONS = "Demonstration"
NOT_FIELDS = {
    "elsewhere",
    "lessons",
    "drafts",
    "blocks",
    "note_topics",
    "level",
    "author",
    "in_review",
}


def load_course(home: HomePage, people: dict[str, Person]) -> CoursePage:
    words = read("course")
    programme = ProgrammeIndexPage.objects.child_of(home).first() or _add(
        home,
        ProgrammeIndexPage(
            title="Learn",
            slug="learn",
            lead="Short courses for everybody here. Stop anywhere; we keep your place.",
            show_in_menus=True,
        ),
    )
    level = Level.objects.filter(slug=words["level"]).first()
    author = people[words["lessons"][0]["author"]]
    course = CoursePage(
        level=level,
        responsible=author,
        owner=author.user,
        evaluation_plan=starter_plan(),
        **_fields(words),
    )
    _add(programme, course, topics=words["note_topics"])
    import_bank(
        content=(FOLDER / "questions.gift").read_bytes(),
        format_name="gift",
        usual_category=QUESTIONS,
        by=author,
        at=timezone.now(),
    )
    for row in words["lessons"]:
        _add_lesson(course, row, people[row["author"]])
    make_release(course=course, by=author, at=timezone.now())
    for row in words["drafts"]:
        _add_lesson(course, row, people[row["author"]], is_draft=True)
    for row in words["elsewhere"]:
        ExternalCourse.objects.create(level=level, **row).fits_with.add(course)
    return course


def _add_lesson(
    course: CoursePage, row: dict[str, Any], author: Person, *, is_draft: bool = False
) -> None:
    lesson = LessonPage(
        body=[block for written in row["blocks"] for block in _blocks(written)],
        support=BasePage.Support.USUAL,
        responsible=author,
        owner=author.user,
        **_fields(row),
    )
    _add(course, lesson, topics=row.get("note_topics", []), is_draft=is_draft)
    if row.get("in_review"):
        lesson.get_workflow().start(lesson, author.user)


def _add(
    parent: BasePage, page: BasePage, *, topics: list[str] | None = None, is_draft: bool = False
) -> BasePage:
    page.live = not is_draft
    parent.add_child(instance=page)
    page.note_topics.set(ContentNoteTopic.objects.filter(slug__in=topics or []))
    revision = page.save_revision(user=page.owner)
    if not is_draft:
        revision.publish()
    return page


def _fields(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in NOT_FIELDS}


def _blocks(written: dict[str, Any]) -> list[tuple[str, Any]]:
    """One key says what a block is; text is Markdown."""
    [(kind, value)] = written.items()
    match kind:
        case "text":
            return blocks_of(value)
        case "heading":
            return [("heading", {"text": value, "level": "2"})]
        case "fact":
            return [("key_fact", {"url": "", "strength": "", **value})]
        case "panel":
            return [("panel", {**value, "text": f"<p>{value['text']}</p>"})]
        case "pause":
            return [("pause", {"text": value})]
        case "reflection":
            return [("reflection", {"question": value})]
        case "quiz":
            return [("quiz", _quiz(value))]
        case "dos":
            return [("dos", {"do_heading": "Do", "dont_heading": "Try not to", **value})]
    raise ValueError(f"The demonstration has no block called {kind}.")


def _quiz(path: str) -> dict[str, Any]:
    """Nobody needs it: the figures of the demonstration come from people who were not asked."""
    return {
        "heading": "Check what you know",
        "category": QuestionCategory.objects.get(path=path),
        "asks": None,
        "percent": 80,
        "is_needed": False,
    }
