"""Answer what one was asked, a page a section."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from evaluation.actions.answering import Sent, save_page, send_answers
from evaluation.actions.serving import served_by
from evaluation.actions.taking_part import take_part
from evaluation.forms import SectionForm
from evaluation.models import Invitation, Participant
from evaluation.pages import Pages
from evaluation.steps import Step


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_survey(request: HttpRequest, uuid: UUID, number: int | None = None) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.of(request.user.person), uuid=uuid)
    onward, now = _onward(request), timezone.now()
    pages = Pages.of(invitation)
    if pages.is_sent:
        return _over(request, _("Your answers are in. Thank you."), onward)
    if invitation.closed_at or (invitation.closes_at and invitation.closes_at <= now):
        words = _("These questions have closed. There is nothing you need to do.")
        return _over(request, words, onward)
    step = pages.steps[min(number or pages.goes_on_at, len(pages.steps)) - 1]
    if step.number > pages.goes_on_at:
        return redirect(_page(invitation, pages.goes_on_at, onward))
    asked = pages.asked_at(step)
    form = SectionForm(
        _posted(request),
        items=step.items(asked.answers),
        answers=asked.answers,
        quotable=asked.quotable,
    )
    if request.method == "POST":
        answer = _saved(request, invitation, pages, step, form, onward)
        if answer is not None:
            return answer
    return render(
        request, "evaluation/survey.html", _context(invitation, pages, step, form, onward)
    )


def _saved(
    request: HttpRequest,
    invitation: Invitation,
    pages: Pages,
    step: Step,
    form: SectionForm,
    onward: str,
) -> HttpResponse | None:
    """None where something is to be put right first."""
    is_by_script = not request.accepts("text/html")
    if not form.is_valid():
        return JsonResponse({"problems": form.errors}, status=400) if is_by_script else None
    today = timezone.localdate()
    participant = take_part(invitation=invitation, on=today)
    save_page(
        participant=participant,
        pages=pages,
        step=step,
        given=form.answers(),
        quotable=form.quotable(),
        on=today,
    )
    if is_by_script:
        return JsonResponse({"saved_at": time_format(timezone.localtime(), "H:i")})
    if "later" in request.POST:
        words = _("Saved. You can carry on with these questions any time.")
        return _over(request, words, onward)
    if "back" in request.POST:
        return redirect(_page(invitation, max(step.number - 1, 1), onward))
    if step.number < len(pages.steps):
        return redirect(_page(invitation, step.number + 1, onward))
    return _sent(request, invitation, participant, onward)


def _sent(
    request: HttpRequest, invitation: Invitation, participant: Participant, onward: str
) -> HttpResponse:
    today = timezone.localdate()
    pages = Pages.of(invitation)
    others = served_by(pages, invitation, at=timezone.now())
    sent = send_answers(participant=participant, pages=pages, on=today, others=others)
    messages.success(request, _thanks(sent))
    return redirect(onward)


def _thanks(sent: Sent) -> str:
    thanks = _("Your answers are in. Thank you.")
    if not sent.also:
        return thanks
    also = _("They count for “%(other)s” as well, so you are not asked the same again there.")
    return f"{thanks} {also % {'other': '”, “'.join(sent.also)}}"


def _context(
    invitation: Invitation, pages: Pages, step: Step, form: SectionForm, onward: str
) -> dict[str, object]:
    return {
        "invitation": invitation,
        "pages": pages,
        "step": step,
        "file": step.measure.file,
        "form": form,
        "onward": onward,
        "consent": invitation.occasion.plan.consent if step.number == 1 else None,
        "also": [other.occasion.label for other in served_by(pages, invitation, at=timezone.now())]
        if step.number == 1
        else [],
        "is_last": step.number == len(pages.steps),
        "many": len(pages.steps) > 1,
        "shown": invitation.show,
    }


def _page(invitation: Invitation, number: int, onward: str) -> str:
    page = reverse("evaluation:survey_page", args=[invitation.uuid, number])
    return f"{page}?{urlencode({'next': onward})}"


def _over(request: HttpRequest, words: str, onward: str) -> HttpResponse:
    if not request.accepts("text/html"):
        return JsonResponse({}, status=409)
    messages.info(request, words)
    return redirect(onward)


def _onward(request: HttpRequest) -> str:
    asked_for = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked_for, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked_for if is_ours else "/"


def _posted(request: HttpRequest) -> QueryDict | None:
    """An empty POST is still a POST."""
    return request.POST if request.method == "POST" else None
