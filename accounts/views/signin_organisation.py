from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.flows.signup import (
    clear_pending_signup,
    complete_social_signup,
    get_pending_signup,
)
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from allauth.socialaccount.views import ConnectionsView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from requests import RequestException

from accounts.actions.arrivals import AddressTakenError, unclaimed_record
from accounts.actions.organisation_signin import join_through_organisation, open_organisation
from accounts.forms.joining import NewcomerForm
from accounts.forms.signin import LeaveOrganisationForm
from accounts.models import Organisation
from accounts.organisation_claims import Newcomers, Rules
from accounts.proof import proof_required


def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("account_login")
    try:
        return _leaving(request, openid_connect.login(request, provider_id))
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=503)


def leave_by_saml(request: HttpRequest, organization_slug: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("account_login")
    try:
        provider = get_adapter().get_provider(request, "saml", client_id=organization_slug)
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    return _leaving(request, provider.redirect_from_request(request))


def _leaving(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A page between, since no form of ours may lead to another site, nor a redirect after one."""
    if response.status_code != 302:
        return response
    return render(request, "socialaccount/leaving.html", {"url": response.url})


def newcomer(request: HttpRequest) -> HttpResponse:
    """The organisation says who somebody is; only they can say what they do there."""
    pending = get_pending_signup(request)
    rules = Rules.read(pending.provider.app.settings) if pending else Rules()
    organisation = open_organisation(rules.organisation) if rules.organisation else None
    if organisation is None or rules.newcomers is Newcomers.CLOSED:
        return redirect("account_login")
    email = pending.email_addresses[0].email
    form = _form(request, organisation, pending, email)
    if request.method == "POST" and form.is_valid():
        return _welcome(request, form, pending, rules)
    context = {"form": form, "organisation": organisation, "email": email}
    return render(request, "socialaccount/signup.html", context)


def _form(
    request: HttpRequest, organisation: Organisation, pending: SocialLogin, email: str
) -> NewcomerForm:
    return NewcomerForm(
        request.POST if request.method == "POST" else None,
        known=SimpleNamespace(organisation=organisation),
        record=unclaimed_record(email),
        initial={"display_name": pending.account.extra_data.get("name", "")},
    )


def _welcome(
    request: HttpRequest, form: NewcomerForm, pending: SocialLogin, rules: Rules
) -> HttpResponse:
    try:
        user = join_through_organisation(
            newcomer=form.newcomer(),
            email=pending.email_addresses[0].email,
            confirmed=rules.newcomers is Newcomers.CONFIRMED,
            takes_record=form.cleaned_data.get("is_record") == "yes",
            at=timezone.now(),
        )
    except AddressTakenError:
        return render(request, "socialaccount/address_taken.html", status=409)
    clear_pending_signup(request)
    pending.user, pending.account.extra_data = user, {}
    pending.save(request, connect=True)
    return complete_social_signup(request, pending)


@method_decorator(proof_required, name="dispatch")
class OrganisationsView(ConnectionsView):
    def get_form_class(self) -> type[LeaveOrganisationForm]:
        return LeaveOrganisationForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        joined = {account.provider for account in context["form"].accounts}
        offered = ways_in(self.request)
        return context | {"available": [each for each in offered if each["id"] not in joined]}


def ways_in(request: HttpRequest) -> list[dict[str, str]]:
    """The organisations whose people can sign in through them."""
    return [
        {
            "id": provider.sub_id,
            "name": provider.name,
            "url": provider.get_login_url(request),
        }
        for provider in get_adapter().list_providers(request)
        if not provider.app.settings.get("hidden")
    ]
