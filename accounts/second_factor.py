"""Who must use a second step, and whether this session has."""

from __future__ import annotations

from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from accounts.permissions import needs_second_factor


def is_required(user: User) -> bool:
    return user.is_superuser or needs_second_factor(user.person)


def is_last_needed(user: User) -> bool:
    if not settings.SECOND_FACTOR_REQUIRED or not is_required(user):
        return False
    factors = Authenticator.objects.filter(user=user)
    return factors.exclude(type=Authenticator.Type.RECOVERY_CODES).count() == 1


def is_proved(request: HttpRequest) -> bool:
    """A second step of ours, or one that the person's organisation vouches for."""
    return any(
        record["method"] == "mfa" or record.get("provider") in settings.PROVIDERS_WITH_SECOND_FACTOR
        for record in get_authentication_records(request, request.user)
    )


def record_set_up(request: HttpRequest, kind: str, id: int | None = None) -> None:  # noqa: A002
    """Setting up an app or a passkey shows the same thing as using it."""
    record_authentication(request, request.user, "mfa", type=kind, id=id, reauthenticated=True)
