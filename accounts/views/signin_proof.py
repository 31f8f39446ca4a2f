from __future__ import annotations

from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import proof
from accounts.forms.signin import CodeForm


@never_cache
@login_required
def by_code(request: HttpRequest) -> HttpResponse:
    """Nothing is sent before the button is pressed."""
    process = proof.ProofByCode.resume(request)
    if request.method == "POST" and "send" in request.POST:
        return _send(request)
    if process is None:
        return render(request, "account/proof_by_code.html", {"next": _onward(request)})
    form = CodeForm(request.POST if request.method == "POST" else None, code=process.code)
    if form.is_valid():
        process.finish()
        return redirect(_onward(request))
    if form.is_bound and not process.record_invalid_attempt():
        messages.info(request, _("That was too many tries. Please ask for a new code."))
        return redirect(request.get_full_path())
    context = {"form": form, "email": process.state["email"], "next": _onward(request)}
    return render(request, "account/proof_code.html", context)


def _send(request: HttpRequest) -> HttpResponse:
    limited = ratelimit.consume_or_429(request, action="reauthenticate", user=request.user)
    if limited:
        return limited
    if proof.ProofByCode.begin(request) is None:
        return render(request, "account/proof_without_address.html")
    return redirect(request.get_full_path())


def _onward(request: HttpRequest) -> str:
    return get_next_redirect_url(request) or "/account/"
