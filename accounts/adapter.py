"""Where allauth asks this house how it does things."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts import devices, idle, kept
from accounts.actions.email_change import address_confirmed
from accounts.mail import queue_mail
from accounts.models import User
from accounts.sealing import seal, unseal

WRONG = _(
    "That e-mail address, user name or password is not right. Check them, or ask for a one-time "
    "code instead."
)
TOO_MANY = _("That was too many tries. Please wait five minutes, then try again.")
WRONG_CODE = _("That code is not right. Check it, or ask for a new one.")
CODE_LASTS = timedelta(minutes=10)
SEED = "second factor"
NOTICES = {
    "password_changed": _("Your password was changed."),
    "password_reset": _("A new password was chosen with a code sent to this address."),
    "password_set": _("A password was added."),
    "totp_activated": _("An app that makes codes was set up."),
    "totp_deactivated": _("The app that makes codes was removed."),
    "webauthn_added": _("A passkey was added."),
    "webauthn_removed": _("A passkey was removed."),
    "recovery_codes_generated": _("New recovery codes were made."),
    "account_connected": _("Sign-in through your organisation was added."),
    "account_disconnected": _("Sign-in through your organisation was removed."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("That password is not right."),
        "enter_current_password": _("That is not your password now."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": _("Please wait a moment before you ask again."),
        "duplicate_email": _("This is your address already."),
        "email_taken": _("This address cannot be used. Try another, or ask your administrator."),
        "same_as_current": _("This is your address already."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People join at /join/, are invited, or come through their organisation."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        idle.start(request.session, at=timezone.now())
        idle.count_sign_in_as_proof(request.session)

    def post_login(self, request: HttpRequest, user: User, **about: Any) -> HttpResponse:
        """Words that came too late are shown first."""
        response = super().post_login(request, user, **about)
        if kept.kept_for(user.pk):
            return redirect("account_kept")
        return response

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        proved = EmailAddress.objects.filter(user=email_address.user, verified=True)
        old = proved.exclude(email=email_address.email).first()
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            address_confirmed(
                user=email_address.user,
                old=old.email if old else "",
                new=email_address.email,
                at=timezone.now(),
            )
        return confirmed

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """An address is changed, with notice to the old one; it is never just taken away."""
        return False

    def get_login_stages(self) -> list[str]:
        ours = {
            "allauth.account.stages.EmailVerificationStage": "accounts.stages.ConfirmAddressStage"
        }
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_home")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """One neutral letter for each change, told to the address of record."""
        name = template_prefix.rpartition("/")[2]
        to = email or EmailAddress.objects.get_primary_email(user)
        if to and name in NOTICES:
            what = {"what": str(NOTICES[name])}
            queue_mail(template="sign_in_changed", to=to, context=what | self._moment())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        words = {name: value for name, value in context.items() if isinstance(value, str)}
        queue_mail(
            template=template_prefix.rpartition("/")[2],
            to=email,
            context=words | self._moment(),
            expires_after=CODE_LASTS if "code" in words else timedelta(days=2),
        )

    def _moment(self) -> dict[str, str]:
        return {
            "when": date_format(timezone.localtime(), "j F Y, H:i"),
            "device": devices.in_words(self.request.META.get("HTTP_USER_AGENT", "")),
        }


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "unverified_email": _("Confirm your e-mail address first, then set up the second step."),
        "cannot_delete_authenticator": _(
            "Your role needs a second step. Set up another one before you remove this one."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, purpose=SEED)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, purpose=SEED)

    def _get_site_name(self) -> str:
        return "ChATR Portal"

    def generate_authenticator_name(self, user: User, *_kind: Any, **_: Any) -> str:
        return devices.in_words(context.request.META.get("HTTP_USER_AGENT", ""))
