from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions.keys import make_key, revoke_key
from accounts.doors import needs
from accounts.forms.arrivals import NewKeyForm
from accounts.models import EnrolmentKey, Organisation
from accounts.permissions import has_right
from accounts.rights import Right
from accounts.views.arrivals_door import page_of


@needs(Right.INVITE_PEOPLE)
def keys(request: HttpRequest) -> HttpResponse:
    rows = EnrolmentKey.objects.visible_to(request.user.person).with_use_count()
    page, now = page_of(request, rows.select_related("organisation", "profession")), timezone.now()
    for row in page:
        row.is_open_now = row.is_open(at=now) and row.use_count < row.limit
    return render(request, "arrivals/keys.html", {"page": page})


@needs(Right.INVITE_PEOPLE)
def new_key(request: HttpRequest) -> HttpResponse:
    person = request.user.person
    form = NewKeyForm(
        request.POST if request.method == "POST" else None,
        organisations=Organisation.objects.active().where(person, Right.INVITE_PEOPLE),
        may_confirm=has_right(person, Right.CONFIRM_PEOPLE),
    )
    if request.method == "POST" and form.is_valid():
        made = make_key(by=person, terms=form.terms(), at=timezone.now())
        return redirect("arrivals:key", made.pk)
    return render(request, "arrivals/new_key.html", {"form": form})


@needs(Right.INVITE_PEOPLE)
def key(request: HttpRequest, pk: int) -> HttpResponse:
    """The code to put up, and who came in with it."""
    row = get_object_or_404(_keys(request).with_use_count(), pk=pk)
    uses = page_of(request, row.uses.select_related("person"))
    context = {"key": row, "uses": uses, "is_open": row.is_open(at=timezone.now())}
    return render(request, "arrivals/key.html", context)


@require_POST
@needs(Right.INVITE_PEOPLE)
def withdraw_key(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(_keys(request), pk=pk)
    revoke_key(key=row, by=request.user.person, at=timezone.now())
    messages.info(request, _("The key lets nobody in from now on. Whoever joined with it stays."))
    return redirect("arrivals:keys")


def _keys(request: HttpRequest):
    rows = EnrolmentKey.objects.visible_to(request.user.person)
    return rows.select_related("organisation", "profession", "employment_type", "made_by")
