from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.requests import AlreadyDecidedError, approve_request, decline_request
from accounts.doors import needs
from accounts.forms.arrivals import AnswerForm
from accounts.models import AccessRequest, Organisation
from accounts.rights import Right
from accounts.views.arrivals_door import page_of


@needs(Right.CONFIRM_PEOPLE)
def requests(request: HttpRequest) -> HttpResponse:
    rows = AccessRequest.objects.visible_to(request.user.person).open()
    page = page_of(request, rows.select_related("organisation"))
    return render(request, "arrivals/requests.html", {"page": page})


@needs(Right.CONFIRM_PEOPLE)
def access_request(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = request.user.person
    rows = AccessRequest.objects.visible_to(person).select_related("organisation", "decided_by")
    row = get_object_or_404(rows, uuid=uuid)
    organisations = Organisation.objects.active().where(person, Right.CONFIRM_PEOPLE)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        organisations=organisations,
        initial={"organisation": row.organisation},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, row, form)
        except AlreadyDecidedError:
            messages.info(request, _("Somebody else has answered this request already."))
        return redirect("arrivals:requests")
    return render(request, "arrivals/request.html", {"form": form, "row": row})


def _answer(request: HttpRequest, row: AccessRequest, form: AnswerForm) -> None:
    by, now, reason = request.user.person, timezone.now(), form.cleaned_data["reason"]
    if form.lets_in:
        approve_request(access_request=row, by=by, job=form.job(), reason=reason, at=now)
        messages.success(request, _("We have sent %(name)s a link.") % {"name": row.display_name})
    else:
        decline_request(access_request=row, by=by, reason=reason, at=now)
        messages.info(request, _("We have sent %(name)s your answer.") % {"name": row.display_name})
