"""Where somebody reads of the cohort that a session belongs to."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import User
from accounts.permissions import has_right
from accounts.rights import Right
from courses.models import Cohort, LiveSession


def cohort_path(session: LiveSession, user: User) -> str:
    """Its lead's page for whoever plans it, its members' for those; nothing for anybody else."""
    key = session.cohort_id
    if key is None:
        return ""
    is_planned = Cohort.objects.planned_by(user).filter(pk=key).exists()
    if is_planned and has_right(user.person, Right.RUN_SESSIONS):
        return reverse("courses:cohort", args=[key])
    is_member = Cohort.objects.of(user.person).filter(pk=key).exists()
    return reverse("courses:own_cohort", args=[key]) if is_member else ""
