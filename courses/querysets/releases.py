"""Releases, their lessons as lists show them, and withdrawals."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q

if TYPE_CHECKING:
    from accounts.models import Person
    from resources.models import BasePage


OF_A_LINK = ("title", "slug", "url_path", "live", "content_type", "locale")
"""What a link to a page is made of; a page has forty columns more."""
OF_A_NOTE = (
    "note_topics",
    "note_form",
    "note_detail",
    "note_minutes",
    "note_why",
    "alternative_page",
)
OF_A_LIST = (
    "release",
    "other_way_of",
    "position",
    "title",
    "minutes",
    "is_met_by_session",
    "added_at",
    "back_at",
    "news_at",
    "module",
)
OF_A_LINE = (
    "lesson",
    "module",
    "module__needed",
    "minutes",
    "added_at",
    "back_at",
    "news_at",
    "lesson__url_path",
)


class InLine(NamedTuple):
    """A released lesson as one of a course, without its page; addresses are made in the course."""

    lesson_id: int
    module_id: int | None
    needed: int | None
    minutes: int
    added_at: datetime | None
    back_at: datetime | None
    news_at: datetime | None
    url_path: str
    is_withdrawn: bool


class ReleasedLessonQuerySet(models.QuerySet):
    def in_order(self) -> ReleasedLessonQuerySet:
        """With what a list of lessons shows; never their bodies, and not the other ways."""
        withdrawals = apps.get_model("courses", "Withdrawal").objects.open()
        listed = self.annotate(is_withdrawn=Exists(withdrawals.filter(lesson=OuterRef("lesson"))))
        return (
            listed.filter(other_way_of=None)
            .select_related("module", "lesson")
            .only(*OF_A_LIST, *(f"lesson__{name}" for name in OF_A_LINK))
            .order_by("release_id", "position")
        )

    def in_line(self) -> list[InLine]:
        """In order, with no more than says where somebody stands."""
        rows = self.in_order().select_related(None).values_list(*OF_A_LINE, "is_withdrawn")
        return [InLine(*row) for row in rows]

    def listed(self) -> ReleasedLessonQuerySet:
        """In order, with what is said of each before it is opened; one question more.

        Of its revision, which holds all its words, no more than that is read, under `then_…`.
        """
        quizzes = apps.get_model("courses", "ReleasedQuiz").objects
        needed = quizzes.filter(released=OuterRef("pk"), is_needed=True)
        then = {f"then_{name}": F(f"revision__content__{name}") for name in OF_A_NOTE}
        ways = Prefetch("other_ways", queryset=self.model.objects.open_ways(), to_attr="ways")
        return self.in_order().annotate(asks=Exists(needed), **then).prefetch_related(ways)

    def open_ways(self) -> ReleasedLessonQuerySet:
        """Of other ways, those that are not withdrawn, to link to."""
        withdrawals = apps.get_model("courses", "Withdrawal").objects.open()
        found = self.filter(~Exists(withdrawals.filter(lesson=OuterRef("lesson"))))
        linked = (f"lesson__{name}" for name in OF_A_LINK)
        return found.select_related("lesson").only("other_way_of", *linked).order_by("pk")

    def with_content(self) -> ReleasedLessonQuerySet:
        here = ("release", "lesson", "other_way_of", "position", "title", "minutes")
        said = ("is_met_by_session", "revision__content")
        return self.select_related("revision").only(*here, *said)

    def with_hidden(self) -> ReleasedLessonQuerySet:
        """`is_hidden`: it is withdrawn, or the lesson that it is another way to."""
        withdrawals = apps.get_model("courses", "Withdrawal").objects.open()
        here = Q(lesson=OuterRef("lesson")) | Q(lesson=OuterRef("other_way_of__lesson"))
        return self.annotate(is_hidden=Exists(withdrawals.filter(here)))

    def kept_for(self, person: Person) -> ReleasedLessonQuerySet:
        """What anybody has who learns from a release, whatever became of its pages."""
        return self.filter(release__enrolments__person=person).order_by()

    def of(self, release: int) -> models.Model | None:
        return self.filter(release=release).order_by().first()


class WithdrawalQuerySet(models.QuerySet):
    def open(self) -> WithdrawalQuerySet:
        return self.filter(lifted_at=None)


class ReleaseQuerySet(models.QuerySet):
    def touching(self, page: BasePage) -> ReleaseQuerySet:
        """Of the course this page is, of one below it, or with something below it given out."""
        return self.filter(
            Q(course__path__startswith=page.path)
            | Q(lessons__lesson__path__startswith=page.path)
            | Q(modules__page__path__startswith=page.path)
        )
