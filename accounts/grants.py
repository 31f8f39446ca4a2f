"""What a person holds now: their roles and jobs, each read once and kept on the person.

Querysets and permissions both stand on this, so it imports no model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from accounts.rights import Right
from accounts.roles import BY_CODE

if TYPE_CHECKING:
    from accounts.models import Employment, Organisation, Person, RoleGrant


def current_grants(person: Person) -> list[RoleGrant]:
    if not hasattr(person, "_current_grants"):
        grants = person.role_grants.current(at=timezone.now()).select_related("organisation")
        person._current_grants = list(grants)
    return person._current_grants


def current_employments(person: Person) -> list[Employment]:
    if not hasattr(person, "_current_employments"):
        employments = person.employments.current(on=timezone.localdate())
        person._current_employments = list(
            employments.select_related("organisation", "profession__sector", "locality")
        )
    return person._current_employments


def confirmed_organisations(person: Person) -> list[Organisation]:
    return [job.organisation for job in current_employments(person) if job.is_confirmed]


def forget(person: Person) -> None:
    """After a change in the same request."""
    for kept in ("_current_grants", "_current_employments"):
        person.__dict__.pop(kept, None)


def grants_with(person: Person, right: Right) -> list[RoleGrant]:
    return [grant for grant in current_grants(person) if right in BY_CODE[grant.role].rights]


def holds_everywhere(person: Person, right: Right) -> bool:
    return any(grant.organisation_id is None for grant in grants_with(person, right))


def reach(person: Person, right: Right, *, at: str = "") -> Q:
    """Rows within the organisations where this person holds the right; `at` leads to them."""
    if holds_everywhere(person, right):
        # An empty Q() would vanish beside `|` and leave only what stands on its other side.
        return ~Q(pk__in=[])
    path = f"{at}__lineage__startswith" if at else "lineage__startswith"
    found = Q(pk__in=[])
    for grant in grants_with(person, right):
        found |= Q(**{path: grant.organisation.lineage})
    return found
