from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from accounts.models import AuditEntry, Person, User


def export_for(person: Person) -> dict[str, Any]:
    """Plain words, numbers and moments. Secrets (hashes, seeds, keys) are nobody's copy."""
    return {
        "person": _person(person),
        "jobs": list(
            person.employments.values(
                "organisation__name",
                "profession__label",
                "employment_type__label",
                "locality__name",
                "line_manager__display_name",
                "level_expected__label",
                "staff_number",
                "starts_on",
                "ends_on",
                "confirmed_at",
                "declined_at",
            )
        ),
        "roles": list(
            person.role_grants.values("role", "organisation__name", "starts_at", "ends_at")
        ),
        "roles_asked_for": list(
            person.asked_roles.values("role", "starts_at", "ends_at", "asked_at", "answer")
        ),
        "agreements": list(person.agreements.values("text__kind", "text__version", "agreed_at")),
        "invitations": list(
            person.invitations.values("email", "organisation__name", "made_at", "accepted_at")
        ),
        "enrolment_keys_used": list(person.key_uses.values("key__organisation__name", "used_at")),
        "sign_in_cards": list(person.sign_in_cards.values("made_at", "used_at", "revoked_at")),
        "login": _login(person.user) if person.has_login else None,
        "audit": list(AuditEntry.objects.about(person).values("at", "verb", "reason_code")),
    }


def _person(person: Person) -> dict[str, Any]:
    names = ("uuid", "display_name", "pronouns", "email", "created_at")
    return {name: getattr(person, name) for name in names}


def _login(user: User) -> dict[str, Any]:
    return {
        "username": user.username,
        "made_at": user.date_joined,
        "last_login": user.last_login,
        "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified")),
        "organisations": list(SocialAccount.objects.filter(user=user).values("provider", "uid")),
        "address_changes": list(
            user.address_changes.values("old", "new", "changed_at", "undone_at")
        ),
        "own_devices": list(user.own_devices.values("named_at", "until")),
        "second_steps": list(Authenticator.objects.filter(user=user).values("type", "created_at")),
        "browsers": list(
            UserSession.objects.filter(user=user).values("ip", "user_agent", "created_at")
        ),
    }
