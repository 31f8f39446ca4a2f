"""Lessons as their readers reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

from resources.querysets import PublishedPageQuerySet, closed_to

if TYPE_CHECKING:
    from accounts.models import User


class LessonPageQuerySet(PublishedPageQuerySet):
    def open_to(self, user: User) -> LessonPageQuerySet:
        """Published, or in the release that this person learns from."""
        kept = apps.get_model("courses", "ReleasedLesson").objects.kept_for(user.person)
        return self.filter(Q(live=True) | Q(pk__in=kept.values("lesson"))).exclude(closed_to(user))
