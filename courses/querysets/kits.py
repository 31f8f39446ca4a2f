"""Facilitator kits, and who may open what they hand out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Q

from accounts.permissions import has_right
from accounts.rights import Right
from courses.querysets.afterwards import had_place

if TYPE_CHECKING:
    from accounts.models import User


class SessionKitQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> SessionKitQuerySet:
        """Their files: for whoever runs sessions or writes kits, had a place in one, or came.

        The plan and the case are another matter: those open with the session that is run.
        """
        if not user.is_authenticated:
            return self.none()
        writes = user.has_perm("courses.change_sessionkit")
        if writes or has_right(user.person, Right.RUN_SESSIONS):
            return self
        sessions = apps.get_model("courses", "LiveSession").objects
        ran = Q(pk__in=user.person.facilitations.values("session"))
        return self.filter(pk__in=sessions.filter(had_place(user.person) | ran).values("kit"))
