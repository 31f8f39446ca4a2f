"""The desk where people come in: what waits, and who says they work here."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions.confirmations import confirm_employment, decline_employment
from accounts.doors import needs
from accounts.models import AccessRequest, Employment, Invitation, PeopleImport, RecordClaim
from accounts.permissions import has_right
from accounts.rights import Right
from accounts.views.arrivals_door import page_of


@login_required
def arrivals(request: HttpRequest) -> HttpResponse:
    person = request.user.person
    rights = {
        "may_confirm": has_right(person, Right.CONFIRM_PEOPLE),
        "may_invite": has_right(person, Right.INVITE_PEOPLE),
        "may_print": has_right(person, Right.PRINT_CARDS),
        "may_merge": has_right(person, Right.MERGE_PEOPLE),
    }
    if not any(rights.values()):
        raise PermissionDenied
    counts = {
        "waiting": _waiting(request).count(),
        "requests": AccessRequest.objects.visible_to(person).open().count(),
        "invitations": Invitation.objects.visible_to(person).open(at=timezone.now()).count(),
        "imports": PeopleImport.objects.visible_to(person).at_work().count(),
        "claims": RecordClaim.objects.visible_to(person).open().count(),
    }
    return render(request, "arrivals/arrivals.html", {**rights, "counts": counts})


@needs(Right.CONFIRM_PEOPLE)
def waiting(request: HttpRequest) -> HttpResponse:
    rows = _waiting(request).select_related(
        "person__user", "organisation", "profession", "employment_type"
    )
    page = page_of(request, rows.order_by("pk"))
    return render(request, "arrivals/waiting.html", {"page": page})


@require_POST
@needs(Right.CONFIRM_PEOPLE)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One press: *they work here*, or *not here*."""
    rows = Employment.objects.confirmable_by(request.user.person).select_related("person")
    employment = get_object_or_404(rows, pk=pk)
    name = {"name": employment.person}
    if request.POST.get("answer") == "yes":
        confirm_employment(employment=employment, by=request.user.person, at=timezone.now())
        messages.success(request, _("%(name)s is confirmed.") % name)
    else:
        decline_employment(employment=employment, by=request.user.person, at=timezone.now())
        messages.info(request, _("%(name)s is not listed with you. We have told them.") % name)
    return redirect("arrivals:waiting")


def _waiting(request: HttpRequest):
    return (
        Employment.objects.to_confirm(on=timezone.localdate())
        .confirmable_by(request.user.person)
        .exclude(person=request.user.person)
    )
