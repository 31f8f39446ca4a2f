from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.accepting import (
    Acceptance,
    SignedInAsAnotherError,
    accept_invitation,
    holder,
)
from accounts.actions.invitations import InvitationClosedError
from accounts.forms.joining import NewcomerForm
from accounts.models import Invitation, User
from accounts.views.signin import let_in


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """One page with one button; only the button does something."""
    found = _find(token)
    if found is None or found.state(at=timezone.now()) != Invitation.State.OPEN:
        return _closed(request, found)
    signed_in = request.user if request.user.is_authenticated else None
    try:
        user = holder(found, signed_in=signed_in)
    except SignedInAsAnotherError:
        return render(request, "joining/another_person.html", {"invitation": found})
    form = _form(request, found, user)
    if request.method == "POST" and form.is_valid():
        try:
            acceptance = accept_invitation(
                invitation=found,
                newcomer=form.newcomer(),
                signed_in=signed_in,
                at=timezone.now(),
            )
        except InvitationClosedError:
            return redirect(request.path)
        return _welcome(request, found, acceptance)
    context = {"form": form, "invitation": found, "is_known": user is not None}
    return render(request, "joining/invitation.html", context)


def _find(token: str) -> Invitation | None:
    uuid = Invitation.uuid_from(token)
    rows = Invitation.objects.select_related("organisation", "invited_by", "person__user")
    return rows.filter(uuid=uuid).first() if uuid else None


def _form(request: HttpRequest, found: Invitation, user: User | None) -> NewcomerForm:
    return NewcomerForm(
        request.POST if request.method == "POST" else None,
        known=found,
        person=user.person if user else None,
        initial={"display_name": found.display_name},
    )


def _welcome(request: HttpRequest, found: Invitation, acceptance: Acceptance) -> HttpResponse:
    if acceptance.waits_for_merge:
        messages.info(request, _("An administrator will join your two records. Nothing is lost."))
    if acceptance.is_new:
        return let_in(request, acceptance.user, method="invitation")
    place = {"organisation": found.organisation}
    messages.success(request, _("You are now listed at %(organisation)s.") % place)
    return redirect("/" if request.user.is_authenticated else "account_login")


def _closed(request: HttpRequest, found: Invitation | None) -> HttpResponse:
    state = found.state(at=timezone.now()) if found else ""
    status = 410 if found else 404
    return render(request, "joining/invitation_closed.html", {"state": state}, status=status)
