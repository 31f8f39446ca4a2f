"""Joining by oneself: address, code, then either a few answers or a request."""

from __future__ import annotations

from uuid import UUID

from allauth.core import ratelimit
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions.arrivals import AddressTakenError, unclaimed_record
from accounts.actions.registration import (
    ask_for_access,
    open_organisations,
    prove_address,
    register,
    send_code,
)
from accounts.forms.joining import AccessRequestForm, AddressForm, CodeForm, NewcomerForm
from accounts.models import AddressCheck
from accounts.views.signin import let_in

CHECK = "joining_check"
KEY = "joining_key"


def start(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("/")
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        request.session.pop(KEY, None)
        return begin_check(request, form.cleaned_data["email"])
    return render(request, "joining/start.html", {"form": form})


def begin_check(request: HttpRequest, email: str) -> HttpResponse:
    if not ratelimit.consume(request, action="join_address", key=email.lower()):
        return ratelimit.respond_429(request)
    check = send_code(email=email, at=timezone.now())
    request.session[CHECK] = str(check.uuid)
    return redirect("joining:code")


def code(request: HttpRequest) -> HttpResponse:
    check = current_check(request)
    if check is None:
        return redirect("joining:start")
    if check.is_usable(at=timezone.now()):
        return _onward(request, check)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="join_code", key=str(check.uuid)):
            return ratelimit.respond_429(request)
        if prove_address(check=check, code=form.cleaned_data["code"], at=timezone.now()):
            return _onward(request, check)
        form.add_error(
            "code",
            _("That code is not right, or it is too old. Check it, or ask for a new one."),
        )
    return render(request, "joining/code.html", {"form": form, "email": check.email})


@require_POST
def resend(request: HttpRequest) -> HttpResponse:
    check = current_check(request)
    return begin_check(request, check.email) if check else redirect("joining:start")


def about_you(request: HttpRequest) -> HttpResponse:
    check = usable_check(request)
    if check is None:
        return redirect("joining:start")
    organisations = open_organisations(check)
    record = unclaimed_record(check.email)
    form = NewcomerForm(
        request.POST if request.method == "POST" else None,
        organisations=organisations,
        record=record,
    )
    if request.method == "POST" and form.is_valid():
        try:
            user = register(
                check=check,
                newcomer=form.newcomer(),
                takes_record=form.cleaned_data.get("is_record") == "yes",
                at=timezone.now(),
            )
        except (AddressTakenError, PermissionDenied):
            return redirect("joining:start")
        forget(request)
        return let_in(request, user, method="code")
    shares = len(organisations) > 1
    return render(request, "joining/about_you.html", {"form": form, "shares_domain": shares})


def ask(request: HttpRequest) -> HttpResponse:
    check = usable_check(request)
    if check is None:
        return redirect("joining:start")
    form = AccessRequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ask_for_access(check=check, at=timezone.now(), **form.cleaned_data)
        forget(request)
        return redirect("joining:asked")
    return render(request, "joining/ask.html", {"form": form, "email": check.email})


def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "joining/asked.html")


def current_check(request: HttpRequest) -> AddressCheck | None:
    found = request.session.get(CHECK)
    return AddressCheck.objects.filter(uuid=UUID(found)).first() if found else None


def usable_check(request: HttpRequest) -> AddressCheck | None:
    check = current_check(request)
    return check if check and check.is_usable(at=timezone.now()) else None


def forget(request: HttpRequest) -> None:
    for name in (CHECK, KEY):
        request.session.pop(name, None)


def _onward(request: HttpRequest, check: AddressCheck) -> HttpResponse:
    if KEY in request.session:
        return redirect("joining:key_about_you")
    if open_organisations(check):
        return redirect("joining:about_you")
    return redirect("joining:ask")
