from accounts.models.agreements import Agreement, AgreementText
from accounts.models.audit import AuditEntry
from accounts.models.cards import SignInCard
from accounts.models.claims import RecordClaim
from accounts.models.employments import Employment
from accounts.models.headcounts import Headcount
from accounts.models.imports import ImportChange, ImportRow, PeopleImport
from accounts.models.invitations import Invitation
from accounts.models.keys import EnrolmentKey, EnrolmentKeyUse
from accounts.models.mail import AccessMail
from accounts.models.organisations import (
    EmailDomain,
    Locality,
    Organisation,
    OrganisationContact,
)
from accounts.models.people import Person, User
from accounts.models.registrations import AccessRequest, AddressCheck
from accounts.models.roles import AskedRole, RoleGrant
from accounts.models.signing_in import AddressChange, IdentityCheck, OwnDevice
from accounts.models.troubles import AddressTrouble
from accounts.models.vocabularies import (
    AgeBand,
    EmploymentType,
    Level,
    LevelCrosswalk,
    LevelSet,
    OrganisationType,
    Profession,
    Sector,
)

__all__ = [
    "AccessMail",
    "AccessRequest",
    "AddressChange",
    "AddressCheck",
    "AddressTrouble",
    "AgeBand",
    "Agreement",
    "AgreementText",
    "AskedRole",
    "AuditEntry",
    "EmailDomain",
    "Employment",
    "EmploymentType",
    "EnrolmentKey",
    "EnrolmentKeyUse",
    "Headcount",
    "IdentityCheck",
    "ImportChange",
    "ImportRow",
    "Invitation",
    "Level",
    "LevelCrosswalk",
    "LevelSet",
    "Locality",
    "Organisation",
    "OrganisationContact",
    "OrganisationType",
    "OwnDevice",
    "PeopleImport",
    "Person",
    "Profession",
    "RecordClaim",
    "RoleGrant",
    "Sector",
    "SignInCard",
    "User",
]
