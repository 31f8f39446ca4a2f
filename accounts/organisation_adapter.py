"""Where allauth asks what to make of somebody who comes through their organisation's sign-in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.organisation_signin import note_left, open_organisation
from accounts.models import User
from accounts.organisation_claims import Claims, Newcomers, Rules, Verdict, judge

CONNECT = "connect"


class OrganisationSignInAdapter(DefaultSocialAccountAdapter):
    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": _(
            "This is your only way in that needs no e-mail. Add a password or a passkey first."
        ),
        "no_verified_email": _("Confirm an e-mail address first, so that you can still get in."),
        "connected_other": _("This account belongs to somebody else here."),
    }

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> User:
        """Before anybody is looked up by it: the word "false" is no proof of an address."""
        claims = read_claims(sociallogin)
        for address in sociallogin.email_addresses:
            address.email = address.email.lower()
            address.verified = claims.is_proved or self.is_email_verified(
                sociallogin.provider, address.email
            )
        sociallogin.user.email = claims.email
        return sociallogin.user

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Only an organisation speaks for the addresses it hands out itself."""
        rules = Rules.read(login.provider.app.settings)
        return email.rpartition("@")[2].lower() in rules.domains

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        rules = Rules.read(sociallogin.provider.app.settings)
        claims = read_claims(sociallogin)
        is_joined = not sociallogin.account._state.adding
        verdict = judge(
            claims,
            rules,
            is_known=is_joined or sociallogin.state.get("process") == CONNECT,
            is_trusted=self.is_email_verified(sociallogin.provider, claims.email),
        )
        if verdict is Verdict.LEFT and is_joined:
            note_left(
                person=sociallogin.user.person,
                organisation=rules.organisation,
                at=timezone.now(),
            )
        if verdict is not Verdict.WELCOME:
            raise ImmediateHttpResponse(refuse(request, sociallogin, verdict))
        keep_little(sociallogin, claims)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        rules = Rules.read(sociallogin.provider.app.settings)
        if rules.newcomers is Newcomers.CLOSED:
            return False
        return open_organisation(rules.organisation) is not None


def read_claims(sociallogin: SocialLogin) -> Claims:
    data = sociallogin.account.extra_data
    claims = Claims.read(data)
    if "id_token" in data or "userinfo" in data or not sociallogin.email_addresses:
        return claims
    # SAML: which attribute is the address is a matter of its own settings.
    address = sociallogin.email_addresses[0]
    return replace(claims, email=address.email.lower(), is_proved=address.verified)


def keep_little(sociallogin: SocialLogin, claims: Claims) -> None:
    """The rest of what the organisation told us is none of our business."""
    account = sociallogin.account
    account.extra_data = {"name": claims.name} if account._state.adding else {}
    if not account._state.adding:
        account.save(update_fields=["extra_data"])


def refuse(request: HttpRequest, sociallogin: SocialLogin, verdict: Verdict) -> Any:
    context = {"organisation": sociallogin.provider.name, "verdict": verdict.value}
    return render(request, "socialaccount/refused.html", context, status=403)
