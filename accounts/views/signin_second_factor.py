from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import urlencode

from accounts import second_factor
from accounts.actions.devices import end_devices_of
from accounts.proof import proof_required

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


@login_required
def needed(request: HttpRequest) -> HttpResponse:
    """Either it was never set up, or this session has not shown it yet."""
    if is_mfa_enabled(request.user, FACTORS) and not second_factor.is_proved(request):
        where = urlencode({"next": get_next_redirect_url(request) or "/"})
        has_app = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
        name = "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"
        return redirect(f"{reverse(name)}?{where}")
    return render(request, "mfa/needed.html")


@method_decorator(proof_required, name="dispatch")
class SetUpAppView(ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        second_factor.record_set_up(self.request, Authenticator.Type.TOTP)
        return response


@method_decorator(proof_required, name="dispatch")
class AddPasskeyView(AddWebAuthnView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        return context | {"js_data": {"creation_options": options}}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        newest = Authenticator.objects.filter(user=self.request.user).order_by("pk")
        passkey = newest.filter(type=Authenticator.Type.WEBAUTHN).last()
        second_factor.record_set_up(self.request, Authenticator.Type.WEBAUTHN, passkey.pk)
        return response


class KeepsOneFactor:
    """Nobody whose role needs a second step is left without one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and second_factor.is_last_needed(request.user):
            return render(request, "mfa/last_one.html", status=403)
        return super().dispatch(request, *args, **kwargs)


class RemoveAppView(KeepsOneFactor, DeactivateTOTPView):
    success_url = reverse_lazy("account_home")


class RemovePasskeyView(KeepsOneFactor, RemoveWebAuthnView):
    success_url = reverse_lazy("account_home")

    def form_valid(self, form: Any) -> HttpResponse:
        end_devices_of(self.get_object())
        return super().form_valid(form)


class RenamePasskeyView(EditWebAuthnView):
    success_url = reverse_lazy("account_home")
