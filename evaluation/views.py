from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.audit import record
from evaluation.actions import release_results, save_answers
from evaluation.downloads import matched_change_csv
from evaluation.forms import SurveyForm
from evaluation.models import Invitation, Occasion, Response
from evaluation.permissions import can_see_results


@login_required
@never_cache
def answer_survey(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = request.user.person
    invitation = get_object_or_404(Invitation.objects.of(person), uuid=uuid)
    onward = _onward(request)
    response = Response.objects.to(invitation).first()
    if response and response.is_complete:
        messages.info(request, _("Your answers are in. Thank you."))
        return redirect(onward)
    if invitation.closed_at:
        messages.info(request, _("These questions have closed. There is nothing you need to do."))
        return redirect(onward)
    form = SurveyForm(
        _posted(request), instrument=invitation.occasion.instrument, response=response
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, invitation, form, onward)
    return render(
        request,
        "evaluation/survey.html",
        {"invitation": invitation, "form": form, "onward": onward},
    )


def _save(
    request: HttpRequest, invitation: Invitation, form: SurveyForm, onward: str
) -> HttpResponse:
    is_complete = "later" not in request.POST
    save_answers(
        invitation=invitation,
        answers=form.answers(),
        on=timezone.localdate(),
        is_complete=is_complete,
    )
    if is_complete:
        messages.success(request, _("Your answers are in. Thank you."))
    else:
        messages.success(request, _("Saved. You can carry on with these questions any time."))
    return redirect(onward)


def _onward(request: HttpRequest) -> str:
    asked_for = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked_for, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked_for if is_ours else "/"


@login_required
@require_safe
def list_results(request: HttpRequest) -> HttpResponse:
    if not can_see_results(request.user.person):
        raise PermissionDenied
    occasions = Occasion.objects.select_related("instrument").with_latest_release()
    return render(request, "evaluation/results.html", {"occasions": occasions})


@login_required
@require_POST
def prepare_results(request: HttpRequest, uuid: UUID) -> HttpResponse:
    occasion = get_object_or_404(Occasion, uuid=uuid)
    if release_results(by=request.user.person, occasion=occasion):
        messages.success(request, _("The figures are ready."))
    else:
        messages.info(
            request,
            _(
                "Not enough people have answered both times since the last figures. "
                "Ten more are needed, so that nobody can be found."
            ),
        )
    return redirect("evaluation:results")


@login_required
@require_safe
@never_cache
def download_change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    if not can_see_results(request.user.person):
        raise PermissionDenied
    occasion = get_object_or_404(Occasion, uuid=uuid)
    release = occasion.releases.order_by("-number").first()
    record(actor=request.user.person, verb="download_released_results", target=release or occasion)
    name = f"matched-change-{slugify(occasion.label)}.csv"
    return HttpResponse(
        # The mark at the front tells spreadsheet programs that this is UTF-8.
        "\ufeff" + matched_change_csv(occasion, release),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _posted(request: HttpRequest) -> QueryDict | None:
    """An empty POST is still a POST."""
    return request.POST if request.method == "POST" else None
