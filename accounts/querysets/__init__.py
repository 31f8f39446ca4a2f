from accounts.querysets.agreements import AgreementTextQuerySet
from accounts.querysets.audit import AuditEntryQuerySet
from accounts.querysets.days import current_on
from accounts.querysets.employments import EmploymentQuerySet
from accounts.querysets.mail import AccessMailQuerySet
from accounts.querysets.organisations import OrganisationQuerySet
from accounts.querysets.people import PersonQuerySet, UserManager
from accounts.querysets.roles import AskedRoleQuerySet, RoleGrantQuerySet

__all__ = [
    "AccessMailQuerySet",
    "AgreementTextQuerySet",
    "AskedRoleQuerySet",
    "AuditEntryQuerySet",
    "EmploymentQuerySet",
    "OrganisationQuerySet",
    "PersonQuerySet",
    "RoleGrantQuerySet",
    "UserManager",
    "current_on",
]
