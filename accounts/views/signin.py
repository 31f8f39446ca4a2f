from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from accounts import second_factor
from accounts.models import User
from accounts.views.signin_organisation import ways_in


class SignInView(LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "demo_accounts": demo_accounts(),
            "organisations": ways_in(self.request),
        }


def demo_accounts() -> list[User]:
    """In the order of the setting, and never outside a demonstration."""
    if not settings.DEMO:
        return []
    found = User.objects.in_bulk(settings.DEMO_ACCOUNTS, field_name="username")
    for username, user in found.items():
        user.about = settings.DEMO_ACCOUNTS[username]
    return [found[username] for username in settings.DEMO_ACCOUNTS if username in found]


@require_POST
def use_demo_account(request: HttpRequest) -> HttpResponse:
    username = request.POST.get("as", "")
    if not settings.DEMO or username not in settings.DEMO_ACCOUNTS:
        raise Http404
    user = get_object_or_404(User, username=username, is_active=True)
    return let_in(request, user, method="demo")


def let_in(request: HttpRequest, user: User, *, method: str) -> HttpResponse:
    """For ways in that allauth does not know, such as a card. Its later steps still follow."""
    record_authentication(request, user, method=method)
    login = Login(user=user, email_verification="none", redirect_url=get_next_redirect_url(request))
    return perform_login(request, login)


@login_required
def home(request: HttpRequest) -> HttpResponse:
    authenticators = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    context = {
        "address": EmailAddress.objects.filter(user=request.user).order_by("-primary").first(),
        "passkeys": [each for each in authenticators if each.type == Authenticator.Type.WEBAUTHN],
        "kinds": {each.type: each for each in authenticators},
        "organisations": SocialAccount.objects.filter(user=request.user),
        "must_have_second_step": settings.SECOND_FACTOR_REQUIRED
        and second_factor.is_required(request.user),
    }
    return render(request, "account/home.html", context)
