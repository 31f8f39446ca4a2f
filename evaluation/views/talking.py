"""Whom somebody can talk to, at once: the support person, local support, the safeguarding route."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from evaluation.actions.talking import ask_for_contact, support_for
from evaluation.models import Invitation
from evaluation.views.page import onward_of


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Open to whoever was asked, whatever they answered, so that being here tells nothing."""
    person, onward = request.user.person, onward_of(request)
    invitation = get_object_or_404(Invitation.objects.of(person), uuid=uuid)
    occasion = invitation.occasion
    if request.method == "POST":
        told = ask_for_contact(person=person, occasion=occasion, at=timezone.now())
        if told:
            words = _("%(name)s has been asked to contact you.") % {"name": told}
            messages.success(request, words)
            return redirect(onward)
        words = _("There is no support person to ask just now. This is who you can turn to.")
        messages.info(request, words)
    context = {"support_person": support_for(occasion, person), "own": person, "onward": onward}
    return render(request, "evaluation/talk.html", context)
