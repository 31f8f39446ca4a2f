from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.arrivals import AddressTakenError
from accounts.actions.keys import KeyClosedError, add_job_with_key, find_key, join_with_key
from accounts.forms.joining import KeyForm, NewcomerForm
from accounts.models import EnrolmentKey
from accounts.views.joining import CHECK, KEY, begin_check, forget, usable_check
from accounts.views.signin import let_in


def key(request: HttpRequest) -> HttpResponse:
    signed_in = request.user.is_authenticated
    form = KeyForm(request.POST if request.method == "POST" else None, signed_in=signed_in)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="join_key_missed", dry_run=True):
            return ratelimit.respond_429(request)
        found = _find(request, form.cleaned_data["code"])
        if found:
            request.session[KEY] = found.code
            email = form.cleaned_data.get("email")
            if email:
                return begin_check(request, email)
            request.session.pop(CHECK, None)
            return redirect("joining:key_about_you")
        form.add_error("code", _("This key does not open anything now. Check it with your lead."))
    return render(request, "joining/key.html", {"form": form})


def about_you(request: HttpRequest) -> HttpResponse:
    try:
        found = find_key(code=request.session.get(KEY, ""), at=timezone.now())
    except KeyClosedError:
        return redirect("joining:key")
    check = usable_check(request)
    person = request.user.person if request.user.is_authenticated else None
    form = NewcomerForm(
        request.POST if request.method == "POST" else None,
        known=found,
        person=person,
        needs_password=person is None and check is None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _join(request, found, form)
        except (KeyClosedError, AddressTakenError, PermissionDenied):
            return redirect("joining:key")
    context = {"form": form, "key": found, "is_known": person is not None}
    return render(request, "joining/key_about_you.html", context)


def _join(request: HttpRequest, found: EnrolmentKey, form: NewcomerForm) -> HttpResponse:
    check, now = usable_check(request), timezone.now()
    place = {"organisation": found.organisation}
    if request.user.is_authenticated:
        newcomer = form.newcomer()
        add_job_with_key(key=found, person=request.user.person, newcomer=newcomer, at=now)
        forget(request)
        messages.success(request, _("You are now listed at %(organisation)s.") % place)
        return redirect("/")
    user = join_with_key(key=found, newcomer=form.newcomer(), check=check, at=now)
    forget(request)
    if not user.email:
        messages.info(
            request,
            _("Your user name is %(username)s. Please write it down: you need it to sign in.")
            % {"username": user.username},
        )
    return let_in(request, user, method="key")


def _find(request: HttpRequest, code: str) -> EnrolmentKey | None:
    try:
        return find_key(code=code, at=timezone.now())
    except KeyClosedError:
        ratelimit.consume(request, action="join_key_missed")
        return None
