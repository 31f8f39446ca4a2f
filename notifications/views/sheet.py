"""A sheet to print for people whom no letter reaches."""

from __future__ import annotations

from django.contrib import messages as said
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.doors import open_to
from notifications.forms.desk import SheetForm
from notifications.permissions import may_hand_over_messages
from notifications.sheet import MOST, messages_on_sheet, note_handed_over, slips


@open_to(may_hand_over_messages)
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    lead = request.user.person
    form = SheetForm(request.GET or None, lead=lead)
    place = form.chosen()
    found = []
    if place:
        found = messages_on_sheet(lead=lead, organisation=place, at=timezone.now())[:MOST]
    context = {"form": form, "place": place, "slips": slips(found)}
    return render(request, "notifications/sheet.html", context)


@open_to(may_hand_over_messages)
@require_POST
def handed_over(request: HttpRequest) -> HttpResponse:
    """Those that stood on the sheet, not what has come since."""
    lead = request.user.person
    form = SheetForm(request.POST, lead=lead)
    place, shown = form.chosen(), request.POST.getlist("message")
    keys = [int(key) for key in shown if key.isdecimal()][:MOST]
    if place and keys:
        now = timezone.now()
        messages = messages_on_sheet(lead=lead, organisation=place, at=now).filter(pk__in=keys)
        note_handed_over(by=lead, messages=messages, at=now)
        said.success(request, _("Noted. They leave the sheet and stay in the portal."))
    return redirect("messages:sheet")
