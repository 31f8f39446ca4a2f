"""Who came, ticked off by whoever runs the session."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.doors import needs
from accounts.rights import Right
from courses.actions.attending import (
    OPENS,
    TooEarlyError,
    add_guest,
    mark_attendance,
    take_guest_out,
)
from courses.forms.attendance import AttendanceForm, GuestForm
from courses.models import Attendance, LiveSession

FIND = "find"


@never_cache
@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Finding somebody keeps what is ticked; only the last button writes anything down."""
    person = request.user.person
    session = get_object_or_404(LiveSession.objects.showing_people_to(person), pk=pk)
    here = session.attendances.filter(is_there=True)
    start = {"here": list(here.exclude(person=None).values_list("person", flat=True))}
    form = AttendanceForm(request.POST or None, initial=start, session=session, by=person)
    if request.method == "POST" and FIND not in request.POST and form.is_valid():
        _mark(request, session, form)
        return redirect("courses:attendance", pk)
    context = {
        "session": session,
        "form": form,
        "guest_form": GuestForm(),
        "guests": here.filter(person=None).select_related("sector"),
        "is_open": timezone.now() >= session.starts_at - OPENS,
    }
    return render(request, "courses/sessions/attendance.html", context)


@needs(Right.RUN_SESSIONS)
@require_POST
def guest(request: HttpRequest, pk: int) -> HttpResponse:
    shown = LiveSession.objects.showing_people_to(request.user.person)
    session = get_object_or_404(shown, pk=pk)
    form = GuestForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the name of whoever came."))
        return redirect("courses:attendance", pk)
    try:
        add_guest(session=session, **form.cleaned_data, by=request.user.person, at=timezone.now())
    except TooEarlyError:
        messages.info(request, _("The list opens an hour before the session begins."))
    else:
        messages.success(request, _("Written down."))
    return redirect("courses:attendance", pk)


@needs(Right.RUN_SESSIONS)
@require_POST
def drop_guest(request: HttpRequest, pk: int) -> HttpResponse:
    guests = Attendance.objects.visible_to(request.user).filter(person=None)
    found = get_object_or_404(guests.select_related("session"), pk=pk)
    try:
        take_guest_out(guest=found, by=request.user.person, at=timezone.now())
    except TooEarlyError:
        messages.info(request, _("The list of this session is closed."))
    return redirect("courses:attendance", found.session_id)


def _mark(request: HttpRequest, session: LiveSession, form: AttendanceForm) -> None:
    try:
        count = mark_attendance(
            session=session,
            listed=form.marked(),
            here={person.pk for person in form.cleaned_data["here"]},
            by=request.user.person,
            at=timezone.now(),
        )
    except TooEarlyError:
        messages.info(request, _("The list opens an hour before the session begins."))
        return
    words = ngettext("Saved: %d person was there.", "Saved: %d people were there.", count)
    messages.success(request, words % count)
