from __future__ import annotations

from accounts.models import Person
from accounts.permissions import confirmed_organisations, current_roles, has_right
from accounts.rights import Right


def is_member(person: Person) -> bool:
    """Somebody whose workplace was confirmed, or who holds a role here."""
    return bool(confirmed_organisations(person)) or any(
        role.is_staff for role in current_roles(person)
    )


def can_moderate(person: Person) -> bool:
    return has_right(person, Right.MODERATE_COMMUNITY)
