"""The calendar of all providers, and one's own in a program of one's own."""

from __future__ import annotations

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import has_right
from accounts.rights import Right
from courses.actions.feeding import end_feed, give_feed
from courses.feeds import calendar_of, feed_behind, feed_path
from courses.forms.calendar import CalendarForm
from courses.models import CalendarFeed
from courses.month import Month, providers_to_come


@never_cache
@login_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """For its reader alone: it says what overlaps with what they have booked."""
    now = timezone.now()
    form = CalendarForm(request.GET, providers=providers_to_come(at=now))
    first = form.month_shown(on=timezone.localdate(now))
    page = form.cleaned_data.get("page") or 1
    month = Month(request.user, first, now, form.narrowing, page)
    context = {
        "form": form,
        "month": month,
        "is_narrowed": form.narrowing.is_narrow,
        "query": _query(request),
        "runs": has_right(request.user.person, Right.RUN_SESSIONS),
    }
    return render(request, "courses/calendar/calendar.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: HttpRequest) -> HttpResponse:
    """Their private address; only its buttons give or end one."""
    person = request.user.person
    if request.method == "POST":
        if "stop" in request.POST:
            end_feed(person=person)
            messages.success(request, _("The address leads nowhere any more."))
        elif "give" in request.POST:
            give_feed(person=person, at=timezone.now())
            messages.success(request, _("Here is your address. One you had before has ended."))
        return redirect("courses:feed")
    found = CalendarFeed.objects.filter(person=person).first()
    address = request.build_absolute_uri(feed_path(found)) if found else ""
    return render(request, "courses/calendar/feed.html", {"address": address})


@cache_control(private=True)
@require_safe
def feed_ics(request: HttpRequest, token: str) -> HttpResponse:
    """Without signing in. A wrong address is counted, a right one is kept to so often an hour."""
    found = feed_behind(token)
    if found is None:
        if not _is_within(request, "session_feed_missed"):
            return ratelimit.respond_429(request)
        raise Http404
    if not _is_within(request, "session_feed", key=found.key):
        return ratelimit.respond_429(request)
    return HttpResponse(
        calendar_of(found.person, at=timezone.now()), content_type="text/calendar; charset=utf-8"
    )


def _is_within(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """How often an address is read; the door that allauth shows to others counts no GET."""
    usage = consume(request, app="allauth.account", action=action, key=key, limit_get=True)
    return usage is not None


def _query(request: HttpRequest) -> str:
    """What it is narrowed to, for other months."""
    query = request.GET.copy()
    for name in ("month", "page"):
        query.pop(name, None)
    return query.urlencode()
