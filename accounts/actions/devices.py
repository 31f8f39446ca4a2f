"""A browser that somebody calls their own, with a passkey that lives on it."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import audit
from accounts.actions.sessions import drop_sessions
from accounts.models import OwnDevice, User
from accounts.second_factor import is_required


@transaction.atomic
def name_own_device(
    *, user: User, passkey: Authenticator, session_key: str, at: datetime
) -> OwnDevice:
    """The caller has seen the passkey used in this very session. Staff have no such device."""
    if is_required(user) or passkey.user_id != user.pk:
        raise PermissionDenied
    device = OwnDevice.objects.create(
        user=user,
        passkey=passkey,
        session_key=session_key,
        named_at=at,
        until=at + OwnDevice.LASTS,
    )
    audit.record(actor=user.person, verb="account.device_named", target=user.person)
    return device


def is_still_own(*, uuid: str, session_key: str, at: datetime) -> bool:
    """Follows the session, whose key changes with the password."""
    devices = OwnDevice.objects.current(at=at).filter(uuid=uuid)
    return bool(devices.update(session_key=session_key))


def end_devices_of(passkey: Authenticator) -> int:
    """Before the passkey goes: what it kept open closes."""
    return drop_sessions(OwnDevice.objects.filter(passkey=passkey))
