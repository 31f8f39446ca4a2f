from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth

from accounts.passkeys import find_by_passkey


class PasskeyForm(LoginWebAuthnForm):
    """Signing in by passkey alone, also with one whose first login was merged into another."""

    def clean_credential(self) -> Authenticator:
        credential = self.cleaned_data["credential"]
        auth.parse_authentication_response(credential)
        return auth.complete_authentication(find_by_passkey(credential), credential)
