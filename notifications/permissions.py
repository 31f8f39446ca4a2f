"""Who looks after what the portal sends."""

from __future__ import annotations

from accounts.models import Organisation, Person
from accounts.permissions import has_right, has_right_everywhere
from accounts.querysets import OrganisationQuerySet
from accounts.rights import Right


def may_look_after_messages(person: Person) -> bool:
    return has_right_everywhere(person, Right.MANAGE_SITE)


def may_set_quiet_times(person: Person) -> bool:
    """For the workplaces where they confirm people, or for everybody."""
    return may_look_after_messages(person) or has_right(person, Right.CONFIRM_PEOPLE)


def may_hand_over_messages(person: Person) -> bool:
    return has_right(person, Right.CONFIRM_PEOPLE)


def workplaces_of(person: Person) -> OrganisationQuerySet:
    """Where they may say that nobody is to be written to."""
    if may_look_after_messages(person):
        return Organisation.objects.active()
    return Organisation.objects.active().where(person, Right.CONFIRM_PEOPLE)
