"""A course with all its pages, and what each still needs before learners have it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext
from wagtail.models import Revision, WorkflowState

from courses.models import BankQuestion, CoursePage, LessonPage, ModulePage
from courses.wording import has_picture_without_words
from resources.gaps import gap_in, gaps_of
from resources.models import BasePage

KINDS = (CoursePage, ModulePage, LessonPage)


@dataclass(frozen=True)
class Leaf:
    """A page as last saved, whether or not that is published."""

    page: BasePage
    gaps: list[str]
    """Prompts, and what is empty that must not be."""
    is_in_review: bool

    @property
    def more_gaps(self) -> int:
        return max(len(self.gaps) - 1, 0)

    @property
    def is_draft(self) -> bool:
        return not self.page.live or self.page.has_unpublished_changes


@dataclass(frozen=True)
class Asked:
    question: BankQuestion
    gap: str


@dataclass(frozen=True)
class Whole:
    course: CoursePage
    leaves: list[Leaf]
    questions: list[Asked]

    @property
    def to_write(self) -> int:
        """Pages and questions in which a prompt still stands."""
        return sum(bool(leaf.gaps) for leaf in self.leaves) + len(self.unwritten)

    @property
    def unwritten(self) -> list[Asked]:
        return [asked for asked in self.questions if asked.gap]

    @property
    def to_send(self) -> list[BasePage]:
        return [leaf.page for leaf in self.leaves if leaf.is_draft and not leaf.is_in_review]

    @property
    def in_review(self) -> list[BasePage]:
        return [leaf.page for leaf in self.leaves if leaf.is_in_review]


def whole_of(course: CoursePage) -> Whole:
    below = course.get_descendants(inclusive=True).order_by("path").specific()
    pages = [page for page in below if isinstance(page, KINDS)]
    waiting = _in_review(pages)
    leaves = [Leaf(page, _left_in(page), page.pk in waiting) for page in _as_last_saved(pages)]
    return Whole(course, leaves, questions_in(leaf.page for leaf in leaves))


def _left_in(page: BasePage) -> list[str]:
    is_draft = not page.live or page.has_unpublished_changes
    return [*gaps_of(page), *(page.unfilled() if is_draft else ())]


def _as_last_saved(pages: list[BasePage]) -> list[BasePage]:
    drafts = Revision.objects.in_bulk([page.latest_revision_id for page in pages])
    return [
        page.with_content_json(drafts[page.latest_revision_id].content)
        if page.latest_revision_id in drafts
        else page
        for page in pages
    ]


def _in_review(pages: list[BasePage]) -> set[int]:
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type=ContentType.objects.get_for_model(BasePage),
        object_id__in=[str(page.pk) for page in pages],
    )
    return {int(key) for key in states.values_list("object_id", flat=True)}


def questions_in(pages: Iterable[BasePage]) -> list[Asked]:
    """Those that the knowledge checks of these pages ask."""
    lessons = [page for page in pages if isinstance(page, LessonPage)]
    blocks = [block for lesson in lessons for block in lesson.body if block.block_type == "quiz"]
    categories = {block.value["category"].pk for block in blocks if block.value["category"]}
    questions = BankQuestion.objects.asked().filter(category__in=categories)
    return [Asked(question, _gap_of(question)) for question in questions.select_related("current")]


def _gap_of(question: BankQuestion) -> str:
    """What stands in the way of asking it, in words; nothing for most."""
    texts = list(question.current.content.texts())
    prompt = next((gap for text in texts if (gap := gap_in(text.words))), "")
    if not prompt and any(has_picture_without_words(text) for text in texts):
        return gettext("it shows a picture without saying in words what is on it")
    return prompt
