"""Start a course from an outline, or as a copy of one that is there: drafts, to be written."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from courses.actions.questions import add_questions
from courses.models import (
    CoursePage,
    LessonPage,
    ModulePage,
    ProgrammeIndexPage,
    QuestionCategory,
)
from courses.outlines import Outline
from courses.outlines.parts import CHECK, Block, OutlinedLesson
from courses.packages.questions import FULL, Kind, Option, Question, Text, join_category
from evaluation.models import Plan
from evaluation.starter import starter_plan
from resources.models import BasePage

READ_AGAIN_AFTER = timedelta(days=365)
LONGEST_OF_CATEGORY = 120


@transaction.atomic
def start_course(
    *, programme: ProgrammeIndexPage, outline: Outline, title: str, by: User, at: datetime
) -> CoursePage:
    """Everything or nothing. Pressed twice, it is one course: the draft made a moment before."""
    programme = _lock(programme, by)
    if same := _begun_before(programme, title, by):
        return same
    course = CoursePage(
        title=title,
        slug=_free_slug(programme, title),
        lead=_("[Write here: what somebody will understand or do]"),
        audience=str(outline.audience),
        outcomes=[("outcome", str(one)) for one in outline.outcomes],
        self_directed_minutes=outline.self_directed_minutes,
        participatory_minutes=outline.participatory_minutes,
        together=_together(outline),
        evaluation_plan=starter_plan(),
        **_kept(by, at),
    )
    _add(programme, course, by)
    category = _category(title)
    add_questions(category=category, items=[_question()], by=by.person, at=at)
    for outlined in outline.modules:
        module = _add(course, ModulePage(title=str(outlined.title), **_kept(by, at)), by)
        for lesson in outlined.lessons:
            _add(module, _lesson(lesson, category, by, at), by)
    return course


@transaction.atomic
def copy_course(
    *, programme: ProgrammeIndexPage, like: CoursePage, title: str, by: User, at: datetime
) -> CoursePage:
    """Its newest words as drafts. Who helped to make the first has not helped to make this one."""
    programme = _lock(programme, by)
    if same := _begun_before(programme, title, by):
        return same
    course = like.copy(
        recursive=True,
        to=programme,
        update_attrs={
            "title": title,
            "slug": _free_slug(programme, title),
            "evaluation_plan": _plan_for_two(like),
        },
        copy_revisions=False,
        keep_live=False,
        reset_translation_key=True,
        user=by,
    )
    _make_it_theirs(like, course, by, at)
    return CoursePage.objects.get(pk=course.pk)


def _plan_for_two(like: CoursePage) -> Plan | None:
    """A pilot is one course: its copy has no part in it."""
    plan = like.evaluation_plan
    return None if plan and plan.has_one_place else plan


def _lock(programme: ProgrammeIndexPage, by: User) -> ProgrammeIndexPage:
    """Pages under one parent are made one after the other."""
    if not programme.permissions_for_user(by).can_add_subpage():
        raise PermissionDenied
    return ProgrammeIndexPage.objects.select_for_update(of=["self"]).get(pk=programme.pk)


def _begun_before(programme: ProgrammeIndexPage, title: str, by: User) -> CoursePage | None:
    """Pressed twice: within a minute."""
    drafts = CoursePage.objects.child_of(programme).filter(owner=by, title=title, live=False)
    just_now = timezone.now() - timedelta(minutes=1)
    return drafts.filter(first_published_at=None, latest_revision_created_at__gt=just_now).first()


def _kept(by: User, at: datetime) -> dict[str, Any]:
    return {
        "live": False,
        "owner": by,
        "responsible": by.person,
        "review_by": timezone.localdate(at) + READ_AGAIN_AFTER,
    }


def _add(parent: BasePage, page: BasePage, by: User) -> BasePage:
    parent.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    return page


def _together(outline: Outline) -> CoursePage.Together:
    return CoursePage.Together.ALL if outline.is_talked_through else CoursePage.Together.LESSONS


def _lesson(
    outlined: OutlinedLesson, category: QuestionCategory, by: User, at: datetime
) -> LessonPage:
    return LessonPage(
        title=str(outlined.title),
        slug=outlined.slug,
        minutes=outlined.minutes,
        body=[_stream(block, category) for block in outlined.blocks],
        support=BasePage.Support.USUAL,
        **_kept(by, at),
    )


def _stream(block: Block, category: QuestionCategory) -> tuple[str, Any]:
    if block.kind == CHECK:
        return "quiz", {
            "heading": _("Check what you know"),
            "category": category,
            "asks": None,
            "percent": 80,
            "is_needed": True,
        }
    if block.kind in {"support", "pause"}:
        defaults = LessonPage.body.field.stream_block.child_blocks[block.kind].get_default()
        return block.kind, defaults
    return block.kind, block.value()


def _category(title: str) -> QuestionCategory:
    """One of its own: somebody else's questions are not asked by accident."""
    name, number = title[:LONGEST_OF_CATEGORY], 1
    path = join_category([name])
    while QuestionCategory.objects.filter(path=path).exists():
        number += 1
        path = join_category([f"{name} {number}"])
    return QuestionCategory.objects.create(path=path)


def _question() -> Question:
    right, wrong = _("[Write here: the right answer]"), _("[Write here: a wrong answer]")
    why = _("[Write here: why this is not the answer, kindly]")
    return Question(
        kind=Kind.SINGLE,
        title=_("First question"),
        text=Text(_("[Write here: a question on what matters most]")),
        options=(Option(Text(right), FULL), Option(Text(wrong), feedback=Text(why))),
    )


def _free_slug(programme: ProgrammeIndexPage, title: str) -> str:
    taken = set(programme.get_children().values_list("slug", flat=True))
    slug, number = slugify(title) or "course", 1
    while slug in taken:
        number += 1
        slug = f"{slugify(title) or 'course'}-{number}"
    return slug


def _make_it_theirs(like: CoursePage, course: CoursePage, by: User, at: datetime) -> None:
    """Another way leads to the copy of a lesson, and never back into the course it came from."""
    before = like.get_descendants(inclusive=True).order_by("path")
    copies = list(course.get_descendants(inclusive=True).order_by("path").specific())
    copied = dict(zip(before.values_list("pk", flat=True), copies, strict=True))
    for page in copies:
        for field, value in _kept(by, at).items():
            setattr(page, field, value)
        page.co_production_note = ""
        page.alternative_page = copied.get(page.alternative_page_id)
        page.save()
        page.save_revision(user=by)
