"""Who came, ticked off by whoever runs the session."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.doors import needs
from accounts.rights import Right
from courses.actions.attending import (
    ListClosedError,
    add_guest,
    mark_attendance,
    take_guest_out,
)
from courses.forms.attendance import AttendanceForm, GuestForm
from courses.forms.people import is_key
from courses.models import Attendance, LiveSession

FIND = "find"
END = "end"
CLOSED = gettext_lazy(
    "The list opens an hour before the session begins, and never for one that is cancelled."
)


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
    if request.method == "POST" and FIND not in request.POST:
        if form.is_valid():
            _mark(request, session, form)
            return _done(request, session)
        if not request.accepts("text/html"):
            return JsonResponse({"problems": form.errors}, status=400)
    context = {
        "session": session,
        "form": form,
        "guest_form": GuestForm(),
        "guests": here.filter(person=None).select_related("sector"),
        "is_open": session.can_be_marked(at=timezone.now()),
        "closed": CLOSED,
        "from_place": _from_place(request),
        "back": _back(request, session),
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
        return _done(request, session)
    facts = {name: form.cleaned_data[name] for name in ("name", "sector")}
    try:
        at = form.said_at(timezone.now())
        add_guest(session=session, **facts, by=request.user.person, at=at)
    except ListClosedError:
        messages.info(request, CLOSED)
    else:
        messages.success(request, _("Written down."))
    return _done(request, session)


@needs(Right.RUN_SESSIONS)
@require_POST
def drop_guest(request: HttpRequest, pk: int) -> HttpResponse:
    guests = Attendance.objects.visible_to(request.user).filter(person=None)
    found = get_object_or_404(guests.select_related("session"), pk=pk)
    try:
        take_guest_out(guest=found, by=request.user.person, at=timezone.now())
    except ListClosedError:
        messages.info(request, CLOSED)
    return _to_the_list(request, found.session_id)


def _mark(request: HttpRequest, session: LiveSession, form: AttendanceForm) -> None:
    try:
        count = mark_attendance(
            session=session,
            listed=form.marked(),
            here=form.ticked(),
            changed=form.changed(),
            by=request.user.person,
            at=form.said_at(timezone.now()),
        )
    except ListClosedError:
        messages.info(request, CLOSED)
        return
    words = ngettext("Saved: %d person was there.", "Saved: %d people were there.", count)
    messages.success(request, words % count)


def _done(request: HttpRequest, session: LiveSession) -> HttpResponse:
    """A script loads the page again by itself, and finds the words there."""
    if request.accepts("text/html"):
        return _to_the_list(request, session.pk)
    return JsonResponse({})


def _to_the_list(request: HttpRequest, session: int) -> HttpResponse:
    return redirect(reverse("courses:attendance", args=[session]) + _from_place(request))


def _from_place(request: HttpRequest) -> str:
    """Kept in the address: two facilitators may be at different steps."""
    place = _place(request)
    return f"?at={place}" if place else ""


def _back(request: HttpRequest, session: LiveSession) -> str:
    """To the step that its reader came from."""
    place = _place(request)
    if place == END:
        return reverse("courses:run_close", args=[session.pk])
    if place:
        return reverse("courses:run_step", args=[session.pk, int(place)])
    return reverse("courses:run_session", args=[session.pk])


def _place(request: HttpRequest) -> str:
    said = request.GET.get("at", "")
    return said if said == END or is_key(said) else ""
