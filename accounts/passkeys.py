"""A passkey names the login it was made for. After a merge that login is another."""

from __future__ import annotations

from allauth.account.utils import url_str_to_user_pk
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from fido2.utils import websafe_decode

from accounts.models import User

MADE_FOR = "made_for"


def find_by_passkey(response: dict) -> User:
    """Whose passkey answers. Raises what allauth raises when it is nobody's."""
    try:
        return auth.extract_user_from_response(response)
    except ValidationError:
        moved = Authenticator.objects.filter(
            type=Authenticator.Type.WEBAUTHN, **{f"data__{MADE_FOR}": _made_for(response)}
        ).first()
        if moved is None:
            raise
        return moved.user


def _made_for(response: dict) -> int | None:
    try:
        handle = websafe_decode(response["response"]["userHandle"]).decode()
        return int(url_str_to_user_pk(handle))
    except (KeyError, TypeError, ValueError, ValidationError):
        return None
