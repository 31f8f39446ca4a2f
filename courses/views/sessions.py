"""Sessions to come, one of them with its places, and one's own place by the link in a letter."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import has_right
from accounts.rights import Right
from courses.actions.booking import (
    NotBookableError,
    NotForThemError,
    NotJustNowError,
    RunsItError,
    book_place,
    claim_place,
    give_up_place,
    has_part_in,
)
from courses.appointments import appointment_of
from courses.calendar_files import file_of
from courses.chances import chances_of, why_waiting
from courses.cohort_links import cohort_path
from courses.credit import is_for, own_parts
from courses.forms.sessions import BookForm
from courses.models import Booking, Cohort, LiveSession
from courses.place_links import booking_behind, place_path
from courses.places import WhyNot
from courses.querysets import sectors_of
from courses.views.afterwards import what_stays

AT_ONCE = 25


@login_required
@require_safe
def upcoming(request: HttpRequest) -> HttpResponse:
    person, now = request.user.person, timezone.now()
    cohorts = list(Cohort.objects.of(person))
    missed = own_parts(person, at=now).missed if cohorts else ()
    found = LiveSession.objects.offered().to_come(at=now).open_to(person, missed=missed)
    found = found.for_list(person)
    pages = Paginator(found.prefetch_related("rules"), AT_ONCE)
    page = pages.get_page(request.GET.get("page"))
    shown = list(page)
    sectors = [sector.pk for sector in sectors_of(person, on=timezone.localdate(now))]
    chances = chances_of(shown, sectors, at=now)
    context = {
        "page": page,
        "rows": [(session, chances[session.pk]) for session in shown],
        "runs": has_right(person, Right.RUN_SESSIONS),
        "cohorts": cohorts,
        "to_book": LiveSession.objects.to_book(person, at=now),
    }
    return render(request, "courses/sessions/list.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, who runs it, and a place in it: a POST asks for one."""
    visible = LiveSession.objects.visible_to(request.user)
    found = get_object_or_404(visible.for_list(request.user.person), pk=pk)
    person, now = request.user.person, timezone.now()
    form = BookForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        return _book(request, found, form)
    own = Booking.objects.own_open(person, found)
    context = {
        "session": found,
        "form": form,
        "own": own,
        "own_path": place_path(own) if own else "",
        "why": _why(found, own, form, at=now),
        "is_bookable": found.is_bookable(at=now),
        "is_for_reader": is_for(found, person, at=now),
        "has_part": has_part_in(found, person),
        "facilitators": found.facilitators,
        "cohort_path": cohort_path(found, request.user),
        **what_stays(found, request.user, at=now),
        "runs": LiveSession.objects.planned_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "courses/sessions/session.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place_of(request: HttpRequest, token: str) -> HttpResponse:
    """By the link in a letter, without signing in. Only its button does anything."""
    booking = booking_behind(token)
    if booking is None:
        raise Http404
    if request.method == "POST":
        return _answer(request, booking, token)
    now = timezone.now()
    context = {
        "booking": booking,
        "session": booking.session,
        "token": token,
        "is_bookable": booking.session.is_bookable(at=now),
        "states": Booking.State,
    }
    return render(request, "courses/sessions/place.html", context)


@never_cache
@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    booking = booking_behind(token)
    if booking is None or booking.state != Booking.State.BOOKED:
        raise Http404
    return HttpResponse(
        file_of(appointment_of(booking)),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="session.ics"'},
    )


def _why(found: LiveSession, own: Booking | None, form: BookForm, *, at: datetime) -> WhyNot | None:
    """They wait, or would whichever of their jobs they came in."""
    if own:
        return why_waiting(found, own.sector_id, at=at)
    return chances_of([found], [sector.pk for sector in form.sectors], at=at)[found.pk].why


def _book(request: HttpRequest, found: LiveSession, form: BookForm) -> HttpResponse:
    try:
        made = book_place(
            session=found,
            person=request.user.person,
            sector=form.comes_from,
            access_needs=form.cleaned_data["access_needs"],
            at=timezone.now(),
        )
    except NotBookableError:
        messages.info(request, _("This session is not open for booking any more."))
    except NotJustNowError:
        messages.info(request, _("This session is not open for booking just now."))
    except RunsItError:
        messages.info(request, _("You have a part in this session, so you need no place."))
    except NotForThemError:
        messages.info(request, _("This session is for the people of its own group."))
    else:
        words = {
            Booking.State.BOOKED: _("You have a place. A letter with the details is on its way."),
            Booking.State.WAITING: _("You are on the waiting list. You hear at once."),
        }
        messages.success(request, words.get(made.state, _("A place is kept for you.")))
    return redirect("courses:session", found.pk)


def _answer(request: HttpRequest, booking: Booking, token: str) -> HttpResponse:
    now = timezone.now()
    if not booking.session.is_bookable(at=now):
        return redirect("courses:place_of", token)
    if "take" in request.POST:
        booking = claim_place(booking=booking, at=now)
        if booking.state == Booking.State.BOOKED:
            messages.success(request, _("The place is yours."))
        else:
            messages.info(request, _("This place is not kept for you any more."))
    elif "give_up" in request.POST:
        booking = give_up_place(booking=booking, at=now)
        if booking.state == Booking.State.GIVEN_UP:
            messages.success(request, _("Done. Thank you for saying so."))
    return redirect("courses:place_of", token)
