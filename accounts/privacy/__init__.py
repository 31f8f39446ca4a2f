"""What this app keeps about a person: to copy, to erase, to merge."""

from accounts.privacy.erasing import erase
from accounts.privacy.exporting import export_for
from accounts.privacy.merging import merge

KEYS = frozenset(
    {
        "accounts.AccessRequest.decided_by",
        "accounts.AddressChange.changed_by",
        "accounts.AddressChange.user",
        "accounts.Agreement.person",
        "accounts.AskedRole.answered_by",
        "accounts.AskedRole.asked_by",
        "accounts.AskedRole.person",
        "accounts.Employment.confirmed_by",
        "accounts.Employment.declined_by",
        "accounts.Employment.line_manager",
        "accounts.Employment.person",
        "accounts.EnrolmentKey.made_by",
        "accounts.EnrolmentKeyUse.person",
        "accounts.Invitation.accepted_by",
        "accounts.Invitation.invited_by",
        "accounts.Invitation.person",
        "accounts.Invitation.revoked_by",
        "accounts.OwnDevice.user",
        "accounts.PeopleImport.made_by",
        "accounts.Person.merged_into",
        "accounts.RecordClaim.made_by",
        "accounts.RecordClaim.other",
        "accounts.RecordClaim.person",
        "accounts.RecordClaim.settled_by",
        "accounts.RoleGrant.agreed_by",
        "accounts.RoleGrant.granted_by",
        "accounts.RoleGrant.person",
        "accounts.SignInCard.made_by",
        "accounts.SignInCard.person",
        "accounts.User.person",
        "account.EmailAddress.user",
        "mfa.Authenticator.user",
        "socialaccount.SocialAccount.user",
        "usersessions.UserSession.user",
    }
)
"""Every key to a person or a login that the three functions answer for."""

__all__ = ["KEYS", "erase", "export_for", "merge"]
