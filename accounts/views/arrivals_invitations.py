from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions.invitations import (
    InvitationClosedError,
    invite_person,
    resend_invitation,
    revoke_invitation,
)
from accounts.doors import needs
from accounts.forms.arrivals import InvitationForm
from accounts.models import Invitation, Organisation, Person
from accounts.rights import Right
from accounts.views.arrivals_door import page_of


@needs(Right.INVITE_PEOPLE)
def invitations(request: HttpRequest) -> HttpResponse:
    rows = Invitation.objects.visible_to(request.user.person).select_related(
        "organisation", "invited_by", "accepted_by"
    )
    page, now = page_of(request, rows), timezone.now()
    for row in page:
        row.state_now = row.state(at=now)
    return render(request, "arrivals/invitations.html", {"page": page})


@needs(Right.INVITE_PEOPLE)
def invite(request: HttpRequest) -> HttpResponse:
    person = request.user.person
    organisations = Organisation.objects.active().where(person, Right.INVITE_PEOPLE)
    record = _record(request)
    form = InvitationForm(
        request.POST if request.method == "POST" else None,
        organisations=organisations,
        record=record,
    )
    if request.method == "POST" and form.is_valid():
        invitation = invite_person(by=person, letter=form.letter(), at=timezone.now())
        messages.success(request, _("We have written to %(email)s.") % {"email": invitation.email})
        return redirect("arrivals:invitations")
    return render(request, "arrivals/invite.html", {"form": form, "record": record})


def _record(request: HttpRequest) -> Person | None:
    """The record, added by name, that is to become the guest's own."""
    uuid = request.GET.get("for", "")
    if not uuid:
        return None
    people = Person.objects.filter(user=None).reached_by(
        request.user.person, Right.INVITE_PEOPLE, on=timezone.localdate()
    )
    try:
        return get_object_or_404(people, uuid=uuid)
    except ValidationError as problem:
        raise Http404 from problem


@require_POST
@needs(Right.INVITE_PEOPLE)
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    rows = Invitation.objects.visible_to(request.user.person)
    row = get_object_or_404(rows.select_related("organisation", "invited_by"), uuid=uuid)
    email = {"email": row.email}
    try:
        if request.POST.get("change") == "withdraw":
            revoke_invitation(invitation=row, by=request.user.person, at=timezone.now())
            messages.info(request, _("The invitation to %(email)s is withdrawn.") % email)
        else:
            resend_invitation(invitation=row, by=request.user.person, at=timezone.now())
            messages.success(request, _("We have written to %(email)s again.") % email)
    except InvitationClosedError:
        messages.info(request, _("This invitation has been used or withdrawn."))
    return redirect("arrivals:invitations")
