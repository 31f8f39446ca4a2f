from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone

from forums.permissions import can_moderate, is_member

if TYPE_CHECKING:
    from accounts.models import Person, User


class BoardQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> BoardQuerySet:
        return self if _is_member(user) else self.none()

    def quiet_since(self, at: datetime) -> BoardQuerySet:
        """Open boards in which nothing has been published from then on."""
        return self.filter(is_open=True).exclude(threads__last_post_at__gte=at)

    def with_activity(self) -> BoardQuerySet:
        return self.annotate(
            threads_count=Count("threads", filter=~Q(threads__last_post_at=None)),
            last_post_at=models.Max("threads__last_post_at"),
        )


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> ThreadQuerySet:
        """A thread shows as soon as one of its posts does."""
        posts = apps.get_model("forums", "Post").objects.visible_to(user)
        return self.filter(Exists(posts.filter(thread=OuterRef("pk"))))

    def published(self) -> ThreadQuerySet:
        return self.exclude(last_post_at=None)

    def latest_first(self) -> ThreadQuerySet:
        return self.order_by(F("last_post_at").desc(nulls_first=True), "-pk")

    def unanswered_since(self, at: datetime) -> ThreadQuerySet:
        """Asked at or before then, and nobody but its author has written in it yet."""
        posts = apps.get_model("forums", "Post").objects.published()
        by_others = posts.filter(thread=OuterRef("pk"), number__gt=1).exclude(
            author=OuterRef("opened_by")
        )
        return self.filter(~Exists(by_others), last_post_at__lte=at)

    def with_replies(self) -> ThreadQuerySet:
        return self.annotate(
            replies_count=Count("posts", filter=Q(posts__state="published", posts__number__gt=1))
        )


class PostQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> PostQuerySet:
        """What was published; what waits only for its author and for those who decide."""
        if not _is_member(user):
            return self.none()
        if can_moderate(user.person):
            return self
        return self.filter(Q(state="published") | Q(author=user.person))

    def published(self) -> PostQuerySet:
        return self.filter(state="published")

    def held(self) -> PostQuerySet:
        return self.filter(state="held")

    def written_by(self, person: Person) -> PostQuerySet:
        return self.filter(author=person)

    def with_authors(self) -> PostQuerySet:
        """Names and what they work as now, in two queries however many posts there are."""
        employments = apps.get_model("accounts", "Employment").objects
        jobs = employments.current(on=timezone.localdate()).select_related("profession")
        return self.select_related("author").prefetch_related(
            Prefetch("author__employments", queryset=jobs)
        )


def _is_member(user: User) -> bool:
    return user.is_authenticated and is_member(user.person)
