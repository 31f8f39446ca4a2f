"""What somebody answered, as they alone may see it, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluation.actions.answering import withdraw
from evaluation.actions.serving import copies_of
from evaluation.models import Invitation, Occasion, Participant, Plan, Response


@login_required
@never_cache
@require_safe
def list_own(request: HttpRequest) -> HttpResponse:
    person = request.user.person
    plans = list(Plan.objects.that_asked(person))
    taken_part = Participant.objects.of(person, plans).select_related("plan", "consent")
    context = {
        "asked": Invitation.objects.unanswered_by(person, at=timezone.now()),
        "taken_part": taken_part.with_moments(),
    }
    return render(request, "evaluation/own.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = request.user.person
    plan = get_object_or_404(Plan.objects.that_asked(person), uuid=uuid)
    if request.method != "POST":
        elsewhere = copies_of(Response.objects.by(person, plan)).exclude(participant__plan=plan)
        context = {
            "plan": plan,
            "back": reverse("evaluation:own"),
            "about": Occasion.objects.filter(plan=plan, invitations__person=person).distinct(),
            "elsewhere": Occasion.objects.filter(responses__in=elsewhere).distinct(),
        }
        return render(request, "evaluation/take_back.html", context)
    if withdraw(person=person, plan=plan, at=timezone.now()):
        words = _("Your answers are gone. They are in no result that is still to come.")
        messages.success(request, words)
    else:
        messages.info(request, _("There is nothing to take back any more."))
    return redirect("evaluation:own")
