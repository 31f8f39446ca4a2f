from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Exists, Q
from wagtail.models import PageViewRestriction
from wagtail.models.pages import get_page_models
from wagtail.query import PageQuerySet

from resources.review_links import hash_of

if TYPE_CHECKING:
    from accounts.models import User
    from resources.models import BasePage, ReviewCopy


class PublishedPageQuerySet(PageQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> PublishedPageQuerySet:
        """Published pages that this person may open: the one door for lists, search and feeds.

        Drafts never, not even for their author. Page types that teach ask for a sign-in; private
        sections follow their restriction.
        """
        pages = self.live().exclude(closed_to(user))
        if not user.is_authenticated:
            pages = pages.exclude(content_type__in=types_behind_sign_in())
        return pages

    def at_address(self, url_path: str) -> PublishedPageQuerySet:
        """Its type, and whether any page is private: Wagtail would ask for that by itself."""
        slug = url_path.rsplit("/", 2)[-2]  # Has an index, which the address has not.
        found = self.filter(slug=slug, url_path=url_path).only("content_type").order_by()
        return found.annotate(some_restricted=Exists(PageViewRestriction.objects.order_by()))

    def in_need_of_review(self, *, on: date) -> PublishedPageQuerySet:
        return self.live().filter(review_by__lt=on)

    def looked_after_by(self, person) -> PublishedPageQuerySet:
        return self.filter(responsible=person)


def closed_to(user: User | AnonymousUser) -> Q:
    """Pages at or below a restriction that this person does not pass."""
    if user.is_superuser:
        return Q(pk__in=[])
    restrictions = PageViewRestriction.objects.order_by()
    if user.is_authenticated:
        restrictions = restrictions.exclude(restriction_type=PageViewRestriction.LOGIN).exclude(
            restriction_type=PageViewRestriction.GROUPS, groups__in=user.groups.all()
        )
    closed = restrictions.values_list("page__path", flat=True)
    sections = [Q(path__startswith=path) for path in closed]
    return reduce(or_, sections, Q(pk__in=[]))


def types_behind_sign_in() -> list[ContentType]:
    models = [model for model in get_page_models() if model.needs_sign_in]
    return list(ContentType.objects.get_for_models(*models).values())


class CheckedQuerySet(models.QuerySet):
    def shown(self) -> CheckedQuerySet:
        return self.filter(is_active=True)

    def with_area(self) -> CheckedQuerySet:
        return self.select_related("area")

    def stale(self, *, on: date) -> CheckedQuerySet:
        """Shown, and not checked for longer than its own limit."""
        return self.shown().filter(check_again_on__lt=on)


class ReviewCopyQuerySet(models.QuerySet):
    def behind(self, token: str, *, on: date) -> ReviewCopy | None:
        """The one door for whoever has the link. Ended and unknown links are told apart by none."""
        found = self.filter(link_ended_at=None, expires_on__gte=on).select_related("page")
        return found.filter(token_hash=hash_of(token)).first()

    def of(self, page: BasePage) -> ReviewCopyQuerySet:
        return self.filter(page=page.pk)

    def open(self) -> ReviewCopyQuerySet:
        return self.filter(closed_at=None)

    def closed(self) -> ReviewCopyQuerySet:
        return self.exclude(closed_at=None)

    def with_counts(self) -> ReviewCopyQuerySet:
        """How many comments came, wait for an answer, and led to a change."""
        return self.annotate(
            said=Count("comments"),
            waiting=Count("comments", filter=Q(comments__answer="")),
            changed=Count("comments", filter=Q(comments__answer="changed")),
        )

    def told_in_public(self) -> ReviewCopyQuerySet:
        """Closed, with something said."""
        return (
            self.closed()
            .filter(no_comments_came=False)
            .defer("body", "paragraphs", "files")
            .prefetch_related("comments")
            .order_by("closed_at", "pk")
        )
