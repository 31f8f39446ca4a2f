"""Who may give a course out, and take a lesson away."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.permissions import policy_registry

from accounts.models import User
from accounts.permissions import has_right
from accounts.rights import Right
from courses.models import ProgrammeIndexPage
from resources.models import BasePage


def can_give_out(user: User, page: BasePage) -> bool:
    """Whoever writes here, once others have read and published what is written."""
    if page.permissions_for_user(user).can_publish():
        return True
    return (
        has_right(user.person, Right.PUBLISH_CONTENT) and page.permissions_for_user(user).can_edit()
    )


def can_keep_questions(user: User) -> bool:
    return user.has_perm("courses.change_bankquestion")


def can_correct_keys(user: User) -> bool:
    """It reaches learners at once, like giving a course out."""
    return can_keep_questions(user) and has_right(user.person, Right.PUBLISH_CONTENT)


def programmes_to_start_in(user: User) -> QuerySet[ProgrammeIndexPage]:
    """Programmes below which this person may add pages."""
    policy = policy_registry.get_by_type(BasePage)
    allowed = policy.instances_user_has_permission_for(user, "add")
    return ProgrammeIndexPage.objects.filter(pk__in=allowed.values("pk")).order_by("path")


def can_start_course(user: User) -> bool:
    return programmes_to_start_in(user).exists()
