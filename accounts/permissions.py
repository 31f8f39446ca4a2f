"""May this person do that, here, now? One query a request: a person's current grants are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.grants import (
    confirmed_organisations,
    current_employments,
    current_grants,
    grants_with,
    holds_everywhere,
    reach,
)
from accounts.rights import Right
from accounts.roles import ADMIN_ACCESS, BY_CODE, EVERYONES, EVERYONES_RIGHTS, Role

if TYPE_CHECKING:
    from accounts.models import Employment, Organisation, Person, RoleGrant, User

__all__ = [
    "confirmed_organisations",
    "covers",
    "current_employments",
    "current_grants",
    "current_roles",
    "has_right",
    "has_right_everywhere",
    "has_role",
    "may_add_people",
    "may_edit_person",
    "may_end_role",
    "may_enter_cms",
    "may_give_roles",
    "may_manage_agreements",
    "may_merge_people",
    "may_read_audit",
    "may_record_job",
    "may_recover",
    "may_see_people",
    "needs_second_factor",
    "reach",
]


def current_roles(person: Person) -> list[Role]:
    codes = {grant.role for grant in current_grants(person)} | EVERYONES
    return [role for code, role in BY_CODE.items() if code in codes]


def has_role(person: Person, code: str) -> bool:
    return any(role.code == code for role in current_roles(person))


def has_right(person: Person, right: Right, *, organisation: Organisation | None = None) -> bool:
    """Without an organisation: does any role, anywhere, hold the right?"""
    if right in EVERYONES_RIGHTS:
        return True
    if organisation is None:
        return bool(grants_with(person, right))
    return any(covers(grant, organisation) for grant in grants_with(person, right))


def has_right_everywhere(person: Person, right: Right) -> bool:
    return holds_everywhere(person, right)


def covers(grant: RoleGrant, organisation: Organisation) -> bool:
    return grant.organisation_id is None or organisation.lineage.startswith(
        grant.organisation.lineage
    )


def needs_second_factor(person: Person) -> bool:
    return any(role.is_staff for role in current_roles(person))


def may_enter_cms(person: Person) -> bool:
    return any(ADMIN_ACCESS in role.cms_permissions for role in current_roles(person))


def may_see_people(person: Person) -> bool:
    return has_right(person, Right.SEE_PEOPLE)


def may_add_people(person: Person, organisation: Organisation | None = None) -> bool:
    return has_right(person, Right.INVITE_PEOPLE, organisation=organisation)


def may_record_job(person: Person, job: Employment) -> bool:
    """Correct it, end it, say who manages. One's own last day is one's own to give."""
    return has_right(person, Right.CONFIRM_PEOPLE, organisation=job.organisation)


def may_edit_person(person: Person, other: Person) -> bool:
    """Whoever signs in looks after their own name; those who add people do it for the rest."""
    if has_right_everywhere(person, Right.RECOVER_ACCOUNTS):
        return True
    return not other.has_login and any(
        may_add_people(person, job.organisation) for job in current_employments(other)
    )


def may_recover(person: Person, login: User) -> bool:
    """Never one's own, and never the login of somebody who may do more than oneself."""
    if login.person == person or not has_right_everywhere(person, Right.RECOVER_ACCOUNTS):
        return False
    return person.user.is_superuser or not login.is_superuser


def may_give_roles(person: Person) -> bool:
    return has_right_everywhere(person, Right.GRANT_ROLES)


def may_end_role(person: Person, grant: RoleGrant) -> bool:
    """Anybody may lay down a role of their own."""
    return grant.person_id == person.pk or may_give_roles(person)


def may_read_audit(person: Person) -> bool:
    return has_right_everywhere(person, Right.READ_AUDIT)


def may_manage_agreements(person: Person) -> bool:
    return has_right_everywhere(person, Right.MANAGE_AGREEMENTS)


def may_merge_people(person: Person) -> bool:
    return has_right_everywhere(person, Right.MERGE_PEOPLE)
