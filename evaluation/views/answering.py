"""Answer what one was asked, signed in."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from evaluation.actions.serving import served_by
from evaluation.actions.taking_part import take_part
from evaluation.actions.talking import support_for
from evaluation.models import Invitation, Participant
from evaluation.pages import Pages
from evaluation.views.page import Asking, answer_page, onward_of, over


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_survey(request: HttpRequest, uuid: UUID, number: int | None = None) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.of(request.user.person), uuid=uuid)
    now, onward = timezone.now(), onward_of(request)
    pages = Pages.of(invitation)
    if not pages.is_sent and (words := _why_not_now(invitation, at=now)):
        return over(request, words, onward)
    asking = Asking(
        occasion=invitation.occasion,
        moment=invitation.get_wave_display(),
        pages=pages,
        reload=partial(Pages.of, invitation),
        begin=partial(take_part, invitation=invitation, on=timezone.localdate(now)),
        support=support_for(invitation.occasion, invitation.person),
        talk=reverse("evaluation:talk", args=[invitation.uuid]),
        url_name="evaluation:survey_page",
        args=(invitation.uuid,),
        onward=onward,
        shown=invitation.show,
        also=served_by(pages, invitation, at=now),
        own=reverse("evaluation:own"),
    )
    return answer_page(request, asking, number)


def _why_not_now(invitation: Invitation, *, at: datetime) -> str:
    """Empty where they can be answered."""
    if Participant.objects.have_withdrawn(invitation.person, invitation.occasion.plan):
        return _("You took your answers back, so you are not asked again.")
    if invitation.has_ended(at=at) or invitation.occasion.plan.closed_at:
        return _("These questions have closed. There is nothing you need to do.")
    if not invitation.is_open(at=at):
        day = date_format(timezone.localtime(invitation.opens_at), "j F Y")
        return _("These questions open on %(day)s. There is nothing you need to do now.") % {
            "day": day
        }
    return ""
